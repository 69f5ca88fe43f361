"""How facts are put into words: dates, numbers, lists and codes."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from app.case import codes
from app.case.numbers import number_text
from app.case.partial_date import DayRange, PartialDate

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


def on(day: PartialDate) -> str:
    """Return "on 12 May 2026", "in March 2026" or "about March 2026"."""
    if day.about:
        return day.words()
    return f"{'on' if day.is_day else 'in'} {day.words()}"


def since(day: PartialDate) -> str:
    """Return "since 12 May 2026"."""
    return f"since {day.words()}"


def ordinal(number: int) -> str:
    """Return "First", "Second" ... and "10th" from ten on, as at the start of a sentence."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    tens, ones = divmod(number % 100, 10)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(ones, "th") if tens != 1 else "th"
    return f"{number}{ending}"


def listed(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def commas(parts: Iterable[str | None]) -> str:
    """Return the parts that are there, with commas."""
    return ", ".join(part for part in parts if part)


def percent(number: Decimal) -> str:
    """Return "11%" or "0.02%" with the digits as noted."""
    return f"{number_text(number)}%"


def days(count: DayRange) -> str:
    """Return "6 days", "1 day" or "between 6 and 36 days"."""
    if count.exact is None:
        return f"between {count.low} and {count.high} days"
    return f"{count.exact} day" if count.exact == 1 else f"{count.exact} days"


def days_ago(count: DayRange) -> str:
    """Return "today", "6 days ago" or "between 6 and 36 days ago"."""
    return "today" if count.exact == 0 else f"{days(count)} ago"


def code_words(field: str, code: str | None, unknown: str = "not known") -> str:
    """Return a code's label, the code itself where the list lacks it."""
    return codes.label(field, code) if code else unknown


def lower_first(text: str) -> str:
    """Return text that can stand inside a sentence: "MRD result" stays, "Relapse" does not."""
    first = text.split(" ", 1)[0]
    plain = len(first) > 1 and first[1:].islower()
    return text[:1].lower() + text[1:] if plain else text


def upper_first(text: str) -> str:
    """Return text that can begin a sentence."""
    return text[:1].upper() + text[1:]


def response_words(code: str | None) -> str:
    """Return "complete remission (CR)"; "" where no response is noted."""
    if not code:
        return ""
    label = codes.label("response_code", code)
    if label == code:
        return code
    return f"{lower_first(label.split(' / ')[0])} ({code})"


def cns_words(code: str) -> str:
    """Return "CNS1" or, for adults, "negative"."""
    return lower_first(codes.label("cns_status", code).removeprefix("Adult: CSF "))


def counted(number: int, one: str) -> str:
    """Return "1 fraction" or "17 fractions"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def sites_words(sites: Iterable[str] | None) -> str:
    """Return "bone marrow, blood and chest (mediastinum)"."""
    return listed([lower_first(codes.label("site", site)) for site in sites or () if site])


def first_sentence(text: str, longest: int = 90) -> str:
    """Return a short text as it is, and of a longer one its first sentence."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain.rstrip(".")
    sentence = plain.split(". ", 1)[0].rstrip(".")
    return sentence if len(sentence) <= longest else sentence[:longest].rsplit(" ", 1)[0] + " …"

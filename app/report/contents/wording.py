"""Fixed wording and dates in print."""

from datetime import date

from app.case.partial_date import MONTH_NAMES, PartialDate
from app.report.outline.words import NBSP

DISCLAIMER = (
    "This page was made by the family with information they collected. It may be incomplete or "
    "wrong. It is not medical advice and it does not replace your care team. Facts about "
    "treatments and studies can change: check the date on each item. Ask your care team before "
    "you act on anything here."
)
"""Domain reference, section 5.8; on every printed page."""

TRIALS_DISCLAIMER = "Only the study team can decide who can join."

NOT_KNOWN = "Not known"

_TO = f"{NBSP}–{NBSP}"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def short_date(day: PartialDate | None, without_year: int | None = None) -> str:
    """Return "20 Apr 2026", "Apr 2026", "2026" or "about Apr 2026"; "" for no date."""
    if day is None:
        return ""
    parts = [str(day.day)] if day.day is not None else []
    if day.month is not None:
        parts.append(MONTH_NAMES[day.month - 1][:3])
    if day.month is None or day.year != without_year:
        parts.append(str(day.year))
    return NBSP.join(["about", *parts] if day.about else parts)


def long_date(day: PartialDate | date) -> str:
    """Return "20 April 2026"."""
    partial = day if isinstance(day, PartialDate) else PartialDate.of(day)
    return partial.words().replace(" ", NBSP)


def with_weekday(day: PartialDate) -> str:
    """Return "Friday 24 April 2026"; without the weekday where the day is not known."""
    if day.exact is None:
        return long_date(day)
    return f"{_WEEKDAYS[day.exact.weekday()]} {long_date(day)}"


def span(start: PartialDate | None, end: PartialDate | None, open_end: str = "") -> str:
    """Return "16 Aug – 13 Sep 2023", "since 5 Mar 2026", "until 2024", or "" for neither.

    Args:
        start, end: first and last day as far as known.
        open_end: what stands in place of an end that is not there, such as "now".
    """
    if start is None:
        return f"until {short_date(end)}" if end else ""
    if end is None:
        return f"{short_date(start)}{_TO}{open_end}" if open_end else short_date(start)
    if start == end:
        return short_date(start)
    if start.is_day and end.is_day and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{_TO}{short_date(end)}"
    return f"{short_date(start, end.year)}{_TO}{short_date(end)}"


def on(day: PartialDate | None) -> str:
    """Return ", 20 Apr 2026" to stand behind a value; "" for no date."""
    return f", {short_date(day)}" if day else ""


def counted(number: int, one: str, several: str = "") -> str:
    """Return "1 question" or "3 questions"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def upper_first(text: str) -> str:
    """Return text that can begin a sentence."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return text that can stand inside a sentence: "Mouth sores" changes, "CRS" does not."""
    first = text.split(" ", 1)[0]
    is_plain = len(first) > 1 and first[1:].islower()
    return text[:1].lower() + text[1:] if is_plain else text

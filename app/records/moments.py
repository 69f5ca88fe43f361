"""Days and times as records write them, kept as they stand.

A time is never moved into another time zone: the laboratory's day is the day on its report. A time
of exactly midnight stands for "no time given", as most systems write it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.case.partial_date import AmbiguousDate, PartialDate, read_date

_FHIR = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?P<second>:[0-9]{2})?(?:[.,][0-9]+)?"
    r"\s?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_HL7 = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<month>[0-9]{2})(?:(?P<day>[0-9]{2})"
    r"(?:(?P<hour>[0-9]{2})(?:(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?(?:\.[0-9]+)?)?)?)?)?"
    r"(?P<zone>[+-][0-9]{2,4}|Z)?"
)
_CLOCK = re.compile(
    r"[\s,T]+(?:at\s+)?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?(?:\.[0-9]+)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}|[A-Z]{2,4})?$",
    re.IGNORECASE,
)
_TWO_DIGIT_YEAR = re.compile(r"(?P<first>[0-9]{1,2}[/.-][0-9]{1,2}[/.-])(?P<year>[0-9]{2})")
_DOTTED = re.compile(r"[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{4}")
_JOINED_DAY = re.compile(r"(?:19|20)[0-9]{6}")
_LATEST_TWO_DIGIT_YEAR = 39  # 39 is 2039, 40 is 1940


class Moment(NamedTuple):
    """A day, as far as it is known, and the time of day where one is given.

    Attributes:
        date: the day, month or year.
        time: `HH:MM`, None where no time is given.
        written: the text it was read from.
    """

    date: PartialDate
    time: str | None
    written: str


def fhir_moment(text: object) -> Moment | None:
    """Read `2024`, `2024-03`, `2024-03-12` or `2024-03-12T08:30:00-05:00`; None for others."""
    return _moment(_FHIR, text) if isinstance(text, str) else None


def hl7_moment(text: object) -> Moment | None:
    """Read `2024`, `202403`, `20240312` or `20240312083000-0500`; None for others."""
    if not isinstance(text, str):
        return None
    # Some systems put the other standard's form into the attribute.
    return _moment(_HL7, text) or _moment(_FHIR, text)


@lru_cache(maxsize=16384)
def _moment(form: re.Pattern[str], text: str) -> Moment | None:
    found = form.fullmatch(text.strip())
    if found is None:
        return None
    date = _date(found["year"], found["month"], found["day"])
    if date is None:
        return None
    return Moment(date, _time(found["hour"], found["minute"], found["second"]), text)


def _date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    try:
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError:
        return None


def _time(hour: str | None, minute: str | None, second: str | None) -> str | None:
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return None
    midnight = hour == minute == "00" and not (second or "0").strip(":0")
    return None if midnight else f"{hour}:{minute}"


class WrittenDate(NamedTuple):
    """A date as people write it: what it can mean, and the time of day behind it."""

    readings: tuple[PartialDate, ...]
    time: str | None
    written: str


def written_date(text: str) -> WrittenDate | None:
    """Read a date as tables and letters print it (`3/12/24 8:15 AM`, `12 Mar 2024`), or None.

    A date in numbers that reads two ways comes back with both readings, the day first.
    """
    if len(text) > _LONGEST_DATE:
        return None
    plain = " ".join(text.split())
    exact = fhir_moment(plain)
    if exact is not None and len(plain) > 4:
        return WrittenDate((exact.date,), exact.time, text)
    joined = hl7_moment(plain) if _JOINED_DAY.match(plain) else None
    if joined is not None:
        return WrittenDate((joined.date,), joined.time, text)
    clock = _CLOCK.search(plain)
    day = plain[: clock.start()] if clock else plain
    readings = _readings(_with_whole_year(day))
    return WrittenDate(readings, _clock_time(clock), text) if readings else None


_LONGEST_DATE = 100
# Other signs stand in no date; telling so here spares a long search for words between them.
_MAY_BE_DATE = re.compile(r"(?=.*[0-9])[~≈]?[0-9A-Za-z\s,./'’-]+\??", re.DOTALL)


def _readings(day: str) -> tuple[PartialDate, ...]:
    if len(day) > 40 or day.isdigit() or not _MAY_BE_DATE.fullmatch(day):
        return ()
    try:
        date = read_date(day)
    except ValueError:
        return ()
    if not isinstance(date, AmbiguousDate):
        return (date,)
    # With dots between the numbers the day comes first wherever dates are written so.
    return (date.first,) if _DOTTED.fullmatch(day) else (date.first, date.second)


def _with_whole_year(day: str) -> str:
    found = _TWO_DIGIT_YEAR.fullmatch(day)
    if found is None:
        return day
    year = int(found["year"])
    return f"{found['first']}{2000 + year if year <= _LATEST_TWO_DIGIT_YEAR else 1900 + year}"


def _clock_time(clock: re.Match[str] | None) -> str | None:
    if clock is None:
        return None
    hour = int(clock["hour"])
    half = (clock["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return _time(f"{hour:02d}", clock["minute"], None)


def settle(dates: Sequence[WrittenDate | None], day_first: bool | None) -> bool | None:
    """Tell whether the dates of one table have the day first, None where they do not tell.

    Args:
        dates: the dates of the table.
        day_first: what the family said, where it was asked.
    """
    if day_first is not None:
        return day_first
    for date in dates:
        if date is None or len(date.readings) != 1 or date.readings[0].day is None:
            continue
        numbers = re.findall(r"[0-9]+", date.written)
        if len(numbers) >= 3 and not re.search("[A-Za-z]{3}", date.written):
            if numbers[0] == f"{date.readings[0].year}":
                continue
            if int(numbers[0]) > 12:
                return True
            if int(numbers[1]) > 12:
                return False
    return None


def settled(date: WrittenDate, day_first: bool | None) -> tuple[PartialDate, bool]:
    """Return the date, and whether it is sure.

    A date that reads two ways is given only as far as both readings agree: its year.
    """
    if len(date.readings) == 1:
        return date.readings[0], True
    if day_first is None:
        return PartialDate(date.readings[0].year), False
    return date.readings[0 if day_first else 1], True

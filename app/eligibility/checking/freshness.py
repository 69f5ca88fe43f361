"""How old a value may be, and how many days lie between two dates as far as they are known.

Windows that a trial names itself count; else 30 days for laboratory values and performance
scores, 90 for organ tests and spinal fluid (house, section 4; the last one by the same measure).
"""

import calendar
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from app.case.partial_date import DayRange, PartialDate
from app.case.value_class import value_class
from app.eligibility.model import Duration

LAB_DAYS = 30
PERFORMANCE_DAYS = 30
ORGAN_TEST_DAYS = 90
SPINAL_FLUID_DAYS = 90
BODY_DAYS = 90
"""Weight and height: not a laboratory value, and children grow."""
VIRUS_TEST_DAYS = 180
MARROW_DAYS = 90
"""A marrow result without treatment since; after later treatment `LAB_DAYS` hold."""

_DAYS = {"hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7)}
_MONTHS = {"month": 1, "year": 12}


@value_class
class Span:
    """A length of time in days, as far as it is one number.

    "3 months" is 89 to 92 days, by the calendar and by who counts; what lies between is open.
    """

    low: int
    high: int


def span_of(duration: Duration, before: date) -> Span | None:
    """Return a duration that ends on a day, in days; None for half-lives."""
    if duration.unit in _DAYS:
        days = duration.value * _DAYS[duration.unit]
        return Span(_whole(days, ROUND_FLOOR), _whole(days, ROUND_CEILING))
    if duration.unit not in _MONTHS or duration.value < 0:
        return None
    months = duration.value * _MONTHS[duration.unit]
    if months > 12 * 100:
        return None
    by_calendar = (before - _months_before(before, int(months))).days
    by_mean = months * Decimal("30.4375")
    thirties = months * 30
    if months != int(months):
        return Span(_whole(thirties, ROUND_FLOOR), _whole(by_mean, ROUND_CEILING))
    ends = (Decimal(by_calendar), by_mean, thirties)
    return Span(_whole(min(ends), ROUND_FLOOR), _whole(max(ends), ROUND_CEILING))


def _whole(days: Decimal, rounding: str) -> int:
    return int(days.to_integral_value(rounding=rounding))


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_before(day: PartialDate | None, as_of: date) -> DayRange | None:
    """Return the days from a day to the as-of day; None without a date, or after it."""
    if day is None:
        return None
    days = day.days_until(as_of)
    if days.high < 0:
        return None
    return DayRange(max(0, days.low), days.high)


def is_fresh(day: PartialDate | None, as_of: date, within: Span) -> bool | None:
    """Whether something dated `day` is no older than a span; None: cannot be told."""
    days = days_before(day, as_of)
    if days is None:
        return None
    if days.high <= within.low:
        return True
    return False if days.low > within.high else None


def limit_days(duration: Duration | None, usual: int, as_of: date) -> Span:
    """Return the trial's own window where it gives one, else the usual one."""
    own = span_of(duration, as_of) if duration is not None else None
    return own or Span(usual, usual)


def add_days(day: date, days: int) -> date:
    """Return the day some days later, at the end of the calendar where it ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max

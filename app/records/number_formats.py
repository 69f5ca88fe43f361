"""What a number in a cell of a workbook stands for, by its number format: day, clock, percent.

A workbook keeps 45 % as 0.45, the fifth of January 2026 as 46027 and 8:15 as 0.34375; only the
format of the cell tells which is meant. Formats: ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum, auto

FIRST_DAY = date(1899, 12, 30)
FIRST_DAY_1904 = date(1904, 1, 1)
_LAST_NUMBER = 110_000  # the year 2201
_LONGEST_SPAN = 1_000  # days; nobody writes a longer time in hours
_SECONDS_OF_DAY = 86_400
# The formats that are built in, by number.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS = frozenset({9, 10})
_SPAN_FORMATS = frozenset({46})
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.')
_NOT_LETTERS = re.compile(r"\[[^\]]*\]|[_*].|general", re.IGNORECASE)


class Shown(Enum):
    """How a number is shown: as a day or a time of day, as a time in hours, in hundredths."""

    DATE = auto()
    SPAN = auto()
    PERCENT = auto()


def shown_as(format_id: int, custom: Mapping[int, str]) -> Shown | None:
    """Return how a format shows a number, None where it shows the number itself."""
    if format_id in custom:
        return _by_code(custom[format_id])
    if format_id in _PERCENT_FORMATS:
        return Shown.PERCENT
    if format_id in _SPAN_FORMATS:
        return Shown.SPAN
    return Shown.DATE if format_id in _DATE_FORMATS else None


def _by_code(code: str) -> Shown | None:
    """Read a format's own code; signs in quotation marks or behind a backslash are only words."""
    plain = _QUOTED.sub("", code).partition(";")[0]
    if _SPAN.search(plain):
        return Shown.SPAN
    letters = _NOT_LETTERS.sub("", plain)
    if "%" in letters:
        return Shown.PERCENT
    return Shown.DATE if _DATE_LETTERS.search(letters) else None


def in_words(text: str, shown: Shown | None, first_day: date) -> str:
    """Return the number of a cell as a person sees it; what is no number stays as it stands."""
    value = _number(text)
    if value is None:
        return text
    if shown is Shown.PERCENT:
        return f"{value.scaleb(2):f} %"
    if shown is Shown.SPAN and 1 <= value < _LONGEST_SPAN:
        return _clock(_seconds(value))
    if shown is not None:
        return _day_and_clock(value, first_day) if 0 <= value < _LAST_NUMBER else text
    return f"{value:f}"


def _number(text: str) -> Decimal | None:
    """Return a number as it was typed: 12.300000000000001 is how a workbook keeps 12.3."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 30:
        return None
    return Decimal(repr(float(value))) if len(value.as_tuple().digits) > 15 else value


def _day_and_clock(value: Decimal, first_day: date) -> str:
    """Return a day, with the time where one is given; below one it is a time and no day."""
    days, rest = divmod(_seconds(value), _SECONDS_OF_DAY)
    if value < 1:
        return _clock(rest)
    day = (first_day + timedelta(days=days)).isoformat()
    return f"{day} {_clock(rest)}" if rest else day


def _seconds(days: Decimal) -> int:
    # 8:20 is kept as 0.347222222222222, which is a trace before 8:20.
    return round(days * _SECONDS_OF_DAY)


def _clock(seconds: int) -> str:
    """Return `08:15`, or `08:15:30` where there are seconds."""
    minutes, rest = divmod(seconds, 60)
    shown = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{shown}:{rest:02d}" if rest else shown

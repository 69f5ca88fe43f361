"""Dates as far as a family knows them: `2024`, `2024-03`, `2024-03-12`, optionally "about".

A partial date is a period, not a day. It sorts at the start of that period, and every question
asked of it ("before?", "how many days?", "how old?") is answered only as far as it is known:
with a range, or with None, which means "cannot be told".

"About" widens the period by one period of its own precision on each side: about 2024 reaches
from 2023 to 2025, about March 2024 from February to April 2024, about 12 March 2024 from 11 to
13 March.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from app.case.value_class import value_class

FIRST_YEAR = 1850
LAST_YEAR = 2199

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

Precision = Literal["year", "month", "day"]
SortKey = tuple[int, int, int, int, bool]

_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")
_ISO = re.compile(r"(~?)([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@value_class
class _WholeNumberRange:
    """A whole number known only to lie between `low` and `high`, both included."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("The low end of a range lies above its high end.")

    @property
    def exact(self) -> int | None:
        """The number itself, or None where only the range is known."""
        return self.low if self.low == self.high else None

    def at_least(self, number: int) -> bool | None:
        """Whether it is `number` or more; None: cannot be told."""
        if self.low >= number:
            return True
        return False if self.high < number else None

    def more_than(self, number: int) -> bool | None:
        """Whether it is above `number`; None: cannot be told."""
        return self.at_least(number + 1)

    def less_than(self, number: int) -> bool | None:
        """Whether it is below `number`; None: cannot be told."""
        reached = self.at_least(number)
        return None if reached is None else not reached

    def at_most(self, number: int) -> bool | None:
        """Whether it is `number` or less; None: cannot be told."""
        return self.less_than(number + 1)


class DayRange(_WholeNumberRange):
    """A number of days as far as two partial dates tell it; negative means "earlier"."""

    __slots__ = ()


class AgeRange(_WholeNumberRange):
    """An age in whole years as far as the birth date tells it."""

    __slots__ = ()


@value_class
class PartialDate:
    """A year, a month or a day, each possibly "about".

    Raises:
        ValueError: no such month or day, or a year outside 1850 to 2199; a plain sentence.
    """

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.")
        if self.month is None:
            if self.day is not None:
                raise ValueError("A day needs its month.")
            return
        if not 1 <= self.month <= 12:
            raise ValueError("There are only 12 months.")
        if self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            month = f"{MONTH_NAMES[self.month - 1]} {self.year}"
            raise ValueError(f"{month} has no day {self.day}.")

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Return the full day `day`."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """Read `2024`, `2024-03` or `2024-03-12`, with `~` before it for "about".

        Raises:
            ValueError: the text has another form, or names no real date.
        """
        return _from_iso(text)

    @property
    def iso(self) -> str:
        """The form `from_iso` reads, as kept in files."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return f"~{text}" if self.about else text

    @property
    def precision(self) -> Precision:
        """How far the date is known, "about" left aside."""
        return _PRECISIONS[self._parts - 1]

    @property
    def _parts(self) -> int:
        return 1 + (self.month is not None) + (self.day is not None)

    @property
    def earliest(self) -> date:
        """The first day it can have been, "about" included."""
        start = date(self.year, self.month or 1, self.day or 1)
        if not self.about:
            return start
        if self.day is not None:
            return start - timedelta(days=1)
        if self.month is None:
            return date(self.year - 1, 1, 1)
        return (start - timedelta(days=1)).replace(day=1)

    @property
    def latest(self) -> date:
        """The last day it can have been, "about" included."""
        if self.day is not None and self.month is not None:
            return date(self.year, self.month, self.day) + timedelta(days=self.about)
        if self.month is None:
            return date(self.year + self.about, 12, 31)
        year, month = self.year, self.month + self.about
        if month > 12:
            year, month = year + 1, 1
        return date(year, month, monthrange(year, month)[1])

    @property
    def is_day(self) -> bool:
        """Whether the very day is known."""
        return self.day is not None and not self.about

    @property
    def exact(self) -> date | None:
        """The very day, or None where only a period is known."""
        return self.earliest if self.is_day else None

    @property
    def sort_key(self) -> SortKey:
        """Key for `sorted()`: the start of the period, then the coarser date first.

        "About" does not move a date in a list; it only breaks a tie. No two different dates
        have the same key.
        """
        return (self.year, self.month or 1, self.day or 1, self._parts, self.about)

    def before(self, other: "PartialDate | date") -> bool | None:
        """Whether this lies before `other`; None: cannot be told."""
        other = _as_partial(other)
        if self.latest < other.earliest:
            return True
        return False if self.earliest >= other.latest else None

    def after(self, other: "PartialDate | date") -> bool | None:
        """Whether this lies after `other`; None: cannot be told."""
        return _as_partial(other).before(self)

    def days_until(self, other: "PartialDate | date") -> DayRange:
        """Return the days from this to `other`, negative where `other` comes first."""
        other = _as_partial(other)
        low = (other.earliest - self.latest).days
        return DayRange(low, (other.latest - self.earliest).days)

    def words(self, without_year: int | None = None) -> str:
        """Return "12 May 2026", "March 2024", "2024" or "about March 2024".

        Args:
            without_year: a year the reader already knows; a day or month of it is shown
                without it ("12 May").
        """
        parts = [] if self.day is None else [str(self.day)]
        if self.month is not None:
            parts.append(MONTH_NAMES[self.month - 1])
        if self.month is None or self.year != without_year:
            parts.append(str(self.year))
        return " ".join(["about", *parts] if self.about else parts)


def days_between(first: PartialDate | date, second: PartialDate | date) -> DayRange:
    """Return the days from `first` to `second`, such as a last dose and a planned start."""
    return _as_partial(first).days_until(second)


def age_on(birth: PartialDate, day: PartialDate | date) -> AgeRange:
    """Return the age in whole years on `day`.

    A person born on 29 February is a year older from 1 March in years without that day.

    Raises:
        ValueError: the birth lies after the day.
    """
    day = _as_partial(day)
    if birth.earliest > day.latest:
        raise ValueError("The birth date lies after this day.")
    oldest = _whole_years(birth.earliest, day.latest)
    return AgeRange(max(0, _whole_years(birth.latest, day.earliest)), oldest)


def _whole_years(birth: date, day: date) -> int:
    birthday_ahead = (day.month, day.day) < (birth.month, birth.day)
    return day.year - birth.year - birthday_ahead


def _as_partial(day: PartialDate | date) -> PartialDate:
    return day if isinstance(day, PartialDate) else PartialDate.of(day)


@lru_cache(maxsize=16384)
def _from_iso(text: str) -> PartialDate:
    # Nearly every date in a file is a full day; the plain path is several times faster.
    if len(text) == 10 and text.isascii() and text[4] == text[7] == "-":
        year, month, day = text[:4], text[5:7], text[8:]
        if year.isdigit() and month.isdigit() and day.isdigit():
            return PartialDate(int(year), int(month), int(day))
    found = _ISO.fullmatch(text)
    if found is None:
        raise ValueError("A date is written 2024, 2024-03 or 2024-03-12.")
    about, year, month, day = found.groups()
    return PartialDate(
        int(year), int(month) if month else None, int(day) if day else None, bool(about)
    )


class AmbiguousDate(NamedTuple):
    """A date written in numbers that reads two ways; the family is asked which one.

    Attributes:
        first: read with the day first (3/4/2024 is 3 April).
        second: read with the month first (3/4/2024 is March 4).
    """

    first: PartialDate
    second: PartialDate


_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, 1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()}
_MONTH_NUMBERS["sept"] = 9

_ABOUT = re.compile(
    r"~|≈|(?:(?:about|around|approximately|approx|circa|ca|early|mid|middle|late|beginning|end)"
    r"\b[.]?(?:\s+(?:in|of)\b)?)"
)
_DATE_WORDS = re.compile(r"[0-9]+|[a-z]+")
_BETWEEN_DATE_WORDS = re.compile(r"[0-9a-z\s,./'’-]+")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")

_ASK_FOR_WORD = "Write the month as a word, such as March 2024."
_ASK_FOR_YEAR = "Write the year with four digits, such as March 2024."

# What each order of words means: Y a four-digit year, N a number, M a month's name.
_ORDERS = {
    "Y": "Y",
    "YN": "Ym",
    "NY": "mY",
    "MY": "mY",
    "YM": "Ym",
    "NMY": "dmY",
    "MNY": "mdY",
    "YMN": "Ymd",
    "YNN": "Ymd",
}


def read_date(text: str) -> PartialDate | AmbiguousDate:
    """Read a date as a family types it: `2024`, `mar 2024`, `March 12, 2024`, `12.3.2024`.

    `about`, `~`, `early`, `mid` and `late` make it "about", and so does a question mark behind.
    A date in numbers that reads two ways comes back as both.

    Raises:
        ValueError: the text is not understood, or names no real date; a plain sentence that
            says how to write it.
    """
    plain, about = _without_about(" ".join(text.casefold().split()))
    words = _date_words(plain)
    shape = "".join(_date_word_kind(word) for word in words)
    numbers = [_MONTH_NUMBERS.get(word) or int(word) for word in words]
    if shape == "NNY":
        return _day_and_month(numbers[0], numbers[1], numbers[2], about)
    if shape not in _ORDERS:
        raise ValueError(_ASK_FOR_YEAR if set(shape) <= {"N", "M"} else _ASK_FOR_WORD)
    part = dict(zip(_ORDERS[shape], numbers, strict=True))
    return PartialDate(part["Y"], part.get("m"), part.get("d"), about)


def _without_about(text: str) -> tuple[str, bool]:
    without_mark = text.removesuffix("?").rstrip()
    about = without_mark != text
    # "in early March" and "about mid 2024": such words may stand in a row.
    rest = without_mark.removeprefix("in ").removeprefix("on ")
    while found := _ABOUT.match(rest):
        rest, about = rest[found.end() :].lstrip(" -"), True
    return rest, about


def _date_words(text: str) -> list[str]:
    plain = _ORDINAL.sub("", text)
    if not plain or not _BETWEEN_DATE_WORDS.fullmatch(plain):
        raise ValueError(_ASK_FOR_WORD)
    return [word for word in _DATE_WORDS.findall(plain) if word not in ("of", "in")]


def _date_word_kind(word: str) -> str:
    if word in _MONTH_NUMBERS:
        return "M"
    if word.isdigit() and len(word) in (1, 2, 4):
        return "Y" if len(word) == 4 else "N"
    raise ValueError(_ASK_FOR_WORD)


def _day_and_month(first: int, second: int, year: int, about: bool) -> PartialDate | AmbiguousDate:
    """Read two numbers before a year, whichever way round gives a real date."""
    if first > 12 or first == second:
        return PartialDate(year, second, first, about)
    if second > 12:
        return PartialDate(year, first, second, about)
    return AmbiguousDate(
        PartialDate(year, second, first, about), PartialDate(year, first, second, about)
    )

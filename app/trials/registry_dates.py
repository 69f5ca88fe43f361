"""Dates and ages as registries write them."""

import re
from functools import lru_cache
from typing import Literal

from app.case.partial_date import MONTH_NAMES, PartialDate
from app.trials.record import AgeLimit, AgeUnit

_MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}

_IN_WORDS = re.compile(r"([a-z]{3,9})\.?\s+(?:([0-9]{1,2})(?:st|nd|rd|th)?\s*,?\s+)?([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2})(?:[T ][0-9:.Z+-]*)?")

_AGE = re.compile(r"([0-9]{1,7})\s*(year|month|week|day|hour|minute)s?", re.IGNORECASE)
_AGE_UNITS: dict[str, AgeUnit] = {
    "year": "year",
    "month": "month",
    "week": "week",
    "day": "day",
    "hour": "hour",
    "minute": "minute",
}
_NO_LIMIT = frozenset({"", "n/a", "none", "no limit"})

Numbers = Literal["iso only", "day first"]


def registry_date(text: str, numbers: Numbers = "iso only") -> PartialDate | None:
    """Read `2024-03-12`, `2024-03`, `June 17, 2020` or `June 2020`; None where it is no date.

    Args:
        text: the date, possibly with a time of day behind, which is left out.
        numbers: "day first" also reads `29/01/2021`, as the EU register writes it.
    """
    iso = _iso_of(text.strip(), numbers)
    return None if iso is None else _from_iso(iso)


@lru_cache(maxsize=4096)
def _iso_of(text: str, numbers: Numbers) -> str | None:
    if found := _ISO.fullmatch(text):
        return found.group(1)
    if found := _IN_WORDS.fullmatch(text.casefold()):
        month, day, year = found.groups()
        return _iso(year, _MONTHS.get(month), day)
    if numbers == "day first" and (found := _DAY_FIRST.fullmatch(text)):
        day, numbered_month, year = found.groups()
        return _iso(year, int(numbered_month), day)
    return None


def _iso(year: str, month: int | None, day: str | None) -> str | None:
    if month is None:
        return None
    return f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def _from_iso(iso: str) -> PartialDate | None:
    try:
        return PartialDate.from_iso(iso)
    except ValueError:  # 31 February, or a year no study can have
        return None


def iso_date(text: str) -> str | None:
    """Return a date in words as `2020-06-17` or `2020-06`, as the newer form writes it."""
    found = registry_date(text)
    return None if found is None else found.iso


def age_limit(text: str | None) -> AgeLimit | None:
    """Read `18 Years` or `6 Months`; None where there is no limit."""
    printed = " ".join((text or "").split())
    if printed.casefold() in _NO_LIMIT:
        return None
    found = _AGE.fullmatch(printed)
    if found is None:
        return AgeLimit(printed)
    return AgeLimit(printed, int(found.group(1)), _AGE_UNITS[found.group(2).casefold()])

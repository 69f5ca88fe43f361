"""Results, ranges and flags as laboratories print them: value, comparator, unit, limits.

Digits stay as printed. A text that is not plainly one number stays a text: `1:40`, `0-5` and `3+`
are results in words.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from app.case.kinds import number_in_range
from app.case.numbers import read_number, read_quantity
from app.case.unit_names import normal_unit, scale_of

# Units that measure one thing and are no amount in a volume.
_PLAIN_UNITS = frozenset(
    """
    % s ms fL pg L/L mL/s mL/min mL/min/1.73m2 mmol/mol mmHg ratio copies/mL g mg kg ug ng mol mmol
    min h mm cm mm/h mm/hr U kU IU mOsm/kg mosm/kg mosmol/kg degF F C Cel kPa mL L dL uL ppm ppb
    bpm /min /hpf /lpf /HPF /LPF mg/g mg/mmol mg/kg ug/g g/24h mg/24h mg/(24.h) mL/24h ng/mL/h
    """.split()
)
_NO_UNIT = frozenset({"", "1", "{}", "[ph]", "ph", "n/a", "na", "none", "null", "unk", "-"})


class Value(NamedTuple):
    """A result: a number with "<" or ">" where printed so, or words.

    Attributes:
        value: the number, the words, or None where there is no result.
        comparator: `<`, `>`, `<=` or `>=`.
        unit: the unit as printed.
    """

    value: Decimal | str | None
    comparator: str | None = None
    unit: str | None = None


NO_VALUE = Value(None)
_NUMBERS = (Decimal, int)


class Range(NamedTuple):
    """The usual range as printed; `words` where it is no pair of numbers."""

    low: Decimal | None = None
    high: Decimal | None = None
    words: str | None = None


NO_RANGE = Range()

_COMPARATOR = re.compile(r"<=|>=|=<|=>|<|>|≤|≥")
_COMPARATORS = {"≤": "<=", "≥": ">=", "=<": "<=", "=>": ">="}


def comparator(sign: str | None) -> str | None:
    """Return one of the four comparators; None for anything else."""
    plain = (sign or "").strip()
    return _COMPARATORS.get(plain, plain) if _COMPARATOR.fullmatch(plain) else None


BEYOND_MEASURE = (
    "The number in the file is larger or smaller than anything that is measured; please ask the "
    "laboratory what is meant."
)


def is_beyond_measure(value: object) -> bool:
    """Whether it is a number, but one that nothing measured can have, such as 1e31."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return False
    return not number_in_range(Decimal(value))


def number(text: object) -> Decimal | None:
    """Return a number with its digits, None where it is none or beyond what can be measured."""
    if isinstance(text, str):
        return _number_in(text)
    if isinstance(text, bool) or not isinstance(text, _NUMBERS):
        return None
    value = Decimal(text)
    return value if number_in_range(value) else None


@lru_cache(maxsize=8192)
def _number_in(text: str) -> Decimal | None:
    try:
        value = read_number(text)
    except ValueError:
        return None
    return value if number_in_range(value) else None


def measured(value: object, unit: str | None, sign: str | None = None) -> Value:
    """Return the result of a field that holds a number, and a unit beside it."""
    amount = number(value)
    if amount is None:
        # Some systems write the comparator, or words, into the field of the number.
        return written(value, unit) if isinstance(value, str) else NO_VALUE
    return Value(amount, comparator(sign), printed_unit(unit))


def written(text: str | None, unit: str | None = None) -> Value:
    """Read a result from text: `12.3`, `<0.01 %`, `negative`; `unit` where it stands apart."""
    plain = " ".join((text or "").split())
    if not plain:
        return NO_VALUE
    found = _as_quantity(plain)
    if found is None or plain[0] == "+":  # "+1" is a grade, no number
        return Value(plain, None, printed_unit(unit))
    return found if found.unit or not unit else found._replace(unit=printed_unit(unit))


@lru_cache(maxsize=8192)
def _as_quantity(plain: str) -> Value | None:
    try:
        quantity = read_quantity(plain)
    except ValueError:
        return None
    if not number_in_range(quantity.value) or not _may_be_unit(quantity.unit):
        return None
    return Value(quantity.value, quantity.comparator, quantity.unit)


def _may_be_unit(unit: str | None) -> bool:
    """Whether the words behind a number are a unit, and no part of a finding ("2 cells seen")."""
    if unit is None:
        return True
    normal = normal_unit(unit)
    return normal in _PLAIN_UNITS or scale_of(normal) is not None or unit in _PLAIN_UNITS


@lru_cache(maxsize=4096)
def looks_like_unit(text: str) -> bool:
    """Whether a text on its own is a unit that is known."""
    if not text or (text[0].isdigit() and not text.startswith("10")):
        return False
    return _may_be_unit(text) and any(c.isalpha() or c == "%" for c in text)


@lru_cache(maxsize=4096)
def printed_unit(unit: str | None) -> str | None:
    """Return the unit as printed, None where the record says that there is none."""
    plain = " ".join((unit or "").split())
    return None if plain.casefold() in _NO_UNIT else plain


_NUMBER = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?|\.[0-9]+)"
_SIGNS = (
    r"<=|>=|=<|=>|<|>|≤|≥|< ?or ?=|> ?or ?=|less than or equal to|greater than or equal to"
    r"|less than|greater than|more than|up to|at most|at least|under|below|over|above|not above"
)
_LONGEST_RANGE = 200
_BETWEEN = re.compile(
    # A dash that was lost on the way comes as "?" or as U+FFFD.
    rf"(?P<low>{_NUMBER})\s*(?P<unit_low>[^0-9\s.,-][^\s-]*)?\s*(?:-{{1,2}}|–|—|−|\bto\b|\?|\ufffd)\s*"
    rf"(?P<high>{_NUMBER})\s*(?P<unit>\S.*)?",
    re.IGNORECASE,
)
_LIMIT = re.compile(rf"(?P<sign>{_SIGNS})\s*(?P<number>{_NUMBER})\s*(?P<unit>\S.*)?", re.IGNORECASE)
_LOWER_WORDS = ("greater", "more", "at least", "over", "above")


@lru_cache(maxsize=8192)
def range_from_text(text: str | None, unit: str | None = None) -> Range:
    """Read a range such as `3.4-10.8`, `(12.0 - 15.5)`, `<200 mg/dL` or `Negative`.

    Args:
        text: the range as printed.
        unit: the result's unit; limits in another unit are no limits of this result.
    """
    plain = " ".join((text or "").split()).strip()
    if (
        not plain
        or len(plain) > _LONGEST_RANGE
        or plain.casefold() in ("na", "n/a", "none", "-", "null")
    ):
        return NO_RANGE
    inner = plain.strip("()[] ").removeprefix("Ref:").strip()
    found = _BETWEEN.fullmatch(inner)
    if found is not None and _same_unit(found["unit"] or found["unit_low"], unit):
        low, high = number(found["low"]), number(found["high"])
        if low is not None and high is not None and low <= high:
            return Range(low, high)
    limit = _LIMIT.fullmatch(inner)
    if limit is not None and _same_unit(limit["unit"], unit):
        return _one_sided(limit, plain)
    return Range(words=plain)


def _one_sided(limit: re.Match[str], plain: str) -> Range:
    value, sign = number(limit["number"]), limit["sign"].casefold()
    if value is None:
        return Range(words=plain)
    lower = sign[0] in ">≥" or sign == "=>" or sign.startswith(_LOWER_WORDS)
    return Range(low=value) if lower else Range(high=value)


def _same_unit(printed: str | None, unit: str | None) -> bool:
    if not printed:
        return True
    if not unit:
        return looks_like_unit(printed)
    return normal_unit(printed.strip("()[] ")) == normal_unit(unit)


def range_of(
    low: object, high: object, text: str | None, unit: str | None, unit_of_limits: str | None = None
) -> Range:
    """Return the range of fields for the limits, and of text where there are none."""
    if unit_of_limits and unit and normal_unit(unit_of_limits) != normal_unit(unit):
        shown = f"{low if low is not None else ''}-{high if high is not None else ''}"
        return Range(words=text or f"{shown} {unit_of_limits}")
    lowest, highest = number(low), number(high)
    if lowest is not None or highest is not None:
        return Range(lowest, highest)
    return range_from_text(text, unit)


_FLAGS = {
    "L": "L", "LL": "L", "LX": "L", "LU": "L", "<": "L", "LOW": "L", "BELOW LOW NORMAL": "L",
    "CRITICALLY LOW": "L", "CRITICAL LOW": "L", "LOW PANIC": "L",
    "H": "H", "HH": "H", "HX": "H", "HU": "H", ">": "H", "HIGH": "H", "ABOVE HIGH NORMAL": "H",
    "CRITICALLY HIGH": "H", "CRITICAL HIGH": "H", "HIGH PANIC": "H", "L*": "L", "H*": "H",
    "N": "N", "NORMAL": "N", "WITHIN NORMAL LIMITS": "N", "WNL": "N", "IN RANGE": "N",
}  # fmt: skip


def flag(marks: Iterable[str | None]) -> str | None:
    """Return `L`, `N` or `H` for what a report marks a result with; None for other marks."""
    for mark in marks:
        known = _FLAGS.get(" ".join((mark or "").upper().split()).strip("() "))
        if known is not None:
            return known
    return None

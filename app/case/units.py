"""Laboratory values in other units, and against the report's own limits.

A value stays as printed. It is converted only for comparing, and only where the factor is known:
the factors of labs.csv, and powers of ten between units that measure the same. Everything else is
refused with None: percent into counts, enzyme units into katal without a factor, creatinine
clearance into eGFR.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from app.case.lab_names import listed_units, may_have_unit
from app.case.numbers import Quantity
from app.case.terms import Term
from app.case.unit_names import normal_unit, scale_of
from app.case.vocabulary import labs

__all__ = ["Flag", "convert", "flag_of", "multiple_of_upper_limit", "normal_unit"]

Flag = Literal["L", "N", "H"]

# "mmol/L (x0.6206)": that many of this unit make one of the conventional unit.
_UNIT_WITH_FACTOR = re.compile(r"(?P<unit>.+?)\s*\(x(?P<factor>[0-9.]+)\)")


class _Bridge(NamedTuple):
    """One unit of the list, and how many of it make one of the conventional unit."""

    unit: str
    factor: Decimal


def convert(lab_id: str, value: Decimal, unit_from: str, unit_to: str) -> Decimal | None:
    """Return a laboratory value in another unit, or None where the factor is not known.

    Args:
        lab_id: the value's id in labs.csv.
        value: the number as printed.
        unit_from: the unit as printed, in any spelling.
        unit_to: the unit wanted, in any spelling.
    """
    lab = labs().get(lab_id)
    if lab is None:
        return None
    start, goal = _unit_for(lab, unit_from), _unit_for(lab, unit_to)
    if start == goal:
        return value
    bridges = _bridges(lab_id)
    for first in bridges:
        to_first = _power_between(start, first.unit)
        if to_first is None:
            continue
        for second in bridges:
            to_goal = _power_between(second.unit, goal)
            if to_goal is not None:
                return (value * second.factor / first.factor).scaleb(to_first + to_goal)
    return None


def multiple_of_upper_limit(value: Quantity, upper: Decimal | None) -> Quantity | None:
    """Return how many times the report's own upper limit a value is, unrounded.

    "Less than" and "more than" stay with the number. None where the report prints no upper limit
    or a limit of zero.
    """
    if upper is None or upper <= 0:
        return None
    return Quantity(value.value / upper, None, value.comparator)


def flag_of(value: Quantity, low: Decimal | None, high: Decimal | None) -> Flag | None:
    """Return "L", "N" or "H" by the report's own range, or None where it cannot be told.

    A range of 0 to 0 is a range: anything above zero is high. A range printed upside down tells
    nothing.
    """
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return None
    above = False if high is None else value.more_than(high)
    below = False if low is None else value.less_than(low)
    if above:
        return "H"
    if below:
        return "L"
    return "N" if above is False and below is False else None


def _unit_for(lab: Term, text: str) -> str:
    # Printed in capitals, grams per litre look like giga per litre; only counts come in those.
    if text.strip() == "G/L" and not may_have_unit(lab, "10^9/L"):
        return "g/L"
    return normal_unit(text)


@lru_cache(maxsize=256)
def _bridges(lab_id: str) -> tuple[_Bridge, ...]:
    """Return the units of one laboratory value between which a factor is known."""
    lab = labs().get(lab_id)
    return () if lab is None else tuple(_known_factors(lab))


def _known_factors(lab: Term) -> Iterator[_Bridge]:
    conventional = normal_unit(lab.row["conventional_unit"])
    yield _Bridge(conventional, Decimal(1))
    if lab.row["factor_conventional_to_si"]:
        factor = Decimal(lab.row["factor_conventional_to_si"])
        yield _Bridge(normal_unit(lab.row["si_unit"]), factor)
    for text in lab.listed("other_units_seen"):
        found = _UNIT_WITH_FACTOR.fullmatch(text)
        unit = normal_unit(found["unit"] if found else text)
        if found and _power_between(conventional, unit) is None:
            yield _Bridge(unit, Decimal(found["factor"]))
    yield from _same_by_nature(conventional, listed_units(lab))


def _same_by_nature(conventional: str, listed: tuple[str, ...]) -> Iterator[_Bridge]:
    """Return the listed units that count the same: IU/L as U/L, mEq/L of ions with one charge.

    labs.csv gives sodium in mmol/L with the note "mEq/L = mmol/L". Calcium and magnesium have
    two charges and are listed in mg/dL; they are not meant here.
    """
    pairs = {("U/L", "IU/L"), ("mmol/L", "mEq/L")}
    for unit in listed:
        if (conventional, unit) in pairs:
            yield _Bridge(unit, Decimal(1))


def _power_between(unit_from: str, unit_to: str) -> int | None:
    """Return the power of ten between two units that measure the same, None for others."""
    if unit_from == unit_to:
        return 0
    start, goal = scale_of(unit_from), scale_of(unit_to)
    if start is None or goal is None or start.dimension != goal.dimension:
        return None
    return start.power - goal.power

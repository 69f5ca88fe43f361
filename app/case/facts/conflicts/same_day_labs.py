"""The same lab on the same day with two results."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.case.entities import LabPanel
from app.case.facts.arithmetic import rounded
from app.case.facts.conflicts.stated import Stated, in_words
from app.case.facts.lab_trends import in_unit
from app.case.facts.labs import LabIndex
from app.case.facts.values.conflict import Conflict
from app.case.facts.values.measured import LabValue
from app.case.numbers import Quantity

# A month or an "about" day may hold several samples.
_FULL_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def lab_conflicts(index: LabIndex) -> Iterator[Conflict]:
    """Yield labs with two results on one day that cannot both be right.

    Two samples of one day whose times are noted are two results. Values in two units are
    compared where the factor is known, to the digits that were printed.
    """
    for key, rows in index.by_lab.items():
        if len(set(map(index.days.__getitem__, rows))) < len(rows):
            yield from _of_lab(index, key, rows)


def _of_lab(index: LabIndex, key: str, rows: Sequence[int]) -> Iterator[Conflict]:
    days: dict[str, list[int]] = {}
    for row in rows:
        days.setdefault(index.days[row] or "", []).append(row)
    for day, found in days.items():
        if len(found) > 1 and _FULL_DAY.fullmatch(day):
            different = _different(index, [index.value(row) for row in found])
            if len(different) > 1:
                yield in_words("lab", key, [_stated(value) for value in different])


def _different(index: LabIndex, values: Sequence[LabValue]) -> list[LabValue]:
    found: list[LabValue] = []
    for value in values:
        if all(not _two_samples(index, value, o) and _disagree(value, o) for o in found):
            found.append(value)
    return found


def _two_samples(index: LabIndex, first: LabValue, second: LabValue) -> bool:
    panels = [index.case.get(LabPanel, value.panel_id) for value in (first, second)]
    times = [panel.time for panel in panels if panel is not None and panel.time]
    return len(set(times)) == len(panels)


def _disagree(first: LabValue, second: LabValue) -> bool:
    one, other = first.quantity, second.quantity
    if one is None or other is None:
        if one is not None or other is not None:
            return False
        return (first.text or "").casefold() != (second.text or "").casefold()
    converted = in_unit(second, one.unit)
    if converted is None:
        return False
    if one.comparator and other.comparator:
        return False
    if one.comparator or other.comparator:
        return _outside(one, Quantity(converted, one.unit, other.comparator))
    return not _same_number(one.value, converted) and not _same_back(first, second)


def _same_number(printed: Decimal, computed: Decimal) -> bool:
    """Whether a computed number is the printed one to its printed digits."""
    return rounded(computed, _places(printed)) == rounded(printed, _places(printed))


def _same_back(first: LabValue, second: LabValue) -> bool:
    if second.quantity is None or first.quantity is None:
        return False
    if first.quantity.unit == second.quantity.unit:
        return first.quantity.value == second.quantity.value
    back = in_unit(first, second.quantity.unit)
    return back is not None and _same_number(second.quantity.value, back)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _outside(one: Quantity, other: Quantity) -> bool:
    """Whether a plain number lies outside of what "<" or ">" leaves open."""
    plain, limit = (one, other) if other.comparator else (other, one)
    inside = {
        "<": plain.less_than,
        "<=": plain.at_most,
        ">": plain.more_than,
        ">=": plain.at_least,
    }[limit.comparator or "<"](limit.value)
    return inside is False


def _stated(value: LabValue) -> Stated:
    if value.date is None:
        raise ValueError("Only results of a known day are compared.")
    return Stated((value.key,), value.name, value.date, value.words, value.words, value.evidence)

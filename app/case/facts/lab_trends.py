"""Labs over time: a table of the last dates, and the line of one test in one unit."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.case import units
from app.case.facts.labs import LabIndex, lab_key, lab_name
from app.case.facts.records import order_of
from app.case.facts.values.measured import LabValue, TrendPoint, TrendRow, TrendTable
from app.case.partial_date import PartialDate

Column = tuple[PartialDate, Mapping[str, LabValue]]


def table(index: LabIndex, keys: Sequence[str], columns: int) -> TrendTable:
    """Return some labs over the last dates on which one of them was measured.

    Of several results of a day the last one stands in the table; undated ones have no column.
    """
    wanted = [lab_key(key, None, None) for key in keys]
    days = _columns(index, wanted, columns)
    rows = tuple(_row(key, [found.get(key) for _, found in days]) for key in wanted)
    return TrendTable(tuple(day for day, _ in days), rows)


def _columns(index: LabIndex, keys: Sequence[str], columns: int) -> list[Column]:
    """Return the last days with the row of each lab, oldest first; only these are decoded."""
    days: dict[str, dict[str, int]] = {}
    for key in keys:
        for row in index.by_lab.get(key, ()):
            days.setdefault(index.days[row] or "", {})[key] = row
    dated = [(PartialDate.from_iso(day), day) for day in days if day]
    dated.sort(key=lambda pair: pair[0].sort_key)
    latest = dated[-columns:] if columns > 0 else []
    found: list[Column] = []
    for when, day in latest:
        values = {key: index.value(row) for key, row in days[day].items()}
        found.append((when, values))
    return found


def _row(key: str, cells: Sequence[LabValue | None]) -> TrendRow:
    unit = _unit_of_newest(cells)
    return TrendRow(
        key=key,
        name=next((cell.name for cell in cells if cell), lab_name(key, None)),
        unit=unit,
        cells=tuple(cells),
        numbers=tuple(in_unit(cell, unit) if cell else None for cell in cells),
    )


def _unit_of_newest(cells: Sequence[LabValue | None]) -> str | None:
    for cell in reversed(cells):
        if cell is not None and cell.quantity is not None:
            return cell.quantity.unit
    return None


def in_unit(value: LabValue, unit: str | None) -> Decimal | None:
    """Return a value's number in another unit; None where no factor is known."""
    if value.quantity is None:
        return None
    if value.quantity.unit == unit:
        return value.quantity.value
    if unit is None or value.quantity.unit is None:
        return None
    return units.convert(value.key, value.quantity.value, value.quantity.unit, unit)


def series(index: LabIndex, key: str, last: int | None) -> tuple[TrendPoint, ...]:
    """Return the line of one lab, or its last few results, in the unit of its newest number.

    Points whose factor is not known are left out of the line; they stay in the table.
    """
    values = index.of_lab(lab_key(key, None, None), last)
    unit = _unit_of_newest(values)
    points = []
    for value in values:
        number = in_unit(value, unit)
        if number is not None and value.date is not None and value.quantity is not None:
            points.append(TrendPoint(value.date, number, value.quantity.comparator, value))
    return tuple(sorted(points, key=lambda point: order_of(point.date)))

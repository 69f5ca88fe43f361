"""Blood results over the whole course: a small line for each test, with its extremes."""

from collections.abc import Sequence
from datetime import date

from app.case.facts import Facts
from app.case.facts.values.measured import LabValue, TrendPoint
from app.report.contents.labs import MAIN_LABS, SHORT_NAMES, day_cell, lab_cell, value_words
from app.report.contents.units import unit_words
from app.report.contents.wording import short_date
from app.report.outline.blocks import Cell, Column, Row, Spark, Table
from app.report.outline.words import muted, say

_SUMMARY = "Blood results over time, with lowest, highest and newest value"


def trend_table(facts: Facts, keys: Sequence[str] = MAIN_LABS, most: int = 12) -> Table | None:
    """Return one row for each test with two results or more; None where there is none."""
    series = [(key, facts.lab_series(key)) for key in keys]
    known = [(key, points) for key, points in series if len(points) > 1][:most]
    if not known:
        return None
    first = min(points[0].date.earliest for _, points in known)
    rows = [_row(facts, key, points, first) for key, points in known]
    return Table(_columns(first), tuple(rows), _SUMMARY)


def _columns(first: date) -> tuple[Column, ...]:
    return (
        Column("", row_header=True),
        Column(f"Since {first.year}; the band is the newest usual range", 1.0),
        Column("Lowest", align="right"),
        Column("", align="left"),
        Column("Highest", align="right"),
        Column("", align="left"),
        Column("Newest", align="right"),
        Column("", align="left"),
    )


def _row(facts: Facts, key: str, points: Sequence[TrendPoint], first: date) -> Row:
    newest = points[-1].value
    unit = newest.quantity.unit if newest.quantity else None
    name = SHORT_NAMES.get(key, newest.name)
    low = min(points, key=lambda point: point.number)
    high = max(points, key=lambda point: point.number)
    cells = [
        Cell(say(name, muted(f", {unit_words(unit)}"))),
        Cell(spark=spark(points, first, facts.as_of)),
    ]
    for point in (low, high, points[-1]):
        is_newest = point is points[-1]
        shown = day_cell(facts, point.value, unit) if is_newest else lab_cell(point.value, unit)
        cells.append(Cell(shown))
        cells.append(Cell(say(muted(short_date(point.date)))))
    return Row(tuple(cells))


def spark(points: Sequence[TrendPoint], first: date, last: date) -> Spark:
    """Return the small line of a test between two days."""
    days = max((last - first).days, 1)
    newest = points[-1].value
    places = tuple(
        ((point.date.earliest - first).days / days, float(point.number)) for point in points
    )
    return Spark(
        points=places,
        low=_limit(newest, newest.ref_low),
        high=_limit(newest, newest.ref_high),
        outside=tuple(point.value.flag in ("low", "high") for point in points),
        alt=_words(points),
    )


def _limit(value: LabValue, limit: object) -> float | None:
    has_range = value.ref_low is not None and value.ref_high is not None
    # A range of 0 to 0 ("no blasts") is no band.
    is_band = has_range and value.ref_low != value.ref_high
    return float(str(limit)) if is_band else None


def _words(points: Sequence[TrendPoint]) -> str:
    unit = points[-1].value.quantity.unit if points[-1].value.quantity else None
    told = ", ".join(
        f"{value_words(point.value, unit)} on {short_date(point.date)}" for point in points[-20:]
    )
    return f"{points[-1].value.name}: {told}"

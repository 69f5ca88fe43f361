"""Height, weight and what follows from them."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from app.case.case import Case
from app.case.entities import VitalSigns
from app.case.facts.arithmetic import difference, quotient, square_root
from app.case.facts.records import days_to, evidence, newest_first
from app.case.facts.values.person import BodySurface, Measure, WeightChange
from app.case.facts.values.therapy import TherapyLine
from app.case.facts.wording import on, percent
from app.case.numbers import Quantity, number_text
from app.case.partial_date import PartialDate

_NEAR_END_OF_THERAPY = 31
_NEAR_YEAR_AGO = 92
_YEAR = timedelta(days=365)
Since = Literal["end_of_therapy", "year_ago", "previous", "first"]

MOSTELLER = "Mosteller: square root of (height in cm × weight in kg ÷ 3600)"
"""General clinical reference knowledge (domain 1.1)."""


def weights(case: Case, as_of: date) -> tuple[Measure, ...]:
    """Return the weights in kg, newest first."""
    return measures_of(case, as_of, "Weight", "kg", lambda row: row.weight_kg)


def heights(case: Case, as_of: date) -> tuple[Measure, ...]:
    """Return the heights in cm, newest first."""
    return measures_of(case, as_of, "Height", "cm", lambda row: row.height_cm)


def oxygen(case: Case, as_of: date) -> tuple[Measure, ...]:
    """Return the oxygen saturations on room air in percent, newest first."""
    name = "Oxygen on room air"
    return measures_of(case, as_of, name, "%", lambda row: row.spo2_room_air_percent)


def measures_of(
    case: Case,
    as_of: date,
    name: str,
    unit: str,
    value: Callable[[VitalSigns], Decimal | None],
) -> tuple[Measure, ...]:
    """Return what one field of the vital signs says, newest first; zero counts as not measured."""
    found = []
    for row in newest_first(case, VitalSigns, as_of):
        number = value(row)
        if number is not None and number > 0:
            quantity = Quantity(number, unit)
            words = f"{name} {quantity.words()}"
            age_days = days_to(row.date, as_of)
            found.append(Measure(quantity, row.date, age_days, evidence(case, row, words)))
    return tuple(found)


def body_surface(height: Measure | None, weight: Measure | None) -> BodySurface | None:
    """Return the body surface area in m² by Mosteller's formula."""
    if height is None or weight is None:
        return None
    area = square_root(height.quantity.value * weight.quantity.value / 3600, places=2)
    return BodySurface(area, MOSTELLER, height, weight)


def weight_changes(
    measures: tuple[Measure, ...], lines: tuple[TherapyLine, ...], as_of: date
) -> tuple[WeightChange, ...]:
    """Return how the newest weight differs from named earlier ones, each earlier one once.

    Args:
        measures: the weights, newest first.
        lines: the lines of therapy; the end of the last completed one is the end of therapy.
        as_of: the as-of day, from which "a year ago" is counted.
    """
    if len(measures) < 2:
        return ()
    newest = measures[0]
    earlier = [measure for measure in measures[1:] if measure.date != newest.date]
    if not earlier:
        return ()
    found: dict[str, WeightChange] = {}
    end = _end_of_therapy(lines)
    if end is not None and (near := _nearest(earlier, end, _NEAR_END_OF_THERAPY)):
        found[near.evidence.id] = _change("end_of_therapy", "at the end of therapy", near, newest)
    ago = _nearest(earlier, PartialDate.of(as_of - _YEAR), _NEAR_YEAR_AGO)
    if ago is not None:
        found.setdefault(ago.evidence.id, _change("year_ago", "a year ago", ago, newest))
    before = earlier[0]
    found.setdefault(before.evidence.id, _change("previous", "before", before, newest))
    first = earlier[-1]
    found.setdefault(first.evidence.id, _change("first", "at the first weighing", first, newest))
    return tuple(found.values())


def _end_of_therapy(lines: tuple[TherapyLine, ...]) -> PartialDate | None:
    ends = [
        line.end
        for line in lines
        if line.reason_stopped == "completed" and line.end and line.phases[-1].modality != "hsct"
    ]
    return max(ends, key=lambda end: end.sort_key, default=None)


def _nearest(measures: Sequence[Measure], day: PartialDate, within: int) -> Measure | None:
    """Return the measure nearest to a day, None where none surely lies within some days."""
    distances = [(_distance(m.date, day), m) for m in measures if m.date is not None]
    near = [pair for pair in distances if pair[0] <= within]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _distance(first: PartialDate | None, second: PartialDate) -> int:
    days = (first or second).days_until(second)
    return max(abs(days.low), abs(days.high))


def _change(since: Since, words: str, earlier: Measure, newest: Measure) -> WeightChange:
    change = difference(newest.quantity.value, earlier.quantity.value)
    share = quotient(100 * change, earlier.quantity.value, places=1)
    then = earlier.quantity.words()
    if earlier.date is not None:
        words, then = _with_day(since, words, then, earlier.date)
    if change == 0:
        text = f"The same as {words} ({then})"
    else:
        more = "more" if change > 0 else "less"
        text = f"{number_text(abs(change))} kg {more} than {words} ({then}; {percent(abs(share))})"
    return WeightChange(since, text, earlier, newest, change, share)


def _with_day(since: Since, words: str, then: str, day: PartialDate) -> tuple[str, str]:
    return (on(day), then) if since == "previous" else (words, f"{on(day)}: {then}")

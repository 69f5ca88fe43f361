"""One event kept in two places with two days: cells and radiation."""

from collections.abc import Iterator
from datetime import date

from app.case.case import Case
from app.case.entities import CellTherapy, Radiation, Treatment, TreatmentDrug
from app.case.facts.drug_identity import drug_named
from app.case.facts.records import evidence, may_have_been
from app.case.facts.values.conflict import Conflict
from app.case.partial_date import PartialDate

_CELLS = ("car_t", "other_cell_therapy")
_ONE_EVENT_DAYS = 31


def two_table_conflicts(case: Case, as_of: date) -> Iterator[Conflict]:
    """Yield cell infusions and courses of radiation whose treatment has another day."""
    treatments = [row for row in case.all(Treatment) if may_have_been(row.start_date, as_of)]
    for cells in case.all(CellTherapy):
        if cells.infused_on and may_have_been(cells.infused_on, as_of):
            yield from _cells(case, cells, cells.infused_on, treatments)
    for course in case.all(Radiation):
        if may_have_been(course.start, as_of):
            yield from _radiation(case, course, treatments)


def _cells(
    case: Case, cells: CellTherapy, day: PartialDate, treatments: list[Treatment]
) -> Iterator[Conflict]:
    same = [row for row in treatments if row.modality in _CELLS and _same_product(case, cells, row)]
    near = [row for row in same if _near(row.start_date, day) or _near(row.end_date, day)]
    if near and not any(_holds(row, day) for row in near):
        other = near[0].start_date or near[0].end_date
        if other is not None:
            name = cells.product or "The cells"
            yield Conflict(
                what="cell_therapy",
                subject=drug_named(cells.product or "").key,
                entries=(
                    evidence(case, cells, name),
                    evidence(case, near[0], near[0].name or name, other),
                ),
                sentence=f"{name}: infused on {day.words()} and on {other.words()}.",
                question=f"On which day was {name} given?",
            )


def _same_product(case: Case, cells: CellTherapy, row: Treatment) -> bool:
    names = [drug.name for drug in case.parts(TreatmentDrug, row) if drug.name]
    if not names or not cells.product:
        return True
    return drug_named(cells.product).key in {drug_named(name).key for name in names}


def _holds(row: Treatment, day: PartialDate) -> bool:
    start, end = row.start_date or row.end_date, row.end_date or row.start_date
    if start is None or end is None:
        return True
    return start.earliest <= day.latest and day.earliest <= end.latest


def _near(one: PartialDate | None, other: PartialDate) -> bool:
    if one is None:
        return False
    days = one.days_until(other)
    return days.low <= _ONE_EVENT_DAYS and days.high >= -_ONE_EVENT_DAYS


def _radiation(case: Case, course: Radiation, treatments: list[Treatment]) -> Iterator[Conflict]:
    if course.start is None or course.end is None:
        return
    for row in treatments:
        if row.modality != "radiation" or row.start_date != course.start or row.end_date is None:
            continue
        if row.end_date.latest < course.end.earliest or course.end.latest < row.end_date.earliest:
            days = (course.end.words(), row.end_date.words())
            yield Conflict(
                what="last_dose",
                subject="radiation",
                entries=(
                    evidence(case, course, course.site or "Radiation", course.end),
                    evidence(case, row, row.name or "Radiation", row.end_date),
                ),
                sentence=f"Radiation ended on {days[0]} and on {days[1]}.",
                question="On which day was the last radiation?",
            )

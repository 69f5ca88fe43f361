"""Every kind of disagreement, in the order in which a family should look at them."""

from collections.abc import Iterator
from datetime import date

from app.case.case import Case
from app.case.facts.conflicts.allergies import allergy_conflicts
from app.case.facts.conflicts.diagnosis import diagnosis_conflicts
from app.case.facts.conflicts.last_dose import last_dose_conflicts
from app.case.facts.conflicts.medicines import medicine_conflicts
from app.case.facts.conflicts.same_day import same_day_conflicts
from app.case.facts.conflicts.same_day_labs import lab_conflicts
from app.case.facts.conflicts.two_tables import two_table_conflicts
from app.case.facts.labs import LabIndex
from app.case.facts.values.conflict import Conflict


def conflicts(case: Case, as_of: date, labs: LabIndex) -> tuple[Conflict, ...]:
    """Return the records that disagree, up to a day; allergies and last doses first."""
    return tuple(_all(case, as_of, labs))


def _all(case: Case, as_of: date, labs: LabIndex) -> Iterator[Conflict]:
    yield from allergy_conflicts(case, as_of)
    yield from last_dose_conflicts(case, as_of)
    yield from two_table_conflicts(case, as_of)
    yield from medicine_conflicts(case, as_of)
    yield from diagnosis_conflicts(case, as_of)
    yield from same_day_conflicts(case, as_of)
    yield from lab_conflicts(labs)

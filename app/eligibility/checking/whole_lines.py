"""Lines that are understood as a whole although single words of them were not read."""

from collections.abc import Callable

from app.case.facts.model import Evidence
from app.eligibility.checking.ages_at_diagnosis import age_at_diagnosis
from app.eligibility.checking.cell_reactions import reaction_of
from app.eligibility.checking.course_lines import course_of
from app.eligibility.checking.for_the_infected import asks_of_the_infected
from app.eligibility.checking.head_ages import misses_age_at_head
from app.eligibility.checking.listed_grounds import has_a_listed_ground
from app.eligibility.checking.other_diseases import asks_for_another_disease
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding
from app.eligibility.checking.virus_lines import clear_of_viruses
from app.eligibility.checking.women_first import speaks_of_women
from app.eligibility.model import ReadCriterion

_Reading = Callable[[ReadCriterion, Record], Finding | None]
_READINGS: tuple[_Reading, ...] = (
    clear_of_viruses,
    asks_for_another_disease,
    misses_age_at_head,
    has_a_listed_ground,
    speaks_of_women,
    course_of,
    reaction_of,
    asks_of_the_infected,
    age_at_diagnosis,
)


def understood_as_a_whole(read: ReadCriterion, record: Record) -> Finding | None:
    """Return what a line as a whole says of the person; None where it is not told."""
    for reading in _READINGS:
        found = reading(read, record)
        if found is not None:
            return found if all(_is_sure(row, record) for row in found.evidence) else None
    return None


def _is_sure(row: Evidence, record: Record) -> bool:
    """Whether a row has a source and no other one contradicts it."""
    return record.doubt(row) is None and record.conflict_of(row) is None

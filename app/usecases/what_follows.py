"""What could still follow a trial: what its record says, and what other saved trials would ask.

Rules of other trials that a trial's own treatment may meet are quoted as questions. Whether they
would count is for those study teams to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.case.facts.markers import marker_key
from app.eligibility.checking.events import ANY_ANTICANCER, drug_marks
from app.eligibility.model import Criterion, Kind, Presence, ReadCriterion, Role, Sense, walk
from app.trials.record import TrialRecord
from app.usecases.check_trials import TrialCheck
from app.usecases.trial_products import cell_targets, under_study

# "No other cancer treatment" stands in nearly every trial and tells two apart from nothing.
_TOO_WIDE = frozenset({ANY_ANTICANCER, "modality:chemotherapy", "modality:targeted_small_molecule"})
_THERAPIES = frozenset({Kind.PRIOR_THERAPY, Kind.PRIOR_CART, Kind.PRIOR_HSCT, Kind.WASHOUT})


@dataclass(frozen=True, slots=True)
class WouldItCount:
    """A line of another saved trial that a trial's treatment may meet afterwards."""

    other: TrialCheck
    criterion: Criterion


def lines_it_may_meet(record: TrialRecord, other: TrialCheck) -> tuple[Criterion, ...]:
    """Return the lines of another trial against what this trial gives, in the registry's words.

    Args:
        record: the trial that would come first.
        other: the trial that might follow, as checked.
    """
    marks = _marks(record)
    if not marks:
        return ()
    found = (line.read for line in other.checked.criteria if _is_against(line.read, marks))
    return tuple(read.criterion for read in found)


def _marks(record: TrialRecord) -> frozenset[str]:
    """Return the ids by which what a trial is about can be asked for."""
    marks: set[str] = set()
    for product in under_study(record):
        marks |= drug_marks(product.drug_id)
    targets = {marker_key(target) for target in cell_targets(record)}
    if targets:
        marks |= {"car_t:any"} | {f"car_t:{target}" for target in targets}
        marks |= {f"target:{target}" for target in targets}
    return frozenset(marks - _TOO_WIDE)


def _is_against(read: ReadCriterion, marks: frozenset[str]) -> bool:
    if read.requirement is None or read.role is not Role.RULE:
        return False
    if read.sense is not Sense.MUST_NOT_HOLD:
        return False
    return any(not marks.isdisjoint(ids) for ids in _asked(read))


def _asked(read: ReadCriterion) -> Iterator[tuple[str, ...]]:
    if read.requirement is None:
        return
    for part in walk(read.requirement):
        # A washout passes with time and is told with the dates.
        if isinstance(part, Presence) and part.topic.kind in _THERAPIES:
            yield part.topic.ids

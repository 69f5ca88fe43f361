"""Two to four saved trials side by side, in the rows by which families decide.

Every cell says where it comes from and of which day it is, or that it is not stated. Trials stand
in the order in which they were chosen: counts do not rank them.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.usecases.check_trials import TrialCheck, checked_trials
from app.usecases.compared_cells import Cell, ComparedTrial, cells
from app.usecases.find_trial import find_trial, trial_name
from app.usecases.session import Session
from app.usecases.trial_places import session_home

__all__ = ["Cell", "Column", "Comparison", "Row", "compare"]

FEWEST, MOST = 2, 4
HOW_MANY = "Choose two to four different trials to compare. Nothing was changed."
NOTE = "Counts do not rank trials. Only the study team can decide who can join."

LABELS = {
    "status": "Status",
    "what": "What it is",
    "phase": "Phase",
    "people": "People, ages",
    "must_know": "What must be known",
    "earliest": "Earliest date",
    "distance": "Nearest place",
    "stays": "Time away from home",
    "places": "Places open",
    "sponsor": "Who runs it",
    "chance": "By chance, placebo",
    "follows": "What could still follow",
    "check": "Our check",
    "may_rule_out": "What may rule out",
    "travel": "Travel and cost",
    "time_gone": "Planned time",
    "expanded_access": "Expanded access",
    "contact": "Contact",
    "stage": "Where we are",
    "notes": "Our notes",
}
"""The rows in their order: key and what stands before it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One trial of a comparison: its row, its name and number, the day of its record."""

    trial_id: str
    name: str
    number: str
    record_date: PartialDate | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a comparison; `cells` stand in the order of the columns."""

    key: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the trials differ in what the cells say, their dates left aside."""
        return len({cell.lines for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Trials side by side.

    Attributes:
        columns: in the order in which they were chosen.
        rows: every row, also those in which the trials do not differ.
        note: stands beside the counts.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = NOTE


def compare(
    session: Session, trials: Sequence[str], as_of: datetime.date | None = None
) -> Comparison:
    """Compare two to four saved trials.

    Args:
        session: the open case.
        trials: ids or numbers of saved trials.
        as_of: the day that counts as today.

    Raises:
        CasebookError: fewer or more trials, or one that is not saved.
    """
    ids = list(dict.fromkeys(find_trial(session, trial).id for trial in trials))
    if not FEWEST <= len(ids) <= MOST:
        raise CasebookError(HOW_MANY)
    every = tuple(checked_trials(session, None, as_of))
    by_id = {check.kept.saved.id: check for check in every}
    home, facts = session_home(session), session.facts(as_of)
    compared = [ComparedTrial(session, by_id[id], every, facts, home) for id in ids]
    told = [cells(one) for one in compared]
    rows = (Row(key, label, tuple(each[key] for each in told)) for key, label in LABELS.items())
    return Comparison(tuple(_column(by_id[id]) for id in ids), tuple(rows))


def _column(check: TrialCheck) -> Column:
    shown = check.kept.shown
    return Column(
        check.kept.saved.id,
        trial_name(check.kept.saved),
        check.kept.number,
        shown.as_of if shown else None,
    )

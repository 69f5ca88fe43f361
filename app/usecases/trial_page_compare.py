"""Two to four trials side by side, and what a trial is, from checks that were made already."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.trials.record import Arm, Intervention
from app.usecases.check_trials import TrialCheck
from app.usecases.compare_trials import FEWEST, HOW_MANY, LABELS, MOST, Column, Comparison, Row
from app.usecases.compared_cells import Cell, ComparedTrial, cells
from app.usecases.find_trial import trial_name
from app.usecases.related_trials import ProductHistory, Related, product_histories, related_trials
from app.usecases.session import Session
from app.usecases.therapy_cards import TherapyCard, cards_for_trial
from app.usecases.trial_dates import Clash, DatedTrial, clash_between, dated
from app.usecases.trial_page_checks import Counts, TrialChecks, counts_of

__all__ = ["FEWEST", "MOST", "Cell", "Compared", "Comparison", "Row", "compare_checked"]

_ABOUT = (
    "status what phase people chance sponsor stays travel follows must_know earliest time_gone "
    "expanded_access"
).split()
_MOST_FOR_CLASHES = 24


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, with the status and the counts of each column.

    Attributes:
        statuses: the registry's codes, "" where none is known.
        counts: of the lines, None where there are none to check.
    """

    comparison: Comparison
    statuses: tuple[str, ...]
    counts: tuple[Counts | None, ...]


def compare_checked(session: Session, checks: TrialChecks, trials: Sequence[str]) -> Compared:
    """Compare saved trials by the ids of their rows, in the order given.

    Raises:
        CasebookError: fewer than two, more than four, or one that is not saved.
    """
    ids = list(dict.fromkeys(trials))
    if not FEWEST <= len(ids) <= MOST:
        raise CasebookError(HOW_MANY)
    every, home, facts = checks.every(), checks.home(), session.facts()
    chosen = [checks.check(trial) for trial in ids]
    told = [cells(ComparedTrial(session, check, every, facts, home)) for check in chosen]
    rows = (Row(key, label, tuple(each[key] for each in told)) for key, label in LABELS.items())
    comparison = Comparison(tuple(map(_column, chosen)), tuple(rows))
    shown = (check.kept.shown for check in chosen)
    statuses = tuple((record.status or "") if record else "" for record in shown)
    return Compared(comparison, statuses, tuple(map(counts_of, chosen)))


def _column(check: TrialCheck) -> Column:
    shown = check.kept.shown
    return Column(
        check.kept.saved.id,
        trial_name(check.kept.saved),
        check.kept.number,
        shown.as_of if shown else None,
    )


@dataclass(frozen=True, slots=True)
class AboutTrial:
    """What a trial is, as its record tells it.

    Attributes:
        summary: the registry's own summary.
        rows: label and what is said, each with source and day.
        arms, given: the groups, and what is given.
        cards: therapies of the packaged list that the trial names.
        related: other saved trials with the same therapy.
        histories: older and newer saved studies of the same product.
        record_date: the day of the record, None where none is saved.
    """

    trial_id: str
    title: str
    official_title: str
    summary: str
    rows: tuple[tuple[str, Cell], ...]
    arms: tuple[Arm, ...]
    given: tuple[Intervention, ...]
    cards: tuple[TherapyCard, ...]
    related: tuple[Related, ...]
    histories: tuple[ProductHistory, ...]
    record_date: PartialDate | None


def about_trial(session: Session, checks: TrialChecks, trial: str) -> AboutTrial:
    """Return what a trial is; takes a moment, because it looks at the other trials too.

    Raises:
        CasebookError: there is no such trial.
    """
    check = checks.check(trial)
    home, facts = checks.home(), session.facts()
    told = cells(ComparedTrial(session, check, checks.every(), facts, home))
    shown = check.kept.shown
    histories = product_histories(session)
    mine = (h for h in histories if any(study.trial_id == trial for study in h.studies))
    return AboutTrial(
        trial_id=trial,
        title=(shown.title if shown else None) or trial_name(check.kept.saved),
        official_title=(shown.official_title or "") if shown else "",
        summary=(shown.brief_summary or "") if shown else "",
        rows=tuple((LABELS[key], told[key]) for key in _ABOUT),
        arms=shown.arms if shown else (),
        given=shown.interventions if shown else (),
        cards=cards_for_trial(session, trial),
        related=related_trials(session, trial),
        histories=tuple(mine),
        record_date=shown.as_of if shown else None,
    )


@dataclass(frozen=True, slots=True)
class AllDates:
    """From when each saved trial is possible by the registry's text, and what would move it.

    Attributes:
        clashes: treatments of one trial that would move another.
        too_many: so many trials are saved that clashes are told in the comparison only.
    """

    trials: tuple[DatedTrial, ...]
    clashes: tuple[Clash, ...]
    too_many: bool


def all_dates(session: Session, checks: TrialChecks) -> AllDates:
    """Return the dates of every saved trial, in the family's own order; takes a moment."""
    facts, every = session.facts(), checks.every()
    too_many = len(every) > _MOST_FOR_CLASHES
    pairs = () if too_many else ((a, b) for a in every for b in every if a is not b)
    found = (clash_between(first, second, facts) for first, second in pairs)
    return AllDates(
        tuple(dated(check, facts) for check in every),
        tuple(clash for clash in found if clash is not None),
        too_many,
    )

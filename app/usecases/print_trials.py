"""Gathering everything a page about trials says, from the same values that the window shows."""

from collections.abc import Iterator

from app.case.facts import Facts
from app.report.access.outline import access_outline
from app.report.options import PrintOptions
from app.report.outline.document import Outline
from app.report.trials.on_paper import TrialOnPaper, trial_on_paper
from app.report.trials.outline import trials_outline
from app.report.trials.told import TrialToPrint
from app.trials.changes import Change, latest_step
from app.usecases.access_view import followed_routes
from app.usecases.check_trials import TrialCheck, checked_trials
from app.usecases.compare_trials import LABELS
from app.usecases.compared_cells import ComparedTrial, cells
from app.usecases.session import Session
from app.usecases.therapy_cards import cards_for_trial
from app.usecases.trial_dates import dated
from app.usecases.trial_places import places_from, session_home
from app.usecases.why_no_trial import trials_looked_at


def paper_of(session: Session, check: TrialCheck) -> TrialOnPaper:
    """Return a checked trial as pages need it, with what changed since the version before."""
    step = latest_step(check.kept.versions)
    changes: tuple[Change, ...] = step.changes if step else ()
    since = step.old.as_of if step else None
    return trial_on_paper(
        session.case, check.kept.saved, check.checked, check.kept.shown, changes, since
    )


def outline_of_trials(session: Session, options: PrintOptions, only: str | None) -> Outline:
    """Return the saved trials side by side with a page each; with `only`, that trial.

    Raises:
        CasebookError: no trial is saved, or not the one that is named.
    """
    facts = session.facts(options.as_of)
    told = tuple(_to_print(session, facts, options, only))
    return trials_outline(told, LABELS, facts, options)


def _to_print(
    session: Session, facts: Facts, options: PrintOptions, only: str | None
) -> Iterator[TrialToPrint]:
    every = tuple(checked_trials(session, None, options.as_of))
    wanted = every if only is None else tuple(checked_trials(session, only, options.as_of))
    home = session_home(session)
    for check in wanted:
        places = places_from(check.kept, home)
        yield TrialToPrint(
            paper=paper_of(session, check),
            cells=cells(ComparedTrial(session, check, every, facts, home)),
            places=places.places,
            places_note=places.note,
            dates=dated(check, facts) if check.checked.criteria else None,
            therapies=cards_for_trial(session, check.kept.saved.id),
        )


def outline_of_access(session: Session, options: PrintOptions) -> Outline:
    """Return the packet for a request outside a trial, for the doctor to rewrite and sign."""
    kept = (check.kept for check in checked_trials(session, None, options.as_of))
    records = {one.number.upper(): one.shown for one in kept if one.shown is not None}
    return access_outline(
        followed_routes(session, options.as_of),
        trials_looked_at(session, options.as_of),
        session.facts(options.as_of),
        options,
        records,
    )

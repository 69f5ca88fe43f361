"""One saved trial, by the id of its row or by its number in a register."""

import datetime

from app.case.entities import SavedTrial
from app.errors import CasebookError
from app.usecases.check_trials import TrialCheck, checked_trials
from app.usecases.kept_trials import KeptTrial, kept_trial, same_number
from app.usecases.session import Session

_LONGEST_SPOKEN = 60

NOT_SAVED = "This trial is not among the saved trials. Nothing was changed."


def find_trial(session: Session, trial: str) -> SavedTrial:
    """Return a saved trial.

    Args:
        session: the open case.
        trial: the id of its row, or its number in a register, however it is typed.

    Raises:
        CasebookError: no saved trial has this id or number.
    """
    found = session.case.get(SavedTrial, trial)
    if found is None and trial.strip():
        numbered = (s for s in session.case.all(SavedTrial) if same_number(s.nct_id, trial))
        found = next(numbered, None)
    if found is None:
        raise CasebookError(NOT_SAVED)
    return found


def find_kept(session: Session, trial: str) -> KeptTrial:
    """Return a saved trial with the versions of its record; raises `CasebookError`."""
    return kept_trial(session, find_trial(session, trial))


def find_check(session: Session, trial: str, as_of: datetime.date | None = None) -> TrialCheck:
    """Return a saved trial with its lines checked and answered; raises `CasebookError`."""
    saved = find_trial(session, trial)
    # By number only that trial is checked; without one the others before it are, too.
    checks = checked_trials(session, saved.nct_id or None, as_of)
    found = next((one for one in checks if one.kept.saved.id == saved.id), None)
    if found is None:
        raise CasebookError(NOT_SAVED)
    return found


def trial_name(saved: SavedTrial) -> str:
    """Return what the family calls a trial, else its number."""
    return saved.short_name or saved.nct_id or "a trial without a name"


def spoken_name(saved: SavedTrial) -> str:
    """Return a name that can stand inside a sentence: of a registry's long title its beginning."""
    name = trial_name(saved)
    if len(name) <= _LONGEST_SPOKEN:
        return name
    head = name.partition(": ")[0]
    if len(head) <= _LONGEST_SPOKEN:
        return head
    return f"{name[:_LONGEST_SPOKEN].rsplit(' ', 1)[0]} …"

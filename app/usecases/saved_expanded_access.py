"""What the saved records say of expanded access, and of the programs they point to.

A record that lists none says nothing of what a company would answer; "there is none" is never
said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.trials.expanded_access import ExpandedAccess, Says, expanded_access_of
from app.trials.record import TrialRecord
from app.trials.words import status_words
from app.usecases.find_trial import trial_name
from app.usecases.kept_trials import KeptTrial, kept_trials
from app.usecases.session import Session

NO_RECORD = (
    "No registry record of this trial is saved yet, so what it says of expanded access is not "
    "known. The doctor can ask the company."
)
LOOK_IT_UP = "The program's own record is not saved here. It may say who to contact."


@dataclass(frozen=True, slots=True)
class SavedExpandedAccess:
    """What one saved trial says of expanded access.

    Attributes:
        trial_id: the row of the saved trial.
        name, number: what it is called.
        access: the record's own answer, with its date in words; None where no record is saved.
        program_id: the row of the program that it points to, where that is saved too.
        sentences: everything to show, in order.
        missing: what the records leave out and one has to ask for.
    """

    trial_id: str
    name: str
    number: str
    access: ExpandedAccess | None
    program_id: str | None
    sentences: tuple[str, ...]
    missing: tuple[str, ...]


def saved_expanded_access(session: Session) -> tuple[SavedExpandedAccess, ...]:
    """Return what every saved trial says of expanded access, in the family's own order."""
    every = list(kept_trials(session))
    by_number = {kept.number.upper(): kept for kept in every if kept.number}
    return tuple(_said(kept, by_number) for kept in every)


def _said(kept: KeptTrial, by_number: Mapping[str, KeptTrial]) -> SavedExpandedAccess:
    name = trial_name(kept.saved)
    if kept.shown is None:
        return SavedExpandedAccess(kept.saved.id, name, kept.number, None, None, (NO_RECORD,), ())
    access = expanded_access_of(kept.shown)
    program = by_number.get((access.number or "").upper())
    if access.says is not Says.LINKED or program is kept:
        program = None
    record = program.shown if program is not None else None
    return SavedExpandedAccess(
        trial_id=kept.saved.id,
        name=name,
        number=kept.number,
        access=access,
        program_id=program.saved.id if program is not None and record is not None else None,
        sentences=(*access.sentences, *_of_program(access, record)),
        missing=expanded_access_of(record).missing if record is not None else access.missing,
    )


def _of_program(access: ExpandedAccess, record: TrialRecord | None) -> tuple[str, ...]:
    """Return what the program's own record adds; its status may be newer than the trial's copy."""
    if access.says is not Says.LINKED or access.number is None:
        return ()
    if record is None:
        return (LOOK_IT_UP,)
    return (f"The program's own record says: {status_words(record)}.",)

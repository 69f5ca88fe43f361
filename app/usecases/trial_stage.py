"""The family's own work on a trial: where it stands, calls and messages, notes, their order."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.case.entities import SavedTrial, TrialContact
from app.case.partial_date import PartialDate
from app.casefile import Changes, Delete, Edit, Insert, Reorder, Update, new_id
from app.errors import CasebookError
from app.usecases.entries import GONE
from app.usecases.find_trial import find_trial, spoken_name
from app.usecases.session import Session

WHAT_WAS_SAID = "Please write in a few words what was said. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the family stands with a trial.

    Attributes:
        code: as stored; of `trial.interest_status` of enums.csv, and two more.
        label: the words to show.
        over: the trial is not followed up any more.
        because: a reason belongs to it ("Not for us, because ...").
    """

    code: str
    label: str
    over: bool = False
    because: bool = False


STAGES = (
    Stage("saved", "Found"),
    Stage("asked_doctor", "Asked the doctor"),
    Stage("called", "Contacted"),
    Stage("waiting_for_answer", "Waiting for an answer"),
    Stage("team_says_maybe", "The team says maybe"),
    Stage("screening", "Screening"),
    Stage("waiting_list", "On the waiting list"),
    Stage("enrolled", "Joined"),
    Stage("our_choice_no", "Not for us", over=True, because=True),
    Stage("team_says_no", "The team says it does not fit", over=True, because=True),
    Stage("closed", "Study closed", over=True, because=True),
)
"""Every stage in the order to offer them."""

_BY_CODE = {stage.code: stage for stage in STAGES}


@dataclass(frozen=True, slots=True)
class StageChange:
    """A stage a trial came to: when it was noted, by whom, and why where that was said."""

    stage: Stage
    noted_at: datetime.datetime
    by: str


@dataclass(frozen=True, slots=True)
class TrialWork:
    """What the family has done about a trial.

    Attributes:
        saved: the row with their own words.
        stage: where they stand; None where nobody has said.
        words: the stage with its reason: "Not for us, because it is too far".
        contacts: calls and messages, newest first.
        last_contact: the day of the newest one, None where no day is noted.
    """

    saved: SavedTrial
    stage: Stage | None
    words: str
    contacts: tuple[TrialContact, ...]

    @property
    def last_contact(self) -> PartialDate | None:
        """The day of the newest call or message."""
        return next((contact.date for contact in self.contacts if contact.date), None)


def stage_of(code: str | None) -> Stage | None:
    """Return the stage of a code; one that is in no list keeps its own word."""
    if not code:
        return None
    return _BY_CODE.get(code) or Stage(code, code.replace("_", " ").capitalize())


def stage_words(saved: SavedTrial) -> str:
    """Return "Screening", "Not for us, because ..." or "Not noted yet"."""
    stage = stage_of(saved.interest_status)
    if stage is None:
        return "Not noted yet"
    return (
        f"{stage.label}, because {saved.interest_reason}" if saved.interest_reason else stage.label
    )


def trial_work(session: Session, trial: str) -> TrialWork:
    """Return what the family has done about a trial; raises `CasebookError`."""
    return _work(session, find_trial(session, trial))


def all_trial_work(session: Session) -> tuple[TrialWork, ...]:
    """Return the same for every saved trial, in the family's own order."""
    return tuple(_work(session, saved) for saved in session.case.all(SavedTrial))


def _work(session: Session, saved: SavedTrial) -> TrialWork:
    contacts = sorted(session.case.parts(TrialContact, saved), key=_when, reverse=True)
    return TrialWork(saved, stage_of(saved.interest_status), stage_words(saved), tuple(contacts))


def _when(contact: TrialContact) -> tuple[tuple[int, ...], int]:
    return (tuple(map(int, contact.date.sort_key)) if contact.date else ()), contact.position


def stage_history(session: Session, trial: str) -> tuple[StageChange, ...]:
    """Return the stages a trial came through, newest first; raises `CasebookError`."""
    saved = find_trial(session, trial)
    changes = session.file.field_history(SavedTrial.spec.table, saved.id, "interest_status")
    return tuple(
        StageChange(stage, change.at, change.who)
        for change in reversed(changes)
        if (stage := stage_of(change.new)) is not None
    )


def set_stage(session: Session, trial: str, code: str, because: str = "") -> Changes:
    """Note where the family stands with a trial.

    Args:
        session: the open case.
        trial: id or number of a saved trial.
        code: of `STAGES`.
        because: why it is not followed up; a reason noted before goes with its stage.

    Raises:
        CasebookError: there is no such trial; nothing was changed.
    """
    saved = find_trial(session, trial)
    edit, stage = _staged(saved, code, because)
    return session.run(f"set {spoken_name(saved)} to {stage.label}", [edit])


def _staged(saved: SavedTrial, code: str, because: str = "") -> tuple[Edit, Stage]:
    stage = _BY_CODE[code]
    kept = saved.interest_reason if code == saved.interest_status else None
    reason = because.strip() or kept
    return Update(replace(saved, interest_status=code, interest_reason=reason)), stage


def log_contact(
    session: Session,
    trial: str,
    said: str,
    *,
    with_whom: str = "",
    on: PartialDate | None = None,
    stage: str | None = None,
) -> Changes:
    """Note a call or message, and the stage it led to where one is given, as one step.

    Args:
        session: the open case.
        trial: id or number of a saved trial.
        said: what was said.
        with_whom: the person or office.
        on: the day; None for today.
        stage: a code of `STAGES`.

    Raises:
        CasebookError: there is no such trial, or nothing was said; nothing was changed.
    """
    saved = find_trial(session, trial)
    if not said.strip():
        raise CasebookError(WHAT_WAS_SAID)
    contact = TrialContact(
        id=new_id(),
        parent_id=saved.id,
        date=on or PartialDate.of(session.as_of()),
        with_whom=with_whom.strip() or None,
        note=said.strip(),
    )
    edits: list[Edit] = [Insert(contact)]
    if stage is not None:
        edits.append(_staged(saved, stage)[0])
    return session.run(f"note a contact with {spoken_name(saved)}", edits)


def change_contact(session: Session, contact: TrialContact) -> Changes:
    """Change what was noted of a call or message; raises `CasebookError`."""
    _contact(session, contact.id)
    return session.run("change a contact with a trial", [Update(contact)])


def remove_contact(session: Session, contact_id: str) -> Changes:
    """Remove a noted call or message; raises `CasebookError`."""
    contact = _contact(session, contact_id)
    day = f", {contact.date.words()}" if contact.date else ""
    return session.run(
        f"remove a contact with a trial{day}", [Delete(TrialContact.spec.table, contact.id)]
    )


def _contact(session: Session, contact_id: str) -> TrialContact:
    contact = session.case.get(TrialContact, contact_id)
    if contact is None:
        raise CasebookError(GONE)
    return contact


def set_notes(session: Session, trial: str, notes: str) -> Changes:
    """Keep the family's notes on a trial; raises `CasebookError`."""
    saved = find_trial(session, trial)
    edit = Update(replace(saved, notes=notes.strip() or None))
    return session.run(f"change our notes on {spoken_name(saved)}", [edit])


def put_in_order(session: Session, trials: Sequence[str]) -> Changes:
    """Put the saved trials into the family's own order; those not named follow as they were.

    Args:
        session: the open case.
        trials: ids or numbers of saved trials.

    Raises:
        CasebookError: one of them is not saved; nothing was changed.
    """
    first = [find_trial(session, trial).id for trial in trials]
    rest = [saved.id for saved in session.case.all(SavedTrial)]
    ids = tuple(dict.fromkeys((*first, *rest)))
    return session.run("reorder saved trials", [Reorder(SavedTrial.spec.table, ids)])


def move(session: Session, trial: str, places: int) -> Changes:
    """Move a trial up (negative) or down in the family's order; raises `CasebookError`."""
    saved = find_trial(session, trial)
    ids = [each.id for each in session.case.all(SavedTrial)]
    at = ids.index(saved.id)
    ids.insert(max(0, min(at + places, len(ids) - 1)), ids.pop(at))
    return session.run(f"move {spoken_name(saved)}", [Reorder(SavedTrial.spec.table, tuple(ids))])

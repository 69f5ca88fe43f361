"""Why trials were not possible, collected with dates and sources for a request outside a trial.

This is a collection for the doctor to check and to put into their own words. It never says that
somebody cannot join: only the study team decides that.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.case.entities import SavedTrial, TrialContact
from app.case.partial_date import PartialDate
from app.eligibility.answers import Answered
from app.eligibility.checking.verdict import State
from app.trials.record import TrialRecord
from app.trials.words import OPEN_STATUSES, status_words
from app.usecases.check_trials import TrialCheck, checked_trials
from app.usecases.evidence_words import row_words
from app.usecases.find_trial import trial_name
from app.usecases.session import Session
from app.usecases.trial_stage import stage_history, stage_of, stage_words, trial_work

FOR_THE_DOCTOR = (
    "Collected by the family from the registry's records and their own. For the doctor to check "
    "and to put into their own words. Only the study team can decide who can join."
)

Kind = Literal["team", "answer", "check", "registry", "family"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, as somebody gave it or as a record says it.

    Attributes:
        kind: the team said so; a person answered a line; the program's check says that a line
            may rule out; the registry's status; the family's own choice.
        words: the reason in a sentence.
        line: the registry's own words, for an answer or a check.
        by: who said it, "" for a record.
        on: the day it is from, None where no day is noted.
        source: where it comes from.
        look_again: why an answer deserves another look, one sentence each.
    """

    kind: Kind
    words: str
    line: str
    by: str
    on: PartialDate | None
    source: str
    look_again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialLookedAt:
    """A saved trial, how far the family came with it, and what stood in the way.

    Attributes:
        status: the registry's, with the day it was checked.
        stage: where the family stands with it.
        contacts: calls and messages, newest first.
        reasons: those people gave first, then the registry's, then the program's check.
    """

    trial_id: str
    name: str
    number: str
    status: str
    stage: str
    contacts: tuple[TrialContact, ...]
    reasons: tuple[Reason, ...]


def trials_looked_at(
    session: Session, as_of: datetime.date | None = None
) -> tuple[TrialLookedAt, ...]:
    """Return every saved trial with what stood in the way, in the family's own order."""
    return tuple(_looked_at(session, check) for check in checked_trials(session, None, as_of))


def _looked_at(session: Session, check: TrialCheck) -> TrialLookedAt:
    saved, record = check.kept.saved, check.kept.shown
    reasons = [*_by_people(session, saved), *_answered(check), *_closed(record), *_checked(check)]
    return TrialLookedAt(
        trial_id=saved.id,
        name=trial_name(saved),
        number=check.kept.number,
        status=status_words(record) if record else _as_noted(saved),
        stage=stage_words(saved),
        contacts=trial_work(session, saved.id).contacts,
        reasons=tuple(reasons),
    )


def _as_noted(saved: SavedTrial) -> str:
    day = saved.status_checked_on or saved.saved_on
    when = f", noted {day.words()}" if day else ""
    return f"No registry record saved ({saved.status_at_save or 'status not noted'}{when})"


def _by_people(session: Session, saved: SavedTrial) -> Iterator[Reason]:
    stage = stage_of(saved.interest_status)
    if stage is None or not stage.over:
        return
    history = stage_history(session, saved.id)
    noted = PartialDate.of(history[0].noted_at.date()) if history else None
    kind: Kind = "team" if stage.code == "team_says_no" else "family"
    by = history[0].by if history else ""
    yield Reason(kind, f"{stage_words(saved)}.", "", by, noted, "Our notes on the trial")


def _answered(check: TrialCheck) -> Iterator[Reason]:
    for line in check.answered.lines:
        answer = line.answer
        if answer is not None and answer.answer == "not_met":
            said = f"May rule out, says {answer.answered_by or 'somebody'}"
            note = f": {answer.note.rstrip('.')}." if answer.note else "."
            yield Reason(
                "answer",
                f"{said}{note}",
                line.checked.criterion.text,
                answer.answered_by or "",
                answer.answered_on,
                f"Answer to {_line_name(line)}",
                line.look_again,
            )


def _closed(record: TrialRecord | None) -> Iterator[Reason]:
    if record is None or record.status is None or record.status in OPEN_STATUSES:
        return
    why = f" Why it stopped: {record.why_stopped}" if record.why_stopped else ""
    day = record.status_as_of or record.as_of
    yield Reason("registry", f"{status_words(record)}.{why}", "", "", day, "Registry record")


def _checked(check: TrialCheck) -> Iterator[Reason]:
    """Yield the lines that may rule out by the program's check and that nobody has answered."""
    for line in check.answered.lines:
        if line.answer is None and line.checked.state is State.NOT_MET:
            rows = line.checked.evidence
            yield Reason(
                "check",
                f"May rule out: {line.checked.reason}",
                line.checked.criterion.text,
                "",
                rows[0].date if rows else None,
                "; ".join(map(row_words, rows)) or f"Check of {_line_name(line)}",
            )


def _line_name(line: Answered) -> str:
    criterion = line.checked.criterion
    return f"{criterion.section} line {criterion.number}"

"""A person's answer to a line of a trial: who, when and why, beside what the program said then.

The newest answer stands above the program's check. It is kept with the registry's words, the date
of the record and the evidence it was given against, so that a later change flags it for another
look; it is never dropped by itself.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from app.case import codes
from app.case.entities import CriterionAnswer, SavedTrial
from app.case.partial_date import PartialDate
from app.casefile import Changes, Delete, Insert, new_id
from app.eligibility.answers import Answered, evidence_text
from app.eligibility.check_trial import FROM_FIELD
from app.errors import CasebookError
from app.usecases.check_trials import TrialCheck, checked_trials
from app.usecases.entries import GONE
from app.usecases.find_trial import find_check, spoken_name
from app.usecases.session import Session

Answer = Literal["met", "not_met", "ask", "needs_test"]

NO_SUCH_LINE = (
    "This line is not in the record of the trial as it is now. Nothing was changed. "
    "Please look at the line again."
)
WHO = "Please say who answered: a name is enough. Nothing was changed."


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """An answer to one line of a trial.

    Attributes:
        section, number: the line, as in `Criterion`.
        answer: fits, may rule out, ask the team, needs a test.
        by: who answered, such as "Dr. Okoye".
        on: the day they did; None for today.
        note: what they said.
    """

    section: str
    number: str
    answer: Answer
    by: str
    on: PartialDate | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """An answer that deserves another look, and why (one sentence each)."""

    trial: SavedTrial
    line: Answered
    why: tuple[str, ...]


def answer_criterion(session: Session, trial: str, answer: LineAnswer) -> Changes:
    """Keep a person's answer to a line, as one step that can be undone.

    Args:
        session: the open case.
        trial: id or number of a saved trial.
        answer: what was answered, by whom and when.

    Raises:
        CasebookError: there is no such trial or line, or nobody is named; nothing was changed.
    """
    check = find_check(session, trial)
    row = _row(session, check, answer)
    label = codes.label("criterion.answer", answer.answer)
    name = f"answer {_line_name(check, answer)} of {spoken_name(check.kept.saved)}: {label}"
    return session.run(name, [Insert(row)])


def answer_several(
    session: Session, trial: str, answers: Sequence[LineAnswer], name: str = ""
) -> Changes:
    """Keep answers to several lines of a trial as one step, all of them or none.

    Raises:
        CasebookError: as `answer_criterion`; nothing was changed.
    """
    check = find_check(session, trial)
    rows = [Insert(_row(session, check, each)) for each in answers]
    said = name or f"answer {len(rows)} lines of {spoken_name(check.kept.saved)}"
    return session.run(said, rows)


def keep_answer(
    session: Session, answer_id: str, by: str, on: PartialDate | None = None
) -> Changes:
    """Give the same answer again, after another look at the record as it is now.

    Raises:
        CasebookError: the answer or its line is gone, or nobody is named; nothing was changed.
    """
    old = _answer(session, answer_id)
    check = find_check(session, old.parent_id)
    for line in check.answered.lines:
        if line.answer is not None and line.answer.id == old.id:
            where = line.checked.criterion
            said: Answer = old.answer  # type: ignore[assignment]  # written by us from an Answer
            again = LineAnswer(where.section, where.number, said, by, on, old.note or "")
            name = f"keep the answer to {_line_name(check, again)}"
            return session.run(
                f"{name} of {spoken_name(check.kept.saved)}", [Insert(_row(session, check, again))]
            )
    raise CasebookError(NO_SUCH_LINE)


def remove_answer(session: Session, answer_id: str) -> Changes:
    """Remove one answer; an earlier one to the same line then stands again.

    Raises:
        CasebookError: it is no longer in the case; nothing was changed.
    """
    row = _answer(session, answer_id)
    trial = session.case.get(SavedTrial, row.parent_id)
    name = spoken_name(trial) if trial else "a trial"
    return session.run(
        f"remove the answer to line {row.criterion_number or 'without a number'} of {name}",
        [Delete(CriterionAnswer.spec.table, row.id)],
    )


def earlier_answers(session: Session, answer_id: str) -> tuple[CriterionAnswer, ...]:
    """Return every answer to the same words of the same trial, newest first.

    Raises:
        CasebookError: the answer is no longer in the case.
    """
    row = _answer(session, answer_id)
    same = [
        each
        for each in session.case.all(CriterionAnswer).of_parent(row.parent_id)
        if each.criterion_text == row.criterion_text
    ]
    return tuple(sorted(same, key=_when, reverse=True))


def answers_to_look_at_again(
    session: Session, as_of: datetime.date | None = None
) -> tuple[LookAgain, ...]:
    """Return the answers of all saved trials that deserve another look, and why.

    An answer whose line is gone from the record is not here: `AnsweredTrial.without_line` has it.
    """
    return tuple(_to_look_at(checked_trials(session, None, as_of)))


def _to_look_at(checks: Iterable[TrialCheck]) -> Iterable[LookAgain]:
    for check in checks:
        for line in check.answered.lines:
            if line.look_again:
                yield LookAgain(check.kept.saved, line, line.look_again)


def _row(session: Session, check: TrialCheck, given: LineAnswer) -> CriterionAnswer:
    if given.answer not in get_args(Answer):
        raise ValueError(f"no such answer: {given.answer}")
    if not given.by.strip():
        raise CasebookError(WHO)
    line = _line(check, given).checked
    shown = check.kept.shown
    return CriterionAnswer(
        id=new_id(),
        parent_id=check.kept.saved.id,
        criterion_number=line.criterion.number,
        criterion_text=line.criterion.text,
        record_date=shown.as_of if shown else None,
        answer=given.answer,
        answered_by=given.by.strip(),
        answered_on=given.on or PartialDate.of(session.as_of()),
        our_state=str(line.state),
        our_evidence=evidence_text(line),
        note=given.note.strip() or None,
    )


def _line(check: TrialCheck, given: LineAnswer) -> Answered:
    wanted = (given.section, given.number)
    for line in check.answered.lines:
        criterion = line.checked.criterion
        if (criterion.section, criterion.number) == wanted:
            return line
    raise CasebookError(NO_SUCH_LINE)


def _line_name(check: TrialCheck, given: LineAnswer) -> str:
    """Return "exclusion line 3" or, for one of the registry's own fields, "minimum age"."""
    if FROM_FIELD in _line(check, given).checked.criterion.parent:
        return given.number
    return f"{given.section} line {given.number}"


def _answer(session: Session, answer_id: str) -> CriterionAnswer:
    row = session.case.get(CriterionAnswer, answer_id)
    if row is None:
        raise CasebookError(GONE)
    return row


def _when(answer: CriterionAnswer) -> tuple[tuple[int, ...], int]:
    day = answer.answered_on
    return (tuple(map(int, day.sort_key)) if day else ()), answer.position

"""The check of saved trials against the case, with people's answers above it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.case.entities import CriterionAnswer
from app.case.facts.model import Evidence
from app.eligibility.answers import Answered, AnsweredTrial, with_answers
from app.eligibility.check_trial import NO_CRITERIA, CheckedTrial, check_trial
from app.eligibility.checking.verdict import State
from app.usecases.kept_trials import KeptTrial, kept_trials
from app.usecases.session import Session


@dataclass(frozen=True, slots=True)
class TrialCheck:
    """One saved trial, its lines checked and answered."""

    kept: KeptTrial
    checked: CheckedTrial
    answered: AnsweredTrial


def checked_trials(
    session: Session, number: str | None = None, as_of: datetime.date | None = None
) -> Iterator[TrialCheck]:
    """Yield every saved trial checked as of a day, in the family's own order.

    Raises:
        CasebookError: no saved trial has the number.
    """
    facts = session.facts(as_of)
    for kept in kept_trials(session, number):
        shown = kept.shown
        if shown is None:
            checked = CheckedTrial(kept.number, kept.saved.short_name, (), NO_CRITERIA)
        else:
            checked = check_trial(shown, facts)
        answers = session.case.parts(CriterionAnswer, kept.saved)
        yield TrialCheck(kept, checked, with_answers(checked.criteria, answers))


def check_as_json(
    session: Session, number: str | None = None, as_of: datetime.date | None = None
) -> dict[str, Any]:
    """Return the check of the saved trials as JSON values."""
    trials = [_trial(found) for found in checked_trials(session, number, as_of)]
    return {"as_of": session.as_of(as_of).isoformat(), "trials": trials}


def _trial(found: TrialCheck) -> dict[str, Any]:
    shown = found.kept.shown
    told: dict[str, Any] = {
        "nct_id": found.kept.number,
        "title": found.checked.title,
        "record_date": shown.as_of.iso if shown and shown.as_of else None,
        "counts": {str(state): found.checked.counts[state] for state in State},
        "criteria": [_line(line) for line in found.answered.lines],
    }
    if found.checked.note:
        told["note"] = found.checked.note
    if found.answered.without_line:
        told["answers_without_line"] = [_answer(each) for each in found.answered.without_line]
    return told


def _line(line: Answered) -> dict[str, Any]:
    checked = line.checked
    told: dict[str, Any] = {
        "number": checked.criterion.number,
        "section": checked.criterion.section,
        "text": checked.criterion.text,
        "state": str(checked.state),
        "requirement": checked.requirement,
        "reason": checked.reason,
        "evidence": [evidence_as_json(row) for row in checked.evidence],
        "answer": _answer(line.answer) if line.answer else None,
    }
    if checked.asks_nothing:
        told["asks_nothing"] = True
    if line.look_again:
        told["look_again"] = list(line.look_again)
    return told


def evidence_as_json(row: Evidence) -> dict[str, Any]:
    """Return a record behind a state as JSON values."""
    return {
        "value": row.words,
        "date": row.date.iso if row.date else None,
        "source": row.source,
        "id": row.shown_id,
    }


def _answer(answer: CriterionAnswer) -> dict[str, Any]:
    return {
        "answer": answer.answer,
        "by": answer.answered_by,
        "on": answer.answered_on.iso if answer.answered_on else None,
        "note": answer.note,
        "text": answer.criterion_text,
    }


_WORDS = {
    State.NOT_MET: "May rule out",
    State.CONFLICT: "Ask the team",
    State.UNKNOWN: "Ask the team",
    State.NOT_READ: "Ask the team",
    State.MET: "Fits",
}


def check_as_text(
    session: Session, number: str | None = None, as_of: datetime.date | None = None
) -> str:
    """Return the check as lines for a terminal, what may rule out first."""
    lines: list[str] = []
    for found in checked_trials(session, number, as_of):
        lines.append(f"{found.kept.number or 'no number'}  {found.checked.title}")
        if found.checked.note:
            lines.append(f"  {found.checked.note}")
        for checked in found.checked.may_rule_out_first:
            if not checked.asks_nothing:
                lines.append(f"  {_WORDS[checked.state]}: {checked.criterion.text}")
                lines.append(f"      {checked.reason}")
    lines.append("Only the study team can decide who can join.")
    return "\n".join(lines)

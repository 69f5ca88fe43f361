"""Questions for the care team: open, asked, answered, and those for a visit."""

from collections.abc import Sequence
from typing import Any

from app.case.case import Case
from app.case.entities import Appointment, Question
from app.case.facts.records import by_reference, evidence, order_of
from app.case.facts.values.visits import QuestionFact

_NO_PRIORITY = 9


def questions(case: Case, status: str, appointment_id: str | None = None) -> list[QuestionFact]:
    """Return the questions with a status: those for the visit first, by priority, oldest first.

    Args:
        case: the case.
        status: code of `question.status`.
        appointment_id: the visit, by either of its ids; None puts none in front.
    """
    visit = by_reference(case, Appointment, appointment_id)
    rows = [row for row in case.all(Question) if row.status == status and row.text]
    facts = [(_fact(case, row, visit), row) for row in rows]
    facts.sort(key=lambda pair: _importance(*pair))
    return [fact for fact, _ in facts]


def _importance(fact: QuestionFact, row: Question) -> tuple[Any, ...]:
    priority = row.priority if row.priority is not None else _NO_PRIORITY
    undated = row.created is None
    return not fact.for_visit, priority, undated, order_of(row.created), row.position


def _fact(case: Case, row: Question, visit: Appointment | None) -> QuestionFact:
    text = row.text or ""
    kept_for = by_reference(case, Appointment, row.for_appointment_id)
    return QuestionFact(
        text=text,
        priority=row.priority,
        status=row.status or None,
        answer=row.answer or None,
        answered_by=row.answered_by or None,
        answered_on=row.answered_on,
        appointment_id=kept_for.shown_id if kept_for else None,
        for_visit=visit is not None and kept_for is not None and kept_for.id == visit.id,
        evidence=evidence(case, row, text),
    )


def newest_answers(facts: Sequence[QuestionFact]) -> tuple[QuestionFact, ...]:
    """Return answered questions, the newest answer first."""
    return tuple(sorted(facts, key=lambda fact: order_of(fact.answered_on), reverse=True))

"""What nobody knows yet over all saved trials, as questions for the team."""

import datetime
from typing import Any

from app.case.entities import Question
from app.case.partial_date import PartialDate
from app.casefile import Changes, Insert, new_id
from app.eligibility.unknowns import Unknown, unknowns
from app.usecases.check_trials import checked_trials
from app.usecases.session import Session


def unknown_facts(session: Session, as_of: datetime.date | None = None) -> tuple[Unknown, ...]:
    """Return the missing facts, those whose answer settles most lines first."""
    trials = [found.checked for found in checked_trials(session, None, as_of)]
    return unknowns(trials, session.facts(as_of))


def unknowns_as_json(session: Session) -> list[dict[str, Any]]:
    """Return the missing facts as JSON values, best first."""
    return [
        {
            "fact": found.fact.name,
            "question": found.question,
            "trials": list(found.trials),
            "lines": len(found.lines),
        }
        for found in unknown_facts(session)
    ]


def unknowns_as_text(session: Session) -> str:
    """Return the questions as lines for a terminal."""
    lines = [
        f"{each['question']}\n    "
        f"{_counted(each['lines'], 'line')} of {_counted(len(each['trials']), 'trial')}"
        for each in unknowns_as_json(session)
    ]
    return "\n".join(lines) or "Nothing is open in the saved trials."


def _counted(number: int, one: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {one}s"


def ask(session: Session, unknown: Unknown) -> Changes:
    """Put a missing fact onto the question list, as one step that can be undone.

    Raises:
        CasebookError: the case cannot be written.
    """
    question = Question(
        id=new_id(),
        text=unknown.question,
        category="trial",
        priority=2,
        created=PartialDate.of(session.as_of()),
        status="open",
    )
    return session.run(f"add question {unknown.fact.name}", [Insert(question)])

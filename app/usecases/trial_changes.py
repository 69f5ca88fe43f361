"""What changed between the stored versions of saved trials."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.case.facts import Facts
from app.trials.changes import Change, steps_between
from app.trials.record import TrialRecord
from app.usecases.answers_changed import answers_changed
from app.usecases.kept_trials import kept_trials
from app.usecases.session import Session


@dataclass(frozen=True, slots=True)
class TrialChange:
    """One change of one trial, between two of its versions."""

    number: str
    old: TrialRecord
    new: TrialRecord
    change: Change


def trial_changes(session: Session, number: str | None = None) -> Iterator[TrialChange]:
    """Yield every change, newest version first, most important first within it.

    Raises:
        CasebookError: no saved trial has the number.
    """
    for kept in kept_trials(session, number):
        for step in steps_between(kept.versions):
            for change in step.changes:
                yield TrialChange(kept.number, step.old, step.new, change)


def changes_as_json(session: Session, number: str | None = None) -> list[dict[str, Any]]:
    """Return every change as JSON values."""
    facts = session.facts()
    return [_json(each, facts) for each in trial_changes(session, number)]


def _json(found: TrialChange, facts: Facts) -> dict[str, Any]:
    return {
        "nct_id": found.number,
        "from": found.old.as_of.iso if found.old.as_of else None,
        "to": found.new.as_of.iso if found.new.as_of else None,
        "field": found.change.field,
        "old": found.change.old,
        "new": found.change.new,
        "sentence": found.change.sentence,
        "details": list(found.change.details),
        "answers_changed": answers_changed(found.change.criteria, facts),
    }


def changes_as_text(session: Session, number: str | None = None) -> str:
    """Return the changes as sentences for a terminal, what follows each below it."""
    lines = [
        "\n".join((f"{each.number}: {each.change.sentence}", *_below(each)))
        for each in trial_changes(session, number)
    ]
    return "\n".join(lines) or "No changes between the versions kept."


def _below(found: TrialChange) -> list[str]:
    return [f"    {' '.join(detail.split())}" for detail in found.change.details]

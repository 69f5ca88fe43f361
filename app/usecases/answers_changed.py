"""Whether a change of a trial's criteria changes what the check says; only those lines are read."""

from collections.abc import Iterator
from typing import Any

from app.case.facts import Facts
from app.eligibility.check import check_criterion
from app.eligibility.checking.verdict import State
from app.eligibility.read_criteria import read_line
from app.trials.criteria_lines import CriterionChange

_WORDS = {
    State.MET: "Fits",
    State.NOT_MET: "May rule out",
    State.UNKNOWN: "Ask the team",
    State.CONFLICT: "Ask the team",
    State.NOT_READ: "Ask the team",
}


def answers_changed(changes: tuple[CriterionChange, ...], facts: Facts) -> list[dict[str, Any]]:
    """Return every touched line whose answer is another one now, both wordings and both answers."""
    return list(_changed(changes, facts))


def _changed(changes: tuple[CriterionChange, ...], facts: Facts) -> Iterator[dict[str, Any]]:
    for change in changes:
        before, after = _state(change, change.old, facts), _state(change, change.new, facts)
        if before != after:
            yield {
                "section": change.section,
                "old": change.old,
                "new": change.new,
                "before": str(before) if before else None,
                "after": str(after) if after else None,
                "sentence": _sentence(before, after),
            }


def _state(change: CriterionChange, text: str | None, facts: Facts) -> State | None:
    if text is None:
        return None
    checked = check_criterion(read_line(text, change.section), facts)
    return None if checked.asks_nothing else checked.state


def _sentence(before: State | None, after: State | None) -> str:
    if before is None and after is not None:
        return f"This line is new. Our check of it: {_WORDS[after]}."
    if after is None and before is not None:
        return f"This line is gone. Our check of it was: {_WORDS[before]}."
    if before is None or after is None:
        return "This line asks nothing."
    if _WORDS[before] == _WORDS[after]:
        return f"Our check of this line stays: {_WORDS[after]}."
    return f"Our check of this line changes: {_WORDS[before]} → {_WORDS[after]}."

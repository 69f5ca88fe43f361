"""What nobody knows yet: the open lines of all saved trials, grouped by the fact that is missing.

Ranked by how much one answer would settle: lines for which it is the only gap first, then lines
in which it is one of several, and those of more trials before those of fewer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.case.facts.facts import Facts
from app.case.value_class import value_class
from app.eligibility.check import CheckedCriterion
from app.eligibility.check_trial import CheckedTrial
from app.eligibility.checking.verdict import FactKey, MissingFact, State, Why
from app.eligibility.unknown_words import question_for

_OPEN = (State.UNKNOWN, State.CONFLICT)


@value_class
class OpenLine:
    """A line that an answer would help to settle.

    Attributes:
        trial: the registry's number, or the name of the access route.
        checked: the line.
        alone: the fact is the only thing missing in it.
    """

    trial: str
    checked: CheckedCriterion
    alone: bool


@value_class
class Unknown:
    """One missing fact.

    Attributes:
        fact: what is missing; `key` tells two gaps apart.
        question: a plain question for the doctor.
        lines: the lines it would help to settle, those it settles alone first.
    """

    fact: MissingFact
    question: str
    lines: tuple[OpenLine, ...]

    @property
    def trials(self) -> tuple[str, ...]:
        """The trials with such lines, in the order given."""
        return tuple(dict.fromkeys(line.trial for line in self.lines))


@dataclass(slots=True)
class _Gap:
    fact: MissingFact
    lines: list[OpenLine] = field(default_factory=list)


def unknowns(trials: Iterable[CheckedTrial], facts: Facts) -> tuple[Unknown, ...]:
    """Return the missing facts over all checked trials and access routes, best first."""
    called = _called(facts)
    gaps: dict[FactKey, _Gap] = {}
    for trial in trials:
        for line, fact in _open_lines(trial):
            gap = gaps.setdefault(fact.key, _Gap(fact))
            gap.lines.append(line)
            if _tells_more(fact, gap.fact):
                gap.fact = fact
    found = [_unknown(gap, called) for gap in gaps.values()]
    return tuple(sorted(found, key=_worth))


def _open_lines(trial: CheckedTrial) -> Iterator[tuple[OpenLine, MissingFact]]:
    name = trial.number or trial.title or ""
    for checked in trial.criteria:
        if checked.asks_nothing or checked.state not in _OPEN:
            continue
        facts = {fact.key: fact for fact in checked.missing}
        for fact in facts.values():
            if fact.why is not Why.TEAM:
                yield OpenLine(name, checked, len(facts) == 1), fact


def _tells_more(fact: MissingFact, than: MissingFact) -> bool:
    return fact.last is not None and than.last is None


def _unknown(gap: _Gap, called: str) -> Unknown:
    lines = tuple(sorted(gap.lines, key=lambda line: not line.alone))
    return Unknown(gap.fact, question_for(gap.fact, called), lines)


def _worth(unknown: Unknown) -> tuple[int, int, int]:
    alone = sum(line.alone for line in unknown.lines)
    return -alone, -len(unknown.trials), -len(unknown.lines)


def _called(facts: Facts) -> str:
    patient = facts.case.patient
    name = patient.preferred_name or patient.display_name
    return name.split()[0] if name and name.split() else "the patient"

"""Demands on people with a virus: they ask nothing of somebody who has none."""

import re

from app.eligibility.checking.leaves import look
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    Conditional,
    Except,
    Kind,
    NotRead,
    Presence,
    ReadCriterion,
    Requirement,
    Sense,
)

_VIRUSES = frozenset({Kind.HIV, Kind.HBV, Kind.HCV})
_NAME = re.compile(r"\b(?:HIV|HBV|HCV|hepatitis|human immuno)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z0-9)])\.\s+(?=[A-Z])")


def asks_of_the_infected(read: ReadCriterion, record: Record) -> Finding | None:
    """Return that a demand is on people with a virus which the person has not; None: not told."""
    if read.sense is not Sense.MUST_HOLD or read.requirement is None:
        return None
    inner = _without_remarks(read.requirement)
    if not isinstance(inner, Conditional) or not isinstance(inner.condition, Presence):
        return None
    if inner.condition.topic.kind not in _VIRUSES:
        return None
    if not all(map(_NAME.search, _SENTENCE.split(read.criterion.text))):
        return None
    found = look(inner.condition, False, record)
    if found.holds is not False:
        return None
    return Finding(True, f"This line does not apply. {found.reason}", found.evidence)


def _without_remarks(requirement: Requirement) -> Requirement:
    while isinstance(requirement, Except) and isinstance(requirement.unless, NotRead):
        requirement = requirement.base
    return requirement

"""What a check says: what was found on a requirement, and what is missing to say more."""

from dataclasses import replace
from enum import StrEnum
from typing import TypeAlias

from app.case.facts.model import Evidence
from app.case.value_class import value_class

FactKey: TypeAlias = tuple[str, ...]
"""What is missing, typed: ("lab", "plt"), ("organ_test", "lvef"), ("marker", "cd7") ..."""


class State(StrEnum):
    """The five states of a criterion (house, section 4)."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"
    NOT_READ = "not_read"


class Why(StrEnum):
    """Why a fact cannot be used."""

    NONE = "none"  # nobody has said
    OLD = "old"
    UNDATED = "undated"
    PARTIAL_DATE = "partial_date"  # the date is too coarse to decide
    NO_SOURCE = "no_source"
    NOT_SURE = "not_sure"  # whoever noted it was not sure
    DISAGREE = "disagree"
    UNCLEAR = "unclear"  # there is something, and it does not settle the question
    TEAM = "team"  # only the team, or the person, can say
    PLANNED = "planned"  # a treatment that lies ahead would change the answer


@value_class
class MissingFact:
    """A fact that would settle a requirement.

    Attributes:
        key: what is missing, typed, so that the same gap in several trials is one question.
        name: the same in words that can stand in a sentence ("heart ultrasound (LVEF)").
        why: what is wrong with what there is.
        last: what there is, None where there is nothing.
    """

    key: FactKey
    name: str
    why: Why = Why.NONE
    last: Evidence | None = None


@value_class
class Finding:
    """What the record says on a requirement, or a part of one.

    Attributes:
        holds: True or False where the record settles it; None: cannot be told.
        reason: why, in one plain sentence.
        evidence: the rows looked at, those that decide first.
        missing: what would settle it, where `holds` is None.
        conflict: two values disagree.
    """

    holds: bool | None
    reason: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    conflict: bool = False

    def turned(self) -> "Finding":
        """Return the finding on the opposite statement."""
        return self if self.holds is None else replace(self, holds=not self.holds)


def settled(holds: bool, reason: str, *evidence: Evidence) -> Finding:
    """Return a finding that the record settles."""
    return Finding(holds, reason, evidence)


def cannot_tell(reason: str, *missing: MissingFact, evidence: tuple[Evidence, ...] = ()) -> Finding:
    """Return a finding that stays open."""
    shown = evidence or tuple(fact.last for fact in missing if fact.last is not None)
    return Finding(None, reason, shown, missing)


def disagreeing(reason: str, missing: MissingFact, *evidence: Evidence) -> Finding:
    """Return a finding on values that cannot all be right."""
    return Finding(None, reason, evidence, (missing,), conflict=True)

"""One criterion against one case: the state, what was understood, the evidence, what is missing."""

import re
from dataclasses import dataclass

from app.case.facts.facts import Facts
from app.case.facts.model import Evidence
from app.eligibility.checking.leaves import is_plain, look
from app.eligibility.checking.logic import Leaf, evaluate
from app.eligibility.checking.record import Record, record_of
from app.eligibility.checking.requirement_words import understood_words
from app.eligibility.checking.rewriting import as_meant
from app.eligibility.checking.verdict import Finding, MissingFact, State, Why
from app.eligibility.model import (
    Criterion,
    Except,
    NotRead,
    ReadCriterion,
    Requirement,
    Role,
    Sense,
    Who,
    walk,
)

_NEVER_RULE_OUT = {
    Role.ALTERNATIVE: "This is one of several ways; not fulfilling it alone decides nothing.",
    Role.EXCEPTION: "This is an exception to the line above it; alone it decides nothing.",
    Role.PERMISSION: "This line allows something; it cannot rule anybody out.",
    Role.HEADING: "This line introduces the ones below it.",
    Role.DEFINITION: "This line explains a word.",
}


@dataclass(frozen=True, slots=True)
class CheckedCriterion:
    """What the check found on one criterion.

    Attributes:
        read: the criterion and what was understood of it.
        state: one of the five states.
        requirement: what was understood, in words.
        evidence: the rows looked at, those that decide first.
        reason: one plain sentence or two; never advice.
        missing: the facts that would settle it; empty where it is settled.
        asks_nothing: a heading, definition or permission: not counted, not asked about.
    """

    read: ReadCriterion
    state: State
    requirement: str
    evidence: tuple[Evidence, ...]
    reason: str
    missing: tuple[MissingFact, ...] = ()
    asks_nothing: bool = False

    @property
    def criterion(self) -> Criterion:
        """The criterion in the registry's own words."""
        return self.read.criterion


def check_criterion(read: ReadCriterion, facts: Facts) -> CheckedCriterion:
    """Check one criterion against the facts of a case on their as-of day."""
    words = understood_words(read)
    requirement = read.requirement
    if requirement is None:
        return _without_requirement(read, words)
    if read.sense not in (Sense.MUST_HOLD, Sense.MUST_NOT_HOLD):
        said = "Whether this line asks for something or against it is not clear."
        return CheckedCriterion(read, State.NOT_READ, words, (), said)
    if _is_about_donor(read.criterion):
        said = "This speaks of the donor, not of the person of this record."
        return CheckedCriterion(read, State.UNKNOWN, words, (), said, (_DONOR,))
    want = read.sense is Sense.MUST_HOLD
    record = record_of(facts)
    requirement = as_meant(requirement, record)
    found = _evaluated(requirement, want, record)
    if not read.understood and found.holds is not None:
        found = _doubted(read, requirement, want, found, record)
    return _checked(read, words, found, want)


def _doubted(
    read: ReadCriterion, requirement: Requirement, want: bool, found: Finding, record: Record
) -> Finding:
    """Look again at what was found on a line of which a part was not read."""
    turned_round = (read.criterion.section == "exclusion") is want
    if turned_round or (not want and _more_behind_exception(requirement, read.criterion.text)):
        return Finding(None, "A part of this line was not understood.", found.evidence)
    return found if found.holds is want else _by_plain_parts(requirement, want, record)


def _more_behind_exception(requirement: Requirement, text: str) -> bool:
    """Whether words taken for an exception may hold a further ground of an exclusion."""
    return any(
        isinstance(part, Except)
        and isinstance(part.unless, NotRead)
        and _FURTHER.search(part.unless.span.of(text)) is not None
        for part in walk(requirement)
    )


_FURTHER = re.compile(r"\bor\b|;", re.IGNORECASE)


_DONOR = MissingFact(("subject", "donor"), "the donor", Why.TEAM)


def _is_about_donor(criterion: Criterion) -> bool:
    """Whether a line stands in a section about the donor."""
    headings = (*criterion.parent, criterion.cohort or "")
    return criterion.subject is Who.DONOR or any(map(_DONOR_HEADING.match, headings))


_DONOR_HEADING = re.compile(
    r"\W*(?:(?:inclusion|exclusion|eligibility|selection|criteria|for|of|the|potential)\W+)*"
    r"donors?\b(?! (?:lymphocyte|leukocyte))",
    re.IGNORECASE,
)


def _by_plain_parts(requirement: Requirement, want: bool, record: Record) -> Finding:
    """Look again at a line of which a part was not read, before it may rule anybody out.

    What was not read may change how the parts belong together. Only statements that stand by
    themselves in such a line decide: an age, a measured limit, a disease that must be there.
    """

    def at(leaf: Leaf, wanted: bool) -> Finding:
        if wanted is not want or not is_plain(leaf, wanted):
            return Finding(None, "A part of this line was not understood.")
        return look(leaf, wanted, record)

    return evaluate(requirement, want, at)


def _without_requirement(read: ReadCriterion, words: str) -> CheckedCriterion:
    if read.sense is Sense.ASKS_NOTHING:
        said = _NEVER_RULE_OUT.get(read.role, "This line asks nothing by itself.")
        return CheckedCriterion(read, State.UNKNOWN, words, (), said, asks_nothing=True)
    said = "This line was not understood."
    return CheckedCriterion(read, State.NOT_READ, words, (), said)


def _evaluated(requirement: Requirement, want: bool, record: Record) -> Finding:
    def at(leaf: Leaf, wanted: bool) -> Finding:
        return look(leaf, wanted, record)

    return evaluate(requirement, want, at)


def _checked(read: ReadCriterion, words: str, found: Finding, want: bool) -> CheckedCriterion:
    if found.holds is None:
        state = _open_state(read, found)
        return CheckedCriterion(read, state, words, found.evidence, found.reason, found.missing)
    if found.holds is want:
        return CheckedCriterion(read, State.MET, words, found.evidence, found.reason)
    softened = _NEVER_RULE_OUT.get(read.role)
    if softened is not None:
        said = f"{found.reason} {softened}"
        return CheckedCriterion(read, State.UNKNOWN, words, found.evidence, said)
    return CheckedCriterion(read, State.NOT_MET, words, found.evidence, found.reason)


def _open_state(read: ReadCriterion, found: Finding) -> State:
    if read.requirement and any(isinstance(part, NotRead) for part in walk(read.requirement)):
        return State.NOT_READ
    return State.CONFLICT if found.conflict else State.UNKNOWN

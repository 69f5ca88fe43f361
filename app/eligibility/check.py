"""One criterion against one case: the state, what was understood, the evidence, what is missing."""

from app.case.facts.facts import Facts
from app.case.facts.model import Evidence
from app.case.value_class import value_class
from app.eligibility.checking.counted_doubts import doubt_of_count
from app.eligibility.checking.doubts import another_disease, second_look
from app.eligibility.checking.grammar_doubts import doubt_of_grammar
from app.eligibility.checking.leaves import look
from app.eligibility.checking.logic import Leaf, evaluate
from app.eligibility.checking.named_problems import understood_by_name
from app.eligibility.checking.place_doubts import doubt_of_place
from app.eligibility.checking.purpose_doubts import doubt_of_purpose
from app.eligibility.checking.record import Record, record_of
from app.eligibility.checking.requirement_words import understood_words
from app.eligibility.checking.rewriting import as_meant
from app.eligibility.checking.second_thoughts import doubt_of
from app.eligibility.checking.sex import not_of_men
from app.eligibility.checking.unread_words import holds_for_some, is_about_donor
from app.eligibility.checking.verdict import Finding, MissingFact, State, Why
from app.eligibility.checking.vital_signs import lasts_longer
from app.eligibility.checking.whole_lines import understood_as_a_whole
from app.eligibility.joining import EITHER_READING
from app.eligibility.model import (
    Criterion,
    Kind,
    NotRead,
    Presence,
    ReadCriterion,
    Requirement,
    Role,
    Sense,
    TimeSince,
    walk,
)

_NEVER_RULE_OUT = {
    Role.ALTERNATIVE: "This is one of several ways; not fulfilling it alone decides nothing.",
    Role.EXCEPTION: "This is an exception to the line above it; alone it decides nothing.",
    Role.PERMISSION: "This line allows something; it cannot rule anybody out.",
    Role.HEADING: "This line introduces the ones below it.",
    Role.DEFINITION: "This line explains a word.",
}
_DISEASES = frozenset({Kind.DIAGNOSIS, Kind.CNS})
_TREATMENTS = frozenset(
    {Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART, Kind.MEDICATION, Kind.IMMUNOSUPPRESSION}
)
_TREATED = frozenset(
    {Kind.CONDITION, Kind.CARDIAC, Kind.GVHD, Kind.INFECTION, Kind.HIV, Kind.HBV, Kind.HCV,
     Kind.SECOND_MALIGNANCY}
)  # fmt: skip
_DONOR = MissingFact(("subject", "donor"), "the donor", Why.TEAM)


@value_class
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
    if is_about_donor(read.criterion):
        said = "This speaks of the donor, not of the person of this record."
        return CheckedCriterion(read, State.UNKNOWN, words, (), said, (_DONOR,))
    want = read.sense is Sense.MUST_HOLD
    record = record_of(facts)
    found = _found(read, requirement, want, record)
    if found.holds is None:
        found = understood_as_a_whole(read, record) or found
    doubt = None if found.holds is None else _doubt(read, found, want, record)
    if doubt is not None:
        return CheckedCriterion(read, State.NOT_READ, words, found.evidence, doubt)
    return _checked(read, words, found, want)


def _doubt(read: ReadCriterion, found: Finding, want: bool, record: Record) -> str | None:
    return (
        doubt_of(read, found, want, record)
        or doubt_of_place(read, found, want, record)
        or doubt_of_purpose(read, found, want, record)
        or doubt_of_grammar(read, found, want, record)
        or doubt_of_count(read, record)
    )


def _without_requirement(read: ReadCriterion, words: str) -> CheckedCriterion:
    if read.sense is Sense.ASKS_NOTHING:
        said = _NEVER_RULE_OUT.get(read.role, "This line asks nothing by itself.")
        return CheckedCriterion(read, State.UNKNOWN, words, (), said, asks_nothing=True)
    said = "This line was not understood."
    return CheckedCriterion(read, State.NOT_READ, words, (), said)


def _found(read: ReadCriterion, requirement: Requirement, want: bool, record: Record) -> Finding:
    def at(leaf: Leaf, wanted: bool) -> Finding:
        return look(leaf, wanted, record)

    meant = as_meant(requirement, read.criterion.text, record)
    found = evaluate(meant, want, at)
    if found.holds is not None and (read.understood or _only_two_readings(requirement)):
        return found
    of_women = None if want else not_of_men(read.criterion.text, record)
    if of_women is not None or read.understood:
        return of_women or found
    if found.holds is None and want:
        named = understood_by_name(meant, read.criterion.text, record)
        if named is not None and (by_name := evaluate(named, want, at)).holds:
            return by_name
    if found.holds is None:
        return (another_disease(read, meant, record) if want else None) or found
    return second_look(read, meant, want, found, record)


def _only_two_readings(requirement: Requirement) -> bool:
    """Whether all words were read, and only how they belong together was not clear.

    What is found then holds in each way of reading them. An illness may only say what a treatment
    was for ("no chemotherapy for CNS lymphoma"), so lines that name both are left out, and lines
    that name a disease.
    """
    parts = list(walk(requirement))
    kinds = {part.topic.kind for part in parts if isinstance(part, Presence)}
    kinds |= {part.event.kind for part in parts if isinstance(part, TimeSince)}
    if kinds & _DISEASES or (kinds & _TREATMENTS and kinds & _TREATED):
        return False
    unread = [part.why for part in parts if isinstance(part, NotRead)]
    return bool(unread) and all(why == EITHER_READING for why in unread)


def _checked(read: ReadCriterion, words: str, found: Finding, want: bool) -> CheckedCriterion:
    if found.holds is None:
        state = _open_state(read, found)
        return CheckedCriterion(read, state, words, found.evidence, found.reason, found.missing)
    if found.holds is want:
        return CheckedCriterion(read, State.MET, words, found.evidence, found.reason)
    if read.requirement and holds_for_some(read.requirement, read.criterion.text):
        said = f"{found.reason} This line may hold for some only."
        text = read.criterion.text
        gap = MissingFact(("judgement", text.casefold()), "for whom this line holds", Why.TEAM)
        return CheckedCriterion(read, State.UNKNOWN, words, found.evidence, said, (gap,))
    if read.requirement and lasts_longer(read.requirement, read.criterion.text):
        said = f"{found.reason} One value of a moment does not say this."
        return CheckedCriterion(read, State.UNKNOWN, words, found.evidence, said)
    softened = _NEVER_RULE_OUT.get(read.role)
    if softened is not None:
        said = f"{found.reason} {softened}"
        return CheckedCriterion(read, State.UNKNOWN, words, found.evidence, said)
    return CheckedCriterion(read, State.NOT_MET, words, found.evidence, found.reason)


def _open_state(read: ReadCriterion, found: Finding) -> State:
    if read.requirement and any(isinstance(part, NotRead) for part in walk(read.requirement)):
        return State.NOT_READ
    return State.CONFLICT if found.conflict else State.UNKNOWN

"""From a criterion to its requirement: its sentences, its role in the list, who has to be what."""

import re
from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal

from app.case.value_class import value_class
from app.eligibility.comparisons import Measures
from app.eligibility.condition_heads import condition_head, list_head, sex_behind
from app.eligibility.exceptions import excepted, exception_in
from app.eligibility.fillers import without_fillers
from app.eligibility.joining import agreed, either, every
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Conditional,
    Criterion,
    Except,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    Role,
    Sense,
    Span,
    Who,
)
from app.eligibility.plain_text import Line
from app.eligibility.roles import is_denied, role_of
from app.eligibility.sentences import Act, Sentence, sentences
from app.eligibility.special_readings import (
    disease_first,
    limit_by_sex,
    only_for_the_team,
    wider_for_some,
)
from app.eligibility.topics import FoundTopic
from app.eligibility.trees import tree
from app.eligibility.unit import Unit
from app.eligibility.units import units

_MOST_PIECES = 100
"""No real sentence has half as many parts; beyond, joining them would take too long."""

_MOST_SENTENCES = 30
"""No real criterion has more; each one deepens the requirement."""


@value_class
class Understood:
    """What a criterion asks, as `ReadCriterion` keeps it."""

    requirement: Requirement | None
    sense: Sense
    role: Role


@value_class
class _Pieces:
    """What was found in a line."""

    line: Line
    measures: Measures
    topics: Sequence[FoundTopic]
    made: dict[bool, list[Unit]] = field(default_factory=dict)

    def units(self, must_hold: bool) -> list[Unit]:
        """Return the understood pieces for a demand or an exclusion, each made once."""
        if must_hold not in self.made:
            self.made[must_hold] = units(self.line, self.measures, self.topics, must_hold)
        return self.made[must_hold]


_FOR_SOME = re.compile(
    r"\W*(?:for|in|among)\s+(?!(?:the\s+)?(?:inclusion|exclusion|this|study|trial|all|entry|enrol|"
    r"eligib|order|addition|general|case)\b)[^:.]{2,90}\W*$|[^:.]{2,90}\bonly\W*$"
)
_DEFINES_A_WORD = re.compile(
    r"\bdefin|\bmeans\b|\brefers?\b|\binclud|\be\.g\.|\bexamples?\b|\bsuch as\b"
)
_SAID_OF_DONORS = re.compile(r"\W*(?:the |potential )?donors?\b")
_HARMLESS = re.compile(
    r"\bmay be (?:detected|determined|performed|assessed)\b|\bchoice of\b|\bin general\b|"
    r"\bwill be (?:determined|used|updated|assessed|performed|provided|calculated)\b"
)


def understand(
    line: Line, criterion: Criterion, found: Measures, topics: Sequence[FoundTopic]
) -> Understood:
    """Return what a criterion asks; what is not understood stands in the tree as `NotRead`."""
    role = role_of(line, criterion)
    pieces = _Pieces(line, found, topics)
    whole = Span(0, len(line.text))
    if criterion.subject is Who.DONOR or _SAID_OF_DONORS.match(line.plain):
        donor = NotRead(whole, "speaks of the donor", Who.DONOR)
        return Understood(donor, _by_section(criterion), role)
    if role in (Role.HEADING, Role.DEFINITION):
        return _of_intro(pieces, criterion, role)
    said = sentences(line)
    if not said:
        return Understood(None, Sense.ASKS_NOTHING, Role.HEADING)
    if all(sentence.act is not Act.DEMANDS for sentence in said):
        return _of_permission(pieces, criterion, said, role)
    demanded = criterion.section != "exclusion" and not is_denied(criterion)
    requirement, sense = _of_sentences(pieces, said, demanded)
    if requirement is None:
        requirement = NotRead(whole, "nothing recognised")
    if any(_FOR_SOME.fullmatch(words.lower()) for words in criterion.parent):
        requirement = Conditional(NotRead(whole, "said of some only"), requirement, whole)
    return Understood(requirement, sense, role)


def _by_section(criterion: Criterion) -> Sense:
    return Sense.MUST_NOT_HOLD if criterion.section == "exclusion" else Sense.MUST_HOLD


def _of_intro(pieces: _Pieces, criterion: Criterion, role: Role) -> Understood:
    """Read what an introducing line asks by itself ("Diagnosis of myeloma, defined by:")."""
    disease = [t for t in pieces.topics if t.topic.kind is Kind.DIAGNOSIS]
    if role is Role.DEFINITION or criterion.section == "exclusion" or len(disease) != 1:
        return Understood(None, Sense.ASKS_NOTHING, role)
    if without_fillers(pieces.line.plain[: disease[0].start]):
        return Understood(None, Sense.ASKS_NOTHING, role)
    span = Span(0, len(pieces.line.text))
    named = Presence(disease[0].topic, Span(disease[0].start, disease[0].end))
    more = NotRead(span, "the lines below say more")
    return Understood(All((named, more), span), Sense.MUST_HOLD, role)


def _of_permission(
    pieces: _Pieces, criterion: Criterion, said: Sequence[Sentence], role: Role
) -> Understood:
    """Read a line that only allows or explains: it can never rule anybody out."""
    allowed = [sentence for sentence in said if sentence.act is Act.ALLOWS]
    if role is Role.RULE:
        role = Role.PERMISSION if allowed else Role.DEFINITION
    if not allowed or criterion.section == "exclusion":
        return Understood(None, Sense.ASKS_NOTHING, role)
    requirement, _ = _of_sentences(pieces, allowed[:1], True)
    if requirement is None:
        return Understood(None, Sense.ASKS_NOTHING, role)
    return Understood(requirement, Sense.MUST_HOLD, role)


# ------------------------------------------------------------------ sentences


def _of_sentences(
    pieces: _Pieces, said: Sequence[Sentence], must_hold: bool
) -> tuple[Requirement | None, Sense]:
    """Join the sentences of a line around its first demand."""
    said = [one for one in said if not _chooses_scale(pieces.line, one)] or said
    if len(said) > _MOST_SENTENCES:
        return NotRead(Span(0, len(pieces.line.text)), "too many sentences"), Sense.UNCLEAR
    first = next((s for s in said if s.act is Act.DEMANDS), said[0])
    sense = _sense(pieces.line, first, must_hold)
    base = _of_sentence(pieces, first, sense is Sense.MUST_HOLD)
    if base is None:
        return None, sense
    for other in said:
        if other is not first:
            base = _with_sentence(pieces, base, other, sense)
    return base, sense


_CHOOSES_SCALE = re.compile(
    r"\W*(?:please )?use (?:the )?(?:karnofsky|lansky|ecog)\b(?:[^a-z]|\b(?:for|in|if|patients?|"
    r"subjects?|participants?|children|adults?|those|are|aged?|of|over|under|than|years?|or|and|"
    r"the|old|older|younger|greater|less|equal|to|performance|scores?|scales?|status|play|use|"
    r"karnofsky|lansky|ecog)\b)*"
)


def _chooses_scale(line: Line, sentence: Sentence) -> bool:
    """Tell "Use Karnofsky for patients > 16 years and Lansky for patients <= 16 years"."""
    if "use" not in line.vocabulary:
        return False
    return _CHOOSES_SCALE.fullmatch(line.plain, sentence.start, sentence.end) is not None


_MUST_NOT = re.compile(
    r"\W*(?:note\W+)?(?:the )?(?:patients?|subjects?|participants?|individuals?) "
    r"(?:must|should|shall|may|can) ?not (?:have|be|receive|take|use)\b"
)
_MAY_NOT = re.compile(
    r"\b(?:must|should|shall|may|can) ?not\b(?! (?:\w+ )?(?:limited|restricted|be (?:enrolled|"
    r"included|eligible|controlled|treated|corrected|stopped|discontinued|excluded)))"
)


def _sense(line: Line, sentence: Sentence, must_hold: bool) -> Sense:
    if sentence.keeps_out:
        return Sense.MUST_NOT_HOLD
    if must_hold:
        return Sense.MUST_HOLD
    words = line.plain[sentence.start : sentence.end]
    if re.match(r"\W*no\b", words):
        return Sense.UNCLEAR  # "No evidence of X" in a list of exclusions
    if _MUST_NOT.match(words):  # a demand, though it stands in a list of exclusions
        return Sense.MUST_HOLD
    if _MAY_NOT.search(words):
        return Sense.UNCLEAR
    must = re.search(r"\b(?:must|should|shall|will need to)\b(?! not)", words)
    if must is None or re.search(r"\b(?:who|that|which) (?:must|should)\b", words):
        return Sense.MUST_NOT_HOLD
    return Sense.MUST_HOLD if "," not in words[: must.start()] else Sense.UNCLEAR


_NOT_FOR = re.compile(
    r"\W*(?:this|these|the (?:above|latter)|it)\b(?: (?:exclusion|inclusion|eligibility))?"
    r"(?: (?:criteri(?:on|a)|requirements?|restrictions?|limits?|rules?))?,? (?:do(?:es)?|will|is|"
    r"are)(?: not| n't|n't) (?:apply|applied|applicable|required)(?: (?:to|for|in|if))"
)


def _not_for(pieces: _Pieces, other: Sentence) -> Requirement | None:
    """Read for whom a line asks nothing: "This criterion does not apply to those with MDS."."""
    match = _NOT_FOR.match(pieces.line.plain, other.start, other.end)
    if match is None:
        return None
    inside = tree(pieces.line, match.end(), other.end, pieces.units(True), True)
    return inside or NotRead(Span(match.end(), other.end), "for whom the line does not hold")


_MINORS = re.compile(r"\b(?:minors|adolescents|(?:under|below|younger than|<) ?18|12 ?-+ ?1[78])\b")
_OTHERS_TOO = re.compile(r"\b(?:children|pediatric|paediatric|infants?|younger (?!than 18))\b")
_OF_AGE = Decimal(18)


def _minors_later(line: Line, base: Requirement, other: Sentence) -> Requirement | None:
    """Read a remark on minors behind "Age 12 or older".

    Such a remark leaves the limit as it is, and makes it unsure for minors above it.
    """
    if not isinstance(base, Comparison) or base.variable != "age" or base.op[0] != ">":
        return None
    if base.value >= _OF_AGE or _OTHERS_TOO.search(line.plain, other.start, other.end):
        return None
    if _MINORS.search(line.plain, other.start, other.end) is None:
        return None
    span = Span(other.start, other.end)
    of_age = Comparison("age", ">=", _OF_AGE, "year", span)
    return AnyOf((of_age, NotRead(span, "a remark on minors")), span)


def _with_sentence(
    pieces: _Pieces, base: Requirement, other: Sentence, sense: Sense
) -> Requirement:
    """Add what a further sentence does: allow, explain, or demand more."""
    own, whole = Span(other.start, other.end), Span(0, len(pieces.line.text))
    not_for = _not_for(pieces, other)
    if not_for is not None:
        return Except(base, not_for, whole)
    if sense is Sense.MUST_HOLD and other.act is not Act.DEMANDS:
        later = _minors_later(pieces.line, base, other)
        if later is not None:
            return All((base, later), whole)
    if other.act is Act.ALLOWS:
        return Except(base, NotRead(own, "allows something"), whole)
    if other.act is Act.EXPLAINS:
        return _explained(pieces.line, base, other)
    return _demanding_more(pieces, base, other, sense)


def _explained(line: Line, base: Requirement, other: Sentence) -> Requirement:
    """Add a sentence that explains."""
    own, whole = Span(other.start, other.end), Span(0, len(line.text))
    if _HARMLESS.search(line.plain, other.start, other.end):
        return base
    if _DEFINES_A_WORD.search(line.plain, other.start, other.end):
        return Except(base, NotRead(own, "explains a word"), whole)
    return NotRead(whole, "a remark may change the rule")


def _demanding_more(
    pieces: _Pieces, base: Requirement, other: Sentence, sense: Sense
) -> Requirement:
    """Add a sentence that demands."""
    own, whole = Span(other.start, other.end), Span(0, len(pieces.line.text))
    other_sense = _sense(pieces.line, other, sense is Sense.MUST_HOLD)
    more = _of_sentence(pieces, other, other_sense is Sense.MUST_HOLD)
    if more is None:
        return base
    if other_sense is not sense:
        more = Not(more, own)
    if isinstance(base, Conditional) and not isinstance(more, Conditional):
        return _perhaps_for_some(base, more, sense, whole)
    return every((base, more), whole) if sense is Sense.MUST_HOLD else either((base, more), whole)


def _perhaps_for_some(
    base: Conditional, more: Requirement, sense: Sense, span: Span
) -> Requirement:
    """Join a sentence that may speak of the same people as the one before, or of everybody."""
    if sense is not Sense.MUST_HOLD:
        unsure = NotRead(span, "may be said of some only")
        return AnyOf((base, All((more, unsure), span)), span)
    for_some = Conditional(base.condition, All((base.then, more), span), span)
    return agreed(All((base, more), span), for_some, span)


def _of_sentence(pieces: _Pieces, sentence: Sentence, must_hold: bool) -> Requirement | None:
    line = pieces.line
    found = pieces.units(must_hold)
    if len(found) > _MOST_PIECES:
        return NotRead(Span(sentence.start, sentence.end), "too many parts to be joined")
    span = Span(sentence.start, sentence.end)
    listed = list_head(line, span.start, span.end)
    if listed is not None:
        (how, start), condition = listed, None
        must_hold = how == "all"
    else:
        condition, start = condition_head(line, span, found, sentence.keeps_out)
    base = only_for_the_team(line, span, found)
    if base is None:
        exception = exception_in(line, start, span.end, found)
        masked, outside = line, found
        if exception is not None:
            a, b = exception
            masked = line.masked(a, b)
            outside = [unit for unit in found if unit.end <= a or unit.start >= b]
        base = (
            wider_for_some(masked, start, span.end, outside, must_hold)
            or limit_by_sex(masked, start, span.end, outside)
            or disease_first(masked, start, span.end, outside, must_hold)
            or sex_behind(masked, start, span.end, outside, must_hold)
            or tree(masked, start, span.end, outside, must_hold)
        )
        if base is not None and exception is not None:
            base = excepted(line, base, Span(*exception), found, Span(start, span.end))
    if base is not None and listed is not None and listed[0] == "none":
        base = Not(base, span)
    return base if base is None or condition is None else Conditional(condition, base, span)

"""From a criterion to its requirement: sentences, exceptions, conditions, who has to be what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.eligibility.comparisons import Measures
from app.eligibility.fillers import without_fillers
from app.eligibility.model import (
    All,
    AnyOf,
    Conditional,
    Criterion,
    Except,
    Judgement,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    Role,
    Sense,
    Span,
    TimeSince,
    Topic,
    Who,
)
from app.eligibility.plain_text import Line
from app.eligibility.sentences import Act, Sentence, sentences
from app.eligibility.topics import FoundTopic
from app.eligibility.trees import tree
from app.eligibility.units import Unit, units


@dataclass(frozen=True, slots=True)
class Understood:
    """What a criterion asks, as `ReadCriterion` keeps it."""

    requirement: Requirement | None
    sense: Sense
    role: Role


_UNLESS = re.compile(
    r"(?P<open>[,;]?\s*\(?\s*)\b(?:unless|except(?:ing|ion)?(?:s)?(?: for| in| that| when| if| of| to)?|with (?:the )?(?:following )?exceptions? (?:of|for)|excluding|other than|apart from|aside from|not including|but not|not applicable (?:if|for|to|in)|does not apply (?:to|if)|besides)\b\s*(?P<what>[^()]*(?:\([^()]*\)[^()]*)*)"
)
_CONDITION_HEAD = re.compile(
    r"^\W*(?:(?P<for>for|in|if|among)\s+)?(?P<who>[^:;.]{2,80}?)\s*(?P<colon>:)\s+(?=\S)"
)
_LABEL = re.compile(
    r"^(?:renal|hepatic|liver|kidney|cardiac|heart|pulmonary|lungs?|respiratory|hematologic(?:al)?|haematologic(?:al)?|bone marrow|cns|neurologic|age|performance status|life expectancy|"
    r"adequate [a-z ,/-]+|[a-z]+ function|renal function|labs?|laborator(?:y|ies)|laboratory values|note|disease characteristics|organ function|cardiovascular|weight|consent|informed consent|demographic[a-z ]*|diagnosis|hepatitis [bc](?: virus)?(?: \(h[bc]v\))?|infections?|pregnancy|screening)$"
)
_LATER_CONDITION = re.compile(
    r"\s*(?:,|\()?\s*\b(?:for|in|if|when|with|among|where)\s+(?P<what>(?:(?!\b(?:or|and)\s+(?:<|>|≤|≥|=)|;)[^()]){2,120})\)?"
)
_PATTERN_ONE_OF = re.compile(
    r"\b(?:one|any|either|1)\b[^.:;]{0,40}\b(?:of|the following|below)\b|\beither\b|\bany of\b|\bone of\b|\bat least (?:one|1)\b|\bdefined (?:as|by)\b[^:]{0,40}$"
)
_EXCEPTIONS_FOLLOW = re.compile(r"\bexceptions?\b|\bexcept\b|\bexcluding\b|\bunless\b")
_AFTER_LIST = re.compile(r"\b(?:unless|except)\b")


def understand(
    line: Line, criterion: Criterion, found: Measures, topics: Sequence[FoundTopic]
) -> Understood:
    """Return what a criterion asks; what is not understood stands in the tree as `NotRead`."""
    role = _role(line, criterion)
    if criterion.intro or role in (Role.HEADING, Role.DEFINITION):
        return _of_intro(line, criterion, found, topics, role)
    must_hold = criterion.section != "exclusion"
    said = sentences(line)
    if not said:
        return Understood(None, Sense.ASKS_NOTHING, Role.HEADING)
    if all(s.act is not Act.DEMANDS for s in said):
        return _of_permission(line, criterion, found, topics, said, role)
    requirement, sense = _of_sentences(line, said, found, topics, must_hold)
    if requirement is None:
        return Understood(NotRead(Span(0, len(line.text)), "nothing recognised"), sense, role)
    if criterion.subject is Who.DONOR or _speaks_of_donor(line):
        requirement = All((NotRead(Span(0, len(line.text)), "speaks of the donor", Who.DONOR),), Span(0, len(line.text)))
    return Understood(requirement, sense, role)


# ------------------------------------------------------------------ roles


def _role(line: Line, criterion: Criterion) -> Role:
    above = criterion.parent[-1].lower() if criterion.parent else ""
    if criterion.intro:
        return Role.HEADING
    if re.match(r"\W*(?:please )?note\b", line.plain):
        return Role.NOTE
    if re.match(r"[^.;:,]{0,70}\b(?:is|are|was) defined (?:as|by)\b|\W*[\w /-]{0,40}\bdefined as\b", line.plain):
        return Role.DEFINITION
    if above and _EXCEPTIONS_FOLLOW.search(above[-90:]):
        return Role.EXCEPTION
    if above and criterion.section != "exclusion" and _PATTERN_ONE_OF.search(above[-140:]):
        return Role.ALTERNATIVE
    if re.search(r"\bor\W*$", line.plain) and criterion.section != "exclusion":
        return Role.ALTERNATIVE
    return Role.RULE


def _of_intro(
    line: Line, criterion: Criterion, found: Measures, topics: Sequence[FoundTopic], role: Role
) -> Understood:
    """Read what an introducing line asks by itself ("Diagnosis of myeloma, defined by:")."""
    if role is Role.DEFINITION or criterion.section == "exclusion" or not topics:
        return Understood(None, Sense.ASKS_NOTHING, role)
    disease = [t for t in topics if t.topic.kind is Kind.DIAGNOSIS]
    if not disease:
        return Understood(None, Sense.ASKS_NOTHING, role)
    span = Span(0, len(line.text))
    parts: tuple[Requirement, ...] = (
        *(Presence(t.topic, Span(t.start, t.end)) for t in disease),
        NotRead(span, "the lines below say more"),
    )
    return Understood(All(parts, span), Sense.MUST_HOLD, role)


def _of_permission(
    line: Line, criterion: Criterion, found: Measures, topics: Sequence[FoundTopic],
    said: Sequence[Sentence], role: Role,
) -> Understood:  # fmt: skip
    """Read a line that only allows or explains: it can never rule anybody out."""
    allowed = [s for s in said if s.act is Act.ALLOWS]
    explains = role in (Role.RULE, Role.NOTE) and not allowed
    new_role = role if role in (Role.EXCEPTION, Role.NOTE) else Role.DEFINITION if explains else Role.PERMISSION
    if not allowed or criterion.section == "exclusion":
        return Understood(None, Sense.ASKS_NOTHING, new_role)
    requirement, _ = _of_sentences(line, allowed[:1], found, topics, True)
    if requirement is None:
        return Understood(None, Sense.ASKS_NOTHING, new_role)
    return Understood(requirement, Sense.MUST_HOLD, new_role)


def _speaks_of_donor(line: Line) -> bool:
    return re.match(r"\W*(?:the |potential )?donors?\b", line.plain) is not None


# ------------------------------------------------------------------ sentences


def _of_sentences(
    line: Line, said: Sequence[Sentence], found: Measures, topics: Sequence[FoundTopic],
    must_hold: bool,
) -> tuple[Requirement | None, Sense]:  # fmt: skip
    """Join the sentences of a line around its first demand."""
    demands = [s for s in said if s.act is Act.DEMANDS] or list(said)
    first = demands[0]
    sense = _sense(line, first, must_hold)
    base = _of_sentence(line, first, found, topics, sense is Sense.MUST_HOLD)
    if base is None:
        return None, sense
    span = Span(0, len(line.text))
    for other in said:
        if other is first:
            continue
        base = _with_sentence(line, base, other, found, topics, sense, span)
    return base, sense


def _sense(line: Line, sentence: Sentence, must_hold: bool) -> Sense:
    if sentence.keeps_out:
        return Sense.MUST_NOT_HOLD
    if must_hold:
        return Sense.MUST_HOLD
    words = line.plain[sentence.start : sentence.end]
    if sentence.must and not re.search(r"\b(?:requir\w+|who must|that must)\b", words):
        return Sense.MUST_HOLD
    if re.match(r"\W*no\b", words):
        return Sense.UNCLEAR
    return Sense.MUST_NOT_HOLD


def _with_sentence(
    line: Line, base: Requirement, other: Sentence, found: Measures,
    topics: Sequence[FoundTopic], sense: Sense, span: Span,
) -> Requirement:  # fmt: skip
    """Add what a further sentence does: allow, explain, or demand more."""
    own = Span(other.start, other.end)
    if other.act is Act.ALLOWS:
        return Except(base, NotRead(own, "allows something"), span)
    if other.act is Act.EXPLAINS:
        return base if _is_harmless(line, other) else Except(base, NotRead(own, "explains"), span)
    other_sense = _sense(line, other, sense is Sense.MUST_HOLD)
    more = _of_sentence(line, other, found, topics, other_sense is Sense.MUST_HOLD)
    if more is None:
        return base
    if other_sense is not sense:
        more = Not(more, own)
    if sense is Sense.MUST_HOLD:
        return All((base, more), span)
    return AnyOf((base, more), span)


def _is_harmless(line: Line, sentence: Sentence) -> bool:
    """Tell explanations of how something is tested from those that say what a word means."""
    words = line.plain[sentence.start : sentence.end]
    return bool(
        re.search(r"\bmay be (?:detected|determined|performed|assessed)\b|\bchoice of\b|\bin general\b|\bwill be (?:determined|used|updated|assessed|performed|provided|calculated)\b", words)
    )


def _of_sentence(
    line: Line, sentence: Sentence, found: Measures, topics: Sequence[FoundTopic], must_hold: bool
) -> Requirement | None:
    pieces = units(line, found, topics, must_hold)
    start, end = sentence.start, sentence.end
    condition, start = _condition_head(line, start, end, pieces)
    base_end, exception = _exception(line, start, end, pieces)
    base = _values_first(line, start, base_end, pieces, must_hold) or tree(
        line, start, base_end, pieces, must_hold
    )
    if exception is not None and base is not None:
        tail_start, tail_end = exception
        rest = tree(line, tail_end, end, pieces, must_hold) if tail_end < end - 2 else None
        base = _excepted(line, base, tail_start, tail_end, pieces, Span(start, end))
        if rest is not None:
            base = _with_tail(base, rest, Span(start, end))
    if base is None or condition is None:
        return base
    return Conditional(condition, base, Span(sentence.start, end))


def _with_tail(base: Requirement, rest: Requirement, span: Span) -> Requirement:
    return All((base, rest), span)


# ------------------------------------------------------------------ "Females only: ..."


def _condition_head(
    line: Line, start: int, end: int, pieces: Sequence[Unit]
) -> tuple[Requirement | None, int]:
    match = _CONDITION_HEAD.match(line.plain[start:end])
    if match is None:
        return None, start
    who = match.group("who").strip()
    here = start + match.end()
    if _LABEL.match(who):
        return None, here
    span = Span(start + match.start("who"), start + match.end("who"))
    sexes = [u for u in pieces if u.topic and u.topic.topic.kind is Kind.SEX and u.end <= here and u.start >= start]
    rest = without_fillers(re.sub(r"\b(?:females?|males?|wom[ae]n|men|only|subjects?|patients?|of child-?\s?bearing potential|\(wocbp\))\b|\(wocbp\)", " ", who))
    if sexes and not rest:
        topic = sexes[0].topic
        assert topic is not None
        return Presence(topic.topic, span), here
    if match.group("for") or re.match(r"(?:patients?|subjects?|participants?|cohort|arm|part|group|phase|adults?|children|pediatric)\b", who):
        inner = tree(line, span.start, span.end, pieces, True)
        return inner or NotRead(span, who), here
    if any(start <= u.start < here for u in pieces if u.kind != "topic"):
        return None, start
    return (NotRead(span, who), here) if len(who.split()) <= 6 and not _has_topic(pieces, span) else (None, start)


def _has_topic(pieces: Sequence[Unit], span: Span) -> bool:
    return any(span.start <= u.start < span.end for u in pieces)


# ------------------------------------------------------------------ exceptions


def _exception(
    line: Line, start: int, end: int, pieces: Sequence[Unit]
) -> tuple[int, tuple[int, int] | None]:
    """Return where the base ends, and the range of the exception behind it."""
    match = _UNLESS.search(line.plain, start, end)
    while match is not None and re.match(r"unless otherwise", match.group().strip(" ,;(")):
        match = _UNLESS.search(line.plain, match.start() + 8, end)
    if match is None or not line.plain[start : match.start()].strip():
        return end, None
    if re.search(r"malignan\w*\s*$|cancers?\s*$|tumou?rs?\s*$", line.plain[start : match.start()]) and match.group().strip().startswith("other than"):
        match = _UNLESS.search(line.plain, match.end("open") + 10, end)
        if match is None:
            return end, None
    stop = _exception_end(line, match, end, pieces)
    return match.start(), (match.start(), stop)


def _exception_end(line: Line, match: re.Match[str], end: int, pieces: Sequence[Unit]) -> int:
    opened = match.group("open").rstrip().endswith("(")
    if opened:
        close = line.plain.find(")", match.start("what"))
        return close + 1 if 0 <= close < end else end
    windows = [u for u in pieces if u.kind == "window" and u.start > match.start()]
    for unit in windows:
        comma = line.plain.rfind(",", match.start("what"), unit.start)
        if comma > 0 and not line.plain[comma + 1 : unit.start].strip():
            return comma + 1
    semicolon = line.plain.find(";", match.start("what"), end)
    return semicolon if semicolon > 0 else end


def _excepted(
    line: Line, base: Requirement, start: int, end: int, pieces: Sequence[Unit], span: Span
) -> Requirement:
    """Take an exception into the base: out of its events, or as an open question."""
    inside = [u for u in pieces if start <= u.start and u.end <= end]
    words = line.plain[start:end]
    head = _UNLESS.match(words)
    rest = head.group("what") if head else words
    treatments = [u.topic for u in inside if u.topic and u.topic.topic.kind in _TREATMENTS]
    unless: Requirement = NotRead(Span(start, end), "exception")
    conditions = [u.topic for u in inside if u.topic and u.topic.topic.kind in _CONDITIONS]
    if conditions and not treatments and _covers(rest, conditions):
        unless = AnyOf(tuple(Presence(t.topic, Span(t.start, t.end)) for t in conditions), Span(start, end))
    if treatments and _is_timed(base):
        base = _without(base, tuple(t.topic for t in treatments))
        if _covers(rest, treatments):
            return base
    return Except(base, unless, span)


_TREATMENTS = frozenset({Kind.PRIOR_THERAPY, Kind.IMMUNOSUPPRESSION, Kind.MEDICATION, Kind.PRIOR_HSCT, Kind.PRIOR_CART, Kind.TRANSFUSION})
_CONDITIONS = frozenset({Kind.CONDITION, Kind.CARDIAC, Kind.SECOND_MALIGNANCY})


def _covers(words: str, topics: Sequence[FoundTopic | None]) -> bool:
    """Tell whether nothing but the topics and fillers is in the words of an exception."""
    for topic in topics:
        if topic is not None:
            words = words.replace(topic.topic.text.lower(), " ")
    words = re.sub(r"\b(?:and|or|nor)\b|[,/()&-]", " ", words)
    return not [w for w in without_fillers(words).split() if w not in {"documented", "history", "syndrome", "disease"}]


def _is_timed(base: Requirement) -> bool:
    match base:
        case TimeSince():
            return True
        case All(of=parts) | AnyOf(of=parts):
            return any(_is_timed(p) for p in parts)
        case Not(inner=inner):
            return _is_timed(inner)
        case Presence(topic=topic):
            return topic.kind in _TREATMENTS
        case _:
            return False


def _without(base: Requirement, out: tuple[Topic, ...]) -> Requirement:
    from dataclasses import replace

    match base:
        case TimeSince(event=event):
            return replace(base, event=replace(event, without=event.without + out))
        case Presence(topic=topic) if topic.kind in _TREATMENTS:
            return replace(base, topic=replace(topic, without=topic.without + out))
        case All(of=parts) | AnyOf(of=parts):
            return replace(base, of=tuple(_without(p, out) for p in parts))
        case Not(inner=inner):
            return replace(base, inner=_without(inner, out))
        case _:
            return base


# ------------------------------------------------------------------ limits with second limits


def _values_first(
    line: Line, start: int, end: int, pieces: Sequence[Unit], must_hold: bool
) -> Requirement | None:
    """Read "<= 1.5 x ULN or <= 3 x ULN with Gilbert's disease", a limit and a wider one for some."""
    limits = [u for u in pieces if u.kind == "limit" and start <= u.start and u.end <= end]
    if len(limits) != 2 or limits[0].variables != limits[1].variables or not limits[0].variables:
        return None
    first, second = limits
    if first.requirement is None or second.requirement is None:
        return None
    between = line.plain[first.end : second.start]
    if not re.fullmatch(r"[\s,;(]*(?:or|\()?[\s(]*", between):
        return None
    condition = _LATER_CONDITION.match(line.plain, second.end, end)
    if condition is None or line.plain[condition.end() : end].strip(" ).,;"):
        return None
    if line.plain[start : first.start].strip() and without_fillers(line.plain[start : first.start]):
        return None
    span = Span(start, end)
    place = Span(condition.start("what"), condition.end("what"))
    inner = _condition(line, place, pieces)
    if must_hold:
        return AnyOf((first.requirement, All((second.requirement, inner), span)), span)
    return AnyOf(
        (All((first.requirement, Not(inner, place)), span), All((second.requirement, inner), span)), span
    )


def _condition(line: Line, place: Span, pieces: Sequence[Unit]) -> Requirement:
    found = [u.topic for u in pieces if u.topic and place.start <= u.start and u.end <= place.end]
    words = line.plain[place.start : place.end]
    if found and all(t.topic.kind in _CONDITIONS for t in found) and _covers(words, found):
        return AnyOf(tuple(Presence(t.topic, Span(t.start, t.end)) for t in found), place)
    return NotRead(place, "condition")

"""From understood pieces and the words between them to one requirement for a sentence.

The sentence is cut at its joining words; each segment holds understood pieces and leftover words.
Leftover words that are no fillers make their segment "not read", so that a sentence is only
decided where everything that could change the answer was understood.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.eligibility.clauses import NEGATION, Segment, segments
from app.eligibility.events import with_events
from app.eligibility.fillers import (
    is_narrowing,
    judgement_in,
    may_judge,
    without_fillers,
    without_judgement,
)
from app.eligibility.joining import joined
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Judgement,
    Kind,
    NotRead,
    Presence,
    Requirement,
    Span,
    Topic,
)
from app.eligibility.plain_text import Line
from app.eligibility.sentence_part import ORDER, Part
from app.eligibility.topics import ANY_QUALITY, qualities_in, with_qualities
from app.eligibility.unit import Unit

_VIRUSES = frozenset({Kind.HIV, Kind.HBV, Kind.HCV})
_RESULTS = frozenset({"positive", "negative", "detectable", "undetectable", "active", "chronic"})
_CARRIED = frozenset(
    {"negative", "history", "active", "prior", "uncontrolled", "symptomatic", "untreated"}
)
_CARRY_TO = frozenset(
    {
        Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART, Kind.CONDITION, Kind.CARDIAC,
        Kind.INFECTION, Kind.HIV, Kind.HBV, Kind.HCV, Kind.CNS, Kind.SECOND_MALIGNANCY, Kind.GVHD,
    }
)  # fmt: skip


def tree(
    line: Line, start: int, end: int, pieces: Sequence[Unit], must_hold: bool
) -> Requirement | None:
    """Return what a stretch of a line states, None where it states nothing."""
    inside = [_from(line, unit, start) for unit in pieces if unit.end <= end]
    inside = [unit for unit in inside if start <= unit.start]
    if not inside:
        return _nothing_known(line, start, end)
    ready = with_events(line, _without_synonyms(line, inside))
    parts = _parts(segments(line, start, end, ready))
    parts = _with_alternatives(line, start, end, parts)
    return joined(parts, Span(start, end), must_hold) if parts else None


_DEMANDS = re.compile(r"(?:must|should|shall|has to|have to|needs? to)\s+")


def _from(line: Line, unit: Unit, start: int) -> Unit:
    """Return a piece without a "must" before the stretch: "Patients must | be at least 12"."""
    if unit.start >= start or not _DEMANDS.fullmatch(line.plain[unit.start : start]):
        return unit
    return replace(unit, start=start)


_ONE_OF = re.compile(
    r"\b(?:one|any|either|1)\b[^.:;]{0,30}\b(?:of|the following|below)\b[^.:;]{0,30}:"
)
_WEAK = frozenset({"comma", "colon", "incl", "such"})


def _with_alternatives(line: Line, start: int, end: int, parts: list[Part]) -> list[Part]:
    """Make alternatives of the list behind "one of the following:"."""
    intro = _ONE_OF.search(line.plain, start, end) if ":" in line.plain else None
    if intro is None:
        return parts
    return [
        replace(part, join="or")
        if part.start >= intro.end() and part.join in _WEAK and part.apart != ":"
        else part
        for part in parts
    ]


def _nothing_known(line: Line, start: int, end: int) -> Requirement | None:
    """Read a stretch in which no piece was recognised."""
    words, span = line.plain[start:end], Span(start, end)
    judgement = judgement_in(words) if may_judge(line) else None
    rest = without_fillers(NEGATION.sub(" ", without_judgement(words)))
    if [word for word in rest.split() if word not in ("and", "or")]:
        return NotRead(span, rest[:80])
    return Judgement(span, judgement.group().strip()) if judgement else None


def _without_synonyms(line: Line, pieces: Sequence[Unit]) -> list[Unit]:
    """Drop a name that only repeats the one before it in brackets ("hydroxyurea (HU)")."""
    kept: list[Unit] = []
    for unit in pieces:
        last = kept[-1] if kept else None
        if last is not None and _repeats(line, last, unit):
            kept[-1] = replace(last, end=unit.end)
        else:
            kept.append(unit)
    return kept


def _repeats(line: Line, last: Unit, unit: Unit) -> bool:
    if last.topic is None or unit.topic is None:
        return False
    first, second = last.topic.topic, unit.topic.topic
    if line.plain[last.end : unit.start].strip() not in ("(", "["):
        return False
    same = bool(set(first.ids) & set(second.ids)) or not second.ids
    return same and first.kind is second.kind


# ------------------------------------------------------------------ parts


def _parts(segments: Sequence[Segment]) -> list[Part]:
    parts: list[Part] = []
    carried: frozenset[str] = frozenset()
    join, apart, reach = "", "", 0
    waiting: list[frozenset[str]] = []
    for segment in segments:
        join = max(join, segment.join, key=ORDER.index) if parts else ""
        apart = segment.apart or apart
        reach = max(reach, segment.reach)
        if segment.reach:  # "HIV negative and no evidence of AIDS": denied, not negative
            carried = carried - {"negative"}
        if _only_qualities(segment):
            waiting.append(qualities_in(segment.left_over))
            continue
        segment, waiting = _with_waiting(segment, waiting), []
        requirement = _of_segment(segment, carried)
        if requirement is None:
            continue
        quality = {q for u in segment.pieces if u.topic for q in u.topic.topic.qualities}
        carried = frozenset(quality & _CARRIED) if quality else carried
        parts += _side_by_side(Part(requirement, join, apart, segment.start, reach))
        join, apart, reach = "", "", 0
    return parts


def _side_by_side(part: Part) -> list[Part]:
    """Give limits that stand side by side without a word between them a part each.

    In "ANC >= 1000 Platelets >= 50 Creatinine <= 1.5 or clearance >= 50" the "or" may speak of
    the last limit alone; as parts of their own, both ways of reading it are compared.
    """
    limits = part.requirement.of if isinstance(part.requirement, All) else ()
    if part.reach or not limits or not all(isinstance(limit, Comparison) for limit in limits):
        return [part]
    first, *others = limits
    return [
        replace(part, requirement=first),
        *(replace(part, requirement=limit, join="and", apart="") for limit in others),
    ]


def _only_qualities(segment: Segment) -> bool:
    """Tell "Uncontrolled" in "Uncontrolled or symptomatic arrhythmias"."""
    if segment.pieces or not segment.left_over or segment.judgement:
        return False
    if len(segment.left_over.split()) > 3 or not qualities_in(segment.left_over):
        return False
    return not ANY_QUALITY.sub(" ", segment.left_over).strip(" .")


def _with_waiting(segment: Segment, waiting: Sequence[frozenset[str]]) -> Segment:
    """Give adjectives that stood alone to the topic behind them, each as an alternative."""
    topics = [u for u in segment.pieces if u.topic]
    if not waiting:
        return segment
    if not topics or segment.join not in ("or", "comma", "both"):
        words = " ".join(sorted(q for one in waiting for q in one))
        return replace(segment, left_over=f"{words} {segment.left_over}".strip())
    first = topics[0]
    assert first.topic is not None
    span = Span(first.start, first.end)
    variants = (first.topic.topic, *(_requalified(first.topic.topic, one) for one in waiting))
    if segment.join == "comma":  # "Ongoing, active infection": both words say the same thing
        variants = (with_qualities(first.topic.topic, frozenset().union(*waiting)),)
    either = AnyOf(tuple(Presence(topic, span) for topic in variants), span)
    requirement = either.of[0] if len(either.of) == 1 else either
    read = Unit(first.start, first.end, "read", requirement)
    return replace(segment, pieces=tuple(read if u is first else u for u in segment.pieces))


def _requalified(topic: Topic, quality: frozenset[str]) -> Topic:
    return replace(topic, qualities=quality)


def _of_segment(segment: Segment, carried: frozenset[str]) -> Requirement | None:
    span = Span(segment.start, segment.end)
    found = [r for u in segment.pieces if (r := _of_unit(u, carried)) is not None]
    if segment.left_over and (not found or not is_narrowing(segment.left_over)):
        return NotRead(span, segment.left_over)
    if not found:
        return Judgement(span, segment.judgement) if segment.judgement else None
    if segment.judgement:
        found.append(Judgement(span, segment.judgement))
    if segment.left_over:
        found.append(NotRead(span, segment.left_over))
    return found[0] if len(found) == 1 else All(tuple(found), span)


def _of_unit(unit: Unit, carried: frozenset[str]) -> Requirement | None:
    if unit.topic is not None:
        topic = unit.topic.topic
        if topic.kind not in _VIRUSES or topic.qualities & _RESULTS:
            carried = carried - {"negative"}
        if topic.kind in _CARRY_TO:
            topic = with_qualities(topic, carried - topic.qualities)
        if topic.kind is Kind.TRANSFUSION:  # no period is said: support at present is meant
            topic = with_qualities(topic, frozenset({"current"}))
        return Presence(topic, Span(unit.start, unit.end))
    if unit.kind == "window":
        return NotRead(Span(unit.start, unit.end), "time window without a known event")
    return unit.requirement

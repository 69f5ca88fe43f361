"""From understood pieces and the words between them to one requirement for a sentence.

The sentence is cut at its joining words; each segment holds understood pieces and leftover words.
Leftover words that are no fillers make their segment "not read", so that a sentence is only
decided where everything that could change the answer was understood.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.eligibility.events import with_events
from app.eligibility.fillers import (
    blank_phrases,
    is_narrowing,
    judgement_in,
    left_over,
    may_judge,
    phrase_places,
    without_fillers,
    without_judgement,
)
from app.eligibility.joining import ORDER, Part, joined
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
from app.eligibility.plain_text import BLANK, Line
from app.eligibility.topics import ANY_QUALITY, qualities_in, with_qualities
from app.eligibility.units import Unit

_TAKEN = "\x01"
_TOKEN = re.compile(r"(?:and|plus|nor|or|as|such|for|including)(?![a-z])|e\.g\.|[,;:&/]| - ")
_JOIN_WORDS = {
    "and": "and", "plus": "and", "&": "and", "or": "or", "nor": "or", ",": "comma", " - ": "comma",
}  # fmt: skip
_LONGER_JOINS = (
    ("and", "both", re.compile(r"and ?/ ?or\b")),
    ("as", "and", re.compile(r"as well as\b")),
    ("such", "such", re.compile(r"such as\b")),
    ("for", "such", re.compile(r"for (?:example|instance)\b")),
    ("e.g.", "such", re.compile(r"e\.g\.")),
    (
        "including",
        "incl",
        re.compile(r"including\b(?: but not (?:limited|restricted) to)?(?: any of the following)?"),
    ),
)
_COLON = re.compile(r"[;:](?=\s)")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|without|absence of|free of|free from|lack of|lacking|non|"
    r"cannot|independent of|negative for)\b(?!\s?-)"
)
_CARRIED = frozenset({"history", "active", "prior", "uncontrolled", "symptomatic", "untreated"})
_CARRY_TO = frozenset(
    {
        Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART, Kind.CONDITION, Kind.CARDIAC,
        Kind.INFECTION, Kind.HIV, Kind.HBV, Kind.HCV, Kind.CNS, Kind.SECOND_MALIGNANCY, Kind.GVHD,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch between joining words."""

    start: int
    end: int
    join: str
    pieces: tuple[Unit, ...]
    negated: bool
    left_over: str
    judgement: str


@dataclass(frozen=True, slots=True)
class _Text:
    """The masked words of a stretch, where it starts, and what kinds of words are in it."""

    start: int
    words: str
    judged: bool
    negated: bool


def tree(
    line: Line, start: int, end: int, pieces: Sequence[Unit], must_hold: bool
) -> Requirement | None:
    """Return what a stretch of a line states, None where it states nothing."""
    inside = [unit for unit in pieces if start <= unit.start and unit.end <= end]
    if not inside:
        return _nothing_known(line, start, end)
    ready = with_events(line, _without_synonyms(line, inside))
    parts = _parts(_segments(line, start, end, ready))
    return joined(parts, Span(start, end), must_hold) if parts else None


def _nothing_known(line: Line, start: int, end: int) -> Requirement | None:
    """Read a stretch in which no piece was recognised."""
    words, span = line.plain[start:end], Span(start, end)
    judgement = judgement_in(words) if may_judge(line) else None
    rest = without_fillers(_NEGATION.sub(" ", without_judgement(words)))
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


# ------------------------------------------------------------------ segments


def _segments(line: Line, start: int, end: int, pieces: Sequence[Unit]) -> list[_Segment]:
    words = _masked(line, start, end, pieces)
    cuts = _cuts(words)
    judged = may_judge(line) and judgement_in(words) is not None
    negated = _NEGATION.search(words) is not None
    found: list[_Segment] = []
    at, join = 0, ""
    for a, b, kind in [*cuts, (len(words), len(words), "")]:
        found += _segment(_Text(start, words, judged, negated), at, a, join, pieces)
        at, join = b, kind
    return found


def _cuts(words: str) -> list[tuple[int, int, str]]:
    """Return where joining words stand: start, end, how they join."""
    cuts: list[tuple[int, int, str]] = []
    at = 0
    for token in _TOKEN.finditer(words):
        start = token.start()
        if start < at or (start and words[start].isalpha() and words[start - 1].isalpha()):
            continue
        cut = _cut(words, start, token.group())
        if cut is not None:
            cuts.append(cut)
            at = cut[1]
    return cuts


def _cut(words: str, start: int, token: str) -> tuple[int, int, str] | None:
    if token in _LONGER_STARTS:
        for lead, longer, pattern in _LONGER_JOINS:
            match = pattern.match(words, start) if lead == token else None
            if match is not None:
                return start, match.end(), longer
    if token == "/":
        around = (
            words[max(0, start - 2) : start].strip()[-1:],
            words[start + 1 : start + 3].strip()[:1],
        )
        return (start, start + 1, "comma") if around == (_TAKEN, _TAKEN) else None
    if token in (";", ":"):
        return (start, start + 1, "colon") if _COLON.match(words, start) else None
    join = _JOIN_WORDS.get(token)
    return (start, start + len(token), join) if join else None


_LONGER_STARTS = frozenset(lead for lead, _, _ in _LONGER_JOINS)


def _masked(line: Line, start: int, end: int, pieces: Sequence[Unit]) -> str:
    """Return the words with understood pieces and filler phrases taken out, places kept."""
    signs = line.plain[start:end]
    for unit in pieces:
        a, b = max(unit.start, start) - start, min(unit.end, end) - start
        if a < b:
            signs = signs[:a] + _TAKEN * (b - a) + signs[b:]
    return blank_phrases(signs, phrase_places(line, start, end))


def _segment(text: _Text, at: int, to: int, join: str, pieces: Sequence[Unit]) -> list[_Segment]:
    """Return a segment, or two where a negation is behind a piece ("CR without CNS disease")."""
    words = text.words[at:to]
    negation = _NEGATION.search(words) if text.negated else None
    if negation is None:
        return [_plain_segment(text, at, to, join, pieces, False)]
    if _TAKEN in words[: negation.start()]:
        if _TAKEN not in words[negation.end() :]:
            return [_plain_segment(text, at, to, join, pieces, False)]
        middle = at + negation.start()
        return [
            _plain_segment(text, at, middle, join, pieces, False),
            *_segment(text, middle, to, "and", pieces),
        ]
    own = [u for u in _pieces_in(text, at, to, pieces) if u.kind == "read"]
    # "independent of transfusions for 2 weeks" is already the time since the last one
    counts = not own or not all(unit.free for unit in own)
    a, b = at + negation.start(), at + negation.end()
    words = text.words[:a] + BLANK * (b - a) + text.words[b:]
    without = _Text(text.start, words, text.judged, text.negated)
    return [_plain_segment(without, at, to, join, pieces, counts)]


def _pieces_in(text: _Text, at: int, to: int, pieces: Sequence[Unit]) -> tuple[Unit, ...]:
    return tuple(u for u in pieces if text.start + at <= u.start < text.start + to)


def _plain_segment(
    text: _Text, at: int, to: int, join: str, pieces: Sequence[Unit], negated: bool
) -> _Segment:
    own = _pieces_in(text, at, to, pieces)
    words = text.words[at:to].replace(_TAKEN, BLANK)
    said = ""
    if text.judged:
        judgement = judgement_in(words)
        said = judgement.group().strip() if judgement else ""
        words = without_judgement(words)
    own, words = _qualified(own, words)
    span = text.start + at, text.start + to
    return _Segment(*span, join, own, negated, left_over(words), said)


def _qualified(pieces: tuple[Unit, ...], text: str) -> tuple[tuple[Unit, ...], str]:
    """Give narrowing words of a segment to its topics, and take them out of the leftover."""
    if not any(unit.topic is not None or unit.kind == "read" for unit in pieces):
        return pieces, text
    quality = qualities_in(text)
    if not quality:
        return pieces, text
    text = ANY_QUALITY.sub(" ", text)
    narrowed = tuple(
        replace(unit, topic=replace(unit.topic, topic=with_qualities(unit.topic.topic, quality)))
        if unit.topic is not None
        else unit
        for unit in pieces
    )
    return narrowed, text


# ------------------------------------------------------------------ parts


def _parts(segments: Sequence[_Segment]) -> list[Part]:
    parts: list[Part] = []
    carried: frozenset[str] = frozenset()
    join, negated = "", False
    waiting: list[frozenset[str]] = []
    for segment in segments:
        if _only_qualities(segment):
            waiting.append(qualities_in(segment.left_over))
            negated = negated or segment.negated
            join = max(join, segment.join, key=ORDER.index) if parts else ""
            continue
        segment, waiting = _with_waiting(segment, waiting), []
        requirement = _of_segment(segment, carried)
        join = max(join, segment.join, key=ORDER.index) if parts else ""
        negated = negated or segment.negated
        if requirement is None:
            continue
        quality = {q for u in segment.pieces if u.topic for q in u.topic.topic.qualities}
        carried = frozenset(quality & _CARRIED) if quality else carried
        parts += _side_by_side(requirement, join, negated)
        join, negated = "", False
    return parts


def _side_by_side(requirement: Requirement, join: str, negated: bool) -> list[Part]:
    """Give limits that stand side by side without a word between them a part each.

    In "ANC >= 1000 Platelets >= 50 Creatinine <= 1.5 or clearance >= 50" the "or" may speak of
    the last limit alone; as parts of their own, both ways of reading it are compared.
    """
    limits = requirement.of if isinstance(requirement, All) else ()
    if negated or not limits or not all(isinstance(limit, Comparison) for limit in limits):
        return [Part(requirement, join, negated)]
    return [Part(limit, "and" if place else join, False) for place, limit in enumerate(limits)]


def _only_qualities(segment: _Segment) -> bool:
    """Tell "Uncontrolled" in "Uncontrolled or symptomatic arrhythmias"."""
    if segment.pieces or not segment.left_over or segment.judgement:
        return False
    if len(segment.left_over.split()) > 3 or not qualities_in(segment.left_over):
        return False
    return not ANY_QUALITY.sub(" ", segment.left_over).strip(" .")


def _with_waiting(segment: _Segment, waiting: Sequence[frozenset[str]]) -> _Segment:
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


def _of_segment(segment: _Segment, carried: frozenset[str]) -> Requirement | None:
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
        if topic.kind in _CARRY_TO:
            topic = with_qualities(topic, carried - topic.qualities)
        return Presence(topic, Span(unit.start, unit.end))
    if unit.kind == "window":
        return NotRead(Span(unit.start, unit.end), "time window without a known event")
    return unit.requirement

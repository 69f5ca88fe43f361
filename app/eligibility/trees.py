"""From understood pieces and the words between them to one requirement for a sentence.

The sentence is cut at its joining words; each segment holds understood pieces and leftover words.
Leftover words that are no fillers make their segment "not read", so that a sentence is only
decided where everything that could change the answer was understood.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.case.value_class import value_class
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
_EITHER_WAY = re.compile(r"\b(?:with|regardless of|irrespective of)\W+(?:and\W+)?or\W+$")
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


@value_class
class _Segment:
    """A stretch between joining words; `apart` and `reach` as in `Part`."""

    start: int
    end: int
    join: str
    apart: str
    pieces: tuple[Unit, ...]
    reach: int
    left_over: str
    judgement: str


@value_class
class _Text:
    """The masked words of a stretch, where it starts, and what is in it.

    Attributes:
        breaks: where its semicolons and colons stand.
        judged, negated: it holds words of judgement, of negation.
    """

    start: int
    words: str
    breaks: tuple[int, ...]
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
    parts = _with_alternatives(line, start, end, parts)
    return joined(parts, Span(start, end), must_hold) if parts else None


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
    breaks = tuple(a for a, _, kind in cuts if kind == "colon")
    text = _Text(start, words, breaks, judged, negated)
    found: list[_Segment] = []
    at, join = 0, ""
    for a, b, kind in [*cuts, (len(words), len(words), "")]:
        found += _segment(text, at, a, join, pieces)
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
    number = _NUMBERED.match(signs) if start == 0 else None
    if number is not None:
        signs = BLANK * number.end() + signs[number.end() :]
    for unit in pieces:
        a, b = max(unit.start, start) - start, min(unit.end, end) - start
        if a < b:
            signs = signs[:a] + _TAKEN * (b - a) + signs[b:]
    return blank_phrases(signs, phrase_places(line, start, end))


_NUMBERED = re.compile(r"\W{0,3}(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)]\s*(?![\d%])")


def _segment(text: _Text, at: int, to: int, join: str, pieces: Sequence[Unit]) -> list[_Segment]:
    """Return a segment, or two where a negation is behind a piece ("CR without CNS disease")."""
    words = text.words[at:to]
    negation = _NEGATION.search(words) if text.negated else None
    if negation is None:
        return [_plain_segment(text, at, to, join, pieces, 0)]
    if _EITHER_WAY.search(text.words, 0, at + negation.start()):
        return []  # "with or without transfusions" asks for nothing
    if _TAKEN in words[: negation.start()]:
        if _TAKEN not in words[negation.end() :]:
            return [_plain_segment(text, at, to, join, pieces, 0)]
        middle = at + negation.start()
        return [
            _plain_segment(text, at, middle, join, pieces, 0),
            *_segment(text, middle, to, "and", pieces),
        ]
    own = [u for u in _pieces_in(text, at, to, pieces) if u.kind == "read"]
    # "independent of transfusions for 2 weeks" is already the time since the last one
    reach = 0 if own and all(unit.free for unit in own) else _reach(text, at + negation.start())
    a, b = at + negation.start(), at + negation.end()
    words = text.words[:a] + BLANK * (b - a) + text.words[b:]
    return [_plain_segment(replace(text, words=words), at, to, join, pieces, reach)]


def _reach(text: _Text, at: int) -> int:
    """Return how far a negation reaches: to the end of its bracket, to the next semicolon.

    Behind a colon it takes in the whole list ("none of the following: ...; ...").
    """
    depth = 0
    for place in range(at, len(text.words)):
        sign = text.words[place]
        depth += (sign in "([") - (sign in ")]")
        if depth < 0:
            return text.start + place
    following = next((place for place in text.breaks if place > at), len(text.words))
    listed = text.words[following : following + 1] == ":"
    return text.start + (len(text.words) if listed else following)


def _pieces_in(text: _Text, at: int, to: int, pieces: Sequence[Unit]) -> tuple[Unit, ...]:
    return tuple(u for u in pieces if text.start + at <= u.start < text.start + to)


def _plain_segment(
    text: _Text, at: int, to: int, join: str, pieces: Sequence[Unit], reach: int
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
    apart = text.words[at - 1] if join == "colon" else ""
    return _Segment(*span, join, apart, own, reach, left_over(words), said)


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

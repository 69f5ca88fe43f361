"""Cutting a sentence at its joining words, each clause with its pieces and leftover words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.case.value_class import value_class
from app.eligibility.fillers import (
    blank_phrases,
    judgement_in,
    left_over,
    may_judge,
    phrase_places,
    without_judgement,
)
from app.eligibility.plain_text import BLANK, Line
from app.eligibility.topics import ANY_QUALITY, qualities_in, with_qualities
from app.eligibility.unit import Unit

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
NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|without|absence of|free of|free from|lack of|lacking|non|"
    r"cannot|independent of|negative for)\b(?!\s?-)"
)
_EITHER_WAY = re.compile(r"\b(?:with|regardless of|irrespective of)\W+(?:and\W+)?or\W+$")


@value_class
class Segment:
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


def segments(line: Line, start: int, end: int, pieces: Sequence[Unit]) -> list[Segment]:
    """Return the clauses of a stretch in its order; places are those of the line."""
    words = _masked(line, start, end, pieces)
    cuts = _cuts(words)
    judged = may_judge(line) and judgement_in(words) is not None
    negated = NEGATION.search(words) is not None
    breaks = tuple(a for a, _, kind in cuts if kind == "colon")
    text = _Text(start, words, breaks, judged, negated)
    found: list[Segment] = []
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


def _segment(text: _Text, at: int, to: int, join: str, pieces: Sequence[Unit]) -> list[Segment]:
    """Return a segment, or two where a negation is behind a piece ("CR without CNS disease")."""
    words = text.words[at:to]
    negation = NEGATION.search(words) if text.negated else None
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
) -> Segment:
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
    return Segment(*span, join, apart, own, reach, left_over(words), said)


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

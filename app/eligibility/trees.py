"""From understood pieces and the words between them to one requirement for a sentence.

The sentence is cut at its joining words; each segment holds understood pieces and leftover words.
Leftover words that are no fillers make their segment "not read" as well, so that a sentence is
only decided where everything that could change the answer was understood.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.eligibility.fillers import judgement_in, without_fillers, without_judgement
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Judgement,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    Span,
    TimeSince,
    Topic,
)
from app.eligibility.plain_text import Line
from app.eligibility.topics import QUALITIES, FoundTopic, qualities_in, with_qualities
from app.eligibility.units import EVENT_KINDS, Unit, agreed, durations, freshest

_TAKEN = "\x01"
_JOINS = re.compile(
    r"\s*(?:(?P<both>\band\s?/\s?or\b)|,?\s*(?P<or>\bor\b|\bnor\b)|,?\s*(?P<and>\band\b|\bas well as\b|&|\bplus\b)|(?P<such>,?\s*\b(?:such as|e\.g\.,?|for example,?|for instance))|(?P<incl>,?\s*\bincluding(?: but not (?:limited|restricted) to)?(?: any of the following)?\s*:?)|(?P<comma>[,;]|(?<=\x01)\s?/\s?(?=\x01)|\s-\s|:\s))\s*"
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|without|absence of|free of|free from|lack of|lacking|non|cannot|n't|independent of|negative for|has not|have not|had not|does not|do not)\b"
)
_CARRIED = frozenset({"history", "active", "prior", "uncontrolled", "symptomatic", "untreated"})
_REQUIRING = re.compile(
    r"\s*(?:\)\s*)?(?:that |which |who )?(?:requir(?:es?|ing)|needing|on|receiving|treated with)\s+(?:the use of |ongoing |active |current |any |chronic |treatment with |systemic |ongoing systemic |intravenous |iv |immediate )*"
)


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch between joining words."""

    start: int
    end: int
    join: str  # how it is joined to the one before: "", "and", "or", "both", "comma", "such"
    pieces: tuple[Unit, ...]
    negated: bool
    left_over: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Part:
    """One finished part of a sentence and how it is joined to the part before."""

    requirement: Requirement
    join: str
    negated: bool


def tree(
    line: Line, start: int, end: int, pieces: Sequence[Unit], must_hold: bool
) -> Requirement | None:
    """Return what a stretch of a line states, None where it states nothing."""
    inside = [unit for unit in pieces if start <= unit.start and unit.end <= end]
    ready = _with_events(line, start, end, _without_synonyms(line, inside))
    segments = _segments(line, start, end, ready)
    parts = _parts(line, segments)
    return _joined(parts, Span(start, end), must_hold) if parts else None


# ------------------------------------------------------------------ events and windows


def _with_events(line: Line, start: int, end: int, pieces: Sequence[Unit]) -> list[Unit]:
    """Give each window to the event it counts from, or to the value that must be fresh."""
    ready: list[Unit] = list(pieces)
    for unit in [u for u in pieces if u.kind == "window"]:
        events = _events_of(line, unit, ready)
        if events:
            ready = _timed(line, unit, events, ready)
        else:
            ready = _fresh(line, unit, ready)
    return ready


def _events_of(line: Line, window: Unit, ready: Sequence[Unit]) -> list[Unit]:
    """Return the events a window belongs to: those before it, or behind "at least 7 days after"."""
    assert window.window is not None
    if window.window.cue == "after":
        return _run_after(line, window, ready) or _run_before(line, window, ready)
    return _run_before(line, window, ready)


def _run_before(line: Line, window: Unit, ready: Sequence[Unit]) -> list[Unit]:
    run: list[Unit] = []
    reach = window.start
    for unit in reversed([u for u in ready if u.end <= window.start]):
        gap = line.plain[unit.end : reach]
        if not _is_event(unit) or not _same_list(gap):
            break
        run.append(unit)
        reach = unit.start
    return run[::-1]


def _run_after(line: Line, window: Unit, ready: Sequence[Unit]) -> list[Unit]:
    run: list[Unit] = []
    reach = window.end
    for unit in [u for u in ready if u.start >= window.end]:
        gap = line.plain[reach : unit.start]
        if not _is_event(unit) or not _same_list(gap):
            break
        run.append(unit)
        reach = unit.end
    return run


def _is_event(unit: Unit) -> bool:
    return unit.topic is not None and unit.topic.topic.kind in EVENT_KINDS


def _same_list(gap: str) -> bool:
    """Tell whether two events, or an event and its window, stand in one list."""
    if re.search(r"[;.]\s|\b(?:except|unless|excluding|but|without|if|who|because)\b", gap):
        return False
    rest = without_fillers(without_judgement(re.sub(r"\b(?:and|or|nor)\b|[,/()&-]", " ", gap)))
    left = [w for w in rest.split() if w not in _AROUND_EVENTS]
    return len(left) <= 2


_AROUND_EVENTS = frozenset(
    "systemic prior previous completed completion requiring significant last standard clinically other "
    "history post since after from last final active severe further additional combination high-dose".split()
)


def _timed(line: Line, window: Unit, events: Sequence[Unit], ready: Sequence[Unit]) -> list[Unit]:
    """Replace a window and its events by one time since any of them."""
    assert window.window is not None and window.words is not None
    groups: dict[Kind, list[FoundTopic]] = {}
    for unit in events:
        assert unit.topic is not None
        groups.setdefault(unit.topic.topic.kind, []).append(unit.topic)
    start = min(window.start, events[0].start)
    end = max(window.end, events[-1].end)
    parts = [_time_since(line, window, found) for found in groups.values()]
    gap_words = _gap_words(line, window, events)
    requirement: Requirement = parts[0] if len(parts) == 1 else AnyOf(tuple(parts), Span(start, end))
    if any(p.op in (">", ">=") for p in parts) and len(parts) > 1:
        requirement = All(tuple(parts), Span(start, end))
    if gap_words:
        requirement = All((requirement, NotRead(Span(start, end), gap_words)), Span(start, end))
    used = {id(window), *(id(unit) for unit in events)}
    rest = [u for u in ready if id(u) not in used and (u.end <= start or u.start >= end)]
    return sorted([*rest, Unit(start, end, "read", requirement)], key=lambda u: u.start)


def _gap_words(line: Line, window: Unit, events: Sequence[Unit]) -> str:
    """Return the words between events and window that are not understood."""
    spans = sorted([(u.start, u.end) for u in (*events, window)])
    words = []
    for (_, a), (b, _) in zip(spans, spans[1:], strict=False):
        gap = re.sub(r"\b(?:and|or|nor)\b", " ", without_judgement(line.plain[a:b]))
        words += [w for w in without_fillers(gap).split() if w not in _AROUND_EVENTS]
    return " ".join(words)


def _time_since(line: Line, window: Unit, found: Sequence[FoundTopic]) -> TimeSince:
    assert window.window is not None and window.words is not None
    ids = tuple(dict.fromkeys(i for one in found for i in one.topic.ids))
    first, last = found[0], found[-1]
    before = line.plain[max(0, first.start - 25) : first.start]
    quality = qualities_in(before) - {"prior", "history", "planned"}
    named = all(one.topic.named for one in found)
    topic = Topic(first.topic.kind, line.text[first.start : last.end], ids, quality, named)
    requires = _REQUIRING.search(line.plain, first.end, max(first.end, last.end))
    if requires:
        topic = with_qualities(topic, frozenset({"requires_treatment"}))
    bounds = window.window.quantity.bounds
    op = bounds[0].op or "<="
    which = window.words.whichever
    return TimeSince(
        topic, op, durations(window.window), Span(min(first.start, window.start), max(last.end, window.end)),
        "shorter" if which == "shorter" else "longer" if which == "longer" else None,
        window.words.anchor,
    )  # fmt: skip


def _fresh(line: Line, window: Unit, ready: Sequence[Unit]) -> list[Unit]:
    """Give a window without an event to the values before it, as a limit on their age."""
    assert window.window is not None
    before = [u for u in ready if u.kind == "limit" and u.end <= window.start]
    tested = [u for u in ready if u.topic is not None and u.topic.topic.ids[:1] == ("test:hcg",)]
    if window.window.quantity.op in (">", ">=") or window.window.quantity.is_range:
        return list(ready)
    if not before and not tested:
        return list(ready)
    duration = durations(window.window)[0]
    rest: list[Unit] = []
    for unit in ready:
        if unit is window:
            continue
        if unit in before and unit.requirement is not None:
            rest.append(replace(unit, requirement=_all_fresh(unit.requirement, duration)))
        else:
            rest.append(unit)
    return [*rest, Unit(window.start, window.end, "read", None)] if rest else list(ready)


def _all_fresh(requirement: Requirement, duration: object) -> Requirement:
    from app.eligibility.model import Duration

    assert isinstance(duration, Duration)
    match requirement:
        case Comparison():
            return freshest(requirement, duration)
        case All(of=parts):
            return replace(requirement, of=tuple(_all_fresh(p, duration) for p in parts))
        case AnyOf(of=parts):
            return replace(requirement, of=tuple(_all_fresh(p, duration) for p in parts))
        case _:
            return requirement


# ------------------------------------------------------------------ synonyms and segments


def _without_synonyms(line: Line, pieces: Sequence[Unit]) -> list[Unit]:
    """Drop a name that only repeats the one before it in brackets ("hydroxyurea (HU)")."""
    kept: list[Unit] = []
    for unit in pieces:
        last = kept[-1] if kept else None
        if last is not None and last.topic is not None and unit.topic is not None:
            gap = line.plain[last.end : unit.start]
            same = set(unit.topic.topic.ids) & set(last.topic.topic.ids) or not unit.topic.topic.ids
            if gap.strip() in ("(", "[") and same and last.topic.topic.kind is unit.topic.topic.kind:
                kept[-1] = replace(last, end=unit.end)
                continue
        kept.append(unit)
    return kept


def _segments(line: Line, start: int, end: int, pieces: Sequence[Unit]) -> list[_Segment]:
    masked = list(line.plain[start:end])
    for unit in pieces:
        for place in range(max(unit.start, start) - start, min(unit.end, end) - start):
            masked[place] = _TAKEN
    words = "".join(masked)
    found: list[_Segment] = []
    at, join = 0, ""
    for match in _JOINS.finditer(words):
        if match.end() == match.start():
            continue
        found.append(_segment(line, start, words, at, match.start(), join, pieces))
        at, join = match.end(), match.lastgroup or "comma"
    found.append(_segment(line, start, words, at, len(words), join, pieces))
    return found


def _segment(
    line: Line, start: int, words: str, at: int, to: int, join: str, pieces: Sequence[Unit]
) -> _Segment:
    own = tuple(u for u in pieces if start + at <= u.start < start + to)
    text = words[at:to].replace(_TAKEN, " ")
    judgement = judgement_in(text)
    text = without_judgement(text)
    negated = _NEGATION.search(text) is not None
    text = _NEGATION.sub(" ", text)
    own, text = _qualified(own, text, start + at)
    return _Segment(
        start + at, start + to, join, own, negated, without_fillers(text),
        judgement.group().strip() if judgement else "",
    )  # fmt: skip


def _qualified(
    pieces: tuple[Unit, ...], text: str, offset: int
) -> tuple[tuple[Unit, ...], str]:
    """Give narrowing words of a segment to its topics, and take them out of the leftover."""
    if not any(unit.topic is not None for unit in pieces):
        return pieces, text
    quality = qualities_in(text)
    for _, pattern in QUALITIES:
        text = pattern.sub(" ", text)
    required = re.search(r"\brequir(?:es?|ing)\b", text)
    if required and len([u for u in pieces if u.topic]) == 2:
        quality |= {"requires_treatment"}
        pieces = pieces[:1]
        text = re.sub(r"\brequir(?:es?|ing)\b", " ", text)
    narrowed = tuple(
        replace(unit, topic=replace(unit.topic, topic=with_qualities(unit.topic.topic, quality)))
        if unit.topic is not None
        else unit
        for unit in pieces
    )
    return narrowed, text


# ------------------------------------------------------------------ parts and joining


def _parts(line: Line, segments: Sequence[_Segment]) -> list[Part]:
    parts: list[Part] = []
    carried: frozenset[str] = frozenset()
    join = ""
    for segment in segments:
        join = segment.join if not parts or segment.join != "" else join
        requirement = _of_segment(segment, carried)
        if requirement is None:
            if segment.negated and segment.join in ("", "comma"):
                parts.append(Part(All((), Span(segment.start, segment.end)), segment.join, True))
            continue
        quality = {q for u in segment.pieces if u.topic for q in u.topic.topic.qualities}
        carried = frozenset(quality & _CARRIED) if quality else carried
        parts.append(Part(requirement, _stronger(join, segment.join), segment.negated))
        join = ""
    return _with_open_negation(parts)


def _stronger(earlier: str, later: str) -> str:
    order = ("", "comma", "incl", "such", "and", "or", "both")
    return max(earlier, later, key=order.index)


def _with_open_negation(parts: list[Part]) -> list[Part]:
    """Let "no evidence of," with nothing behind it in its segment speak for the next part."""
    result: list[Part] = []
    pending = False
    for part in parts:
        if isinstance(part.requirement, All) and not part.requirement.of:
            pending = True
            continue
        result.append(replace(part, negated=part.negated or pending))
        pending = False
    return result


def _of_segment(segment: _Segment, carried: frozenset[str]) -> Requirement | None:
    span = Span(segment.start, segment.end)
    found = [r for u in segment.pieces if (r := _of_unit(u, carried)) is not None]
    if not found:
        if segment.left_over:
            return NotRead(span, segment.left_over)
        if segment.judgement:
            return Judgement(span, segment.judgement)
        return None
    if segment.judgement:
        found.append(Judgement(span, segment.judgement))
    if segment.left_over:
        found.append(NotRead(span, segment.left_over))
    return found[0] if len(found) == 1 else All(tuple(found), span)


def _of_unit(unit: Unit, carried: frozenset[str]) -> Requirement | None:
    if unit.topic is not None:
        extra = carried - unit.topic.topic.qualities
        topic = with_qualities(unit.topic.topic, extra)
        return Presence(topic, Span(unit.start, unit.end))
    if unit.kind == "window":
        return NotRead(Span(unit.start, unit.end), "time window without a known event")
    return unit.requirement


def _joined(parts: Sequence[Part], span: Span, must_hold: bool) -> Requirement:
    """Join the parts of a sentence; a negation reaches over the rest of its list."""
    for place, part in enumerate(parts):
        if part.negated:
            inner = [replace(p, negated=False) for p in parts[place:]]
            inner[0] = replace(inner[0], join="")
            negated = Not(_any_way(inner, span, False), span)
            if place == 0:
                return negated
            head = _any_way(parts[:place], span, must_hold)
            if part.join == "or":
                return AnyOf((head, negated), span)
            return All((head, negated), span)
    return _any_way(parts, span, must_hold)


def _any_way(parts: Sequence[Part], span: Span, must_hold: bool) -> Requirement:
    if len(parts) == 1:
        return parts[0].requirement
    joins = _resolved([part.join for part in parts[1:]], must_hold)
    requirements = tuple(part.requirement for part in parts)
    if set(joins) == {"and"}:
        if must_hold:
            return All(requirements, span)
        return agreed(All(requirements, span), AnyOf(requirements, span), span)
    if set(joins) == {"or"}:
        return AnyOf(requirements, span)
    return agreed(
        _by_precedence(requirements, joins, "or", span),
        _by_precedence(requirements, joins, "and", span),
        span,
    )


def _resolved(joins: Sequence[str], must_hold: bool) -> list[str]:
    """Turn commas into the next joining word that is spelled out; alone they mean the default."""
    default = "and" if must_hold else "or"
    result: list[str] = []
    following = default
    for join in reversed(joins):
        if join == "both":
            following = "and" if must_hold else "or"
        elif join in ("and", "or"):
            following = join
        elif join == "such":
            following = "or"
        elif join == "incl":
            following = default
        result.append(following)
    return result[::-1]


def _by_precedence(
    requirements: Sequence[Requirement], joins: Sequence[str], looser: str, span: Span
) -> Requirement:
    """Join with one of the two words binding less tightly than the other."""
    groups: list[list[Requirement]] = [[requirements[0]]]
    for requirement, join in zip(requirements[1:], joins, strict=True):
        if join == looser:
            groups.append([requirement])
        else:
            groups[-1].append(requirement)
    tight = AnyOf if looser == "and" else All
    loose = All if looser == "and" else AnyOf
    inner = tuple(g[0] if len(g) == 1 else tight(tuple(g), span) for g in groups)
    return inner[0] if len(inner) == 1 else loose(inner, span)

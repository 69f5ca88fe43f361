"""Time windows given to their events: what happened, how long ago, counted from which day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.eligibility.fillers import without_fillers, without_judgement
from app.eligibility.joining import agreed
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Duration,
    Judgement,
    Kind,
    NotRead,
    Presence,
    Requirement,
    Span,
    TimeSince,
    Topic,
)
from app.eligibility.plain_text import Line
from app.eligibility.topics import FoundTopic, qualities_in, with_qualities
from app.eligibility.unit import EVENT_KINDS, Unit, durations, freshest

_REQUIRING = re.compile(
    r"\s*\)?\s*(?:that |which |who )?(?:requir(?:es?|ing)|needing)\s+(?:(?:the use of|ongoing|"
    r"active|current|any|chronic|treatment with|systemic|intravenous|iv|immediate|oral|"
    r"continuous)\s+)*"
)
_BREAKS_LIST = re.compile(
    r"[;.:]\s|\b(?:except|unless|excluding|but|without|if|who|because|including any|such as|not|no|"
    r"receiving|receipt|undergoing)\b"
)
_AROUND_EVENTS = frozenset(
    """systemic prior previous completed completion significant last standard other history
    post since after from final including active severe further additional combination
    high-dose any""".split()
)


def with_events(line: Line, pieces: Sequence[Unit]) -> list[Unit]:
    """Give each window to the event it counts from, or to the value that must be fresh."""
    ready = _needing_treatment(line, pieces)
    for unit in [u for u in ready if u.kind == "window"]:
        events = _events_of(line, unit, ready)
        ready = _timed(line, unit, events, ready) if events else _fresh(unit, ready)
    return ready


def _needing_treatment(line: Line, pieces: Sequence[Unit]) -> list[Unit]:
    """Join "GVHD requiring systemic immunosuppression" to one topic."""
    kept: list[Unit] = []
    for unit in pieces:
        last = kept[-1] if kept else None
        if last is not None and last.topic is not None and unit.topic is not None:
            gap = line.plain[last.end : unit.start]
            if _REQUIRING.fullmatch(gap):
                topic = with_qualities(last.topic.topic, frozenset({"requires_treatment"}))
                found = FoundTopic(topic, last.topic.start, unit.end)
                kept[-1] = replace(last, end=unit.end, topic=found)
                continue
        kept.append(unit)
    return kept


def _events_of(line: Line, window: Unit, ready: Sequence[Unit]) -> list[Unit]:
    """Return the events of a window: those before it, or behind "at least 7 days after"."""
    assert window.window is not None
    if window.window.cue == "after":
        return _run(line, window, ready, True) or _run(line, window, ready, False)
    return _run(line, window, ready, False)


def _run(line: Line, window: Unit, ready: Sequence[Unit], behind: bool) -> list[Unit]:
    """Return the list of events that stands right before or behind a window."""
    if behind:
        others = [u for u in ready if u.start >= window.end]
    else:
        others = [u for u in reversed(ready) if u.end <= window.start]
    run: list[Unit] = []
    edge = window
    for unit in others:
        first, second = (edge, unit) if behind else (unit, edge)
        if not _is_event(unit) or not _same_list(line.plain[first.end : second.start]):
            break
        run.append(unit)
        edge = unit
    return run if behind else run[::-1]


def _is_event(unit: Unit) -> bool:
    return unit.topic is not None and unit.topic.topic.kind in EVENT_KINDS


def _same_list(gap: str) -> bool:
    """Tell whether two events, or an event and its window, stand in one list."""
    if _BREAKS_LIST.search(gap):
        return False
    return len(_unread(gap)) <= 2


def _unread(gap: str) -> list[str]:
    words = re.sub(r"\b(?:and|or|nor)\b|[,/()&-]", " ", without_judgement(gap))
    return [word for word in without_fillers(words).split() if word not in _AROUND_EVENTS]


def _timed(line: Line, window: Unit, events: Sequence[Unit], ready: Sequence[Unit]) -> list[Unit]:
    """Replace a window and its events by one time since any of them."""
    groups: dict[Kind, list[FoundTopic]] = {}
    for unit in events:
        assert unit.topic is not None
        groups.setdefault(unit.topic.topic.kind, []).append(unit.topic)
    start, end = min(window.start, events[0].start), max(window.end, events[-1].end)
    requirement = _any_or_every(line, window, list(groups.values()), Span(start, end))
    if _may_be_of_last_alone(line, window, events):
        ever = (_ever(unit) for unit in events[:-1])
        loose = AnyOf((*ever, requirement), Span(start, end))
        requirement = agreed(requirement, loose, Span(start, end))
    used = {id(window), *(id(unit) for unit in events)}
    rest = [u for u in ready if id(u) not in used and (u.end <= start or u.start >= end)]
    assert window.window is not None
    free = window.window.cue == "free" and window.window.quantity.op in (">", ">=")
    return sorted([*rest, Unit(start, end, "read", requirement, free=free)], key=lambda u: u.start)


_WHOLE_NAMES = frozenset({Kind.PRIOR_HSCT, Kind.PRIOR_CART})
_COMMA_OR = re.compile(r"\s*[,;]\s*or\b")


def _may_be_of_last_alone(line: Line, window: Unit, events: Sequence[Unit]) -> bool:
    """Tell "allogeneic SCT, or autologous SCT within 3 months", where the first may mean ever."""
    assert window.window is not None
    if len(events) < 2 or window.window.quantity.bounds[0].op not in ("<", "<=", None):
        return False
    kinds = {unit.topic.topic.kind for unit in events if unit.topic}
    before_last = line.plain[events[-2].end : events[-1].start]
    apart = len(events) == 2 and _COMMA_OR.match(before_last) is not None
    return apart or kinds <= _WHOLE_NAMES


def _ever(unit: Unit) -> Presence:
    assert unit.topic is not None
    return Presence(unit.topic.topic, Span(unit.start, unit.end))


def _any_or_every(
    line: Line, window: Unit, groups: Sequence[Sequence[FoundTopic]], span: Span
) -> Requirement:
    parts = tuple(_judged(line, window, found, span) for found in groups)
    requirement: Requirement = parts[0]
    if len(parts) > 1:  # "at least 7 days since A and B": since each; "within 7 days": of any
        assert window.window is not None
        least = window.window.quantity.bounds[0].op in (">", ">=")
        requirement = All(parts, span) if least else AnyOf(parts, span)
    unread = " ".join(_gap_words(line, window, [t for found in groups for t in found]))
    if unread:
        return All((requirement, NotRead(span, unread)), span)
    return requirement


def _judged(line: Line, window: Unit, found: Sequence[FoundTopic], span: Span) -> Requirement:
    """Return the time since these events; "clinically significant" ones stay a judgement."""
    sure = [t for t in found if not _is_judged(line, t)]
    unsure = [t for t in found if _is_judged(line, t)]
    parts: list[Requirement] = []
    if sure:
        parts.append(_time_since(line, window, sure))
    if unsure:
        words = line.text[max(0, unsure[0].start - 30) : unsure[0].start]
        judged = Judgement(Span(unsure[0].start, unsure[0].end), words.strip())
        parts.append(All((_time_since(line, window, unsure), judged), span))
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts), span)


def _is_judged(line: Line, topic: FoundTopic) -> bool:
    before = line.plain[max(0, topic.start - 28) : topic.start]
    return re.search(r"\bsignificant\s*$|\bsevere\s*$|\bserious\s*$", before) is not None


def _gap_words(line: Line, window: Unit, events: Sequence[FoundTopic]) -> list[str]:
    """Return the words between events and window that are not understood."""
    spans = sorted([(t.start, t.end) for t in events] + [(window.start, window.end)])
    gaps = pairwise(spans)
    return [word for (_, a), (b, _) in gaps for word in _unread(line.plain[a:b])]


def _time_since(line: Line, window: Unit, found: Sequence[FoundTopic]) -> TimeSince:
    assert window.window is not None
    assert window.words is not None
    first, last = found[0], found[-1]
    ids = tuple(dict.fromkeys(i for one in found for i in one.topic.ids))
    if any(not one.topic.ids for one in found):
        ids = ()
    before = line.plain[max(0, first.start - 25) : first.start]
    quality = (qualities_in(before) - {"prior", "history", "planned"}) | first.topic.qualities
    text = line.text[first.start : last.end]
    topic = Topic(first.topic.kind, text, ids, quality, all(one.topic.named for one in found))
    span = Span(min(first.start, window.start), max(last.end, window.end))
    which = window.words.whichever
    return TimeSince(
        topic, window.window.quantity.bounds[0].op or "<=", durations(window), span,
        "shorter" if which == "shorter" else "longer" if which == "longer" else None,
        window.words.anchor,
    )  # fmt: skip


def _fresh(window: Unit, ready: Sequence[Unit]) -> list[Unit]:
    """Give a window without an event to the values before it, as a limit on their age."""
    assert window.window is not None
    quantity = window.window.quantity
    before = [u for u in ready if u.kind == "limit" and u.end <= window.start and u.requirement]
    tested = any(u.topic and u.topic.topic.ids[:1] == ("test:hcg",) for u in ready)
    if quantity.op in (">", ">=") or quantity.is_range or not (before or tested):
        return list(ready)
    duration = durations(window)[0]
    rest = []
    for unit in ready:
        if unit is window:
            rest.append(Unit(window.start, window.end, "read", None))
        elif unit.requirement is not None and unit in before:
            rest.append(replace(unit, requirement=_all_fresh(unit.requirement, duration)))
        else:
            rest.append(unit)
    return rest


def _all_fresh(requirement: Requirement, duration: Duration) -> Requirement:
    match requirement:
        case Comparison():
            return freshest(requirement, duration)
        case All(of=parts) | AnyOf(of=parts):
            return replace(requirement, of=tuple(_all_fresh(p, duration) for p in parts))
        case _:
            return requirement

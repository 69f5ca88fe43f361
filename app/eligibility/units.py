"""The understood pieces of a line, each with its place: limits, times since events, topics.

A unit is a requirement and the words it was read from; `trees` joins units by the words between.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.eligibility.age_units import adults, age_unit
from app.eligibility.anchors import window_words
from app.eligibility.comparisons import Measures
from app.eligibility.limit_units import SCALES, counted_unit, limit_unit, share_unit
from app.eligibility.model import (
    Anchor,
    Kind,
    Not,
    Presence,
    Span,
)
from app.eligibility.plain_text import Line
from app.eligibility.time_windows import TimeWindow
from app.eligibility.topics import FoundTopic
from app.eligibility.unit import Unit


def units(line: Line, found: Measures, topics: Sequence[FoundTopic], must_hold: bool) -> list[Unit]:
    """Return the understood pieces of a line in its order, none overlapping another.

    `must_hold` decides what "AST/ALT" means: both within a limit that has to hold, either one
    beyond a limit that keeps people out.
    """
    for_scales = any(v.name in SCALES for one in found.linked for v in one.variables)
    pieces = [age_unit(line, age, for_scales, found.ages) for age in found.ages]
    pieces += [counted_unit(line, limit) for limit in found.counted]
    pieces += [share_unit(line, limit, marker) for limit, marker in found.shares]
    pieces += [limit_unit(line, one, must_hold) for one in found.linked]
    pieces += _windows(line, found.windows)
    pieces += [_of_topic(line, topic) for topic in topics]
    if must_hold and "adul" in line.leads:
        pieces += adults(line, bool(found.ages))
    return _apart(pieces)


_INDEPENDENT = re.compile(r"[ -]*independen(?:t|ce|cy)\b(?! of)")
_TO_THE_DAY = re.compile(
    r"\b(?:at|by|on|as of|prior to|before|upon)\s+(?:the\s+)?(?:(?:time|date|day|moment|point|"
    r"signing|signature|giving|providing|obtaining|submission|provision)\b\W*(?:of\s+)?(?:the\s+|"
    r"their\s+|his/her\s+)?)+(?:(?:written|voluntary|main|initial|study|\w*signing|providing|"
    r"giving|obtaining|the|of)\s+)*$"
)


def _of_topic(line: Line, found: FoundTopic) -> Unit:
    """Return a topic; one that only names the day of a line, or is denied behind, is finished."""
    unit = Unit(found.start, found.end, "topic", topic=found)
    if found.topic.kind is Kind.TRANSFUSION:
        behind = _INDEPENDENT.match(line.plain, found.end)
        if behind is not None:
            now = Presence(
                replace(found.topic, qualities=found.topic.qualities | {"current"}),
                Span(found.start, found.end),
            )
            span = Span(found.start, behind.end())
            return Unit(found.start, behind.end(), "read", Not(now, span), free=True)
    if found.topic.kind is Kind.CONSENT:
        day = _TO_THE_DAY.search(line.plain, max(0, found.start - 80), found.start)
        if day is not None and day.start() > _AT_BEGINNING:
            return Unit(day.start(), found.end, "read", None)
    return unit


_AT_BEGINNING = 3


def _apart(pieces: Sequence[Unit]) -> list[Unit]:
    """Leave out topics that lie inside a limit or a window ("marrow blasts", "study drug")."""
    firm = [unit for unit in pieces if unit.kind != "topic"]
    chosen: list[Unit] = []
    for unit in sorted(firm, key=lambda u: (u.start, -u.end)):
        if not chosen or unit.start >= chosen[-1].end:
            chosen.append(unit)
        elif unit.kind != "window":
            chosen.append(replace(unit, start=chosen[-1].end))
    for unit in pieces:
        if unit.kind == "topic" and all(
            unit.end <= other.start or unit.start >= other.end for other in chosen
        ):
            chosen.append(unit)
    return sorted((u for u in chosen if u.end > u.start), key=lambda u: u.start)


def _windows(line: Line, windows: Sequence[TimeWindow]) -> list[Unit]:
    """Return the windows, "14 days or 5 half-lives" as one with both lengths."""
    merged: list[Unit] = []
    for window in windows:
        words = window_words(line.plain, window)
        unit = Unit(words.start, words.end, "window", window=window, words=words)
        last = merged[-1] if merged else None
        if last is not None and _is_companion(line.plain, last, unit):
            merged[-1] = _both(last, unit)
        else:
            merged.append(unit)
    return merged


_BETWEEN_WINDOWS = re.compile(r"[\s,(]*(?:or|and|/)?[\s,(]*(?:for|within|at least|a|minimum)?\s*")


def _is_companion(plain: str, last: Unit, unit: Unit) -> bool:
    assert last.window is not None
    assert unit.window is not None
    half_life = "half-life" in (last.window.quantity.unit, unit.window.quantity.unit)
    return half_life and _BETWEEN_WINDOWS.fullmatch(plain, last.end, unit.start) is not None


def _both(last: Unit, unit: Unit) -> Unit:
    assert last.words is not None
    assert unit.words is not None
    words = replace(
        last.words,
        whichever=last.words.whichever or unit.words.whichever,
        anchor=last.words.anchor if last.words.anchor is not Anchor.NOT_SAID else unit.words.anchor,
    )
    return replace(last, end=unit.end, words=words, more=(*last.more, unit))

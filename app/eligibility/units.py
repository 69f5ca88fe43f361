"""The understood pieces of a line, each with its place: limits, times since events, topics.

A unit is a requirement and the words it was read from; `trees` joins units by the words between.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.eligibility.anchors import WindowWords, window_words
from app.eligibility.comparisons import LinkedLimit, Measures, of, of_variable
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Duration,
    Kind,
    NotRead,
    Requirement,
    Span,
)
from app.eligibility.plain_text import Line
from app.eligibility.quantities import Quantity
from app.eligibility.time_windows import TimeWindow
from app.eligibility.topics import FoundTopic

UnitKind = Literal["limit", "age", "topic", "window", "read"]


@dataclass(frozen=True, slots=True)
class Unit:
    """An understood piece.

    Attributes:
        start, end: its words.
        kind: "limit" and "age" carry comparisons, "topic" a topic not yet placed, "window" a time
            not yet given to its event, "read" is finished.
        requirement: what it states; None for a topic or a window on its own.
        topic, window, words: the raw pieces of the unfinished kinds.
        variables: names of a limit's variables, to see second limits of the same ones.
    """

    start: int
    end: int
    kind: UnitKind
    requirement: Requirement | None = None
    topic: FoundTopic | None = None
    window: TimeWindow | None = None
    words: WindowWords | None = None
    variables: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)


_SCALES = frozenset({"karnofsky", "lansky", "ecog"})
_METHODS = (
    ("24-hour urine", re.compile(r"24[- ]?(?:hour|hr|h)\b[^.;]{0,20}\burine|urine collection")),
    ("cockcroft-gault", re.compile(r"cockcroft")),
    ("mdrd", re.compile(r"\bmdrd\b|modification of diet")),
    ("ckd-epi", re.compile(r"\bckd-?epi\b")),
    ("schwartz", re.compile(r"\bschwartz\b")),
    ("fridericia", re.compile(r"\bfrid\w+|\bqtcf\b")),
    ("bazett", re.compile(r"\bbaz\w+|\bqtcb\b")),
    ("egfr", re.compile(r"\bgfr\b|\begfr\b|glomerular")),
    ("room air", re.compile(r"\broom air\b")),
)  # fmt: skip
_BY_INSTITUTION = re.compile(r"institutional (?:standard|guideline|practice)|any method|or (?:by )?other")


def units(
    line: Line, found: Measures, topics: Sequence[FoundTopic], must_hold: bool
) -> list[Unit]:
    """Return the understood pieces of a line in its order, none overlapping another.

    `must_hold` decides what "AST/ALT" means: both within a limit that has to hold, either one
    beyond a limit that keeps people out.
    """
    pieces = [_age(line, age.quantity, age.condition) for age in found.ages]
    pieces += [_counted(limit) for limit in found.counted]
    pieces += [_share(line, limit, marker) for limit, marker in found.shares]
    pieces += [_limit(line, one, must_hold) for one in found.linked]
    pieces += [_window(line, window) for window in found.windows]
    pieces += [Unit(t.start, t.end, "topic", topic=t) for t in topics]
    return _apart(pieces)


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


def _age(line: Line, limit: Quantity, condition: bool) -> Unit:
    start = limit.start
    before = re.search(
        r"\b(?:(?:children|adults?|patients|subjects|participants)\s+)?(?:aged?|ages?|age range)(?:\s+(?:of|range|ranging|between|at|is|from|must be|limits?|group))*\s*[:=(]?\s*$",
        line.plain[max(0, start - 40) : start],
    )
    if before:
        start -= len(before.group())
    after = re.compile(r"\s*(?:years?|yrs?)?\s*(?:of age|old|-?olds?|in age)?(?:\s*\(inclusive\)|\s*,? inclusive)?").match(
        line.plain, limit.end
    )
    end = after.end() if after else limit.end
    requirement = _together(of("age", limit, "year"), Span(limit.start, limit.end))
    return Unit(start, end, "age", requirement, extra={"condition": "yes"} if condition else {})


def _counted(limit: Quantity) -> Unit:
    span = Span(limit.start, limit.end)
    return Unit(limit.start, limit.end, "limit", _together(of("prior_lines", limit), span), variables=("prior_lines",))


def _share(line: Line, limit: Quantity, marker: str) -> Unit:
    span = Span(limit.start, limit.end)
    parts = [replace(c, what=marker) for c in of("marker_expression", limit)]
    return Unit(limit.start, limit.end, "limit", _together(parts, span), variables=("marker_expression",), extra={"marker": marker})


def _limit(line: Line, one: LinkedLimit, must_hold: bool) -> Unit:
    start = one.start
    end = one.limit.end
    if one.start > one.limit.start:
        start = one.limit.start
    if one.names and not one.start < one.limit.start:
        behind = line.plain.find(one.names, one.limit.end)
        end = max(end, behind + len(one.names)) if 0 <= behind - one.limit.end < 40 else end
    requirement = _of_variables(line, one, must_hold)
    names = tuple(v.name for v in one.variables)
    return Unit(start, end, "limit", requirement, variables=names)


def _of_variables(line: Line, one: LinkedLimit, must_hold: bool) -> Requirement | None:
    span = Span(one.limit.start, one.limit.end)
    parts: list[Requirement] = []
    for variable in one.variables:
        comparisons = [_detailed(line, c, one) for c in of_variable(variable, one.limit)]
        together = _together(comparisons, span)
        if together is not None:
            parts.append(together)
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    if all(v.name in _SCALES for v in one.variables):
        return AnyOf(tuple(parts), span)  # one scale applies, by age
    every, either = All(tuple(parts), span), AnyOf(tuple(parts), span)
    if must_hold:
        return agreed(every, either, span) if _only(one.names, "or", "and") else every
    return agreed(every, either, span) if _only(one.names, "and", "or") else either


def _only(names: str, word: str, other: str) -> bool:
    """Tell whether names are joined by the one word and not the other."""
    said = re.search(rf"\b{word}\b", names) is not None
    return said and re.search(rf"\b{other}\b", names) is None


def agreed(first: Requirement, second: Requirement, span: Span) -> Requirement:
    """Join two readings of a sentence that can mean either: it counts where both say the same."""
    unsure = NotRead(span, "can be read in two ways")
    both = All((first, second), span)
    return AnyOf((both, All((AnyOf((first, second), span), unsure), span)), span)


def _detailed(line: Line, comparison: Comparison, one: LinkedLimit) -> Comparison:
    near = line.plain[max(0, one.start - 30) : one.limit.end + 130]
    what = _tissue(near) if comparison.variable == "blasts" else None
    method = None
    if comparison.variable in ("crcl", "qtc", "spo2") and not _BY_INSTITUTION.search(near):
        named = [name for name, pattern in _METHODS if pattern.search(near)]
        method = named[0] if len(named) == 1 else None
    return replace(comparison, what=what, method=method)


def _tissue(near: str) -> str | None:
    if re.search(r"marrow|\bbm\b", near):
        return "marrow"
    return "blood" if re.search(r"peripheral|circulating|\bblood\b|\bpb\b", near) else None


def _window(line: Line, window: TimeWindow) -> Unit:
    words = window_words(line.plain, window)
    return Unit(words.start, words.end, "window", window=window, words=words)


def _together(parts: Sequence[Comparison], span: Span) -> Requirement | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts), span)


def durations(window: TimeWindow) -> tuple[Duration, ...]:
    """Return the lengths of a window; its two ends for a range."""
    return tuple(
        Duration(bound.value, bound.unit or "day") for bound in window.quantity.bounds
    )


def freshest(comparison: Comparison, duration: Duration) -> Comparison:
    """Return the comparison with a limit on how old the value may be."""
    return replace(comparison, window=duration)


EVENT_KINDS = frozenset(
    {
        Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART, Kind.IMMUNOSUPPRESSION, Kind.SURGERY,
        Kind.TRIAL, Kind.TRANSFUSION, Kind.VACCINE, Kind.MEDICATION, Kind.CARDIAC, Kind.CONDITION,
        Kind.INFECTION, Kind.SECOND_MALIGNANCY, Kind.GVHD, Kind.DISEASE_STATUS, Kind.CNS,
    }
)  # fmt: skip
"""Kinds of topic that can be the event of a time window."""

"""An understood piece of a line, with its place: what `units` finds and `trees` joins."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from app.case.value_class import value_class
from app.eligibility.anchors import WindowWords
from app.eligibility.model import All, Comparison, Duration, Kind, Requirement, Span
from app.eligibility.time_windows import TimeWindow
from app.eligibility.topics import FoundTopic

UnitKind = Literal["limit", "age", "topic", "window", "read"]


@value_class
class Unit:
    """An understood piece.

    Attributes:
        start, end: its words.
        kind: "limit" and "age" carry comparisons, "topic" a topic not yet placed, "window" a time
            not yet given to its event, "read" is finished.
        requirement: what it states; None for a topic or a window on its own.
        topic, window, words: the raw pieces of the unfinished kinds.
        variables: names of a limit's variables, to see second limits of the same ones.
        more: further windows that compete with this one ("or 5 half-lives").
        free: the time itself says that nothing happened ("without transfusion for 7 days").
    """

    start: int
    end: int
    kind: UnitKind
    requirement: Requirement | None = None
    topic: FoundTopic | None = None
    window: TimeWindow | None = None
    words: WindowWords | None = None
    variables: tuple[str, ...] = ()
    more: tuple["Unit", ...] = ()
    free: bool = False


def together(parts: Sequence[Comparison], span: Span) -> Requirement | None:
    """Return several limits as one demand for all of them, None where there is none."""
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts), span)


def durations(unit: Unit) -> tuple[Duration, ...]:
    """Return the lengths of a window and of those that compete with it."""
    found: list[Duration] = []
    for one in (unit, *unit.more):
        assert one.window is not None
        found += [Duration(b.value, b.unit or "day") for b in one.window.quantity.bounds]
    return tuple(found)


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

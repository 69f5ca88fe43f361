"""Washout rules of a line, and the day on which each is fulfilled by the registry's text."""

from collections.abc import Iterator
from datetime import date

from app.case.facts.model import Evidence
from app.case.value_class import value_class
from app.eligibility.checking.events import Event
from app.eligibility.checking.freshness import add_days
from app.eligibility.checking.record import Record
from app.eligibility.checking.therapy import is_going_on, matches, may_go_on
from app.eligibility.checking.time_since import window_of
from app.eligibility.model import (
    All,
    AnyOf,
    Conditional,
    Except,
    Not,
    ReadCriterion,
    Requirement,
    Role,
    Sense,
    TimeSince,
    Who,
)


@value_class
class Waiting:
    """One washout of one line that a recorded dose has started.

    Attributes:
        read: the line.
        asked: its window.
        evidence: the row with the last dose; of a planned or imagined dose its own row.
        not_before: the first day on which the window is fulfilled; None where that cannot be
            told: the medicine is still taken, its last day is not known, or the line counts
            half-lives.
        why_not: why there is no day, "" where there is one.
    """

    read: ReadCriterion
    asked: TimeSince
    evidence: Evidence
    not_before: date | None
    why_not: str = ""


def waiting(
    read: ReadCriterion, record: Record, imagined: tuple[Event, ...] = ()
) -> Iterator[Waiting]:
    """Yield the washouts of a line for everything recorded that it speaks of.

    Args:
        read: the line.
        record: the case.
        imagined: doses that were not given: "what if nelarabine were given until 1 May".
    """
    if read.requirement is None or read.role is not Role.RULE:
        return
    if read.sense not in (Sense.MUST_HOLD, Sense.MUST_NOT_HOLD):
        return
    for asked in _binding(read.requirement, read.sense is Sense.MUST_HOLD):
        found = matches(asked.event, record, imagined)
        for event in (*found.sure, *found.planned):
            if event.last is not None:
                yield _until(read, asked, event, record)


def _binding(requirement: Requirement, want: bool) -> Iterator[TimeSince]:
    """Yield the washouts that a line cannot do without.

    Where one of several ways is enough, a single one does not bind.
    """
    if isinstance(requirement, TimeSince):
        if requirement.subject is Who.PATIENT and (requirement.op in (">", ">=")) is want:
            yield requirement
        return
    for part, wanted in _needed(requirement, want):
        yield from _binding(part, wanted)


def _needed(requirement: Requirement, want: bool) -> tuple[tuple[Requirement, bool], ...]:
    """Return the parts that have to come out favourably, each with what is favourable in it."""
    match requirement:
        case All(of=parts) | AnyOf(of=parts):
            all_needed = isinstance(requirement, All) is want or len(parts) == 1
            return tuple((part, want) for part in parts) if all_needed else ()
        case Not(inner=inner):
            return ((inner, not want),)
        case Conditional(then=inner) | Except(base=inner):
            return ((inner, want),)
        case _:
            return ()


def _until(read: ReadCriterion, asked: TimeSince, event: Event, record: Record) -> Waiting:
    last = event.last
    if is_going_on(event) or last is None:
        return Waiting(read, asked, event.evidence, None, "still taken")
    if may_go_on(event):
        return Waiting(read, asked, event.evidence, None, "its last day is not noted")
    window = window_of(asked, max(record.as_of, last.latest))
    if window.high is None:
        return Waiting(read, asked, event.evidence, None, "the line counts half-lives")
    day = last.latest
    if not asked.since_end and event.start is not None:
        day = event.start.latest
    # "At least 14 days" is reached on day 14, "not within 14 days" on the day after.
    days = window.high if window.strict else window.high + 1
    return Waiting(read, asked, event.evidence, add_days(day, days))

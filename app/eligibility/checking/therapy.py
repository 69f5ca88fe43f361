"""Whether something was given: therapies, medicines, transplants, cells, transfusions, vaccines.

The families keep lists, and a list without an entry does not prove that there was none: "no" is
never said of the past, only of what a single statement of the record excludes.
"""

from collections.abc import Iterable
from functools import lru_cache

from app.case.value_class import value_class
from app.eligibility.checking.events import Event, events_of
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import (
    FactKey,
    Finding,
    MissingFact,
    Why,
    cannot_tell,
    settled,
)
from app.eligibility.checking.words import sentence, shown
from app.eligibility.model import Kind, Presence, Topic

# Qualities that this module can tell; others leave a "yes" open.
_TOLD = frozenset({"history", "prior", "current", "active", "systemic", "live"})
_NOW = frozenset({"current", "active"})


@value_class
class Matches:
    """Events that a topic speaks of.

    Attributes:
        sure: those it surely means, given or going on.
        perhaps: those it may mean.
        planned: those of either kind that lie ahead.
    """

    sure: tuple[Event, ...]
    perhaps: tuple[Event, ...]
    planned: tuple[Event, ...]


def matches(topic: Topic, record: Record, besides: tuple[Event, ...] = ()) -> Matches:
    """Return the events that a topic speaks of, what it takes out left aside.

    Args:
        topic: what is asked for.
        record: the case.
        besides: events that are not in the record.
    """
    return (
        _sorted_out(topic, (*events_of(record), *besides)) if besides else _matches(topic, record)
    )


@lru_cache(maxsize=1024)
def _matches(topic: Topic, record: Record) -> Matches:
    return _sorted_out(topic, events_of(record))


def _sorted_out(topic: Topic, events: Iterable[Event]) -> Matches:
    if not topic.ids:
        return Matches((), (), ())
    sure: list[Event] = []
    perhaps: list[Event] = []
    planned: list[Event] = []
    for event in events:
        meant = _meant(event, topic)
        if meant is False:
            continue
        if event.planned:
            planned.append(event)
        else:
            (sure if meant else perhaps).append(event)
    return Matches(tuple(sure), tuple(perhaps), tuple(planned))


def _meant(event: Event, topic: Topic) -> bool | None:
    """Whether a topic means an event; None: perhaps."""
    meant = _named(event, topic.ids)
    if meant is False or ("systemic" in topic.qualities and event.way != "systemic"):
        return False
    taken_out = [_taken_out(event, out) for out in topic.without]
    if True in taken_out:
        return False
    return None if None in taken_out else meant


def _named(event: Event, ids: tuple[str, ...]) -> bool | None:
    if not event.marks.isdisjoint(ids):
        return True
    if not event.may_be.isdisjoint(ids) or event.unknown or "*" in event.may_be:
        return None
    return False


def _taken_out(event: Event, out: Topic) -> bool | None:
    """Whether an exception of the line takes an event out; None: perhaps.

    An exception that was not recognised ("maintenance chemotherapy") may mean anything.
    """
    if not out.ids:
        return None
    return _named(event, out.ids)


def check_given(asked: Presence, record: Record) -> Finding:
    """Whether something that the line names was given, or is taken now."""
    topic = asked.topic
    if not topic.ids:
        return cannot_tell(f"“{topic.text}” is not looked up.", missing_therapy(topic))
    found = matches(topic, record)
    if "planned" in topic.qualities:
        return _planned(found, topic)
    if topic.qualities & _NOW:
        return _now(found, topic)
    return _ever(found, topic)


def _planned(found: Matches, topic: Topic) -> Finding:
    if not found.planned:
        return cannot_tell(f"No plan for “{topic.text}” is in the record.", missing_therapy(topic))
    row = found.planned[0].evidence
    return cannot_tell(f"{shown(row)}.", missing_therapy(topic, Why.PLANNED), evidence=(row,))


def _now(found: Matches, topic: Topic) -> Finding:
    going_on = [event for event in found.sure if _is_under_way(event)]
    if going_on:
        return _yes(going_on, topic)
    maybe = [e for e in (*found.sure, *found.perhaps) if may_go_on(e)]
    if maybe:
        return _perhaps(maybe, topic)
    said = f"No “{topic.text}” is noted as taken now."
    return cannot_tell(said, missing_therapy(topic))


def is_going_on(event: Event) -> bool:
    """Whether something is surely still given on the as-of day."""
    last = event.last
    return last is not None and last.kind == "continuing" and last.earliest == last.latest


def _is_under_way(event: Event) -> bool:
    """Whether something is taken now, be it between two cycles of a course that goes on."""
    last = event.last
    return is_going_on(event) or (event.whole and last is not None and last.kind == "continuing")


def may_go_on(event: Event) -> bool:
    """Whether something may still be given on the as-of day."""
    return event.last is not None and event.last.kind in ("continuing", "no_end_noted")


def _ever(found: Matches, topic: Topic) -> Finding:
    if found.sure:
        return _yes(found.sure, topic)
    if found.perhaps:
        return _perhaps(found.perhaps, topic)
    said = f"No “{topic.text}” is noted; that does not prove that there was none."
    return cannot_tell(said, missing_therapy(topic))


def _yes(events: Iterable[Event], topic: Topic) -> Finding:
    newest = max(events, key=_lateness)
    said = sentence(shown(newest.evidence))
    if topic.qualities - _TOLD or (topic.named and not topic.ids):
        gap = missing_therapy(topic, Why.UNCLEAR)
        return cannot_tell(said, gap, evidence=(newest.evidence,))
    return settled(True, said, newest.evidence)


def _lateness(event: Event) -> int:
    return event.last.latest.toordinal() if event.last else 0


def _perhaps(events: Iterable[Event], topic: Topic) -> Finding:
    newest = max(events, key=_lateness)
    said = f"Whether this counts as “{topic.text}” cannot be told: {shown(newest.evidence)}."
    return cannot_tell(said, missing_therapy(topic, Why.UNCLEAR), evidence=(newest.evidence,))


def missing_therapy(topic: Topic, why: Why = Why.NONE) -> MissingFact:
    """Return the missing fact of a therapy topic: whether, or when, it was given."""
    return MissingFact(_key(topic), topic.text.strip() or topic.kind.value, why)


def _key(topic: Topic) -> FactKey:
    if topic.kind in (Kind.GVHD, Kind.INFECTION) and not topic.ids:
        return (topic.kind.value,)
    conditions = sorted(id.split(":", 1)[1] for id in topic.ids if id.startswith("condition:"))
    if conditions:
        return ("condition", *conditions)
    names = sorted(topic.ids) or [" ".join(topic.text.casefold().split())]
    return ("given", *names)

"""A record that comes in beside those already kept: new, newer, the same, older, or knowing less.

Every record that differs is kept as a version. What is *shown* of a trial is one combined view:
the newest whole record, its status moved on by a newer small one (a row of an export), its gaps
filled by others. Something small never takes away what a whole record said.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.case.partial_date import PartialDate
from app.trials.known_fields import knows_all
from app.trials.record import Site, TrialRecord

# Fields that follow the status wherever it comes from.
_WITH_STATUS = ("status", "status_printed", "status_as_of", "last_known_status")
_NOT_SAID: tuple[Any, ...] = (None, ())


class Arrival(StrEnum):
    """What an incoming record is beside those kept; the words of a receipt."""

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    KNOWS_LESS = "knows less"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with an incoming record.

    Attributes:
        arrival: what it is.
        keep: whether it is kept as a version (everything but the same again).
        shown: the trial as it is to be shown from now on.
        confirmed_on: for the same again: the later day on which the registry still said so.
        sentence: what happened, for a receipt.
    """

    arrival: Arrival
    keep: bool
    shown: TrialRecord
    confirmed_on: PartialDate | None
    sentence: str


def decide(
    incoming: TrialRecord, kept: Sequence[TrialRecord], kept_hashes: Collection[str] = ()
) -> Decision:
    """Decide on a record.

    Args:
        incoming: the record that came in.
        kept: the versions kept of the same trial, in any order; the newest whole one and the
            newest of all are enough.
        kept_hashes: the `content_hash` of every version kept, where `kept` is not all of them.
    """
    if not kept:
        return Decision(Arrival.NEW, True, incoming, None, "New.")
    shown = combined_view(kept)
    if _is_same(incoming, kept, kept_hashes):
        return _same(incoming, shown, kept)
    arrival = _arrival(incoming, shown, kept)
    return Decision(
        arrival, True, combined_view([*kept, incoming]), None, _sentence(arrival, incoming, shown)
    )


def _is_same(
    incoming: TrialRecord, kept: Sequence[TrialRecord], kept_hashes: Collection[str]
) -> bool:
    if incoming.content_hash not in {*kept_hashes, *(each.content_hash for each in kept)}:
        return False
    # What was said before, then otherwise, and is now said again is news: a status that came back.
    newest = max(kept, key=_age_key)
    came_back = _day_key(incoming) > _day_key(newest)
    return incoming.content_hash == newest.content_hash or not came_back


def _same(incoming: TrialRecord, shown: TrialRecord, kept: Sequence[TrialRecord]) -> Decision:
    newest = max(kept, key=_age_key)
    later = incoming.as_of is not None and _day_key(incoming) > _day_key(newest)
    confirmed = incoming.as_of if later and incoming.content_hash == newest.content_hash else None
    words = f" The registry still said this on {confirmed.words()}." if confirmed else ""
    return Decision(Arrival.SAME, False, shown, confirmed, f"The same as before.{words}")


def _arrival(incoming: TrialRecord, shown: TrialRecord, kept: Sequence[TrialRecord]) -> Arrival:
    if not knows_all(incoming.known_fields) and incoming.known_fields < shown.known_fields:
        return Arrival.KNOWS_LESS
    newest = max(_day_key(each) for each in kept)
    return Arrival.OLDER if _day_key(incoming) < newest else Arrival.NEWER


def _sentence(arrival: Arrival, incoming: TrialRecord, shown: TrialRecord) -> str:
    day = f" of {incoming.as_of.words()}" if incoming.as_of else ""
    match arrival:
        case Arrival.NEWER:
            return f"A newer version{day}."
        case Arrival.OLDER:
            return f"An older version{day}. It is kept beside the newer one."
        case _ if _moves_status(shown, incoming):
            return f"A short record{day}. Its newer status was taken, the rest stays as it was."
        case _:
            return f"A short record{day}. It is kept, what is shown stays as it was."


def _moves_status(shown: TrialRecord, incoming: TrialRecord) -> bool:
    newer = _newer_status(shown, incoming)
    return newer and incoming.status != shown.status


def _day_key(record: TrialRecord) -> tuple[int, ...]:
    """The record's day for comparison; a record without one comes first."""
    return (0,) if record.as_of is None else tuple(map(int, record.as_of.sort_key))


def _age_key(record: TrialRecord) -> tuple[tuple[int, ...], bool, int]:
    return (_day_key(record), knows_all(record.known_fields), len(record.known_fields))


def combined_view(versions: Sequence[TrialRecord]) -> TrialRecord:
    """Return what is to be shown of a trial, from all versions kept of it.

    The result's `as_of` and `received` are those of the record most of it comes from;
    `status_as_of` is the day of the record its status comes from.
    """
    oldest_first = sorted(versions, key=_age_key)
    view = oldest_first[0]
    for record in oldest_first[1:]:
        view = _combined(view, record)
    return view


def _combined(view: TrialRecord, newer: TrialRecord) -> TrialRecord:
    """Lay a record over a view of older ones."""
    newer_leads = knows_all(newer.known_fields) or newer.known_fields >= view.known_fields
    base, other = (newer, view) if newer_leads else (view, newer)
    changed = _filled(base, other)
    if not newer_leads and _newer_status(view, newer):
        changed |= {name: getattr(newer, name) for name in _WITH_STATUS}
    if newer_leads:
        changed |= _with_coordinates(base, other)
    known = base.known_fields | other.known_fields
    return replace(base, known_fields=known, **changed)


def _filled(base: TrialRecord, other: TrialRecord) -> dict[str, Any]:
    """Return what the other record says of fields the base cannot know."""
    names = other.known_fields - base.known_fields
    found = {name: getattr(other, name) for name in names}
    if "eligibility" in names:
        found["eligibility_received"] = other.eligibility_received
    return found


def _newer_status(view: TrialRecord, newer: TrialRecord) -> bool:
    """Whether a record's status is of a later day than the one shown."""
    if "status" not in newer.known_fields or newer.as_of is None:
        return False
    shown = view.status_as_of
    return shown is None or newer.as_of.sort_key > shown.sort_key


def _with_coordinates(base: TrialRecord, other: TrialRecord) -> dict[str, Any]:
    """Keep the coordinates of a city that an older record knew and a newer form does not."""
    known: dict[tuple[str | None, str | None], Site] = {
        (site.city, site.country): site
        for site in other.sites
        if site.latitude is not None and site.city
    }
    if not known or all(site.latitude is not None for site in base.sites):
        return {}
    return {"sites": tuple(_located(site, known) for site in base.sites)}


def _located(site: Site, known: dict[tuple[str | None, str | None], Site]) -> Site:
    place = known.get((site.city, site.country))
    if site.latitude is not None or place is None:
        return site
    return replace(site, latitude=place.latitude, longitude=place.longitude)

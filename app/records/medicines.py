"""Medicines: an order, a statement, an administration or a dispense, each as a row of its own.

That several of them speak of one medicine is found when the record is reconciled.
"""

from datetime import date
from typing import NamedTuple

from app.case.entities import Medication
from app.case.partial_date import PartialDate
from app.records.collector import Collector, Entry
from app.records.concepts import Concept, says_nothing
from app.records.found import SourceWords
from app.records.moments import Moment

_STATUS = {
    "active": "active",
    "in-progress": "active",
    "ordered": "active",
    "completed": "stopped",
    "stopped": "stopped",
    "ended": "stopped",
    "aborted": "stopped",
    "inactive": "stopped",
    "cancelled": "stopped",
    "canceled": "stopped",
    "suspended": "stopped",
    "on-hold": "stopped",
    "held": "stopped",
    "no longer active": "stopped",
    "discontinued": "stopped",
    "draft": "planned",
    "intended": "planned",
    "new": "planned",
}
_REMARKS = {
    "cancelled": "The order was cancelled; it may never have been given.",
    "canceled": "The order was cancelled; it may never have been given.",
    "on-hold": "On hold in the record.",
    "held": "On hold in the record.",
    "suspended": "On hold in the record.",
}
_NOT_TAKEN = frozenset({"not-taken", "not-done", "declined", "nullified"})
_RECENT_DAYS = 60


class MedicineDraft(NamedTuple):
    """A medicine as a record gives it.

    Attributes:
        given: it was given on the day `start`, rather than ordered from then on.
        status: the record's own word.
        record_date: the day of the record, which says on what day "active" was true.
    """

    concept: Concept
    dose: str | None = None
    route: str | None = None
    frequency: str | None = None
    start: Moment | None = None
    stop: Moment | None = None
    given: bool = False
    as_needed: bool = False
    negated: bool = False
    status: str | None = None
    reason: str | None = None
    prescriber: str | None = None
    note: str | None = None
    record_date: PartialDate | None = None
    words: SourceWords = SourceWords()


def keep_medicine(out: Collector, entry: Entry, draft: MedicineDraft) -> None:
    """Enter a medicine, or skip it with its reason."""
    name = draft.concept.name
    status = (draft.status or "").strip().casefold()
    if draft.negated and (name is None or says_nothing(name)):
        out.skip(entry, "The record says that no medicines are taken.")
    elif draft.negated or status in _NOT_TAKEN:
        out.skip(entry, "The record says that it was not given or not taken.")
    elif name is None:
        out.skip(entry, "No name of a medicine that can be read.")
    elif says_nothing(name):
        out.skip(entry, "The record only says that no medicine is listed.")
    else:
        _keep(out, entry, draft, name, status)


def _keep(out: Collector, entry: Entry, draft: MedicineDraft, name: str, status: str) -> None:
    stop, planned_end = _stop(draft, out.received_on)
    state = _STATUS.get(status)
    if draft.given:
        state = None
    elif state == "active" and stop is not None:
        state = "stopped"
    elif state == "active" and draft.as_needed:
        state = "as_needed"
    out.keep(
        entry,
        Medication,
        draft.words,
        draft.concept,
        name=name,
        dose=draft.dose,
        route=draft.route,
        frequency=draft.frequency,
        start=draft.start.date if draft.start else None,
        stop=stop,
        reason=draft.reason,
        prescriber=draft.prescriber,
        status=state,
        note=_note(draft, status, state, planned_end, out.received_on),
    )


def _stop(
    draft: MedicineDraft, received_on: PartialDate
) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the last day, and the day of a planned end that still lies ahead."""
    if draft.given and draft.stop is None:
        return (draft.start.date if draft.start else None), None
    if draft.stop is None:
        return None, None
    ended = draft.stop.date.after(received_on) is not True
    return (draft.stop.date, None) if ended else (None, draft.stop.date)


def _note(
    draft: MedicineDraft,
    status: str,
    state: str | None,
    planned_end: PartialDate | None,
    received_on: PartialDate,
) -> str | None:
    notes = [draft.note, _REMARKS.get(status)]
    if planned_end is not None:
        notes.append(f"Planned until {planned_end.words()}.")
    if state in ("active", "as_needed") and _is_older(draft.record_date, received_on.earliest):
        notes.append(f"Taken at the time of the record of {draft.record_date.words()}.")  # type: ignore[union-attr]
    return " ".join(note for note in notes if note) or None


def _is_older(record_date: PartialDate | None, received_on: date) -> bool:
    return record_date is not None and (received_on - record_date.latest).days > _RECENT_DAYS

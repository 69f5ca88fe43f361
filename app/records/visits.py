"""Visits that were, and the people of the care team."""

import re
from typing import NamedTuple

from app.case.entities import Appointment, CarePerson, Note, PerformanceScore, StatusEvent
from app.records.code_systems import LOINC
from app.records.collector import Collector, Entry
from app.records.concepts import Concept, says_nothing
from app.records.found import SourceWords
from app.records.lab_values import Value
from app.records.moments import Moment

_TYPES = {
    "amb": "clinic",
    "ambulatory": "clinic",
    "outpatient": "clinic",
    "field": "clinic",
    "hh": "clinic",
    "home": "clinic",
    "emer": "admission",
    "emergency": "admission",
    "imp": "admission",
    "acute": "admission",
    "nonac": "admission",
    "inpatient": "admission",
    "obsenc": "admission",
    "ss": "admission",
    "daytime": "clinic",
    "vr": "telehealth",
    "virtual": "telehealth",
    "imaging": "imaging",
}
_NOT_HELD = {
    "cancelled": "The visit was cancelled.",
    "entered-in-error": "Entered by mistake, the record says.",
    "noshow": "The visit did not take place.",
}


class VisitDraft(NamedTuple):
    """A visit as a record gives it.

    Attributes:
        kind: what the record calls the visit; the codes hold none of our list.
        setting: the record's word for outpatient, inpatient, by video ...
    """

    kind: Concept
    start: Moment | None = None
    end: Moment | None = None
    setting: str | None = None
    with_whom: str | None = None
    place: str | None = None
    reason: str | None = None
    diagnoses: tuple[str, ...] = ()
    status: str | None = None
    words: SourceWords = SourceWords()


def keep_visit(out: Collector, entry: Entry, draft: VisitDraft) -> None:
    """Enter a visit, or skip it with its reason."""
    status = (draft.status or "").casefold()
    purpose = draft.reason or draft.kind.name
    if status in _NOT_HELD:
        out.skip(entry, _NOT_HELD[status])
    elif draft.start is None:
        out.skip(entry, "No day of the visit is given.")
    elif says_nothing(purpose) and not draft.place and not draft.with_whom:
        out.skip(entry, "Nothing but a day is given for this visit.")
    else:
        out.keep(
            entry,
            Appointment,
            draft.words,
            draft.kind,
            date=draft.start.date,
            time=draft.start.time,
            type=_TYPES.get((draft.setting or "").casefold()),
            with_whom=draft.with_whom,
            place=draft.place,
            purpose=purpose,
            note=_note(draft, draft.start),
        )


def _note(draft: VisitDraft, start: Moment) -> str | None:
    notes = []
    if draft.reason and draft.kind.name and draft.kind.name != draft.reason:
        notes.append(f"{draft.kind.name}.")
    if draft.end is not None and draft.end.date != start.date:
        notes.append(f"Until {draft.end.date.words()}.")
    if draft.diagnoses:
        notes.append(f"Diagnoses in the record: {', '.join(dict.fromkeys(draft.diagnoses))}.")
    return " ".join(notes) or None


class CarePersonDraft(NamedTuple):
    """A person or place of the care team as a record gives it."""

    name: str | None
    role: str | None = None
    place: str | None = None
    phone: str | None = None
    email: str | None = None
    words: SourceWords = SourceWords()


def keep_care_person(out: Collector, entry: Entry, draft: CarePersonDraft) -> None:
    """Enter somebody of the care team, or skip the entry with its reason."""
    if says_nothing(draft.name):
        out.skip(entry, "No name is given.")
        return
    out.keep(
        entry,
        CarePerson,
        draft.words,
        Concept((draft.name or "",)),
        name=draft.name,
        role=draft.role,
        place=draft.place,
        phone=draft.phone,
        email=draft.email,
    )


_SCALE = re.compile(r"\b(?P<scale>ecog|karnofsky|lansky)\b", re.IGNORECASE)
# "Cancer disease status" and "Response to cancer treatment" (mCODE).
_DISEASE_STATUS = frozenset({"97509-4", "88040-1"})
# "Sex assigned at birth", "Sex" and "Administrative sex".
_SEX = frozenset({"76689-9", "46098-0", "72143-1"})
_UNKNOWN = re.compile(r"\bunknown(?: if ever smoked)?$", re.IGNORECASE)
_SCALES = {"ecog": "ECOG", "karnofsky": "Karnofsky", "lansky": "Lansky"}


class RemarkDraft(NamedTuple):
    """An observation that is no measurement of body or blood: performance, smoking, surveys."""

    concept: Concept
    value: Value
    moment: Moment | None = None
    note: str | None = None
    words: SourceWords = SourceWords()


def keep_remark(out: Collector, entry: Entry, draft: RemarkDraft) -> None:
    """Enter an observation as a performance score or as a note with the record's words."""
    name, value = draft.concept.name, draft.value.value
    if name is None:
        out.skip(entry, "No name that can be read.")
    elif value is None:
        out.skip(entry, "No value is given.")
    elif isinstance(value, str) and (says_nothing(value) or _UNKNOWN.search(value)):
        out.skip(entry, "The record only says that this is not known.")
    elif draft.concept.has(LOINC, _SEX):
        out.skip(entry, "It tells the person's sex, which is kept with the person.")
    elif draft.concept.has(LOINC, _DISEASE_STATUS):
        _keep_status(out, entry, draft)
    elif (scale := scale_of(draft)) is not None and not isinstance(value, str):
        out.keep(
            entry,
            PerformanceScore,
            draft.words,
            draft.concept,
            date=draft.moment.date if draft.moment else None,
            scale=scale,
            score=value,
            note=draft.note,
        )
    else:
        _keep_note(out, entry, draft, name)


def _keep_status(out: Collector, entry: Entry, draft: RemarkDraft) -> None:
    """Keep what the team wrote about the disease; which response that is, a person decides."""
    out.keep(
        entry,
        StatusEvent,
        draft.words,
        draft.concept,
        date=draft.moment.date if draft.moment else None,
        type="response_assessment",
        note=" ".join(part for part in (f"{draft.value.value}.", draft.note) if part),
    )


def _keep_note(out: Collector, entry: Entry, draft: RemarkDraft, name: str) -> None:
    shown = " ".join(
        part for part in (draft.value.comparator, str(draft.value.value), draft.value.unit) if part
    )
    out.keep(
        entry,
        Note,
        draft.words,
        draft.concept,
        date=draft.moment.date if draft.moment else None,
        text=" ".join(part for part in (f"{name}: {shown}.", draft.note) if part),
    )


def scale_of(draft: RemarkDraft) -> str | None:
    """Return the performance scale that name or remark tells, None for any other observation."""
    said = " ".join((*draft.concept.names, draft.note or ""))
    scales = {_SCALES[found["scale"].lower()] for found in _SCALE.finditer(said)}
    return scales.pop() if len(scales) == 1 else None

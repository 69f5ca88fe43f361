"""Procedures: each becomes the row that a family would make of it.

A transplant, a cell infusion, a spinal tap, radiation and a transfusion have rows of their own. A
marrow sample and surgery are treatments of the kind "surgery or biopsy", a scan is a visit. What is
none of these becomes a note that keeps the record's words, because it must not change what counts
as treatment.
"""

from collections.abc import Callable
from typing import NamedTuple

from app.case.entities import (
    Appointment,
    CellTherapy,
    CsfSample,
    Note,
    Radiation,
    Transfusion,
    Transplant,
    Treatment,
)
from app.case.partial_date import PartialDate
from app.records.collector import Collector, Entry
from app.records.concepts import Concept, says_nothing
from app.records.found import SourceWords
from app.records.moments import Moment
from app.records.procedure_kinds import (
    ProcedureKind,
    cell_source,
    donor_type,
    medicines_named,
    procedure_kind,
    transplant_type,
)

_NOT_DONE = {
    "not-done": "The record says that it was not done.",
    "not done": "The record says that it was not done.",
    "aborted": "The record says that it was broken off.",
    "cancelled": "The record says that it was cancelled.",
    "suspended": "The record says that it was put off.",
    "preparation": "The record says that it was only planned.",
}


class ProcedureDraft(NamedTuple):
    """A procedure as a record gives it; `status` in the record's word."""

    concept: Concept
    start: Moment | None = None
    end: Moment | None = None
    status: str | None = None
    site: str | None = None
    place: str | None = None
    doctor: str | None = None
    reason: str | None = None
    note: str | None = None
    words: SourceWords = SourceWords()

    @property
    def day(self) -> PartialDate | None:
        """The first day."""
        moment = self.start or self.end
        return moment.date if moment else None

    @property
    def last_day(self) -> PartialDate | None:
        """The last day."""
        return self.end.date if self.end else self.day

    @property
    def all_names(self) -> str:
        """Every name the record gives."""
        return "; ".join(self.concept.names)

    @property
    def remark(self) -> str | None:
        """What the record says beside the name."""
        parts = [self.note, f"Site: {self.site}." if self.site else None]
        parts.append(f"Reason: {self.reason}." if self.reason else None)
        return " ".join(part for part in parts if part) or None


def keep_procedure(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
    """Enter a procedure as the row of its kind, or skip it with its reason."""
    status = (draft.status or "").casefold()
    name = draft.concept.name
    if status in _NOT_DONE:
        out.skip(entry, _NOT_DONE[status])
    elif name is None or says_nothing(name):
        out.skip(entry, "No procedure is named.")
    else:
        _KEEPERS[procedure_kind(draft.concept)](out, entry, draft)


def _with_name(draft: ProcedureDraft) -> str:
    """Return the record's own name with its remark, for rows that have no name of their own."""
    return " ".join(part for part in (f"{draft.concept.name}.", draft.remark) if part)


def _transplant(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
    out.keep(
        entry,
        Transplant,
        draft.words,
        draft.concept,
        date=draft.day,
        type=transplant_type(draft.all_names),
        donor_type=donor_type(draft.all_names),
        cell_source=cell_source(draft.all_names),
        place=draft.place,
        note=_with_name(draft),
    )


def _cell_therapy(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
    named = medicines_named(draft.all_names)
    out.keep(
        entry,
        CellTherapy,
        draft.words,
        draft.concept,
        product=named[0] if len(named) == 1 else None,
        infused_on=draft.day,
        place=draft.place,
        note=_with_name(draft),
    )


def _spinal_tap(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
    out.keep(
        entry,
        CsfSample,
        draft.words,
        draft.concept,
        date=draft.day,
        drugs=medicines_named(draft.all_names) or None,
        note=_with_name(draft),
    )


def _radiation(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
    out.keep(
        entry,
        Radiation,
        draft.words,
        draft.concept,
        site=draft.site,
        start=draft.day,
        end=draft.last_day,
        place=draft.place,
        note=_with_name(draft),
    )


def _transfusion(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
    out.keep(
        entry,
        Transfusion,
        draft.words,
        draft.concept,
        date=draft.day,
        product=draft.concept.name,
        note=draft.remark,
    )


def _scan(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
    out.keep(
        entry,
        Appointment,
        draft.words,
        draft.concept,
        date=draft.day,
        time=draft.start.time if draft.start else None,
        type="imaging",
        purpose=draft.concept.name,
        with_whom=draft.doctor,
        place=draft.place,
        note=draft.remark,
    )


def _treatment(modality: str) -> Callable[[Collector, Entry, ProcedureDraft], None]:
    def keep(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
        out.keep(
            entry,
            Treatment,
            draft.words,
            draft.concept,
            modality=modality,
            name=draft.concept.name,
            start_date=draft.day,
            end_date=draft.last_day,
            place=draft.place,
            doctor=draft.doctor,
            note=draft.remark,
        )

    return keep


def _note(out: Collector, entry: Entry, draft: ProcedureDraft) -> None:
    words = f"Procedure in the record: {_with_name(draft)}"
    out.keep(entry, Note, draft.words, draft.concept, date=draft.day, text=words)


_KEEPERS: dict[ProcedureKind, Callable[[Collector, Entry, ProcedureDraft], None]] = {
    ProcedureKind.TRANSPLANT: _transplant,
    ProcedureKind.CELL_THERAPY: _cell_therapy,
    ProcedureKind.LYMPHOCYTE_INFUSION: _treatment("dli"),
    ProcedureKind.SPINAL_TAP: _spinal_tap,
    ProcedureKind.MARROW_SAMPLE: _treatment("surgery"),
    ProcedureKind.CHEMOTHERAPY: _treatment("chemotherapy"),
    ProcedureKind.RADIATION: _radiation,
    ProcedureKind.TRANSFUSION: _transfusion,
    ProcedureKind.SCAN: _scan,
    ProcedureKind.SURGERY: _treatment("surgery"),
    ProcedureKind.OTHER: _note,
}

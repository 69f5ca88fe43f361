"""Treatment lines as Procedures, under words by which other programs know them as treatments."""

from collections import Counter
from collections.abc import Iterator

from app.case import codes
from app.case.declaration import Entity
from app.case.entities import CellTherapy, Radiation, Transplant, Treatment, TreatmentDrug
from app.case.partial_date import PartialDate
from app.case.vocabulary import regimens
from app.records.concepts import Concept, name_key
from app.records.fhir_out.elements import (
    Resource,
    about,
    called,
    concept,
    one_line,
    period,
    remarks,
    resource,
    told,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet, Written, dated, group
from app.records.fhir_out.sources import codes_of, source_of
from app.records.procedure_kinds import ProcedureKind, procedure_kind

_CHEMOTHERAPY = "Chemotherapy"
_ANTINEOPLASTIC = "Antineoplastic therapy"
_MEDICINE_GIVEN = "Introduction of therapeutic substance"
_KIND_WORDS = {
    "chemotherapy": _CHEMOTHERAPY,
    "intrathecal": _ANTINEOPLASTIC,
    "targeted": _ANTINEOPLASTIC,
    "antibody": _ANTINEOPLASTIC,
    "adc": _ANTINEOPLASTIC,
    "bispecific": _ANTINEOPLASTIC,
    "immunotherapy_other": "Immunotherapy",
    "trial": _ANTINEOPLASTIC,
    "supportive": _MEDICINE_GIVEN,
    "dli": "Donor lymphocyte infusion",
    "surgery": "Surgical procedure",
    "hsct": "Treatment before or with a transplant of stem cells",
    "car_t": "CAR-T cell therapy",
    "other_cell_therapy": "Cell therapy",
    "radiation": "Radiation therapy",
}
# Kinds under which a program that reads the words files a treatment as a treatment.
_OF_TREATMENT = frozenset(
    {
        ProcedureKind.CHEMOTHERAPY,
        ProcedureKind.SURGERY,
        ProcedureKind.MARROW_SAMPLE,
        ProcedureKind.LYMPHOCYTE_INFUSION,
    }
)
_BEFORE_TRANSPLANT = 30
"""Days before day 0 in which a line of the kind "transplant" is its conditioning."""
_AROUND = 7

Details = dict[str, list[Treatment]]
"""Treatment lines by the id of the transplant, cells or radiation that they are about."""


def lines_of_details(sheet: Sheet) -> Details:
    """Return the lines that a transplant, cells or radiation of the case tell more of."""
    found: Details = {}
    for row in sheet.case.all(Treatment):
        detail = _detail_of(sheet, row)
        if detail is not None:
            found.setdefault(detail.id, []).append(row)
    return found


def _detail_of(sheet: Sheet, row: Treatment) -> Entity | None:
    case = sheet.case
    if row.modality == "hsct":
        days = ((one, one.date) for one in case.all(Transplant))
        return next((one for one, at in days if _near(row, at, _BEFORE_TRANSPLANT)), None)
    if row.modality in ("car_t", "other_cell_therapy"):
        infused = ((one, one.infused_on) for one in case.all(CellTherapy))
        return next((one for one, at in infused if _near(row, at, _BEFORE_TRANSPLANT)), None)
    if row.modality == "radiation":
        begun = ((one, one.start) for one in case.all(Radiation))
        return next((one for one, at in begun if _near(row, at, _AROUND)), None)
    return None


def _near(row: Treatment, at: PartialDate | None, days_before: int) -> bool:
    """Whether a day lies within a line or soon after its beginning."""
    if row.start_date is None or at is None:
        return False
    apart = (at.earliest - row.start_date.latest).days
    last = row.end_date or row.start_date
    return (
        apart <= days_before
        and (row.start_date.earliest - at.latest).days <= _AROUND
        and (at.earliest - last.latest).days <= days_before
    )


def _line_words(sheet: Sheet, row: Treatment) -> Iterator[str | None]:
    """Yield what a line says beside name and days."""
    if row.line is not None:
        yield f"Line of therapy: {row.line}."
    if row.phase:
        yield told("Phase", codes.label("treatment.phase", row.phase))
    term = regimens().get(row.regimen_id) if row.regimen_id else None
    yield told("Regimen", term.name if term else row.regimen_id)
    yield told("Drugs", "; ".join(map(_drug_words, sheet.case.parts(TreatmentDrug, row))))
    yield told("Cycles given", row.cycles_given)
    yield told("Given in the trial", row.trial_id)
    if row.best_response:
        response = codes.label("response_code", row.best_response)
        yield told("Best response", dated(response, row.response_date))
    if row.reason_stopped:
        yield told("Why it ended", codes.label("treatment.reason_stopped", row.reason_stopped))
    yield about("Began", row.start_date)
    yield about("Ended", row.end_date)
    yield row.note


def _drug_words(drug: TreatmentDrug) -> str:
    parts = [drug.name, drug.dose, drug.route, drug.note]
    if drug.start_date:
        parts.append(f"first dose {drug.start_date.words()}")
    if drug.last_dose_date:
        parts.append(f"last dose {drug.last_dose_date.words()}")
    return ", ".join(part for part in parts if part)


def told_with(sheet: Sheet, lines: list[Treatment]) -> Iterator[str | None]:
    """Yield what the lines of a transplant, cells or radiation say."""
    for row in lines:
        yield told("Treatment line", dated(row.name or "without a name", row.start_date))
        yield from _line_words(sheet, row)


def treatments(sheet: Sheet, told_elsewhere: Details) -> Written:
    """Return the treatment lines that nothing else tells of."""
    written = Written.nothing()
    others: list[tuple[Resource, str]] = []
    elsewhere = {row.id for lines in told_elsewhere.values() for row in lines}
    rows = [row for row in sheet.case.all(Treatment) if row.id not in elsewhere]
    names = Counter(name_key(row.name or "") for row in rows)
    for row in rows:
        code = _treatment_code(row, is_only=names[name_key(row.name or "")] == 1)
        made = _treatment(sheet, row, code)
        line = _treatment_line(row)
        if _reads_as_treatment(code) or made["status"] == "preparation":
            written.add(made, line)
        else:
            others.append((made, line))
    written.take(group(sheet, "treatment", "Other treatments", others))
    return written


def _treatment_name(row: Treatment) -> str:
    term = regimens().get(row.regimen_id) if row.regimen_id else None
    kind = codes.label("treatment.modality", row.modality) if row.modality else None
    return row.name or (term.name if term else None) or kind or "Treatment without a name"


def _treatment_code(row: Treatment, is_only: bool) -> Resource:
    """Return name and kind of a treatment.

    Two lines of one name get their day as a further name: they are two courses.
    """
    name, kind = _treatment_name(row), _KIND_WORDS.get(row.modality or "")
    phase = codes.label("treatment.phase", row.phase) if row.phase else None
    apart = None if is_only else dated(name, row.start_date)
    known = codes_of(row)
    plain = {"coding": [*known, *called(kind, apart)], "text": one_line(name)}
    if not plain["coding"]:
        del plain["coding"]
    if _reads_as_treatment(plain) or kind is None or row.modality not in _DRUGS_GIVEN:
        return plain
    # The name holds words of another kind ("after CAR-T"): the kind goes first, the name follows
    # in the remarks.
    return {"coding": [*known, *called(phase, apart)], "text": kind}


_DRUGS_GIVEN = frozenset(
    """
    chemotherapy intrathecal targeted antibody adc bispecific immunotherapy_other trial supportive
    """.split()
)


def _reads_as_treatment(code: Resource) -> bool:
    names = (code["text"], *(each.get("display", "") for each in code.get("coding", ())))
    return procedure_kind(Concept(tuple(name for name in names if name))) in _OF_TREATMENT


def _treatment(sheet: Sheet, row: Treatment, code: Resource) -> Resource:
    name = _treatment_name(row)
    given = [concept(drug.name) for drug in sheet.case.parts(TreatmentDrug, row) if drug.name]
    response = row.best_response
    return resource(
        "Procedure",
        uuid_of(row.id),
        status=_status(sheet, row),
        code=code,
        subject=sheet.patient,
        performedPeriod=period(row.start_date, row.end_date),
        performer=[{"actor": {"display": one_line(row.doctor)}}] if row.doctor else None,
        location={"display": one_line(row.place)} if row.place else None,
        outcome=concept(codes.label("response_code", response)) if response else None,
        usedCode=given,
        note=remarks(
            told("Name", name) if code["text"] != one_line(name) else None,
            *_line_words(sheet, row),
            source_of(row, sheet.case),
        ),
    )


def _status(sheet: Sheet, row: Treatment) -> str:
    if sheet.lies_ahead(row.start_date):
        return "preparation"
    if row.reason_stopped == "ongoing":
        return "in-progress"
    if row.end_date is not None and not sheet.lies_ahead(row.end_date):
        return "completed"
    return "unknown"


def _treatment_line(row: Treatment) -> str:
    line = f"Line {row.line}. " if row.line is not None else ""
    until = f" to {row.end_date.words()}" if row.end_date else ""
    since = row.start_date.words() if row.start_date else "day not known"
    return f"{line}{_treatment_name(row)} ({since}{until})"

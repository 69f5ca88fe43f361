"""Medicines as MedicationStatements, allergies, vaccines."""

from collections.abc import Iterator

from app.case import codes
from app.case.entities import Allergy, Immunization, Medication
from app.records.allergies import (
    NO_KNOWN_ALLERGIES,
    NO_KNOWN_DRUG_ALLERGIES,
    denies_all,
)
from app.records.fhir_out.elements import (
    ABSENT,
    NOT_KNOWN,
    TERMINOLOGY,
    Resource,
    about,
    coding,
    concept,
    day,
    filled,
    one_line,
    period,
    remarks,
    resource,
    told,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet, Written, dated
from app.records.fhir_out.sources import codes_of, source_of, verification

_STATUS = {
    "active": "active",
    "as_needed": "active",
    "stopped": "stopped",
    "planned": "intended",
}


def medicines(sheet: Sheet) -> Written:
    """Return every medicine, taken now or before."""
    written = Written.nothing()
    for row in sheet.case.all(Medication):
        written.add(_medicine(sheet, row), _medicine_line(row))
    if not written.entries:
        written.add(*_no_medicines_said(sheet))
    return written


def _no_medicines_said(sheet: Sheet) -> tuple[Resource, str]:
    words = "No information about medications"
    made = resource(
        "MedicationStatement",
        uuid_of(sheet.case.patient.id, "no medication information"),
        status="unknown",
        medicationCodeableConcept=concept(words, [coding(ABSENT, "no-medication-info", words)]),
        subject=sheet.patient,
    )
    return {**made, "_effectiveDateTime": NOT_KNOWN}, f"{words}."


def _medicine(sheet: Sheet, row: Medication) -> Resource:
    made = resource(
        "MedicationStatement",
        uuid_of(row.id),
        status=_STATUS.get(row.status or "", "unknown"),
        medicationCodeableConcept=concept(row.name or "Medicine without a name", codes_of(row)),
        subject=sheet.patient,
        effectivePeriod=period(row.start, row.stop),
        reasonCode=[{"text": one_line(row.reason)}] if row.reason else None,
        note=remarks(
            told("Ordered by", row.prescriber),
            about("Since", row.start),
            about("Last taken", row.stop),
            row.note,
            source_of(row, sheet.case),
        ),
        dosage=_dosage(row),
    )
    return made if row.start or row.stop else {**made, "_effectiveDateTime": NOT_KNOWN}


def _dosage(row: Medication) -> list[Resource]:
    dose = filled(
        text=one_line(row.dose) if row.dose else None,
        timing={"code": {"text": one_line(row.frequency)}} if row.frequency else None,
        route=concept(row.route),
    )
    if row.status == "as_needed":
        dose["asNeededBoolean"] = True
    return [dose] if dose else []


def _medicine_line(row: Medication) -> str:
    parts = [row.name or "Medicine without a name", row.dose, row.route, row.frequency]
    state = codes.label("medication.status", row.status) if row.status else None
    taken = [
        f"since {row.start.words()}" if row.start else None,
        f"until {row.stop.words()}" if row.stop else None,
    ]
    line = ", ".join(part for part in (*parts, *taken) if part)
    return f"{line}: {state.lower()}" if state else line


# Allergies

_NONE_KNOWN = {
    NO_KNOWN_ALLERGIES: ("no-known-allergies", "No known allergies"),
    NO_KNOWN_DRUG_ALLERGIES: ("no-known-medication-allergies", "No known medication allergies"),
}


def allergies(sheet: Sheet) -> Written:
    """Return the allergies; that none are known is a statement, that nobody said so another."""
    written = Written.nothing()
    for row in sheet.case.all(Allergy):
        written.add(_allergy(sheet, row), _allergy_line(row))
    if not written.entries:
        words = "No information about allergies"
        made = resource(
            "AllergyIntolerance",
            uuid_of(sheet.case.patient.id, "no allergy information"),
            clinicalStatus=_active(),
            code=concept(words, [coding(ABSENT, "no-allergy-info", words)]),
            patient=sheet.patient,
        )
        written.add(made, f"{words}.")
    return written


def _active() -> Resource | None:
    system = f"{TERMINOLOGY}/allergyintolerance-clinical"
    return concept(None, [coding(system, "active", "Active")])


def _allergy(sheet: Sheet, row: Allergy) -> Resource:
    name = row.substance or "Substance not named"
    codings = codes_of(row)
    if denies_all(name) and name in _NONE_KNOWN:
        codings.append(coding(ABSENT, *_NONE_KNOWN[name]))
    severity = row.severity if row.severity in ("mild", "moderate", "severe") else None
    reaction = _reaction(row, severity)
    return resource(
        "AllergyIntolerance",
        uuid_of(row.id),
        clinicalStatus=_active(),
        verificationStatus=verification(row, "allergyintolerance"),
        code=concept(name, codings),
        patient=sheet.patient,
        onsetDateTime=day(row.date),
        note=remarks(
            about("When", row.date),
            told("How severe", _severity_words(row)) if not reaction else None,
            row.note,
            source_of(row, sheet.case),
        ),
        reaction=reaction,
    )


def _reaction(row: Allergy, severity: str | None) -> list[Resource]:
    if not row.reaction:
        return []
    shown = [{"text": one_line(row.reaction)}]
    return [filled(manifestation=shown, severity=severity)]


def _severity_words(row: Allergy) -> str | None:
    if row.severity in (None, "unknown"):
        return None
    return codes.label("allergy.reaction_severity", row.severity)


def _allergy_line(row: Allergy) -> str:
    details = _details([row.reaction, _severity_words(row)])
    return dated((row.substance or "Substance not named") + details, row.date)


def _details(parts: list[str | None]) -> str:
    said = ", ".join(part for part in parts if part)
    return f": {said}" if said else ""


# Vaccines


def vaccines(sheet: Sheet) -> Written:
    """Return the vaccines given."""
    written = Written.nothing()
    for row in sheet.case.all(Immunization):
        name = row.vaccine or "Vaccine not named"
        written.add(_vaccine(sheet, row, name), dated(name, row.date))
    return written


def _vaccine(sheet: Sheet, row: Immunization, name: str) -> Resource:
    when = day(row.date)
    return resource(
        "Immunization",
        uuid_of(row.id),
        status="completed",
        vaccineCode=concept(name, codes_of(row)),
        patient=sheet.patient,
        occurrenceDateTime=when,
        occurrenceString=None if when else "not known",
        location={"display": one_line(row.place)} if row.place else None,
        note=remarks(*_of_vaccine(row), source_of(row, sheet.case)),
    )


def _of_vaccine(row: Immunization) -> Iterator[str | None]:
    yield about("Date", row.date)
    if row.live is not None:
        yield "A live vaccine." if row.live else "Not a live vaccine."
    yield row.note

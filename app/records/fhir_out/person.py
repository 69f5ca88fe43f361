"""The patient, as the summary names them."""

from collections.abc import Iterator

from app.case.entities import Guardian, HealthCareProxy, Patient
from app.records.fhir_out.elements import (
    TERMINOLOGY,
    Resource,
    coding,
    concept,
    day,
    filled,
    one_line,
    resource,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet

_GENDERS = {"female": "female", "male": "male", "intersex": "other", "unknown": "unknown"}


def patient(sheet: Sheet) -> Resource:
    """Return the patient with the people who may decide for them."""
    row = sheet.case.patient
    return resource(
        "Patient",
        uuid_of(row.id, "patient"),
        identifier=_identifiers(row),
        name=list(_names(row)),
        gender=_GENDERS.get(row.sex_at_birth or ""),
        birthDate=day(row.birth_date),
        address=_address(row),
        contact=list(_contacts(sheet)),
        communication=[{"language": {"text": one_line(name)}} for name in row.languages or ()],
    )


def _identifiers(row: Patient) -> list[Resource] | None:
    if not row.record_number:
        return None
    kind = concept(None, [coding(f"{TERMINOLOGY}/v2-0203", "MR", "Medical record number")])
    return [filled(type=kind, value=one_line(row.record_number))]


def _names(row: Patient) -> Iterator[Resource]:
    if row.display_name:
        yield {"text": one_line(row.display_name)}
    if row.preferred_name and row.preferred_name != row.display_name:
        yield {"use": "usual", "text": one_line(row.preferred_name)}


def _address(row: Patient) -> list[Resource] | None:
    found = filled(state=row.region, country=row.country)
    return [found] if found else None


def _contacts(sheet: Sheet) -> Iterator[Resource]:
    row = sheet.case.patient
    people: list[Guardian | HealthCareProxy] = [
        *sheet.case.parts(Guardian, row),
        *sheet.case.parts(HealthCareProxy, row),
    ]
    for person in people:
        if person.name:
            yield filled(
                relationship=[{"text": one_line(person.relation)}] if person.relation else None,
                name={"text": one_line(person.name)},
                telecom=[{"system": "phone", "value": one_line(person.phone)}]
                if person.phone
                else None,
            )

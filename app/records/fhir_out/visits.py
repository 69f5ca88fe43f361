"""Visits, the care team, what every new doctor must know, and remarks of hospitals' records."""

from collections.abc import Iterator

from app.case import codes
from app.case.entities import Alert, Appointment, CarePerson, Note
from app.records.fhir_out.elements import (
    TERMINOLOGY,
    Resource,
    coding,
    concept,
    day,
    filled,
    moment,
    one_line,
    reference,
    remarks,
    resource,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet, Written, dated, group
from app.records.fhir_out.sources import source_of

# HL7 v3 ActCode, "ActEncounterCode".
_CLASSES = {
    "admission": ("IMP", "inpatient encounter"),
    "telehealth": ("VR", "virtual"),
}
_AMBULATORY = ("AMB", "ambulatory")


def plan_of_care(sheet: Sheet) -> Written:
    """Return the visits that lie ahead and who takes care of the patient."""
    written = Written.nothing()
    for row in sheet.case.all(Appointment):
        if _is_planned(sheet, row):
            written.add(_visit(sheet, row, "planned"), _visit_line(row))
    written.take(_care_team(sheet))
    return written


def past_visits(sheet: Sheet) -> Written:
    """Return the visits that took place."""
    written = Written.nothing()
    for row in sheet.case.all(Appointment):
        if row.date is not None and not _is_planned(sheet, row):
            written.add(_visit(sheet, row, "finished"), _visit_line(row))
    return written


def _is_planned(sheet: Sheet, row: Appointment) -> bool:
    return row.date is not None and row.date.latest >= sheet.as_of and not row.outcome


def _visit(sheet: Sheet, row: Appointment, status: str) -> Resource:
    kind = codes.label("appointment.type", row.type) if row.type else None
    code, words = _CLASSES.get(row.type or "", _AMBULATORY)
    return resource(
        "Encounter",
        uuid_of(row.id),
        status=status,
        **{"class": coding(f"{TERMINOLOGY}/v3-ActCode", code, words)},
        type=[{"text": kind}] if kind and row.purpose else None,
        subject=sheet.patient,
        participant=_people(row.with_whom),
        period=filled(start=moment(row.date, row.time, sheet.zone)),
        reasonCode=[{"text": one_line(row.purpose)}] if row.purpose else None,
        location=[{"location": {"display": one_line(row.place)}}] if row.place else None,
    )


def _people(names: str | None) -> list[Resource] | None:
    return [{"individual": {"display": one_line(names)}}] if names else None


def _visit_line(row: Appointment) -> str:
    kind = codes.label("appointment.type", row.type) if row.type else None
    parts = (row.purpose or kind or "Visit", row.with_whom, row.place)
    when = f"{row.date.words() if row.date else ''} {row.time or ''}".strip()
    line = f"{when}: {', '.join(part for part in parts if part)}"
    return f"{line}. {row.outcome}" if row.outcome else line


# Care team


def _care_team(sheet: Sheet) -> Written:
    written = Written.nothing()
    members = [(row, _person(row)) for row in sheet.case.all(CarePerson) if row.name]
    if not members:
        return written
    team = resource(
        "CareTeam",
        uuid_of(sheet.case.patient.id, "care team"),
        status="active",
        subject=sheet.patient,
        participant=[_member(row, person) for row, person in members],
    )
    written.entries.append(team)
    written.lines.extend(_member_line(row) for row, _ in members)
    written.others.extend(person for _, person in members)
    return written


def _person(row: CarePerson) -> Resource:
    return resource(
        "Practitioner",
        uuid_of(row.id),
        name=[{"text": one_line(row.name or "")}],
        telecom=list(_telecom(row)),
    )


def _telecom(row: CarePerson) -> Iterator[Resource]:
    for system, value in (("phone", row.phone), ("phone", row.night_phone), ("email", row.email)):
        if value:
            yield {"system": system, "value": one_line(value)}


def _member(row: CarePerson, person: Resource) -> Resource:
    return filled(
        role=[{"text": one_line(row.role)}] if row.role else None,
        member=reference(person["id"], one_line(row.name or "")),
        onBehalfOf={"display": one_line(row.place)} if row.place else None,
    )


def _member_line(row: CarePerson) -> str:
    return ", ".join(part for part in (row.name, row.role, row.place, row.phone) if part)


# Alerts


def alerts(sheet: Sheet) -> Written:
    """Return what every new doctor must know first."""
    return group(sheet, "alert", "What every new doctor must know", list(_flags(sheet)))


def _flags(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for row in sheet.case.all(Alert):
        if row.text:
            made = resource(
                "Flag",
                "",
                status="active",
                code=concept(row.text),
                subject=sheet.patient,
                period=filled(start=day(row.since)),
            )
            yield made, dated(row.text, row.since)


# Remarks

_REMARK = "Remark in a record"


def remarks_of_records(sheet: Sheet) -> Written:
    """Return what hospitals' records said and has no row of its own; the family's notes stay."""
    return group(sheet, "remark", "Remarks in records", list(_remarks(sheet)))


def _remarks(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for row in sheet.case.all(Note):
        if row.text and _is_of_a_record(row):
            made = resource(
                "Observation",
                "",
                status="final",
                code={"text": _REMARK},
                subject=sheet.patient,
                effectiveDateTime=day(row.date),
                valueString=row.text.strip(),
                note=remarks(source_of(row, sheet.case)),
            )
            yield made, dated(row.text, row.date)


def _is_of_a_record(row: Note) -> bool:
    """Whether a hospital's record said it: then it has its place there, unlike a family's note."""
    return row.certainty == "from_record" and bool(row.source_page)

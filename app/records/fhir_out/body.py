"""Height, weight, vital signs, and how well everyday things go."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.case.entities import PerformanceScore, VitalSigns
from app.records.fhir_out.elements import (
    LOINC,
    Resource,
    about,
    category,
    coding,
    concept,
    day,
    one_line,
    quantity,
    remarks,
    resource,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet, Written, dated
from app.records.fhir_out.sources import is_unsure, source_of

_VITAL = category("observation-category", "vital-signs", "Vital Signs")
_SURVEY = category("observation-category", "survey", "Survey")
# LOINC codes and units of the vital signs: HL7 FHIR R4, "Vital Signs" profile.
_MEASURES: tuple[tuple[str, str, str, str], ...] = (
    ("height_cm", "8302-2", "Body height", "cm"),
    ("weight_kg", "29463-7", "Body weight", "kg"),
    ("temperature_celsius", "8310-5", "Body temperature", "Cel"),
    ("pulse", "8867-4", "Heart rate", "/min"),
    ("spo2_room_air_percent", "2708-6", "Oxygen saturation on room air", "%"),
)
_PRESSURES = (
    ("systolic", "8480-6", "Systolic blood pressure"),
    ("diastolic", "8462-4", "Diastolic blood pressure"),
)


def vital_signs(sheet: Sheet) -> Written:
    """Return height, weight and what a nurse measures."""
    written = Written.nothing()
    for row in sheet.case.all(VitalSigns):
        for field, loinc, name, unit in _MEASURES:
            value = getattr(row, field)
            if value is not None:
                made = _measure(sheet, row, field, concept(name, [coding(LOINC, loinc)]))
                made["valueQuantity"] = quantity(value, unit)
                written.add(made, dated(f"{name}: {value} {unit}", row.date))
        pressures = list(_pressures(row))
        if pressures:
            written.add(*_blood_pressure(sheet, row, pressures))
    return written


def _measure(sheet: Sheet, row: VitalSigns, part: str, code: Resource | None) -> Resource:
    return resource(
        "Observation",
        uuid_of(row.id, part),
        status="unknown" if is_unsure(row) else "final",
        category=_VITAL,
        code=code,
        subject=sheet.patient,
        effectiveDateTime=day(row.date),
        note=remarks(
            "On room air." if part.startswith("spo2") else None,
            about("Date", row.date),
            row.note,
            source_of(row, sheet.case),
        ),
    )


def _pressures(row: VitalSigns) -> Iterator[Resource]:
    for field, loinc, name in _PRESSURES:
        value = getattr(row, field)
        if value is not None:
            yield {
                "code": concept(name, [coding(LOINC, loinc)]),
                "valueQuantity": quantity(value, "mmHg"),
            }


def _blood_pressure(sheet: Sheet, row: VitalSigns, parts: list[Resource]) -> tuple[Resource, str]:
    made = _measure(sheet, row, "bp", concept("Blood pressure", [coding(LOINC, "85354-9")]))
    made["component"] = parts
    values = "/".join(str(value) for value in _given(row.systolic, row.diastolic))
    return made, dated(f"Blood pressure: {values} mmHg", row.date)


def _given(*values: Decimal | None) -> Iterable[Decimal]:
    return (value for value in values if value is not None)


_SCALES = ("ecog", "karnofsky", "lansky")


def functional_status(sheet: Sheet) -> Written:
    """Return the performance scores, each on the scale it was measured by."""
    written = Written.nothing()
    for row in sheet.case.all(PerformanceScore):
        if row.scale and row.score is not None:
            written.add(_score(sheet, row), _score_line(row))
    return written


def _score(sheet: Sheet, row: PerformanceScore) -> Resource:
    others = [scale for scale in _SCALES if scale != (row.scale or "").casefold()]
    # A remark that names another scale would make a reader doubt which one was measured.
    note = None if any(scale in (row.note or "").casefold() for scale in others) else row.note
    return resource(
        "Observation",
        uuid_of(row.id),
        status="unknown" if is_unsure(row) else "final",
        category=_SURVEY,
        code=concept(f"{row.scale} performance status"),
        subject=sheet.patient,
        effectiveDateTime=day(row.date),
        valueQuantity={"value": row.score},
        performer=[{"display": one_line(row.by)}] if row.by else None,
        note=remarks(about("Date", row.date), note, source_of(row, sheet.case)),
    )


def _score_line(row: PerformanceScore) -> str:
    line = dated(f"{row.scale} {row.score}", row.date)
    return f"{line}. {row.note}" if row.note else line

"""The parts that written resources are made of: ids, texts with codes, amounts, days, remarks."""

import datetime
import uuid
import zoneinfo
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from app.case.partial_date import PartialDate
from app.records.fhir_out.ucum import ucum_code

Resource = dict[str, Any]

UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
ABSENT = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
"""Codes of the International Patient Summary for "none known" and "no information"."""

NOT_KNOWN = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}
"""Stands beside a field that the format asks for and nobody has said."""

# Of our own making (a random UUID), so that ids made from other ids stay the same for ever.
_OURS = uuid.UUID("5d1c5a0e-7f6b-4f0a-9b0e-4d5b7c1f2a63")


def uuid_of(row_id: str, part: str = "") -> str:
    """Return the id of a resource: the row's own UUID, or one that always follows from it."""
    if not part:
        try:
            return str(uuid.UUID(row_id))
        except ValueError:
            pass
    return str(uuid.uuid5(_OURS, f"{row_id} {part}"))


def reference(id_: str, display: str | None = None) -> Resource:
    """Return a Reference to a resource of the same document."""
    return filled(reference=f"urn:uuid:{id_}", display=display)


def filled(**fields: Any) -> Resource:
    """Return the fields that say something; FHIR allows no empty ones."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}


def resource(kind: str, id_: str, **fields: Any) -> Resource:
    """Return a resource of a kind."""
    return {"resourceType": kind, "id": id_, **filled(**fields)}


def coding(system: str, code: str, display: str | None = None) -> Resource:
    """Return a Coding."""
    return filled(system=system, code=code, display=display)


def called(*displays: str | None) -> list[Resource]:
    """Return further names of a thing, as Codings without a code."""
    return [{"display": one_line(name)} for name in displays if name and name.strip()]


def concept(text: str | None, codings: Iterable[Resource] = ()) -> Resource | None:
    """Return a CodeableConcept, None where it would say nothing."""
    found = filled(coding=list(codings), text=one_line(text) if text else None)
    return found or None


def one_line(text: str) -> str:
    """Return a text that FHIR takes for a string: no control characters, no spare spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def quantity(value: Decimal, unit: str | None, comparator: str | None = None) -> Resource:
    """Return a Quantity with the unit as printed, and its UCUM code where that is known."""
    code = ucum_code(unit) if unit else None
    return filled(
        comparator=comparator if comparator in ("<", "<=", ">", ">=") else None,
        unit=one_line(unit) if unit else None,
        system=UCUM if code else None,
        code=code,
    ) | {"value": value}


def day(date: PartialDate | None) -> str | None:
    """Return a day, month or year; FHIR has no "about", which a remark has to say."""
    return date.iso.lstrip("~") if date is not None else None


def moment(date: PartialDate | None, clock: str | None, zone: str | None) -> str | None:
    """Return day and time of day; the time only where the time zone tells what it means."""
    full = date.exact if date is not None and not date.about else None
    if full is None or not clock or not zone:
        return day(date)
    try:
        time = datetime.time.fromisoformat(clock)
        there = datetime.datetime.combine(full, time, zoneinfo.ZoneInfo(zone))
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return day(date)
    return there.isoformat()


def period(start: PartialDate | None, end: PartialDate | None) -> Resource | None:
    """Return a Period, None where neither end is known."""
    return filled(start=day(start), end=day(end)) or None


def remarks(*texts: str | None) -> list[Resource]:
    """Return Annotations, one for each text that says something."""
    return [{"text": text.strip()} for text in texts if text and text.strip()]


def about(label: str, date: PartialDate | None) -> str | None:
    """Return the remark for a date that is only about right."""
    return f"{label}: {date.words()}." if date is not None and date.about else None


def told(label: str, value: object) -> str | None:
    """Return `Label: value.`, None where there is no value."""
    return f"{label}: {value}." if value not in (None, "") else None


def category(system: str, code: str, display: str) -> list[Resource]:
    """Return the category of a resource."""
    return [{"coding": [coding(f"{TERMINOLOGY}/{system}", code, display)]}]


def merged(one: Mapping[str, Any], **fields: Any) -> Resource:
    """Return a resource with further fields that say something."""
    return {**one, **filled(**fields)}

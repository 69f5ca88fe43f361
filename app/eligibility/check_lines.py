"""Single lines checked one by one, as `casebook check-lines` prints them.

The record may be a case, or a short patient record as some data sets have them (age, sex,
pregnancy, measurements, conditions); such a record becomes the facts of a small case.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    LabPanel,
    LabResult,
    Medication,
    OrganTest,
    Patient,
    Problem,
    VitalSigns,
)
from app.case.facts.facts import Facts, facts_of
from app.case.partial_date import PartialDate
from app.case.vocabulary import drugs
from app.eligibility.check import CheckedCriterion, check_criterion
from app.eligibility.checking.measurements import MEASURED
from app.eligibility.checking.vital_signs import in_celsius
from app.eligibility.model import Section
from app.eligibility.read_criteria import read_line

_SECTIONS: Mapping[str, Section] = {"inclusion": "inclusion", "exclusion": "exclusion"}
_NUMBER = re.compile(r"\s*(?:\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){2,3}\.?)\s+(?=\S)")
_DENIES = re.compile(r"\s*(?:denies|no|no history of|never had)\s+(?P<what>.+?)\W*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*,\s*(?:or\s+|and\s+)?|\s+or\s+|\s+and\s+", re.IGNORECASE)
_SOURCE = "patient record"
_YEAR = Decimal("365.2425")


def check_lines(facts: Facts, lines: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Check lines one by one.

    Args:
        facts: of a case, or from `facts_of_patient_record`.
        lines: with "id", "section" and "text", and "context" (the text above it, or several)
            where there is one.

    Yields:
        For each line: "id", "state", "requirement", "evidence" (each with "value", "date",
        "source"), "reason".
    """
    for line in lines:
        yield {"id": line.get("id"), **_as_json(check_line(facts, line))}


def check_line(facts: Facts, line: Mapping[str, Any]) -> CheckedCriterion:
    """Check one line as it stands in a file of lines."""
    section = _SECTIONS.get(str(line.get("section") or "").lower(), "other")
    text = str(line.get("text") or "")
    number = _NUMBER.match(text)
    text = text[number.end() :] if number else text
    read = read_line(text, section, _context(line.get("context")))
    return check_criterion(read, facts)


def _context(given: Any) -> tuple[str, ...]:
    """Return the texts above a line: one text, with " / " between levels, or several."""
    if isinstance(given, str):
        return tuple(part.strip() for part in given.split(" / ") if part.strip())
    if isinstance(given, list | tuple):
        return tuple(str(part) for part in given if part)
    return ()


def _as_json(checked: CheckedCriterion) -> dict[str, Any]:
    return {
        "state": str(checked.state),
        "requirement": checked.requirement,
        "evidence": [
            {
                "value": row.words,
                "date": row.date.iso if row.date else None,
                "source": row.source,
            }
            for row in checked.evidence
        ],
        "reason": checked.reason,
    }


# Short patient records


def is_patient_record(document: Mapping[str, Any]) -> bool:
    """Whether a document is a short patient record, and no case."""
    return "age_years" in document and "patient" not in document


def facts_of_patient_record(document: Mapping[str, Any], as_of: date) -> Facts:
    """Return the facts of a short patient record; what it says is taken as of that day.

    Args:
        document: "age_years", "sex", "pregnant", "measurements" (each "variable", "value",
            "unit"), "conditions", "treatments", "stated_absent" (what it says was never there);
            whatever is missing stays unknown.
        as_of: the day it is taken for.
    """
    return facts_of(Case.of(_entities(document, as_of)), as_of)


def _entities(document: Mapping[str, Any], as_of: date) -> Iterator[Entity]:
    today = PartialDate.of(as_of)
    yield Patient(
        id="patient",
        display_name=str(document.get("patient_id") or "Patient"),
        birth_date=_birth_date(document.get("age_years"), as_of),
        sex_at_birth=_text(document.get("sex")),
        source_note=_SOURCE,
    )
    yield LabPanel(id="panel", date=today, source_note=_SOURCE)
    yield from _pregnancy(document.get("pregnant"))
    for number, row in enumerate(_rows(document.get("measurements"))):
        yield from _measurement(f"m{number}", row, today)
    for number, name in enumerate(_texts(document.get("conditions"))):
        since = _ago(name, as_of)
        status = "active" if since is None else "noted"
        yield Problem(id=f"c{number}", name=name, since=since, status=status, source_note=_SOURCE)
    for number, name in enumerate(_denied(document.get("stated_absent"))):
        yield Problem(id=f"d{number}", name=name, status="denied", source_note=_SOURCE)
    for number, name in enumerate(_texts(document.get("treatments"))):
        if drugs().find(name) is not None:
            yield Medication(id=f"t{number}", name=name, status="active", source_note=_SOURCE)


def _birth_date(age: Any, as_of: date) -> PartialDate | None:
    """Return a birth date in the middle of the year of life that an age names."""
    years = _number(age)
    if years is None or not 0 <= years <= 130:
        return None
    middle = years + Decimal("0.5") if years == int(years) else years
    return PartialDate.of(as_of - timedelta(days=int(middle * _YEAR)))


_AGO = re.compile(r"\b(?P<number>\d{1,3}) (?P<unit>day|week|month|year)s? ago\b", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.2425}


def _ago(name: str, as_of: date) -> PartialDate | None:
    """Return about when something was that happened "6 months ago"; None where it says nothing.

    Whole years are meant roughly, so they give a year alone.
    """
    match = _AGO.search(name)
    if match is None:
        return None
    unit = match["unit"].casefold()
    day = as_of - timedelta(days=round(int(match["number"]) * _DAYS[unit]))
    if unit == "year" and int(match["number"]) > 1:
        return PartialDate(day.year)
    exact = day.day if unit in ("day", "week") else None
    return PartialDate(day.year, day.month, exact, about=True)


def _pregnancy(pregnant: Any) -> Iterator[Entity]:
    if isinstance(pregnant, bool):
        said = "positive" if pregnant else "negative"
        yield LabResult(id="hcg", parent_id="panel", code="hcg", value=said)


def _measurement(id: str, row: Mapping[str, Any], day: PartialDate) -> Iterator[Entity]:
    name, value = str(row.get("variable") or "").strip().lower(), _number(row.get("value"))
    unit = _text(row.get("unit"))
    if value is None:
        return
    if name in _VITALS:
        field, factors = _VITALS[name]
        converted = _converted(value, unit, factors)
        vitals = {} if converted is None else {field: converted}
        yield VitalSigns(id=id, date=day, source_note=_SOURCE, **vitals)  # type: ignore[arg-type]
    elif name in _AS_ORGAN_TESTS:
        yield OrganTest(id=id, date=day, test=name, value=value, unit=unit, source_note=_SOURCE)
    else:
        code = MEASURED[name].labs[0] if name in MEASURED and MEASURED[name].labs else name
        yield LabResult(id=id, parent_id="panel", code=code, value=value, unit=unit)


_AS_ORGAN_TESTS = frozenset(
    {name for name, where in MEASURED.items() if where.family == "organ_test"} - {"crcl"}
    | {"bmi", "respiratory_rate", "gcs"}
)
_KILOGRAMS = {"kg": Decimal(1), "g": Decimal("0.001"), "lb": Decimal("0.45359237")}
_CENTIMETRES = {"cm": Decimal(1), "m": Decimal(100), "in": Decimal("2.54")}
_MERCURY = {"mmhg": Decimal(1)}
_A_MINUTE = {"/min": Decimal(1), "bpm": Decimal(1), "beats/min": Decimal(1)}
_CELSIUS = {"c": Decimal(1), "°c": Decimal(1)}
# Field of VitalSigns, and what a value in another unit is multiplied with.
_VITALS: Mapping[str, tuple[str, Mapping[str, Decimal]]] = {
    "weight": ("weight_kg", _KILOGRAMS),
    "height": ("height_cm", _CENTIMETRES),
    "spo2": ("spo2_room_air_percent", {"%": Decimal(1)}),
    "temperature": ("temperature_celsius", _CELSIUS),
    "heart_rate": ("pulse", _A_MINUTE),
    "sbp": ("systolic", _MERCURY),
    "dbp": ("diastolic", _MERCURY),
}


def _converted(value: Decimal, unit: str | None, factors: Mapping[str, Decimal]) -> Decimal | None:
    """Return a value in the unit of its field; a value without unit is in it, others are not."""
    name = (unit or "").strip().casefold()
    if factors is _CELSIUS and name in ("f", "°f"):
        return in_celsius(value)
    factor = factors.get(name) if name else Decimal(1)
    return None if factor is None else value * factor


def _denied(said: Any) -> list[str]:
    """Return what a record says was never there: "denies smoking, diabetes"."""
    if not isinstance(said, str):
        return []
    parts = (_DENIES.fullmatch(part) for part in said.split(";"))
    return [name for found in parts if found for name in _BETWEEN.split(found["what"]) if name]


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []

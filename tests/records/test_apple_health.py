"""Apple Health exports: hospital records inside, measures of the phone, a list of any size."""

import json

import pytest

from app.case.entities import LabResult, VitalSigns
from app.errors import CasebookError
from tests.records.samples import bundle, lab, one, patient, read, reasons, rows, zip_of

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ClinicalRecord)*)>
<!ATTLIST Record type CDATA #REQUIRED>
]>
<HealthData locale="en_US"><ExportDate value="2026-01-02"/>
<Me HKCharacteristicTypeIdentifierDateOfBirth="2010-05-01"
HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale"/>"""


def record(kind: str, value: str, unit: str, day: str = "2026-01-05 08:15:00 -0500") -> str:
    return (
        f'<Record type="HKQuantityTypeIdentifier{kind}" sourceName="Phone" unit="{unit}" '
        f'value="{value}" startDate="{day}" endDate="{day}">'
        '<MetadataEntry key="a" value="b"/></Record>'
    )


def clinical(path: str, source: str = "Northgate") -> str:
    return f'<ClinicalRecord sourceName="{source}" resourceFilePath="{path}" fhirVersion="1.0.2"/>'


def export(*elements: str) -> str:
    return HEAD + "".join(elements) + "</HealthData>"


def test_measures_are_kept_and_the_watch_is_counted() -> None:
    beats = [record("HeartRate", str(60 + n % 40), "count/min") for n in range(3000)]
    reading = read(export(record("BodyMass", "41.5", "kg"), *beats, record("Height", "4.9", "ft")))
    weight, height = rows(reading, VitalSigns)
    assert (str(weight.weight_kg), weight.date.iso) == ("41.5", "2026-01-05")
    assert str(height.height_cm) == "149.35"
    assert reasons(reading) == ["3000 entries of phone or watch; not part of a hospital's record."]
    assert reading.skipped[0].where.endswith("heart rate")
    (person,) = reading.persons
    assert (person.birth_date.iso if person.birth_date else None, person.sex) == (
        "2010-05-01", "female",
    )  # fmt: skip


def test_hospital_records_of_two_sources_with_the_same_ids() -> None:
    folder = "apple_health_export"
    here, there = lab("Sodium", 141, "mmol/L"), lab("Potassium", 4.1, "mmol/L")
    members = {
        f"{folder}/export.xml": export(
            clinical("/clinical-records/a.json", "North"),
            clinical("/clinical-records/p.json", "North"),
            clinical("/clinical-records/b.json", "South"),
            clinical("/clinical-records/gone.json", "South"),
        ),
        f"{folder}/export_cda.xml": "<ClinicalDocument xmlns='urn:hl7-org:v3'/>",
        f"{folder}/clinical-records/a.json": json.dumps({**here, "id": "2"}),
        f"{folder}/clinical-records/b.json": json.dumps({**there, "id": "2"}),
        f"{folder}/clinical-records/p.json": json.dumps(patient()),
        f"{folder}/clinical-records/more.json": json.dumps(lab("TSH", 2, "mIU/L")),
    }
    reading = read(zip_of(members))
    assert reading.form == "Apple Health export"
    assert {row.code for row in rows(reading, LabResult)} == {"na", "k", "tsh"}
    assert [person.name for person in reading.persons] == ["Ada Sample"]
    assert sorted(skipped.where for skipped in reading.skipped) == [
        "/clinical-records/gone.json", f"{folder}/export_cda.xml",
    ]  # fmt: skip


def test_a_list_cut_short_is_read_up_to_there() -> None:
    whole = export(record("BodyMass", "41.5", "kg"), record("BodyMass", "42", "kg"))
    reading = read(whole[: whole.rindex("42")])
    assert str(one(reading, VitalSigns).weight_kg) == "41.5"
    assert reading.notes


@pytest.mark.parametrize("place", ["<!ENTITY x 'ha'>", "<!entity x SYSTEM 'file:///etc/passwd'>"])
def test_entities_are_refused(place: str) -> None:
    text = export(record("BodyMass", "41.5", "kg")).replace("<!ELEMENT", f"{place}<!ELEMENT", 1)
    with pytest.raises(CasebookError):
        read(text)


def test_a_damaged_record_does_not_spoil_the_others() -> None:
    members = {
        "export.xml": export(clinical("/clinical-records/a.json")),
        "clinical-records/a.json": "{broken",
        "clinical-records/b.json": bundle(lab()),
    }
    reading = read(zip_of(members))
    assert one(reading, LabResult).code == "wbc"
    assert reasons(reading) == ["Damaged, or no record."]

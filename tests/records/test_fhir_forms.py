"""FHIR of several versions and forms, in small."""

import json
from typing import Any

import pytest

from app.case.entities import (
    Allergy,
    Immunization,
    LabPanel,
    LabResult,
    Medication,
)
from app.errors import CasebookError
from tests.records.samples import (
    Taker,
    bundle,
    lab,
    one,
    patient,
    read,
    reasons,
    rows,
)

# Forms


def test_several_persons_are_listed_and_one_is_chosen() -> None:
    mine = lab(subject={"reference": "Patient/p1"})
    other = lab("Platelets", subject={"reference": "Patient/p2"})
    reading = read(bundle(patient(), patient("p2", "Bo", birthDate="2015-01-01"), mine, other))
    assert [(p.name, p.entries) for p in reading.persons] == [("Ada Sample", 1), ("Bo Sample", 1)]
    chosen = reading.about(reading.persons[1])
    assert one(chosen, LabResult).name_on_report == "Platelets"
    assert reasons(chosen) == ["It is about another person."]
    assert chosen.total == len(chosen.found) + len(chosen.skipped)


def test_one_person_of_two_systems_is_one() -> None:
    twin = patient("p2", names := "Ada", "Sample")
    assert names
    assert len(read(bundle(patient(), twin, lab())).persons) == 1


def test_one_resource_to_a_line() -> None:
    lines = "\n".join([json.dumps(patient()), json.dumps(lab()), "{broken", ""])
    reading = read(lines)
    assert len(rows(reading, LabResult)) == 1
    assert reasons(reading) == ["This line is no record."]
    assert [person.name for person in reading.persons] == ["Ada Sample"]


def test_a_single_resource_and_a_list_of_them() -> None:
    assert len(rows(read(json.dumps(lab())), LabResult)) == 1
    assert len(rows(read(json.dumps([lab(), lab("Platelets")])), LabResult)) == 2


@pytest.mark.parametrize(
    "kind", ["transaction", "searchset", "batch-response", "history", "document"]
)
def test_bundles_of_any_type(kind: str) -> None:
    assert len(rows(read(bundle(lab(), kind=kind)), LabResult)) == 1


def test_a_bundle_inside_a_bundle_and_an_entry_without_content() -> None:
    inner = json.loads(bundle(lab()))
    text = json.dumps({"resourceType": "Bundle", "entry": [{"resource": inner}, {"fullUrl": "x"}]})
    reading = read(text)
    assert len(rows(reading, LabResult)) == 1
    assert reasons(reading) == ["It holds nothing."]


DSTU2 = """<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"><type value="collection"/>
<entry><resource><Patient><id value="1"/><name><family value="Sample"/><given value="Ada"/></name>
<birthDate value="2010-05-01"/></Patient></resource></entry>
<entry><resource><MedicationOrder><dateWritten value="2017-10-20"/><status value="active"/>
<patient><reference value="Patient/1"/></patient>
<medicationCodeableConcept><text value="Levothyroxine 75 mcg"/></medicationCodeableConcept>
<dosageInstruction><text value="Once daily"/></dosageInstruction></MedicationOrder></resource>
</entry>
<entry><resource><AllergyIntolerance><patient><reference value="Patient/1"/></patient>
<substance><text value="Penicillin"/></substance>
<reaction><manifestation><text value="Rash"/></manifestation><severity value="mild"/></reaction>
</AllergyIntolerance></resource></entry>
<entry><resource><Immunization><date value="2015-01-06"/><vaccineCode><text value="DTaP"/>
</vaccineCode><wasNotGiven value="true"/></Immunization></resource></entry>
<entry><resource><Observation><status value="final"/><category><coding><code value="laboratory"/>
</coding></category><code><text value="TSH"/></code><issued value="2007-09-04T14:15:00+06:00"/>
<valueQuantity><value value="3.90"/><unit value="µU/mL"/></valueQuantity>
<referenceRange><text value="0.35 to 5.50 µU/mL"/></referenceRange></Observation></resource></entry>
</Bundle>"""


@pytest.mark.parametrize("space", ["http://hl7.org/fhir", "urn:wrong", ""])
def test_dstu2_in_xml_whatever_its_namespace(space: str) -> None:
    reading = read(DSTU2.replace("http://hl7.org/fhir", space))
    assert [person.name for person in reading.persons] == ["Ada Sample"]
    medicine = one(reading, Medication)
    assert (medicine.name, medicine.dose, medicine.start.iso) == (
        "Levothyroxine 75 mcg", "Once daily", "2017-10-20",
    )  # fmt: skip
    assert (one(reading, Allergy).substance, one(reading, Allergy).reaction) == (
        "Penicillin",
        "Rash",
    )
    result = one(reading, LabResult)
    assert (result.code, str(result.value), str(result.ref_high)) == ("tsh", "3.90", "5.50")
    assert reasons(reading) == ["Not given."]


def test_stu3_names_what_r4_renamed() -> None:
    vaccine = {
        "resourceType": "Immunization",
        "notGiven": False,
        "date": "2016-01-20",
        "vaccineCode": {"text": "DTaP"},
    }
    observation = lab(comment="Haemolysed", context={"reference": "Encounter/1"})
    reading = read(bundle(vaccine, observation))
    assert one(reading, Immunization).date.iso == "2016-01-20"
    assert one(reading, LabResult).note == "Haemolysed"


def test_bills_messages_and_unknown_kinds_are_skipped_with_their_reason() -> None:
    kinds = ("Claim", "OperationOutcome", "Practitioner", "ServiceRequest", "Spaceship")
    reading = read(bundle(*({"resourceType": kind} for kind in kinds)))
    assert len(set(reasons(reading))) == 5


@pytest.mark.parametrize(
    "text",
    [
        '{"resourceType": "Bundle", "entry": [',
        '{"resourceType": "Bu',
        '{"resourceType": 7, "resourceType": "A',
    ],
)
def test_half_a_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(CasebookError) as refused:
        read(text)
    assert "Nothing was changed" in refused.value.sentence


def test_nesting_without_end_is_refused_in_words() -> None:
    text = '{"resourceType": "Bundle", "x": ' + "[" * 100_000 + "]" * 100_000 + "}"
    with pytest.raises(CasebookError):
        read(text)


@pytest.mark.parametrize(("taken", "rows_made"), [("n", 0), ("y", 1), ("unk", 1)])
def test_a_medicine_that_is_not_taken_is_no_medicine(taken: str, rows_made: int) -> None:
    told = {
        "resourceType": "MedicationStatement",
        "status": "active",
        "taken": taken,
        "medicationCodeableConcept": {"text": "Methotrexate"},
    }
    assert len(rows(read(bundle(patient(), told)), Medication)) == rows_made


def test_a_mark_that_may_change_the_meaning_makes_a_proposal() -> None:
    mark = [{"url": "http://example.org/not", "valueBoolean": True}]
    reading = read(bundle(patient(), lab(modifierExtension=mark), lab("Platelets", 90)))
    marked, plain = reading.found
    assert (marked.proposed, plain.proposed, plain.doubt) == (True, False, None)
    lines = Taker().compare(reading)[0].lines
    assert lines[0].kind == "near"
    assert lines[0].why == (
        "The record marks this entry with something that may change its meaning."
    )


def test_results_inside_a_report_are_read_as_its_results() -> None:
    def inside(name: str, id_: str, **more: Any) -> dict[str, Any]:
        made = {**lab(name, **more), "id": id_}
        del made["effectiveDateTime"]
        return made

    reports = [
        {
            "resourceType": "DiagnosticReport",
            "id": f"d{number}",
            "status": "final",
            "code": {"text": f"Count {number}"},
            "subject": {"reference": "Patient/p1"},
            "effectiveDateTime": f"2026-01-0{number}",
            "result": [{"reference": "#1"}],
            "contained": [
                inside("WBC", "1", hasMember=[{"reference": "#2"}]),
                inside("Platelets", "2", value=90),
                inside("Sodium", "3", value=140, unit="mmol/L"),
            ],
        }
        for number in (1, 2)
    ]
    reading = read(bundle(patient(), *reports, {**lab("Potassium"), "id": "1"}))
    found = [f for f in reading.found if isinstance(f.entity, LabResult)]
    places = [f.place.partition(" ")[2] for f in found]
    names = [row.name_on_report for row in rows(reading, LabResult)]
    assert list(zip(names, places, strict=True)) == [
        ("WBC", "DiagnosticReport/d1 contained[0]"),
        ("Platelets", "DiagnosticReport/d1 contained[1]"),
        ("WBC", "DiagnosticReport/d2 contained[0]"),
        ("Platelets", "DiagnosticReport/d2 contained[1]"),
        ("Potassium", "Observation/1"),
    ]
    assert [f.parent.context for f in found if isinstance(f.parent, LabPanel)][::2] == [
        "Count 1",
        "Count 2",
        None,
    ]
    assert {f.person for f in found} == {"Patient/p1"}
    assert reading.total == 7


def test_everything_that_is_listed_is_counted() -> None:
    listed = [{"foo": 1}, lab(), {"resource": lab("Platelets")}, None]
    reading = read(json.dumps(listed))
    assert len(rows(reading, LabResult)) == 2
    assert [skipped.where for skipped in reading.skipped] == [
        "entry[0] Something else",
        "entry[3] Something else",
    ]
    held = {"resourceType": "Bundle", "entry": [None, {"resource": lab()}, 7]}
    reading = read(json.dumps(held))
    assert (len(reading.found), reasons(reading)) == (1, ["It holds nothing."] * 2)


def test_parameters_are_opened() -> None:
    inner = json.loads(bundle(patient(), lab()))
    parts = [{"name": "more", "part": [{"name": "x", "resource": lab("Platelets")}]}]
    parameters = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "return", "resource": inner},
            *parts,
            {"name": "n", "valueCode": "a"},
        ],
    }
    reading = read(json.dumps(parameters))
    assert sorted(row.name_on_report for row in rows(reading, LabResult)) == ["Platelets", "WBC"]


def test_a_list_of_anything_else_is_no_record() -> None:
    with pytest.raises(CasebookError):
        read(json.dumps([{"foo": 1}, {"resourceType": 7}]))


def test_entered_in_error_in_any_coding_takes_the_entry_back() -> None:
    codes = [{"system": "http://own", "code": "X"}, {"code": "entered-in-error"}]
    told = {
        "resourceType": "Condition",
        "code": {"text": "Asthma"},
        "verificationStatus": {"coding": codes},
    }
    assert reasons(read(bundle(patient(), told))) == ["Entered by mistake, the record says."]


def test_a_sign_or_a_date_that_cannot_be_read_makes_a_proposal() -> None:
    sign = lab(valueQuantity={"value": 3.2, "unit": "10*3/uL", "comparator": "ad"})
    date = lab("Platelets", 90, effectiveDateTime="2024-02-30")
    reading = read(bundle(patient(), sign, date, lab("Hemoglobin", 10.2, "g/dL")))
    assert [found.proposed for found in reading.found] == [True, True, False]
    notes = [row.note for row in rows(reading, LabResult)]
    assert "“ad”" in notes[0]
    assert "2024-02-30" in notes[1]
    assert notes[2] is None

"""FHIR of several versions and forms, in small."""

import json

import pytest

from app.case.entities import (
    Allergy,
    Immunization,
    LabResult,
    Medication,
)
from app.errors import CasebookError
from tests.records.samples import (
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

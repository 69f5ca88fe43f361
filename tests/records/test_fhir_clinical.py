"""Problems, medicines, procedures, genes, documents and visits out of FHIR, in small."""

import base64
from typing import Any

import pytest

from app.case.entities import (
    Allergy,
    Appointment,
    CarePerson,
    CsfSample,
    Diagnosis,
    Document,
    GeneticFinding,
    GeneticTest,
    Immunization,
    Medication,
    Note,
    PerformanceScore,
    Problem,
    StatusEvent,
    Transplant,
    Treatment,
)
from tests.records.samples import (
    RXNORM,
    SNOMED,
    bundle,
    concept,
    found_of,
    lab,
    one,
    read,
    reasons,
    rows,
)


def condition(name: str | None, code: str | None = None, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "id": "c1", "code": concept(name, code, SNOMED), **more}


# Problems


def test_a_cancer_is_a_diagnosis_and_the_rest_are_problems() -> None:
    reading = read(
        bundle(
            condition("B-cell acute lymphoblastic leukemia (disorder)", "277571004"),
            condition("Asthma", onsetDateTime="2012"),
            condition("Suspected lung cancer (situation)"),
            condition("Family history of breast cancer"),
            condition("Non-small cell carcinoma of lung"),
        )
    )
    names = [(row.dx_id, row.name_on_report) for row in rows(reading, Diagnosis)]
    assert names == [
        ("b-all", "B-cell acute lymphoblastic leukemia"),
        (None, "Non-small cell carcinoma of lung"),
    ]
    assert [row.name for row in rows(reading, Problem)] == [
        "Asthma", "Suspected lung cancer", "Family history of breast cancer",
    ]  # fmt: skip


def test_a_problem_that_ended_says_when() -> None:
    reading = read(bundle(condition("Fever", abatementDateTime="2024-05-10")))
    assert one(reading, Problem).status == "resolved 10 May 2024"


def test_a_refuted_problem_is_skipped() -> None:
    refuted = condition("Fever", verificationStatus={"coding": [{"code": "refuted"}]})
    assert reasons(read(bundle(refuted))) == ["The record says that the person does not have this."]


def test_a_name_falls_back_to_the_narrative_and_then_to_the_code() -> None:
    told = condition(None, "59621000", text={"div": "<div>High blood pressure</div>"})
    bare = condition(None, "59621000")
    names = [row.name for row in rows(read(bundle(told, bare)), Problem)]
    assert names == ["High blood pressure", "SNOMED CT 59621000 (no name in the record)"]


# Medicines


def order(**more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "authoredOn": "2026-01-02",
        "medicationCodeableConcept": concept("vinCRIStine 1 MG/ML Injection", "11202", RXNORM),
        **more,
    }


def test_an_order_with_dose_route_and_rhythm() -> None:
    dose = {
        "doseAndRate": [{"doseQuantity": {"value": 2, "unit": "mg"}}],
        "route": {"text": "IV"},
        "timing": {"repeat": {"frequency": 1, "period": 7, "periodUnit": "d"}},
    }
    row = one(read(bundle(order(dosageInstruction=[dose]))), Medication)
    assert (row.dose, row.route, row.frequency) == ("2 mg", "IV", "1 time every 7 d")
    assert (row.start.iso, row.status) == ("2026-01-02", "active")


def test_a_medicine_is_named_wherever_it_stands() -> None:
    inside = order(
        medicationCodeableConcept=None,
        medicationReference={"reference": "#med"},
        contained=[{"resourceType": "Medication", "id": "med", "code": {"text": "Nelarabine"}}],
    )
    apart = order(medicationCodeableConcept=None, medicationReference={"reference": "Medication/7"})
    shown = order(medicationCodeableConcept=None, medicationReference={"display": "Prednisone"})
    newer = order(medicationCodeableConcept=None, medication={"concept": {"text": "Ruxolitinib"}})
    other = {"resourceType": "Medication", "id": "7", "code": {"text": "Etoposide"}}
    names = [row.name for row in rows(read(bundle(inside, apart, shown, newer, other)), Medication)]
    assert names == ["Nelarabine", "Etoposide", "Prednisone", "Ruxolitinib"]


def test_an_administration_tells_the_day_of_the_dose() -> None:
    given = {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "medicationCodeableConcept": {"text": "vincristine"},
        "effectiveDateTime": "2026-01-09",
    }
    row = one(read(bundle(given)), Medication)
    assert (row.start.iso, row.stop.iso, row.status) == ("2026-01-09", "2026-01-09", None)


def test_a_medicine_not_taken_is_skipped() -> None:
    statement = {**order(status="not-taken"), "resourceType": "MedicationStatement"}
    assert reasons(read(bundle(statement))) == [
        "The record says that it was not given or not taken."
    ]


def test_an_end_that_lies_ahead_is_no_last_dose() -> None:
    times = {"repeat": {"boundsPeriod": {"start": "2026-02-01", "end": "2026-12-31"}}}
    row = one(read(bundle(order(dosageInstruction=[{"timing": times}]))), Medication)
    assert (row.stop, row.status) == (None, "active")
    assert "Planned until 31 December 2026." in row.note


# Allergies, vaccines


def allergy(text: str | None, code: str | None = None, **more: Any) -> dict[str, Any]:
    return {"resourceType": "AllergyIntolerance", "code": concept(text, code, SNOMED), **more}


def test_not_asked_is_not_none() -> None:
    for entry in (allergy("Not on File", "1631000175102"), allergy("Patient not asked")):
        reading = read(bundle(entry))
        assert not reading.found
        assert "not" in reasons(reading)[0]


@pytest.mark.parametrize(
    ("text", "code", "substance"),
    [
        ("No Known Allergies", None, "No known allergies"),
        (None, "716186003", "No known allergies"),
        ("NKDA", None, "No known drug allergies"),
        (None, "409137002", "No known drug allergies"),
    ],
)
def test_none_known_is_a_row_of_its_own(text: str | None, code: str | None, substance: str) -> None:
    assert one(read(bundle(allergy(text, code))), Allergy).substance == substance


def test_no_food_allergy_says_nothing_of_medicines() -> None:
    reading = read(bundle(allergy("No known food allergies")))
    assert not reading.found


def test_an_allergy_with_its_reactions() -> None:
    reaction = [{"manifestation": [{"text": "Hives"}, {"text": "Wheezing"}], "severity": "severe"}]
    row = one(read(bundle(allergy("Pegaspargase", reaction=reaction))), Allergy)
    assert (row.substance, row.reaction, row.severity) == (
        "Pegaspargase",
        "Hives, Wheezing",
        "severe",
    )


def test_vaccines_given_and_refused() -> None:
    given = {
        "resourceType": "Immunization",
        "status": "completed",
        "vaccineCode": {
            "coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "03"}],
            "text": "MMR",
        },
        "occurrenceDateTime": "2015-01-06",
    }
    refused = {**given, "status": "not-done", "statusReason": {"text": "patient objection"}}
    reading = read(bundle(given, refused))
    row = one(reading, Immunization)
    assert (row.vaccine, row.live, row.date.iso) == ("MMR", True, "2015-01-06")
    assert reasons(reading) == ["Not given: patient objection."]


# Procedures


def procedure(text: str, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Procedure",
        "status": "completed",
        "code": {"text": text},
        "performedDateTime": "2026-01-06",
        **more,
    }


def test_procedures_become_the_rows_of_their_kind() -> None:
    reading = read(
        bundle(
            procedure("Allogeneic peripheral blood stem cell transplant"),
            procedure("Lumbar puncture"),
            procedure("Bone marrow biopsy"),
            procedure("Plain chest X-ray"),
            procedure("Documentation of current medications"),
            procedure("Education about chemotherapy"),
        )
    )
    transplant = one(reading, Transplant)
    assert (transplant.type, transplant.cell_source, transplant.date.iso) == (
        "allogeneic", "pbsc", "2026-01-06",
    )  # fmt: skip
    assert one(reading, CsfSample).note == "Lumbar puncture."
    assert one(reading, Treatment).modality == "surgery"
    assert one(reading, Appointment).type == "imaging"
    assert len(rows(reading, Note)) == 2


def test_a_procedure_not_done_is_skipped() -> None:
    assert reasons(read(bundle(procedure("Biopsy", status="not-done")))) == [
        "The record says that it was not done."
    ]


# Genes, scores


def part(code: str, text: str) -> dict[str, Any]:
    return {"code": concept("x", code), "valueCodeableConcept": {"text": text}}


def test_a_variant_is_a_finding_of_its_report() -> None:
    share = {"code": concept("x", "81258-6"), "valueQuantity": {"value": 0.2188, "unit": "1"}}
    parts = [
        part("48018-6", "NOTCH1"),
        part("48004-6", "c.4799T>C"),
        part("48005-3", "p.L1600P"),
        share,
    ]
    variant = lab(
        code=concept(None, "69548-6"),
        valueCodeableConcept={"text": "Present"},
        component=parts,
        method={"text": "Sequencing"},
    )
    reading = read(bundle(variant))
    finding = one(reading, GeneticFinding)
    assert (finding.marker, finding.result, finding.change, str(finding.vaf_percent)) == (
        "NOTCH1", "mutated", "c.4799T>C p.L1600P", "21.8800",
    )  # fmt: skip
    assert found_of(reading, GeneticFinding).parent.method == "Sequencing"


def test_two_genes_are_a_fusion_and_a_karyotype_is_a_test() -> None:
    fusion = lab(
        code=concept(None, "69548-6"),
        valueCodeableConcept={"text": "Present"},
        component=[part("48018-6", "ETV6"), part("48018-6", "RUNX1")],
    )
    words = lab(
        code=concept(None, "69548-6"),
        valueCodeableConcept={"text": "Present"},
        component=[part("81291-7", "47,XY,+8")],
    )
    reading = read(bundle(fusion, words))
    assert (one(reading, GeneticFinding).marker, one(reading, GeneticFinding).result) == (
        "ETV6::RUNX1", "rearranged",
    )  # fmt: skip
    assert one(reading, GeneticTest).karyotype == "47,XY,+8"


def test_an_absent_variant_is_negative() -> None:
    absent = lab(
        code=concept(None, "69548-6"),
        valueCodeableConcept={"text": "Absent"},
        component=[part("48018-6", "FLT3")],
    )
    assert one(read(bundle(absent)), GeneticFinding).result == "negative"


def test_performance_is_a_score_and_the_teams_words_on_the_disease_an_event() -> None:
    survey = [{"coding": [{"code": "survey"}]}]
    lansky = lab("Lansky play-performance", valueInteger=80, category=survey)
    status = lab(
        code=concept("Cancer disease status", "97509-4"),
        category=[],
        valueCodeableConcept={"text": "Improved"},
    )
    reading = read(bundle(lansky, status))
    assert (one(reading, PerformanceScore).scale, one(reading, PerformanceScore).score) == (
        "Lansky",
        80,
    )
    assert one(reading, StatusEvent).note == "Improved."


# Documents, visits, people


def test_a_document_is_kept_with_its_words() -> None:
    data = base64.b64encode(b"<p>Marrow: <b>no blasts</b></p>").decode()
    document = {
        "resourceType": "DocumentReference",
        "status": "current",
        "type": {"text": "Bone marrow report"},
        "date": "2026-01-07T10:00:00Z",
        "content": [{"attachment": {"contentType": "text/html", "data": data}}],
    }
    found = found_of(read(bundle(document)), Document)
    assert found.attachment is not None
    assert found.attachment.content == b"<p>Marrow: <b>no blasts</b></p>"
    assert (found.entity.text, found.entity.type) == ("Marrow: no blasts", "marrow")
    assert found.entity.attachment_sha256 == found.attachment.sha256


def test_a_document_points_to_its_bytes() -> None:
    data = base64.b64encode(b"Letter").decode()
    binary = {"resourceType": "Binary", "id": "b1", "contentType": "text/plain", "data": data}
    holder = {"attachment": {"url": "https://example.org/fhir/Binary/b1"}}
    gone = {"attachment": {"url": "https://example.org/fhir/Binary/b2"}}
    document = {"resourceType": "DocumentReference", "content": [holder, gone]}
    reading = read(bundle(document, binary))
    assert one(reading, Document).text == "Letter"
    assert len(reading.skipped) == 2
    assert "address" in reasons(reading)[0]


def test_a_section_with_words_and_no_entries_is_kept() -> None:
    composition = {
        "resourceType": "Composition",
        "date": "2026-01-07",
        "section": [
            {"title": "Plan", "text": {"div": "<div>Come back in May</div>"}},
            {"title": "Problems", "text": {"div": "<div>x</div>"}, "entry": [{"reference": "a"}]},
        ],
    }
    row = one(read(bundle(composition)), Document)
    assert (row.title, row.text, row.date.iso) == ("Plan", "Come back in May", "2026-01-07")


def test_visits_and_the_people_of_the_team() -> None:
    doctor = {"resourceType": "Practitioner", "id": "d", "name": [{"text": "Dr Ivy Oak"}]}
    visit = {
        "resourceType": "Encounter",
        "status": "finished",
        "class": {"code": "AMB"},
        "type": [{"text": "Follow-up"}],
        "period": {"start": "2026-01-05T09:00:00Z"},
        "participant": [{"individual": {"reference": "Practitioner/d"}}],
    }
    cancelled = {**visit, "status": "cancelled"}
    member = {"role": [{"text": "Oncologist"}], "member": {"reference": "Practitioner/d"}}
    team = {"resourceType": "CareTeam", "participant": [member]}
    reading = read(bundle(doctor, visit, cancelled, team))
    row = one(reading, Appointment)
    assert (row.type, row.with_whom, row.purpose, row.time) == (
        "clinic", "Dr Ivy Oak", "Follow-up", "09:00",
    )  # fmt: skip
    assert (one(reading, CarePerson).name, one(reading, CarePerson).role) == (
        "Dr Ivy Oak",
        "Oncologist",
    )

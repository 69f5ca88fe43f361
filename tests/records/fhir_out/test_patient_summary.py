"""The written summary is valid FHIR, says what the case says, and comes back as the same case."""

import datetime
import itertools
import json
import re
import uuid
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings

from app.case import exact_json
from app.case.absence import Absence
from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    Allergy,
    Appointment,
    CarePerson,
    CellTherapy,
    Diagnosis,
    GeneticFinding,
    GeneticTest,
    Immunization,
    LabPanel,
    LabResult,
    MarkerPanel,
    MarkerResult,
    Medication,
    Note,
    OrganTest,
    Patient,
    PerformanceScore,
    Problem,
    Radiation,
    StatusEvent,
    Transplant,
    Treatment,
    VirusTest,
    VitalSigns,
)
from app.case.partial_date import PartialDate
from app.casefile import case_of_json
from app.records.accept import additions
from app.records.fhir_out import patient_summary
from app.records.read import read, read_bytes
from app.records.reconcile import Reconciliation, reconcile
from app.resource_files import resource_file
from tests.case.facts.any_case import cases

DAY = datetime.date(2026, 5, 12)
ME = Patient(id="0190b6f0-0000-7000-8000-000000000001", display_name="Maya Ellison")

Json = dict[str, Any]


def written(*rows: Entity, day: datetime.date = DAY) -> Json:
    """Write a small case, see that it is valid, and return what it says."""
    return valid(Case.of((ME, *rows)), day)


def valid(case: Case, day: datetime.date) -> Json:
    text = exact_json.dumps(patient_summary(case, day))
    Bundle.model_validate_json(text)
    found: Json = json.loads(text)
    return found


def of_kind(bundle: Json, kind: str) -> list[Json]:
    resources = [entry["resource"] for entry in bundle["entry"]]
    held = [part for each in resources for part in each.get("contained", [])]
    return [each for each in (*resources, *held) if each["resourceType"] == kind]


def one(bundle: Json, kind: str) -> Json:
    (found,) = of_kind(bundle, kind)
    return found


def sections(bundle: Json) -> dict[str, Json]:
    composition = bundle["entry"][0]["resource"]
    return {each["code"]["coding"][0]["code"]: each for each in composition["section"]}


def notes(resource: Json) -> str:
    return " ".join(note["text"] for note in resource.get("note", []))


def read_again(case: Case, day: datetime.date) -> Reconciliation:
    data = exact_json.dumps(patient_summary(case, day)).encode()
    reading = read_bytes(data, "summary.json", PartialDate.of(day))
    assert reading.total == len(reading.found) + len(reading.skipped)
    return reconcile(reading, case)


def not_the_same(found: Reconciliation) -> list[tuple[str, str | None, str]]:
    return [
        (line.kind, line.found.source_words.name, line.why)
        for line in found.lines
        if line.kind != "same"
    ]


# As a whole


def samples(shared_data: Path) -> Iterator[Path]:
    found = sorted((shared_data / "cases").glob("case-?-*.json"))
    yield from (path for path in found if ".oracle." not in path.name)


def check_round_trip(path: Path) -> None:
    case = case_of_json(path)
    as_of = case.info.as_of
    day = as_of.earliest if as_of else DAY
    valid(case, day)
    found = read_again(case, day)
    assert found.about is True
    assert not_the_same(found) == []
    assert len(found.lines) > 200


def test_the_example_comes_back_as_the_same() -> None:
    check_round_trip(resource_file("example/case.json"))


@pytest.mark.shared_data
def test_the_sample_cases_come_back_as_the_same(shared_data: Path) -> None:
    paths = list(samples(shared_data))
    assert len(paths) >= 3
    for path in paths:
        check_round_trip(path)


def records(shared_data: Path) -> list[Path]:
    folder = shared_data / "records"
    return [*sorted((folder / "fhir").glob("*.json")), *sorted((folder / "ccda").glob("*.xml"))]


def case_of_record(path: Path) -> Case:
    """Make a case of everything that a hospital's file brings."""
    reading = read(path, PartialDate.of(DAY))
    if len(reading.persons) > 1:
        reading = reading.about(reading.persons[0])
    me = Case.of([ME])
    lines = [line for line in reconcile(reading, me).lines if line.kind == "new"]
    numbers = itertools.count(1)
    taken = additions(lines, me, lambda: str(uuid.UUID(int=next(numbers))))
    return Case.of([ME, *taken.new])


@pytest.mark.shared_data
def test_what_hospitals_sent_comes_back_as_the_same(shared_data: Path) -> None:
    paths = records(shared_data)
    assert len(paths) > 15
    for path in paths:
        case = case_of_record(path)
        check_form(valid(case, DAY))
        assert not_the_same(read_again(case, DAY)) == [], path.name


def test_remarks_of_records_go_and_the_family_s_notes_stay() -> None:
    rows = (
        Note(id="n", text="Smoking: never.", certainty="from_record", source_page="entry[3]"),
        Note(id="o", text="Slept badly.", source_kind="imported", source_note="case.json"),
        Note(id="m", text="We cried in the car."),
    )
    bundle = written(*rows)
    assert "Smoking: never." in sections(bundle)["34109-9"]["text"]["div"]
    assert "cried" not in json.dumps(bundle)
    assert "Slept" not in json.dumps(bundle)


def test_the_same_case_gives_the_same_bytes() -> None:
    case = case_of_json(resource_file("example/case.json"))
    texts = {exact_json.dumps(patient_summary(case, DAY)) for _ in range(2)}
    assert len(texts) == 1


@settings(max_examples=12)
@given(cases())
def test_any_case_is_valid(case: Case) -> None:
    bundle = valid(case, DAY)
    check_form(bundle)
    read_again(case, DAY)


def check_form(bundle: Json) -> None:
    """Every id is a UUID of its own, and every reference leads somewhere."""
    addresses = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(addresses)) == len(addresses)
    for entry in bundle["entry"]:
        id_ = entry["resource"]["id"]
        assert entry["fullUrl"] == f"urn:uuid:{uuid.UUID(id_)}"
        inside = {f"#{part['id']}" for part in entry["resource"].get("contained", [])}
        for target in re.findall(r'"reference": "([^"]+)"', json.dumps(entry["resource"])):
            assert target in inside or target in addresses, target
    for section in bundle["entry"][0]["resource"]["section"]:
        div = ElementTree.fromstring(section["text"]["div"])
        assert div.tag == "{http://www.w3.org/1999/xhtml}div"


def test_the_form_of_the_example() -> None:
    case = case_of_json(resource_file("example/case.json"))
    bundle = valid(case, DAY)
    check_form(bundle)
    codes = list(sections(bundle))
    assert codes[:3] == ["11450-4", "48765-2", "10160-0"]
    assert {"30954-2", "47519-4", "47420-5", "18776-5", "11348-0"} <= set(codes)


# What nobody said


def test_no_information_is_not_none_known() -> None:
    bundle = written()
    assert set(sections(bundle)) == {"11450-4", "48765-2", "10160-0"}
    allergy = one(bundle, "AllergyIntolerance")
    assert allergy["code"]["coding"][0]["code"] == "no-allergy-info"
    assert one(bundle, "Condition")["code"]["coding"][0]["code"] == "no-problem-info"
    medicine = one(bundle, "MedicationStatement")
    assert medicine["medicationCodeableConcept"]["coding"][0]["code"] == "no-medication-info"
    assert not_the_same(read_again(Case.of([ME]), DAY)) == []


def test_none_known_is_a_statement() -> None:
    row = Allergy(id="a", substance="No known drug allergies")
    bundle = written(row)
    code = one(bundle, "AllergyIntolerance")["code"]
    assert code["coding"][0]["code"] == "no-known-medication-allergies"
    assert code["text"] == "No known drug allergies"


def test_a_chosen_absence_is_no_value() -> None:
    panel = LabPanel(id="p", date=PartialDate(2026, 5, 11))
    row = LabResult(
        id="r", parent_id="p", name_on_report="MRD", absences={"value": Absence.WAITING}
    )
    assert not of_kind(written(panel, row), "Observation")


# Dates and sources


def test_partial_dates_stay_partial() -> None:
    rows = (
        Diagnosis(id="d", name_on_report="T-ALL", date=PartialDate(2023)),
        Problem(id="p", name="Neuropathy", since=PartialDate(2024, 3, about=True)),
        Immunization(id="i", vaccine="Flu", date=PartialDate(2025, 10)),
        Immunization(id="j", vaccine="Tetanus"),
    )
    bundle = written(*rows)
    diagnosis, problem = of_kind(bundle, "Condition")
    assert diagnosis["onsetDateTime"] == "2023"
    assert problem["onsetDateTime"] == "2024-03"
    assert "about March 2024" in notes(problem)
    flu, tetanus = of_kind(bundle, "Immunization")
    assert flu["occurrenceDateTime"] == "2025-10"
    assert tetanus["occurrenceString"] == "not known"


def test_how_sure_and_from_where() -> None:
    rows = (
        Problem(id="a", name="Asthma", certainty="from_memory", noted_by="Jo"),
        Problem(id="b", name="Gout", certainty="confirmed_by_team"),
        Problem(id="c", name="Reflux"),
    )
    asthma, gout, reflux = of_kind(written(*rows), "Condition")
    assert asthma["verificationStatus"]["coding"][0]["code"] == "unconfirmed"
    assert notes(asthma) == "Source: from memory; noted by Jo."
    assert gout["verificationStatus"]["coding"][0]["code"] == "confirmed"
    assert "verificationStatus" not in reflux
    assert "clinicalStatus" not in reflux


@pytest.mark.parametrize(
    ("status", "code", "section"),
    [
        ("active, mild", "active", "11450-4"),
        ("treated 3 months, gone", "resolved", "11348-0"),
        ("inactive", None, "11450-4"),
        ("on entecavir", None, "11450-4"),
    ],
)
def test_the_state_of_a_problem(status: str, code: str | None, section: str) -> None:
    bundle = written(Problem(id="p", name="Clot", status=status))
    problem = next(c for c in of_kind(bundle, "Condition") if c["code"]["text"] == "Clot")
    assert problem.get("clinicalStatus", {"coding": [{"code": None}]})["coding"][0]["code"] == code
    assert f"urn:uuid:{problem['id']}" in str(sections(bundle)[section]["entry"])


def test_codes_of_a_record_stay_and_wrong_ones_go() -> None:
    extras = {"codes": ["SNOMED CT 59621000", "SNOMED CT 59621001", "House 7"]}
    condition = one(written(Problem(id="p", name="High pressure", extras=extras)), "Condition")
    assert condition["code"]["coding"] == [{"system": "http://snomed.info/sct", "code": "59621000"}]


# Results


def lab(**fields: Any) -> Json:
    panel = LabPanel(
        id="p", date=PartialDate(2026, 5, 11), time="08:15", lab_name="Lab East", context="Clinic"
    )
    row = LabResult(id="r", parent_id="p", **fields)
    return one(written(panel, row), "Observation")


def test_a_result_keeps_digits_comparator_unit_and_range() -> None:
    panel = LabPanel(id="p", date=PartialDate(2026, 5, 11))
    row = LabResult(
        id="r",
        parent_id="p",
        code="plt",
        name_on_report="PLT",
        value=Decimal("9.10"),
        comparator="<",
        unit="K/µL",
        ref_low=Decimal(150),
        ref_high=Decimal("400.0"),
        flag="L",
    )
    text = exact_json.dumps(patient_summary(Case.of((ME, panel, row)), DAY))
    assert '"value": 9.10' in text.replace('"value":9.10', '"value": 9.10')
    found = one(json.loads(text), "Observation")
    amount = found["valueQuantity"]
    assert (amount["comparator"], amount["unit"], amount["code"]) == ("<", "K/µL", "10*3/uL")
    assert found["code"]["coding"] == [{"system": "http://loinc.org", "code": "777-3"}]
    assert found["referenceRange"][0]["low"]["value"] == 150
    assert found["interpretation"][0]["coding"][0]["code"] == "L"


def test_a_code_of_another_property_is_not_given() -> None:
    molar = lab(code="creatinine", name_on_report="Kreatinin", value=Decimal(71), unit="µmol/L")
    assert "coding" not in molar["code"]
    assert molar["valueQuantity"]["code"] == "umol/L"
    mass = lab(code="creatinine", name_on_report="Creatinine", value=Decimal("0.8"), unit="mg/dL")
    assert mass["code"]["coding"][0]["code"] == "2160-0"
    unknown = lab(name_on_report="House test", value=Decimal(3), unit="arb. units")
    assert "code" not in unknown["valueQuantity"]
    assert "coding" not in unknown["code"]


def test_words_stay_words() -> None:
    found = lab(name_on_report="Blood film", value="few blasts seen")
    assert found["valueString"] == "few blasts seen"
    assert "Taken at 08:15, local time." in notes(found)


def test_a_time_of_day_needs_its_zone() -> None:
    me = Patient(id=ME.id, display_name="Maya", time_zone="America/New_York")
    panel = LabPanel(id="p", date=PartialDate(2026, 5, 11), time="08:15")
    row = LabResult(id="r", parent_id="p", name_on_report="WBC", value=Decimal(1), unit="K/uL")
    found = one(valid(Case.of((me, panel, row)), DAY), "Observation")
    assert found["effectiveDateTime"] == "2026-05-11T08:15:00-04:00"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "final"),
        ({"note": "Preliminary result."}, "preliminary"),
        ({"note": "Corrected result. See phone call."}, "corrected"),
        ({"certainty": "not_sure"}, "unknown"),
    ],
)
def test_the_status_of_a_result(fields: Any, status: str) -> None:
    assert lab(name_on_report="WBC", value=Decimal(1), **fields)["status"] == status


def test_viruses_and_organs() -> None:
    rows = (
        VirusTest(id="v", date=PartialDate(2026, 3), hbsag="negative", cmv_igg="positive"),
        OrganTest(id="o", test="lvef", value=Decimal(58), unit="%", method="echo"),
        OrganTest(id="e", test="egfr", value=Decimal(103), unit="mL/min/1.73m2"),
    )
    bundle = written(*rows)
    texts = {o["code"]["text"]: o for o in of_kind(bundle, "Observation")}
    assert texts["Hepatitis B surface antigen"]["valueString"] == "negative"
    assert texts["Left ventricular ejection fraction"]["method"]["text"] == "echo"
    titles = {each["title"] for each in of_kind(bundle, "List")}
    assert titles == {"Other virus tests", "Other tests of organs"}
    assert not_the_same(read_again(Case.of((ME, *rows)), DAY)) == []


def test_results_that_others_file_elsewhere_stay_results() -> None:
    rows = (
        LabPanel(id="p", date=PartialDate(2026, 5, 11)),
        LabResult(id="a", parent_id="p", code="hbsag", name_on_report="HBsAg", value="Negative"),
        LabResult(id="b", parent_id="p", code="lvef", name_on_report="LVEF", value=Decimal(60),
                  unit="%"),
        LabResult(id="c", parent_id="p", name_on_report="WBC", value=Decimal(3), unit="K/uL"),
    )  # fmt: skip
    bundle = written(*rows)
    assert len(one(bundle, "List")["entry"]) == 2
    assert len(one(bundle, "DiagnosticReport")["result"]) == 1
    assert not_the_same(read_again(Case.of((ME, *rows)), DAY)) == []
    alone = written(*rows[:2])
    assert not of_kind(alone, "DiagnosticReport")


def test_body_measures_and_scores() -> None:
    rows = (
        VitalSigns(
            id="v",
            date=PartialDate(2026, 5, 4),
            weight_kg=Decimal("54.2"),
            systolic=Decimal(118),
            diastolic=Decimal(70),
            spo2_room_air_percent=Decimal(98),
        ),
        PerformanceScore(
            id="k", scale="Karnofsky", score=Decimal(80), note="ECOG 1 noted by the consult"
        ),
    )
    bundle = written(*rows)
    assert set(sections(bundle)) >= {"8716-3", "47420-5"}
    pressure = next(o for o in of_kind(bundle, "Observation") if "component" in o)
    assert [p["valueQuantity"]["value"] for p in pressure["component"]] == [118, 70]
    assert "ECOG 1" in sections(bundle)["47420-5"]["text"]["div"]
    assert not_the_same(read_again(Case.of((ME, *rows)), DAY)) == []


def test_markers_and_genes_are_told() -> None:
    rows = (
        MarkerPanel(id="m", date=PartialDate(2026, 4, 14), specimen="bone_marrow"),
        MarkerResult(id="m1", parent_id="m", marker="cd7", result="dim",
                     percent_of_blasts=Decimal(40)),
        MarkerResult(id="m2", parent_id="m", marker="cd5", result="not_tested"),
        GeneticTest(id="g", date=PartialDate(2026, 4), method="panel", karyotype="46,XX[20]"),
        GeneticFinding(id="g1", parent_id="g", marker="notch1", result="mutated",
                       change="p.L1678P"),
        GeneticFinding(id="g2", parent_id="g", marker="pten", result="wild_type"),
    )  # fmt: skip
    bundle = written(*rows)
    titles = {each["title"] for each in of_kind(bundle, "List")}
    assert titles == {"Markers on the cancer cells", "Other gene results"}
    words = sections(bundle)["30954-2"]["text"]["div"]
    assert "CD7: dim, 40 %" in words
    assert "CD5" not in words
    assert "NOTCH1: mutated, p.L1678P" in words
    assert "PTEN: wild type" in words
    assert not_the_same(read_again(Case.of((ME, *rows)), DAY)) == []


# What was done


def test_a_transplant_and_its_line_are_one_procedure() -> None:
    rows = (
        Transplant(id="h", date=PartialDate(2025, 6, 24), type="allogeneic"),
        Treatment(
            id="t",
            name="Donor transplant",
            modality="hsct",
            line=2,
            start_date=PartialDate(2025, 6, 18),
            best_response="CR",
        ),
    )
    procedure = one(written(*rows), "Procedure")
    assert procedure["performedDateTime"] == "2025-06-24"
    assert "Donor transplant (18 June 2025)" in notes(procedure)
    assert "Best response: Complete remission" in notes(procedure)


@pytest.mark.parametrize(
    "name",
    ["Maintenance", "After CAR-T: mercaptopurine", "Intrathecal chemotherapy", "Vincristine"],
)
def test_treatments_come_back_as_the_same(name: str) -> None:
    rows = [
        Treatment(
            id=f"t{number}",
            name=name,
            modality="chemotherapy",
            phase="maintenance",
            start_date=PartialDate(2025, month, 1),
            end_date=PartialDate(2025, month, 20),
        )
        for number, month in enumerate((1, 2, 3))
    ]
    assert len(of_kind(written(*rows), "Procedure")) == 3
    assert not_the_same(read_again(Case.of((ME, *rows)), DAY)) == []


def test_what_is_planned_is_not_said_to_be_done() -> None:
    rows = (
        Radiation(id="r", site="neck", start=PartialDate(2026, 6)),
        CellTherapy(id="c", product="tisagenlecleucel", infused_on=PartialDate(2026, 7)),
        Treatment(id="t", name="Bridge", modality="chemotherapy", start_date=PartialDate(2027)),
    )
    assert {p["status"] for p in of_kind(written(*rows), "Procedure")} == {"preparation"}


def test_only_what_is_known_to_be_car_t_is_called_so() -> None:
    rows = (
        CellTherapy(id="a", product="tisagenlecleucel", infused_on=PartialDate(2024)),
        CellTherapy(id="b", product="donor NK cells", infused_on=PartialDate(2025)),
    )
    bundle = written(*rows)
    names = {p["code"]["text"] for p in of_kind(bundle, "Procedure")}
    assert names == {"CAR-T cell therapy: tisagenlecleucel", "Infusion of a cell product"}
    assert [each["title"] for each in of_kind(bundle, "List")] == ["Other cell therapies"]
    assert not_the_same(read_again(Case.of((ME, *rows)), DAY)) == []


def test_what_has_no_end_is_not_said_to_be_over() -> None:
    rows = (Radiation(id="r", start=PartialDate(2026, 4)), Transplant(id="h"))
    assert {p["status"] for p in of_kind(written(*rows), "Procedure")} == {"unknown"}


def test_visits_that_were_and_that_are_planned() -> None:
    rows = (
        Appointment(id="a", date=PartialDate(2026, 5, 1), type="clinic", purpose="Counts"),
        Appointment(id="b", date=PartialDate(2026, 6, 1), type="telehealth", purpose="Plan"),
        Appointment(id="c", purpose="Some day"),
        CarePerson(id="d", name="Dr. Amy Lee", role="Oncologist", phone="555-0100"),
    )
    bundle = written(*rows)
    states = {e["status"]: e["class"]["code"] for e in of_kind(bundle, "Encounter")}
    assert states == {"finished": "AMB", "planned": "VR"}
    assert one(bundle, "Practitioner")["telecom"][0]["value"] == "555-0100"
    assert not_the_same(read_again(Case.of((ME, *rows)), DAY)) == []


def test_medicines_with_dose_days_and_state() -> None:
    rows = (
        Medication(id="a", name="acyclovir", dose="800 mg", route="PO", frequency="twice a day",
                   start=PartialDate(2026, 4, 22), status="active", prescriber="Dr. Lee"),
        Medication(id="b", name="ondansetron", status="as_needed"),
        Medication(id="c", name="cyclosporine", status="stopped", stop=PartialDate(2025, 12)),
        Medication(id="d", name="something"),
    )  # fmt: skip
    found = of_kind(written(*rows), "MedicationStatement")
    assert [each["status"] for each in found] == ["active", "active", "stopped", "unknown"]
    assert found[0]["dosage"][0]["text"] == "800 mg"
    assert found[0]["effectivePeriod"] == {"start": "2026-04-22"}
    assert "Ordered by: Dr. Lee." in notes(found[0])
    assert found[1]["dosage"][0]["asNeededBoolean"] is True
    assert "_effectiveDateTime" in found[3]


def test_the_course_stands_with_the_diagnosis() -> None:
    rows = (
        Diagnosis(id="d", name_on_report="T-ALL", date=PartialDate(2023, 9, 20)),
        StatusEvent(id="s", type="relapse", date=PartialDate(2026, 4, 14), sites=("bone_marrow",),
                    mrd_value=Decimal("2.1"), mrd_unit="%", mrd_method="flow"),
    )  # fmt: skip
    condition = one(written(*rows), "Condition")
    assert condition["note"][0]["time"] == "2026-04-14"
    assert "Relapse; Bone marrow; MRD: 2.1 %" in condition["note"][0]["text"]

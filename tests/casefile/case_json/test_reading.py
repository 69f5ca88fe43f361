from decimal import Decimal
from typing import Any

import pytest

from app.case.absence import Absence
from app.case.case import Case
from app.case.entities import (
    Appointment,
    CallPlan,
    CaseInfo,
    CriterionAnswer,
    Diagnosis,
    Document,
    LabPanel,
    LabResult,
    Patient,
    Question,
    StatusEvent,
    Treatment,
    TreatmentDrug,
)
from app.casefile import new_id
from app.casefile.case_json.reading import ReadCase, read_case
from app.casefile.case_json.writing import case_document, text
from app.errors import CasebookError

SOURCES = ("x.json", *(f"case-{name}.json" for name in ("a-t-all-17", "b-t-lbl-58", "c-b-all-9")))
PATIENT = {"display_name": "Eliot"}


def read(**document: Any) -> ReadCase:
    return read_case({"patient": PATIENT, **document}, "x.json", new_id)


def case(**document: Any) -> Case:
    return Case.of(read(**document).entities)


def places(**document: Any) -> list[str]:
    with pytest.raises(CasebookError) as caught:
        read(**document)
    assert "Nothing was made" in caught.value.sentence
    return list(caught.value.places)


def again(**document: Any) -> dict[str, Any]:
    """Write the document that was read, without what the program adds."""
    return without_ours(case_document(case(**document)))


def without_ours(value: Any) -> Any:
    if isinstance(value, dict):
        ours = [("source_kind", "imported"), ("uuid", value.get("uuid"))]
        ours += [("source_note", name) for name in SOURCES]
        return {k: without_ours(item) for k, item in value.items() if (k, item) not in ours}
    if isinstance(value, list):
        return [without_ours(item) for item in value]
    return value


# Fields


def test_fields_groups_and_parts_find_their_places():
    found = case(
        title="T",
        case_id="c-1",
        diagnoses=[
            {"staging": {"system": "Ann Arbor"}, "wbc_at_diagnosis": {"value": Decimal("148.20")}}
        ],
        treatments=[{"id": "tx-1", "drugs": [{"name": "a"}, {"name": "b"}]}],
        call_plan={"night_phone": "1"},
    )
    assert found.info.title == "T"
    assert found.info.imported_id == "c-1"
    diagnosis = found.all(Diagnosis)[0]
    assert diagnosis.staging_system == "Ann Arbor"
    assert str(diagnosis.wbc_at_diagnosis) == "148.20"
    treatment = found.all(Treatment)[0]
    assert treatment.imported_id == "tx-1"
    assert [drug.name for drug in found.parts(TreatmentDrug, treatment)] == ["a", "b"]
    assert found.one(CallPlan).night_phone == "1"


def test_absences_are_chosen_values():
    found = case(
        status_events=[{"response": {"state": "waiting"}, "mrd": {"value": {"state": "not_done"}}}],
        treatments=[{"line": {"state": "not_known"}}],
    )
    event = found.all(StatusEvent)[0]
    assert event.absences == {"response": Absence.WAITING, "mrd_value": Absence.NOT_DONE}
    assert found.all(Treatment)[0].absence("line") is Absence.NOT_KNOWN


def test_a_state_that_is_no_absence_is_no_value():
    assert places(
        treatments=[{"name": {"state": "gone"}}, {"name": {"state": "waiting", "x": 1}}]
    ) == [
        "treatments[0].name: should be text, is a group of fields",
        "treatments[1].name: should be text, is a group of fields",
    ]


def test_rows_that_look_like_an_absence_are_rows():
    document = {"saved_trials": [{"criteria_checks": [{"state": "ask_team"}]}]}
    assert again(**document)["saved_trials"][0]["criteria_checks"][0]["state"] == "ask_team"


def test_entries_without_a_source_came_from_the_file():
    found = case(
        labs=[{"results": [{"code": "wbc"}]}],
        documents=[{"id": "d"}],
        questions=[{"source_document_id": "d"}, {"source_note": "told by Ana"}],
    )
    panel = found.all(LabPanel)[0]
    assert (panel.source_kind, panel.source_note) == ("imported", "x.json")
    assert found.all(LabResult)[0].source_kind is None
    assert [q.source_kind for q in found.all(Question)] == [None, None]
    assert found.patient.source_note == "x.json"


# What is wrong


def test_every_wrong_place_is_named():
    assert places(
        as_of=20260420,
        patient={"display_name": "E", "birth_date": "2008-13-09", "minor": "yes"},
        labs={"results": []},
        treatments=[
            {"line": "two", "drugs": "vincristine"},
            "chemotherapy",
            {"start_date": "soon", "drugs": [{"name": 3}]},
        ],
        status_events=[{"mrd": {"value": "low"}, "sites": ["a", 1]}, {"mrd": 0.6}],
        call_plan=[],
        appointments=[{"time": "25:00"}],
    ) == [
        "patient.birth_date: is not a date; write 2024, 2024-03 or 2024-03-12",
        "patient.minor: should be true or false, is text",
        "as_of: should be a date such as 2024-03-12, is a number",
        "labs: should be a list, is a group of fields",
        "treatments[0].line: should be a whole number, is text",
        "treatments[0].drugs: should be a list, is text",
        "treatments[1]: should be a group of fields, is text",
        "treatments[2].start_date: is not a date; write 2024, 2024-03 or 2024-03-12",
        "treatments[2].drugs[0].name: should be text, is a number",
        "status_events[0].mrd.value: should be a number, is text",
        "status_events[0].sites: should hold texts only",
        "status_events[1].mrd: should be a group of fields, is a number",
        "call_plan: should be a group of fields, is a list",
        "appointments[0].time: should be a time such as 09:30",
    ]


@pytest.mark.parametrize(
    ("section", "row", "what"),
    [
        ("vitals", {"weight_kg": -3}, "weight_kg: cannot be -3; it lies between 0 and 1000"),
        ("vitals", {"height_cm": 1700}, "height_cm: cannot be 1700; it lies between 0 and 300"),
        ("treatments", {"line": -1}, "line: cannot be -1; it is a count"),
        ("treatments", {"cycles_given": 2**70}, "cycles_given: is far too large to be true"),
        (
            "status_events",
            {"marrow_blasts_percent": 101},
            "marrow_blasts_percent: cannot be 101; it lies between 0 and 100",
        ),
        ("exposures", {"cumulative_mg_m2": -1}, "cumulative_mg_m2: cannot be -1 mg/m²"),
        ("performance_status", {"score": 110}, "score: cannot be 110; it lies between 0 and 100"),
        ("status_events", {"deauville": 6}, "deauville: cannot be 6; it lies between 1 and 5"),
    ],
)
def test_what_cannot_be_true_is_wrong(section, row, what):
    assert places(**{section: [row]}) == [f"{section}[0].{what}"]


def test_a_place_that_is_not_on_earth_is_wrong():
    assert places(patient={"display_name": "E", "home_latitude": 91}) == [
        "patient.home_latitude: cannot be 91; it lies between -90 and 90"
    ]


def test_results_of_tests_may_be_negative():
    found = case(labs=[{"results": [{"value": Decimal("-3.2")}]}])
    assert found.all(LabResult)[0].value == Decimal("-3.2")


def test_ids_that_two_rows_share_are_wrong():
    twice = [{"id": "d"}, {"id": "e"}, {"id": "d"}]
    assert places(documents=twice) == ["documents[2].id: is also the id of documents[0]"]
    assert places(labs=[{"panel_id": "p"}, {"panel_id": "p"}]) == [
        "labs[1].panel_id: is also the id of labs[0]"
    ]
    uuid = new_id()
    assert places(documents=[{"uuid": uuid}, {"uuid": uuid}]) == [
        "documents[1].uuid: is used twice"
    ]


def test_rows_of_different_kinds_may_share_an_id():
    assert case(documents=[{"id": "1"}], appointments=[{"id": "1"}])


@pytest.mark.parametrize(
    "patient", [None, {}, {"display_name": ""}, {"display_name": " "}, {"birth_date": "2008"}]
)
def test_a_case_needs_a_name_and_nothing_else(patient):
    assert places(patient=patient) == [
        "patient.display_name: a case needs a name, if only a first name"
    ]
    assert case(patient={"preferred_name": "E"}).patient.preferred_name == "E"


# References


def test_references_by_the_ids_of_the_file_are_resolved():
    found = case(
        next_appointment_id="ap-1",
        appointments=[{"id": "ap-1"}],
        questions=[{"for_appointment_id": "ap-1", "source_document_id": "d"}],
        documents=[{"id": "d"}],
    )
    visit, document = found.all(Appointment)[0], found.all(Document)[0]
    question = found.all(Question)[0]
    assert found.info.next_appointment_id == visit.id
    assert question.for_appointment_id == visit.id
    assert question.source_document_id == document.id
    written = without_ours(case_document(found))
    assert written["next_appointment_id"] == "ap-1"
    assert written["questions"][0]["for_appointment_id"] == "ap-1"


def test_a_reference_to_nothing_is_kept_and_told():
    found = read(questions=[{"for_appointment_id": "ap-9"}])
    assert found.notes == (
        "questions[0].for_appointment_id: points to ap-9, which is not in this file; kept as it is",
    )
    question = Case.of(found.entities).all(Question)[0]
    assert question.for_appointment_id is None
    assert (
        again(questions=[{"for_appointment_id": "ap-9"}])["questions"][0]["for_appointment_id"]
        == "ap-9"
    )


# Unknown keys


def test_unknown_keys_are_kept_word_for_word_and_told():
    document = {
        "hospital_code": {"a": [Decimal("0.90"), None]},
        "treatments": [{"arm": "B", "drugs": [{"lot": 1}, {"lot": 2}]}],
        "status_events": [{"mrd": {"lab": "x"}}],
        "~": 1,
        "~~x": 2,
        "uuid": "not one of ours",
    }
    found = read(**document)
    kept = "not a field that Casebook knows; kept as it is, and exported again"
    assert set(found.notes) == {
        f"hospital_code: {kept}",
        f"treatments[0].arm: {kept}",
        f"treatments[].drugs[].lot (2 times): {kept}",
        f"status_events[0].mrd.lab: {kept}",
        f"~: {kept}",
        f"~~x: {kept}",
        f"uuid: {kept}",
    }
    written = case_document(Case.of(found.entities))
    for key in ("hospital_code", "~", "~~x", "uuid"):
        assert written[key] == document[key]
    assert text(written).count("0.90") == 1
    assert written["casebook_uuid"]
    assert written["treatments"][0]["drugs"][1]["lot"] == 2
    assert written["status_events"][0]["mrd"] == {"lab": "x"}


def test_ids_of_ours_are_taken_over_where_they_are_ids():
    uuid = new_id()
    assert case(documents=[{"uuid": uuid}]).all(Document)[0].id == uuid


# What is empty


@pytest.mark.parametrize(
    "document",
    [
        {"transplants": []},
        {"transplants": None},
        {"donor_search": None},
        {"donor_search": {}},
        {"donor_search": {"state": "not_done"}},
        {"allergies": {"state": "not_known"}},
        {"treatments": [{}]},
        {"treatments": [{"toxicities": [], "drugs": None}]},
        {"treatments": [{"line": None, "note": None, "cycles_given": ""}]},
        {"status_events": [{"mrd": None}, {"mrd": {}}, {"mrd": {"state": "not_done"}}]},
        {"status_events": [{"mrd": {"value": None, "unit": ""}}]},
        {"diagnoses": [{"date": "", "sites": [], "name_on_report": ""}]},
        {"appointments": [{"time": "", "prepare": None}]},
        {"questions": [{"for_appointment_id": "", "source_document_id": None}]},
        {"next_appointment_id": ""},
    ],
)
def test_what_is_empty_comes_out_as_it_came_in(document):
    assert again(**document) == {"patient": PATIENT, **document}


def test_an_absence_said_of_a_group_is_on_its_first_field():
    event = case(status_events=[{"mrd": {"state": "not_done"}}]).all(StatusEvent)[0]
    assert event.absences == {"mrd_value": Absence.NOT_DONE}


def test_lists_of_a_new_case_are_written_though_empty():
    written = case_document(Case.of([CaseInfo(id=new_id()), Patient(id=new_id())]))
    assert written["treatments"] == []
    assert written["patient"]["display_name"] is None
    assert "donor_search" not in written


def test_answers_keep_the_registrys_words():
    found = case(
        saved_trials=[{"criterion_answers": [{"criterion_text": "≥ 18 years", "answer": "met"}]}]
    )
    assert found.all(CriterionAnswer)[0].criterion_text == "≥ 18 years"

from datetime import date
from typing import Any

import pytest

from app.case.facts import Facts, facts_of
from tests.case.facts.cases import facts_at, sample


def _found(facts: Facts) -> list[tuple[str, str]]:
    return [(found.what, found.subject) for found in facts.conflicts]


def _conflicts(as_of: str = "2026-04-20", **sections: Any) -> list[tuple[str, str]]:
    return _found(facts_at(as_of, **sections))


def test_two_sources_that_disagree_about_much() -> None:
    facts = facts_of(sample("two-sources"), date(2026, 1, 15))
    assert set(_found(facts)) == {
        ("allergy", ""),
        ("allergy", "vancomycin"),
        ("last_dose", "prednisone"),
        ("last_dose", "vincristine"),
        ("medicine", "ondansetron"),
        ("medicine", "gabapentin"),
        ("age", ""),
        ("diagnosis", "t-all"),
        ("status", "marrow"),
        ("marker", "cd7"),
        ("performance", "Lansky"),
        ("vitals", "weight_kg"),
        ("lab", "plt"),
    }


def test_each_says_what_the_records_say_and_asks() -> None:
    facts = facts_of(sample("two-sources"), date(2026, 1, 15))
    found = {(c.what, c.subject): c for c in facts.conflicts}
    platelets = found["lab", "plt"]
    assert platelets.sentence == (
        "Platelet count, 12 January 2026: one entry says 45 10^3/uL, another 54 10^9/L."
    )
    assert platelets.question == (
        "Which is right for platelet count on 12 January 2026: 45 10^3/uL or 54 10^9/L?"
    )
    marker = found["marker", "cd7"]
    assert [row.source for row in marker.entries] == [
        "Letter of the first hospital, 5 September 2024",
        "Letter of the second hospital, 12 September 2024",
    ]
    dose = found["last_dose", "prednisone"]
    assert dose.sentence == (
        "Prednisone: the treatments say no later than 20 November 2025, "
        "the medicines say last dose 2 December 2025."
    )


def test_samples_without_disagreement() -> None:
    assert _found(facts_of(sample("lymphoma-62"), date(2026, 5, 11))) == []
    assert _found(facts_of(sample("si-units-34"), date(2026, 2, 20))) == []
    assert _found(facts_of(sample("partial-dates"), date(2024, 8, 10))) == []


def _dosed(
    medicine: dict[str, Any], *treatments: dict[str, Any], drug: str = "mercaptopurine"
) -> list[tuple[str, str]]:
    rows = [{"modality": "chemotherapy", "drugs": [{"name": drug}], **t} for t in treatments]
    return _conflicts(medications=[{"name": drug, "route": "PO", **medicine}], treatments=rows)


MAINTENANCE = {"start_date": "2023-10-16", "end_date": "2024-05-06"}


@pytest.mark.parametrize(
    ("medicine", "differs"),
    [
        ({"start": "2023-10-16", "stop": "2024-05-06", "status": "stopped"}, False),
        ({"start": "2023-10-16", "stop": "2024-03-01", "status": "stopped"}, False),
        ({"start": "2023-10-16", "stop": "2024-06-01", "status": "stopped"}, True),
        ({"start": "2023-10-16", "stop": "2024-05", "status": "stopped"}, False),
        ({"start": "2023-10-16", "status": "active"}, True),
        ({"start": "2023-10-16", "status": "stopped"}, False),
        ({"start": "2023-10-16", "stop": "2024-06-01", "status": "stopped", "route": "eye"}, False),
        ({"start": "2025-01-01", "stop": "2025-06-01", "status": "stopped"}, False),
    ],
)
def test_a_medicine_and_the_treatment_it_was_part_of(
    medicine: dict[str, Any], differs: bool
) -> None:
    assert bool(_dosed(medicine, MAINTENANCE)) is differs


def test_a_later_treatment_gave_it_again() -> None:
    stopped = {"start": "2023-10-16", "stop": "2024-05-06", "status": "stopped"}
    later = {"start_date": "2024-08-26", "end_date": "2024-09-30"}
    assert _dosed(stopped, MAINTENANCE, later) == [("last_dose", "mercaptopurine")]
    assert _dosed(stopped, later) == [("last_dose", "mercaptopurine")]


def test_a_steroid_for_something_else_does_not_disagree() -> None:
    gvhd = {"start": "2024-11-20", "stop": "2025-06-12", "status": "stopped", "reason": "GVHD"}
    later = {"start_date": "2026-01-05", "end_date": "2026-02-01"}
    assert _dosed(gvhd, later, drug="prednisone") == []


def test_one_medicine_over_several_treatments() -> None:
    whole = {"start": "2023-01-01", "stop": "2024-05-06", "status": "stopped"}
    assert _dosed(whole, {"start_date": "2023-01-01", "end_date": "2023-06-01"}, MAINTENANCE) == []


def _labs(*results: dict[str, Any], times: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    panels = [
        {
            "date": "2026-04-16",
            "time": times[i] if times else None,
            "results": [{"code": "creatinine", "unit": "mg/dL", **r}],
        }
        for i, r in enumerate(results)
    ]
    return _conflicts(labs=panels)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ({"value": 1.2}, {"value": 1.2}, False),
        ({"value": 1.2}, {"value": 1.3}, True),
        ({"value": 1.2}, {"value": 106, "unit": "umol/L"}, False),
        ({"value": 1.2}, {"value": 120, "unit": "umol/L"}, True),
        ({"value": 1.2}, {"value": 120, "unit": "spoons"}, False),
        ({"value": 1.2}, {"value": 1.2, "unit": None}, False),
        ({"value": 5, "comparator": "<"}, {"value": 3}, False),
        ({"value": 5, "comparator": "<"}, {"value": 7}, True),
        ({"value": 5, "comparator": "<"}, {"value": 7, "comparator": "<"}, False),
        ({"value": 5, "comparator": ">"}, {"value": 5}, True),
        ({"value": 5, "comparator": ">="}, {"value": 5}, False),
        ({"value": 5, "comparator": "<="}, {"value": 6}, True),
        ({"value": "positive"}, {"value": "Positive"}, False),
        ({"value": "positive"}, {"value": "negative"}, True),
        ({"value": "positive"}, {"value": 4}, False),
    ],
)
def test_one_lab_twice_on_one_day(
    one: dict[str, Any], other: dict[str, Any], differs: bool
) -> None:
    assert bool(_labs(one, other)) is differs


def test_two_samples_of_one_day_are_two_results() -> None:
    assert _labs({"value": 1.2}, {"value": 1.5}, times=("07:00", "18:00")) == []
    assert _labs({"value": 1.2}, {"value": 1.5}, times=("07:00", "07:00")) != []


def test_two_results_of_one_month_do_not_disagree() -> None:
    panels = [
        {"date": "2026-04", "results": [{"code": "plt", "value": v, "unit": "K/uL"}]}
        for v in (10, 20)
    ]
    assert _conflicts(labs=panels) == []


def test_the_same_thing_on_one_day() -> None:
    day = "2026-04-16"
    assert _conflicts(
        organ_function=[
            {"date": day, "test": "lvef", "value": v, "unit": "%", "method": "echo"}
            for v in (50, 60)
        ],
        virus_tests=[{"date": day, "hiv": "negative"}, {"date": day, "hiv": "positive"}],
        intrathecal_and_csf=[
            {"date": day, "blasts": True, "cns_status": "CNS3a"},
            {"date": day, "blasts": False, "cns_status": "CNS1"},
        ],
        genetics=[
            {
                "date": day,
                "specimen": "blood",
                "findings": [
                    {"marker": "tp53", "result": "mutated"},
                    {"marker": "notch1", "result": "mutated", "change": "a"},
                ],
            },
            {
                "date": day,
                "specimen": "blood",
                "findings": [
                    {"marker": "TP53", "result": "wild_type"},
                    {"marker": "notch1", "result": "mutated", "change": "b"},
                ],
            },
        ],
        exposures=[
            {"agent": "doxorubicin", "cumulative_mg_m2": v, "as_of": day} for v in (100, 135)
        ],
        status_events=[
            {
                "date": day,
                "type": "mrd_result",
                "response": "CR",
                "cns_status": "CNS1",
                "mrd": {"value": 0.1, "unit": "%", "method": "flow"},
            },
            {
                "date": day,
                "type": "mrd_result",
                "response": "PR",
                "cns_status": "CNS2a",
                "mrd": {"value": 0.2, "unit": "%", "method": "flow"},
            },
            {
                "date": day,
                "type": "mrd_result",
                "mrd": {"value": 0.3, "unit": "%", "method": "ngs"},
            },
        ],
    ) == [
        ("status", "response"),
        ("status", "mrd"),
        ("status", "cns"),
        ("gene", "tp53"),
        ("spinal_fluid", "cns_status"),
        ("spinal_fluid", "blasts"),
        ("virus", "hiv"),
        ("organ_test", "lvef"),
        ("exposure", "doxorubicin"),
    ]


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([{"dx_id": "t-all", "date": "2023-08-15"}, {"dx_id": "all", "date": "2023-08-15"}], []),
        (
            [{"dx_id": "t-all", "date": "2023-08-15"}, {"dx_id": "t-lbl", "date": "2023-08-20"}],
            ["diagnosis"],
        ),
        ([{"dx_id": "t-all", "date": "2023-08-15"}, {"dx_id": "aml", "date": "2026-01-20"}], []),
        ([{"dx_id": "t-all", "date": "2023-08-15"}, {"dx_id": "aml"}], ["diagnosis"]),
        (
            [{"dx_id": "t-all", "date": "2023-08-15"}, {"dx_id": "t-all", "date": "2023-08-16"}],
            ["diagnosis_date"],
        ),
        ([{"dx_id": "t-all", "date": "2023-08-15"}, {"dx_id": "t-all", "date": "2023-08"}], []),
        (
            [
                {"name_on_report": "odd", "date": "2023"},
                {"name_on_report": "odder", "date": "2023"},
            ],
            ["diagnosis"],
        ),
        ([{"dx_id": "t-all", "name_on_report": "AML"}], ["diagnosis"]),
        ([{"dx_id": "t-all", "name_on_report": "T-lymphoblastic leukemia, cortical type"}], []),
    ],
)
def test_two_names_of_one_diagnosis(rows: list[dict[str, Any]], what: list[str]) -> None:
    assert [found[0] for found in _conflicts(diagnoses=rows)] == what


def test_a_second_cancer_is_another_diagnosis() -> None:
    rows = [{"dx_id": "t-all", "date": "2023-08-15"}, {"dx_id": "aml", "date": "2023-09-15"}]
    assert (
        _conflicts(diagnoses=rows, status_events=[{"type": "second_cancer", "date": "2023-09-15"}])
        == []
    )


def test_the_day_of_diagnosis_and_its_event() -> None:
    rows = [{"dx_id": "t-all", "date": "2023-08-15"}]
    for day, what in (
        ("2023-08-15", []),
        ("2023-08", []),
        ("2023-08-17", [("diagnosis_date", "t-all")]),
    ):
        assert (
            _conflicts(diagnoses=rows, status_events=[{"type": "diagnosis", "date": day}]) == what
        )


@pytest.mark.parametrize(
    ("age", "birth", "differs"),
    [
        (14, "2008-10-09", False),
        (13, "2008-10-09", True),
        (14, "2008", False),
        (None, "2030", True),
    ],
)
def test_age_at_diagnosis_and_birth_date(age: int | None, birth: str, differs: bool) -> None:
    found = _conflicts(
        patient={"birth_date": birth}, diagnoses=[{"date": "2023-08-15", "age_at_diagnosis": age}]
    )
    assert bool(found) is differs


@pytest.mark.parametrize(
    ("none", "other", "differs"),
    [
        ("No known drug allergies", "tape", False),
        ("No known drug allergies", "sulfa", True),
        ("NKDA", "peanuts", False),
        ("No known allergies", "peanuts", True),
    ],
)
def test_no_known_allergies_beside_one(none: str, other: str, differs: bool) -> None:
    rows = [{"substance": none}, {"substance": other}]
    assert bool(_conflicts(allergies=rows)) is differs


def test_two_plans_of_one_medicine_are_no_disagreement() -> None:
    rows = [
        {"name": "hydrocortisone", "dose": "10 mg", "frequency": "morning", "status": "active"},
        {"name": "hydrocortisone", "dose": "5 mg", "frequency": "afternoon", "status": "active"},
        {"name": "hydrocortisone", "dose": "1%", "route": "skin cream", "status": "active"},
    ]
    assert _conflicts(medications=rows) == []


def test_cells_and_radiation_kept_in_two_places() -> None:
    cells = {"product": "tisagenlecleucel", "infused_on": "2024-10-11"}
    given = {
        "modality": "car_t",
        "drugs": [{"name": "Kymriah"}],
        "start_date": "2024-10-12",
        "end_date": "2024-10-12",
    }
    assert _conflicts(cell_therapies=[cells], treatments=[given]) == [
        ("cell_therapy", "tisagenlecleucel")
    ]
    same = {**given, "start_date": "2024-10-11"}
    assert _conflicts(cell_therapies=[cells], treatments=[same]) == []
    other = {**given, "drugs": [{"name": "Tecartus"}]}
    assert _conflicts(cell_therapies=[cells], treatments=[other]) == []
    course = {"start": "2024-01-08", "end": "2024-01-31"}
    treatment = {"modality": "radiation", "start_date": "2024-01-08", "end_date": "2024-02-02"}
    assert _conflicts(radiation=[course], treatments=[treatment]) == [("last_dose", "radiation")]
    assert _conflicts(radiation=[{**course, "end": "2024-02"}], treatments=[treatment]) == []

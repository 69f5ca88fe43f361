import json
from datetime import date
from decimal import Decimal

from app.case.absence import Absence
from app.case.case import Case
from app.case.entities import GeneticTest, LabPanel, LabResult, Patient
from app.case.facts import facts_of
from app.case.facts.facts_json import facts_json, number
from app.case.partial_date import PartialDate
from tests.case.facts.cases import sample

ORACLE_KEYS = [
    "case_id",
    "as_of",
    "age_years",
    "scale_by_usual_age_rule",
    "latest_performance_status",
    "number_of_relapse_events",
    "highest_line_number",
    "last_systemic_anticancer_end",
    "last_intrathecal",
    "latest_panel_id",
    "latest_panel_multiples_of_uln",
    "newest_marker_results",
    "open_questions",
    "answered_questions",
    "next_appointment_id",
    "ongoing_anticancer_medications",
    "active_medications",
]


def test_the_first_keys_are_those_of_the_oracles() -> None:
    told = facts_json(facts_of(sample("lymphoma-62"), date(2026, 5, 11)))
    assert list(told)[: len(ORACLE_KEYS)] == ORACLE_KEYS
    assert told["latest_performance_status"]["score"] == 1
    assert told["last_systemic_anticancer_end"]["days_before_as_of"] == 399
    assert told["highest_line_number"] == 2
    assert told["newest_marker_results"]["cd20"]["percent_of_blasts"] == 2
    assert told["ongoing_anticancer_medications"] == ["lenalidomide"]
    assert told["next_appointment_id"] == "ap-2"
    assert told["open_questions"] == 3


def test_a_first_name_gives_every_key() -> None:
    told = facts_json(facts_of(sample("first-name-only"), date(2026, 7, 1)))
    assert list(told)[: len(ORACLE_KEYS)] == ORACLE_KEYS
    assert told["age_years"] is None
    assert told["last_systemic_anticancer_end"] is None
    assert told["allergies"] == "Not known"
    assert json.loads(json.dumps(told)) == told


def test_numbers_are_numbers() -> None:
    assert (number(Decimal("80")), number(Decimal("0.90")), number(None)) == (80, 0.9, None)
    assert isinstance(number(Decimal("4.0")), int)


def test_facts_are_told_with_dates_and_the_ids_that_are_shown() -> None:
    told = facts_json(facts_of(sample("two-sources"), date(2026, 1, 15)))
    conflict = next(found for found in told["conflicts"] if found["what"] == "marker")
    assert [row["id"] for row in conflict["evidence"]] == ["mp-1", "mp-2"]
    assert conflict["evidence"][0]["date"] == "2025-12-01"
    assert conflict["evidence"][0]["source"] == "Letter of the first hospital, 5 September 2024"


def test_chosen_absences_are_told_and_waited_for_ones_first() -> None:
    panel = LabPanel(id="p", imported_id="lp-1", date=PartialDate(2026, 4, 16))
    case = Case.of(
        [
            Patient(id="me", absences={"birth_date": Absence.NOT_KNOWN}),
            panel,
            LabResult(id="r", parent_id="p", code="ldh", absences={"value": Absence.WAITING}),
            GeneticTest(id="g", method="gene panel", absences={"karyotype": Absence.NOT_DONE}),
        ]
    )
    told = facts_json(facts_of(case, date(2026, 4, 20)))["waiting_or_not_done"]
    assert [(fact["state"], fact["words"]) for fact in told] == [
        ("waiting", "lab result, Result: waiting for the result"),
        ("not_done", "gene panel, Karyotype, as printed: not done"),
        ("not_known", "patient, Born: not known"),
    ]
    assert told[0]["evidence"]["id"] == "lp-1"

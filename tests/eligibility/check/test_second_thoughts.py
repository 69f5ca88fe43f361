"""Firm answers that are not given, because the line's own words make them doubtful."""

from typing import Any

import pytest

from app.case.facts import Facts
from app.eligibility.check_lines import check_line
from tests.eligibility.check.building import case, labs

T_LBL = {"dx_id": "t-lbl", "name_on_report": "T-lymphoblastic lymphoma", "date": "2024-05-26"}
T_ALL = {"dx_id": "t-all", "name_on_report": "T-lymphoblastic leukemia", "date": "2024-05-26"}
CHEMOTHERAPY = {
    "line": 1,
    "modality": "chemotherapy",
    "name": "Induction",
    "drugs": [{"name": "vincristine"}, {"name": "cyclophosphamide"}],
    "start_date": "2025-03-02",
    "end_date": "2025-03-26",
}


def state(text: str, section: str, facts: Facts, context: str = "") -> str:
    line = {"section": section, "text": text, "context": context}
    return str(check_line(facts, line).state)


def ill(diagnosis: dict[str, Any], **more: Any) -> Facts:
    return case(diagnoses=[diagnosis], **more)


@pytest.mark.parametrize("text", ["Burkitt leukemia or lymphoma", "Burkitt's leukemia/lymphoma"])
def test_a_name_that_belongs_to_two_words_is_not_any_lymphoma(text: str) -> None:
    assert state(text, "exclusion", ill(T_LBL)) == "not_read"
    assert state(text, "inclusion", ill(T_LBL)) == "not_read"


def test_a_disease_that_is_named_itself_still_decides() -> None:
    assert state("Acute lymphoblastic leukemia or lymphoma", "inclusion", ill(T_ALL)) == "met"
    assert state("T-lymphoblastic leukemia/lymphoma", "inclusion", ill(T_LBL)) == "met"


def test_what_lies_behind_is_not_what_is_taken_beside_the_trial() -> None:
    facts = ill(T_ALL, treatments=[CHEMOTHERAPY])
    assert state("Chemotherapy.", "exclusion", facts, "Excluded") == "not_read"
    assert state("Prior chemotherapy.", "exclusion", facts, "Excluded") == "not_met"
    assert state("Chemotherapy.", "exclusion", facts, "Prior treatment") == "not_met"
    going_on = ill(
        T_ALL,
        treatments=[{**CHEMOTHERAPY, "start_date": "2026-04-01", "end_date": None}],
    )
    assert state("Chemotherapy.", "exclusion", going_on, "Excluded") == "not_met"


def test_a_demand_in_the_list_of_exclusions_is_left_open() -> None:
    liver = {"code": "alt", "value": 44, "unit": "U/L", "ref_low": 5, "ref_high": 40}
    facts = ill(T_ALL, **labs(liver))
    assert state("ALT no greater than 4 times ULN", "exclusion", facts) == "not_read"
    assert state("ALT greater than 4 times ULN", "exclusion", facts) == "met"
    assert state("ALT no greater than 4 times ULN", "inclusion", facts) == "met"


def test_a_line_that_breaks_off_is_left_open() -> None:
    facts = ill(T_ALL, **labs({"code": "anc", "value": "1.6", "unit": "10^3/uL"}))
    assert state("ANC at least 1500/mm3 Platelet count at least", "inclusion", facts) == "not_read"
    assert state("ANC at least 1500/mm3", "inclusion", facts) == "met"


@pytest.mark.parametrize(
    "text",
    [
        "(CLL).",
        "Unrelated - ages 60-75",
        "Patients with one of the following entities: follicular lymphoma;",
        "Aged 12 or older with 2 of the following: age over 60 years, high LDH, stage III or IV",
    ],
)
def test_pieces_of_other_lines_rule_nobody_out(text: str) -> None:
    facts = ill(T_ALL, patient={"birth_date": "2008-10-09"})
    assert state(text, "inclusion", facts) != "not_met"


def test_an_illness_that_comes_along_with_a_leukemia_may_be_there() -> None:
    assert state("Hemophagocytic lymphohistiocytosis", "inclusion", ill(T_ALL)) != "not_met"
    assert state("Follicular lymphoma", "inclusion", ill(T_ALL)) == "not_met"


def test_exposure_to_a_drug_is_a_treatment_and_to_a_virus_is_none() -> None:
    tests = [{"date": "2026-04-01", "hiv": "negative", "hbsag": "negative"}]
    facts = ill(T_ALL, treatments=[CHEMOTHERAPY], virus_tests=tests)
    assert state("Previous exposure to vincristine", "exclusion", facts) == "not_met"
    assert state("No prior exposure to vincristine", "inclusion", facts) == "not_met"
    assert state("Previous exposure to blinatumomab", "exclusion", facts) == "unknown"
    assert state("Known exposure to HIV", "exclusion", facts) == "not_read"
    assert state("Known HIV infection", "exclusion", facts) == "met"


def test_what_holds_in_each_way_of_reading_is_said() -> None:
    clear = [{"date": "2026-04-01", "hiv": "negative", "anti_hcv": "negative"}]
    carries = [{"date": "2026-04-01", "hiv": "positive", "anti_hcv": "negative"}]
    text = "Negative for HIV and hepatitis C"
    assert state(text, "inclusion", ill(T_ALL, virus_tests=clear)) == "met"
    assert state(text, "inclusion", ill(T_ALL, virus_tests=carries)) != "met"
    # The disease says what the treatment was for.
    text = "No prior chemotherapy for CNS lymphoma"
    assert state(text, "inclusion", ill(T_LBL, treatments=[CHEMOTHERAPY])) != "not_met"


def test_oxygen_on_room_air_is_what_the_record_keeps() -> None:
    facts = ill(T_ALL, vitals=[{"date": "2026-04-16", "spo2_room_air_percent": 95}])
    assert state("Oxygen saturation > 92% on room air", "inclusion", facts) == "met"
    assert state("Oxygen saturation > 96% on room air", "inclusion", facts) == "not_met"


def test_marrow_disease_seen_and_other_names() -> None:
    seen = {"date": "2026-04-14", "type": "refractory", "marrow_blasts_percent": 11}
    facts = ill(T_ALL, status_events=[seen])
    text = "Morphological evidence of disease in bone marrow (at least {}% blasts)"
    assert state(text.format(5), "inclusion", facts) == "met"
    assert state(text.format(25), "inclusion", facts) == "not_met"
    assert state("Acute promyelocytic leukemia (APL, FAB M3)", "exclusion", facts) == "met"
    assert state("B-cell NHL", "inclusion", facts) == "not_met"


def test_whichever_comes_later_is_no_further_ground() -> None:
    text = (
        "Women who are pregnant or breastfeeding, or planning to become pregnant within 6 months "
        "after the last dose, whichever comes later"
    )
    assert state(text, "exclusion", ill(T_ALL, patient={"sex_at_birth": "male"})) == "met"
    assert state(text, "exclusion", ill(T_ALL, patient={"sex_at_birth": "female"})) != "met"


def test_a_no_ends_before_a_limit() -> None:
    heart = [{"date": "2026-04-01", "test": "lvef", "value": 58, "unit": "%", "method": "echo"}]
    facts = ill(T_ALL, organ_function=heart)
    text = "Adequate cardiac function (no cardiac disease, LVEF ≥ 40%)"
    assert state(text, "inclusion", facts) != "not_met"
    assert state("LVEF ≥ 40%", "inclusion", facts) == "met"
    assert state("LVEF ≥ 60%", "inclusion", facts) == "not_met"


def test_what_is_taken_now_and_what_a_heading_counts() -> None:
    facts = ill(T_ALL, treatments=[CHEMOTHERAPY])
    assert state("Currently receiving chemotherapy", "exclusion", facts) != "not_met"
    above = "Excluded within 12 weeks prior to study entry"
    assert state("Chemotherapy.", "exclusion", facts, above) != "not_met"
    text = "No chemotherapy for at least two weeks prior to entry"
    assert state(text, "inclusion", facts) != "not_met"
    assert state("No prior chemotherapy", "inclusion", facts) == "not_met"

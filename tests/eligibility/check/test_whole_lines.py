"""Lines understood as a whole although single words of them were not read."""

from typing import Any

import pytest

from app.case.facts import Facts
from app.eligibility.check_lines import check_line
from tests.eligibility.check.building import case, labs

T_ALL = {"dx_id": "t-all", "name_on_report": "T-lymphoblastic leukemia", "date": "2021-05-26"}
NEGATIVE = {"date": "2026-04-01", "hbsag": "negative", "anti_hbc": "negative"}
NEGATIVE |= {"anti_hcv": "negative", "hiv": "negative"}


def state(text: str, section: str, facts: Facts, context: str = "") -> str:
    line = {"section": section, "text": text, "context": context}
    return str(check_line(facts, line).state)


def person(**more: Any) -> Facts:
    patient = {"birth_date": "2010-02-01", "sex_at_birth": "male"}
    return case(patient=patient, diagnoses=[T_ALL], virus_tests=[NEGATIVE], **more)


@pytest.mark.parametrize(
    "text",
    [
        "Known to be HIV positive or have an acquired immunodeficiency syndrome-related illness",
        "Diagnosed positive of Hepatitis B, Hepatitis C or Human Immunodeficiency virus (HIV)",
        "Known HIV infection. Testing is not required.",
        "HIV, hepatitis C or B infection",
        "Known active or chronic hepatitis B (HbsAg +ve), hepatitis C or HIV infection",
    ],
)
def test_nobody_without_the_virus_is_kept_out(text: str) -> None:
    assert state(text, "exclusion", person()) == "met"
    infected = {**NEGATIVE, "hiv": "positive"}
    assert state(text, "exclusion", case(virus_tests=[infected])) != "met"
    assert state(text, "exclusion", case()) != "met"


@pytest.mark.parametrize(
    "text",
    [
        "HIV positive or planned to be treated with a live vaccine",
        "HIV status unknown or hepatitis C",
        "Known HIV infection. Patients with tuberculosis are excluded.",
        "Family history of HIV or hepatitis B",
        "HIV infection or active hepatitis",
        "Active HIV, Hepatitis B virus (HBV), Hepatitis C virus (HCV) or uncontrolled infection",
    ],
)
def test_a_further_ground_beside_a_virus_is_left_open(text: str) -> None:
    assert state(text, "exclusion", person()) != "met"


def test_a_demand_on_the_infected_asks_nothing_of_others() -> None:
    line = (
        "Patients with a history of hepatitis C virus (HCV) infection must have been treated and "
        "cured. For patients with HCV infection who are currently on treatment, they are eligible "
        "if they have an undetectable HCV viral load."
    )
    assert state(line, "inclusion", person()) == "met"
    assert state(line, "inclusion", case()) != "met"


@pytest.mark.parametrize(
    "text",
    [
        "Advanced or metastatic solid tumors with failure of standard systemic therapy",
        "Subjects with relapsed/refractory acute myeloid leukemia who have failed standard "
        "treatment or lack effective treatment methods",
        "Histologically or cytologically confirmed melanoma",
        "Primary AML or AML secondary to myelodysplastic syndrome (MDS) or therapy-related AML "
        "according to World Health Organization (WHO) classification",
        "Documented diagnosis of multiple myeloma and measurable disease, defined as any of the "
        "following:.",
        "Newly diagnosed pathologically confirmed acute B-cell lymphoblastic leukaemia",
    ],
)
def test_another_disease_is_asked_for(text: str) -> None:
    assert state(text, "inclusion", person()) == "not_met"


@pytest.mark.parametrize(
    "text",
    [
        "Relapsed AML or XYZ as judged by whoever treats",
        "AML or other leukemias of whatever kind was found",
        "Myeloid sarcoma",
        "Melanoma or another cancer",
        "Cohort A: relapsed AML with odd features",
        "Acute leukemia with odd unread features",
    ],
)
def test_where_another_disease_may_be_let_in_it_is_asked(text: str) -> None:
    assert state(text, "inclusion", person()) not in ("not_met", "met")


def test_an_age_at_the_head_holds_whatever_follows() -> None:
    line = "Adult patients, 18 years or older, undergoing an allo-HSCT for acute leukemia."
    assert state(line, "inclusion", person()) == "not_met"
    unless = "Patients 18 years or older, unless oddly and unreadably so"
    assert state(unless, "inclusion", person()) != "not_met"
    part = "Part 2: 18 years or older with oddly unread things"
    assert state(part, "inclusion", person()) != "not_met"


def test_one_ground_of_a_list_is_enough() -> None:
    facts = person(transplants=[{"date": "2024-03-08", "type": "allogeneic"}])
    line = "History of allogeneic organ transplantation or allogeneic HSCT"
    assert state(line, "exclusion", facts) == "not_met"
    assert state(line, "exclusion", person()) != "not_met"


def test_an_example_in_brackets_is_no_ground() -> None:
    cells = {"product": "tisagenlecleucel", "target": "CD19", "infused_on": "2024-10-11"}
    facts = person(cell_therapies=[cells])
    line = "Prior therapy targeting same pathway (antibody/ADC/cell therapy)"
    assert state(line, "exclusion", facts) != "not_met"


def test_rules_for_women_ask_nothing_of_men() -> None:
    line = (
        "Female participants are not pregnant or breastfeeding and are either not a woman of "
        "child-bearing potential (WOCBP) OR use a contraceptive method"
    )
    assert state(line, "inclusion", person()) == "met"
    assert state("Postmenopausal women", "inclusion", person()) != "met"
    assert state("Women aged 18 or older must have breast cancer", "inclusion", person()) != "met"
    because = (
        "Pregnant or breast feeding females are excluded because the effects of bendamustine on a "
        "fetus or nursing child are unknown."
    )
    assert state(because, "exclusion", person()) == "met"


RELAPSE = {"type": "relapse", "date": "2026-01-19", "sites": ["node"]}


def test_a_relapse_after_a_donor_transplant() -> None:
    transplant = {"date": "2024-03-08", "type": "allogeneic"}
    after = person(transplants=[transplant], status_events=[RELAPSE])
    assert state("Relapse after allogeneic HSCT", "exclusion", after) == "not_met"
    assert state("Relapse after allogeneic HSCT", "inclusion", after) == "met"
    early = person(transplants=[transplant], status_events=[{**RELAPSE, "date": "2023-01-19"}])
    assert state("Relapse after allogeneic HSCT", "exclusion", early) not in ("met", "not_met")


def test_a_relapse_in_the_marrow_is_not_outside_it_alone() -> None:
    marrow = {**RELAPSE, "sites": ["bone_marrow", "node"], "marrow_blasts_percent": 40}
    line = "Isolated extramedullary disease relapse；"
    assert state(line, "exclusion", person(status_events=[marrow])) == "met"
    assert state(line, "exclusion", person(status_events=[RELAPSE])) not in ("met", "not_met")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Grade 3 or higher CRS after prior CAR-T therapy", "met"),
        ("Prior CRS of grade >= 2 after CAR-T", "not_met"),
        ("Grade 2 CRS after CAR-T", "not_read"),
        ("Grade 3 or higher CRS after prior CAR-T or odd unread things", "not_read"),
    ],
)
def test_the_grade_of_side_effects_of_cells(line: str, expected: str) -> None:
    cells = {"product": "tisagenlecleucel", "target": "CD19", "infused_on": "2024-10-11"}
    facts = person(cell_therapies=[{**cells, "crs_grade": "2"}])
    assert state(line, "exclusion", facts) == expected
    assert state(line, "exclusion", person(cell_therapies=[cells])) not in ("met", "not_met")


def test_the_age_at_diagnosis() -> None:
    facts = person()  # eleven years old when it was found
    assert state("Age 1 to 21 years at the time of diagnosis", "inclusion", facts) == "met"
    assert state("Patient is ≤ 365 days of age at the time of diagnosis.", "inclusion", facts) == (
        "not_met"
    )
    assert state("Age <= 10 years at diagnosis of relapse", "inclusion", facts) != "not_met"


def test_parts_of_a_study_with_limits_of_their_own() -> None:
    low = labs({"code": "anc", "value": 0.9, "unit": "10^3/uL"})
    line = "Part 1 ANC > 1500/uL. Part 2A WBC less than 20,000/uL (Hydroxyurea is allowed)"
    assert state(line, "inclusion", person(**low)) not in ("met", "not_met")


def test_the_word_allogeneic_may_belong_to_both_transplants() -> None:
    own = person(transplants=[{"date": "2024-09-08", "type": "autologous"}])
    line = "Previous allogeneic stem cell or bone marrow transplantation"
    assert state(line, "exclusion", own) != "not_met"
    assert state("Prior BM or hematopoietic stem cell transplantation", "exclusion", own) == (
        "not_met"
    )


def test_what_is_said_of_both_sexes_applies_to_either() -> None:
    line = "Women of childbearing potential and male participants must practice contraception"
    assert state(line, "inclusion", person()) != "met"


def test_a_sex_within_other_words_is_not_passed_over() -> None:
    of_age = case(patient={"birth_date": "1973-02-01", "sex_at_birth": "male"})
    assert state("Adult females 18 years old or older.", "inclusion", of_age) != "met"
    assert state("Adult males 18 years old or older.", "inclusion", of_age) == "met"


def test_medicines_against_a_virus_are_not_told_by_its_test() -> None:
    line = "Current treatment with anti-viral therapy for HBV"
    assert state(line, "exclusion", person()) != "met"


def test_lines_against_another_disease_are_not_counted() -> None:
    facts = person(treatments=[{"line": 2, "modality": "chemotherapy", "name": "Salvage"}])
    line = "Received 1 to 2 prior lines of anti-myeloma therapy."
    assert state(line, "inclusion", facts) != "met"


def test_a_heading_may_ask_for_a_newer_value() -> None:
    facts = person(**labs({"code": "creatinine", "value": 0.7, "unit": "mg/dL"}))  # 4 days old
    line = "creatinine <= 1.5 mg/dL"
    assert state(line, "inclusion", facts, "Within 48 hours prior to the first dose:") != "met"
    assert state(line, "inclusion", facts, "Within 7 days prior to the first dose:") == "met"


def test_patients_must_not_be_pregnant_asks_nothing_of_men() -> None:
    line = "Patient must not be pregnant or breast-feeding due to the potential harm to a fetus"
    assert state(line, "exclusion", person()) == "met"


def test_adequate_is_said_by_the_limits_behind_it() -> None:
    facts = person(**labs({"code": "anc", "value": 1.9, "unit": "10^3/uL"}))
    line = "Adequate hematologic parameters, defined as absolute neutrophil count >= 1500/mm3"
    assert state(line, "inclusion", facts) == "met"
    assert state("Adequate hematologic parameters", "inclusion", facts) != "met"


def test_a_virus_that_must_be_there_and_not_is_left_open() -> None:
    treated = {**NEGATIVE, "anti_hcv": "positive", "hcv_rna": "not detected"}
    line = "Participants who have positive HCV antibody must have an undetectable HCV-RNA level."
    assert state(line, "exclusion", case(virus_tests=[treated])) != "not_met"


def test_some_of_one_sex_are_not_all_of_them() -> None:
    woman = case(patient={"birth_date": "1981-02-01", "sex_at_birth": "female"})
    line = "Women who have been previously included in this study; or"
    assert state(line, "exclusion", woman) != "not_met"
    cut_off = "Not receiving radiotherapy within 14 days before registration Male participants"
    assert state(cut_off, "inclusion", woman) != "met"


def test_women_in_a_period_of_breast_feeding() -> None:
    line = "Women who are pregnant or in the period of breastfeeding."
    assert state(line, "exclusion", person()) == "met"
    assert state("FOCBP must have a negative pregnancy test", "inclusion", person()) == "met"

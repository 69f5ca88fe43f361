"""Firm answers that are not given because of a line's place, direction or purpose."""

from typing import Any

import pytest

from app.case.facts import Facts
from app.eligibility.check import check_criterion
from app.eligibility.check_lines import check_line
from app.eligibility.read_criteria import read_text
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
KIDNEYS = {"code": "creatinine", "value": 0.7, "unit": "mg/dL", "ref_low": 0.5, "ref_high": 1.1}
FIRM = ("met", "not_met")


def state(text: str, section: str, facts: Facts, context: str = "") -> str:
    line = {"section": section, "text": text, "context": context}
    return str(check_line(facts, line).state)


def ill(diagnosis: dict[str, Any], **more: Any) -> Facts:
    return case(diagnoses=[diagnosis], **more)


def states(text: str, facts: Facts) -> list[str]:
    return [str(check_criterion(read, facts).state) for read in read_text(text)]


@pytest.mark.parametrize(
    "above",
    [
        "Postinduction therapy:",
        "Maintenance:",
        "Randomization criteria",
        "Prior to second infusion",
    ],
)
def test_what_is_asked_later_in_the_study_is_left_open(above: str) -> None:
    facts = ill(T_ALL, **labs(KIDNEYS))
    assert state("Creatinine < 2 mg/dL", "inclusion", facts, above) not in FIRM
    assert state("Creatinine < 2 mg/dL", "inclusion", facts, "Renal") == "met"


def test_a_line_below_another_disease_is_not_the_persons() -> None:
    facts = ill(T_ALL, **labs(KIDNEYS))
    assert state("Creatinine < 2 mg/dL", "inclusion", facts, "Relapsed AML") not in FIRM
    assert state("Creatinine < 2 mg/dL", "inclusion", facts, "Relapsed ALL") == "met"
    assert state("Diagnosis of AML", "inclusion", facts, "Relapsed AML") == "not_met"


def test_a_limit_the_wrong_way_round_is_left_open() -> None:
    facts = ill(T_ALL, **labs(KIDNEYS))
    assert state("Creatinine >= 1.5 x ULN", "inclusion", facts) not in FIRM
    assert state("Creatinine <= 1.5 x ULN", "inclusion", facts) == "met"
    assert state("Creatinine >= 1.5 x ULN", "exclusion", facts) == "met"
    assert state("Age greater than 2 or less than 80 years", "exclusion", facts) not in FIRM


def test_a_disease_a_treatment_was_for_is_not_asked_for() -> None:
    facts = ill(T_ALL, treatments=[CHEMOTHERAPY])
    for text in (
        "No more than one prior chemotherapy regimen for MDS",
        "Omission of cytotoxic chemotherapy for ATL for 3 weeks prior to entry is required.",
        "No prior chemotherapy or radiotherapy for NHL",
        "Chemotherapy: No prior chemotherapy for CNS lymphoma",
    ):
        assert state(text, "inclusion", facts) != "not_met"
    assert state("No prior chemotherapy", "inclusion", facts) == "not_met"
    assert state("No prior chemotherapy for leukemia", "inclusion", facts) == "not_met"


def test_a_sentence_for_those_with_another_disease_rules_nobody_out() -> None:
    text = "Patients must have measurable disease; patients with CTCL must have skin lesions"
    assert state(text, "inclusion", ill(T_ALL)) != "not_met"
    assert state("Patients with CTCL", "inclusion", ill(T_ALL)) == "not_met"


def test_drugs_noted_do_not_tell_of_every_trial() -> None:
    facts = ill(T_ALL, treatments=[CHEMOTHERAPY])
    text = "Participated in another clinical trial within 1 month"
    assert state(text, "exclusion", facts) not in FIRM
    assert state("Chemotherapy within 1 month", "exclusion", facts) == "met"


def test_a_state_beside_a_disease_belongs_to_it() -> None:
    facts = ill(
        T_ALL,
        status_events=[
            {"date": "2026-03-30", "type": "response_assessment", "response": "CR"},
        ],
    )
    assert state("Hairy cell leukemia, active or in remission", "inclusion", facts) != "met"


def test_lines_below_donor_criteria_are_the_donors() -> None:
    text = "Inclusion Criteria:\n\nAge over 12.\n\nDonor criteria:\n\nAge 80 or under.\n"
    assert states(text, ill(T_ALL))[-1] == "unknown"
    behind = "Inclusion Criteria: Donor\n\nAge 80.\n\nExclusion Criteria: Patient\n\nMale.\n"
    subjects = [str(read.criterion.subject) for read in read_text(behind)]
    assert subjects == ["donor", "patient"]


def test_a_heading_that_only_says_excluded_keeps_the_one_above() -> None:
    text = "Exclusion Criteria:\n\nConcurrent Medication:\n\nExcluded:\n\n  -  Aspirin.\n"
    assert read_text(text)[-1].criterion.parent == ("Concurrent Medication: Excluded",)
    assert read_text("Excluded:\n\n  -  Aspirin.\n")[-1].criterion.parent == ("Excluded",)


def test_a_limit_behind_both_sexes_is_for_both() -> None:
    young = case(patient={"birth_date": "2008-10-09", "sex_at_birth": "male"})
    grown = case(patient={"birth_date": "1967-11-22", "sex_at_birth": "male"})
    assert state("Man or woman aged 18 or over", "inclusion", young) == "not_met"
    assert state("Man or woman aged 18 or over", "inclusion", grown) == "met"
    assert state("Men, or women over 60", "inclusion", grown) != "not_met"


def test_a_cancer_other_than_another_disease_may_be_the_persons() -> None:
    for text in ("Active cancer (other than B-ALL)", "Malignant tumors other than AML"):
        assert state(text, "exclusion", ill(T_ALL)) != "met"
    assert state("Acute myeloid leukemia", "exclusion", ill(T_ALL)) == "met"

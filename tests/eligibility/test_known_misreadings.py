"""Wordings that were once read wrongly, each as what it asks; "?" is what was not understood."""

import pytest

from app.eligibility.model import Role, Section, Sense
from app.eligibility.read_criteria import read_text
from tests.eligibility.reading import asks, read, tree

_LINES: tuple[tuple[str, Section, str], ...] = (
    ("AML, MDS or CML", "inclusion", "(<dx:aml> | <dx:mds> | <dx:cml>)"),
    (
        "Hodgkin lymphoma, relapsed; ALL in first remission; AML",
        "inclusion",
        "((<dx:hl> & <status:relapsed>) | (<dx:all> & <status:remission_first>) | <dx:aml>)",
    ),
    ("≥ 20% bone marrow lymphocytes or blasts", "inclusion", "?"),
    ("Bone marrow blasts and lymphocytes >= 30%", "inclusion", "?"),
    ("Bone marrow blasts < 5% and < 20% lymphocytes", "inclusion", "(blasts[marrow] < 5 % & ?)"),
    ("AML/ALL with relapse, poor risk features", "inclusion", "((<dx:aml> | <dx:all>) & ?)"),
    (
        "Platelets >= 20,000/uL with or without transfusion support",
        "inclusion",
        "platelets >= 20000 /uL",
    ),
    (
        "Absolute neutrophil count ≥ 1000/uL. This criterion does not apply to patients with MDS",
        "inclusion",
        "anc >= 1000 /uL unless <dx:mds>",
    ),
    ("Platelets ≥ 100,000uL", "inclusion", "platelets >= 100000 /uL"),
    ("AST ≤ 3 UL", "inclusion", "ast <= 3 xULN"),
    ("Platelet count ≥ 50.000/mm3", "inclusion", "platelets >= 50000 /uL"),
    (
        "Hemoglobin ≥ 8.0 g/dL (transfusion independent)",
        "inclusion",
        "(hemoglobin >= 8 g/dL & !<current product:platelets product:red_cells>)",
    ),
    (
        "ECOG performance status 0-2 OR Karnofsky ≥ 60",
        "inclusion",
        "(ecog <= 2 | karnofsky >= 60)",
    ),
    (
        "Karnofsky or Lansky score ≥ 50. Use Karnofsky for > 16 years and Lansky for ≤ 16 years",
        "inclusion",
        "(karnofsky >= 50 | lansky >= 50)",
    ),
    (
        "Less than 4 weeks from major surgery or less than 2 weeks from chemotherapy",
        "exclusion",
        "(since <modality:surgery> < 4 week | since <modality:chemotherapy> < 2 week)",
    ),
    (
        "Hemoglobin ≥ 9 g/dL for males and ≥ 8 g/dL for females",
        "inclusion",
        "((<sex:male> & hemoglobin >= 9 g/dL) | (<sex:female> & hemoglobin >= 8 g/dL))",
    ),
    (
        "QTcF > 450 msec (male) or > 470 msec (female)",
        "exclusion",
        "((<sex:male> & qtc > 450 ms) | (<sex:female> & qtc > 470 ms))",
    ),
    ("Age ≥ 18 years at the time of signing informed consent", "inclusion", "age >= 18 year"),
    (
        "Aged 18 to 75 years on the day of signing informed consent",
        "inclusion",
        "(age >= 18 year & age <= 75 year)",
    ),
    ("Age ≥ 18 years prior to signing consent", "inclusion", "age >= 18 year"),
    (
        "Adult(s) with T-ALL",
        "inclusion",
        "((age >= 21 year | (age >= 18 year & ?)) & <dx:t-all>)",
    ),
    ("Adults, age ≥ 18 years", "inclusion", "age >= 18 year"),
    ("Adults 18 years of age or older.", "inclusion", "age >= 18 year"),
    ("Children and adults with ALL", "inclusion", "(? & (<dx:all> & ?))"),
    ("MRD > 10-4 by flow cytometry", "inclusion", "mrd > 0.0001"),
    ("MRD ≥ 0.01%", "inclusion", "mrd >= 0.01 %"),
    ("Minimal residual disease > 0.1", "inclusion", "?"),
    ("Weight ≥ 50 kg due to apheresis requirements", "inclusion", "weight >= 50 kg"),
    ("Age: 18 and over", "inclusion", "age >= 18 year"),
    ("Performance status: ECOG 0 or 1", "inclusion", "ecog <= 1"),
    ("2. Performance status of =< 2", "inclusion", "ecog <= 2"),
    ("ECOG performance status ≤ 2 (see Appendix A)", "inclusion", "ecog <= 2"),
    ("Age ≥ 18 years old, gender is not limited", "inclusion", "age >= 18 year"),
    ("Age under 18 and over 79 years old", "exclusion", "(age < 18 year | age > 79 year)"),
    ("Hemoglobin must be ≥ 8 grams per deciliter (g/dL).", "inclusion", "hemoglobin >= 8 g/dL"),
    (
        "Diagnosis of acute lymphoblastic leukemia (ALL) or acute myeloid leukemia (AML)",
        "inclusion",
        "(<dx:all> | <dx:aml>)",
    ),
    (
        "HIV negative and no clinical evidence of AIDS",
        "inclusion",
        "(<negative virus:hiv> & !<virus:hiv>)",
    ),
    (
        "Negative HIV, hepatitis B and hepatitis C tests",
        "inclusion",
        "(<negative virus:hiv> & <negative virus:hbv virus:hcv>)",
    ),
    ("Stable dose of corticosteroids for 4 weeks prior to enrollment", "inclusion", "judgement"),
    (
        "Age 12 or older. Note that minors will be enrolled after review",
        "inclusion",
        "(age >= 12 year & (age >= 18 year | ?))",
    ),
    (
        "Creatinine < 2 mg/dL and/or creatinine clearance > 30 mL/min",
        "inclusion",
        "((creatinine < 2 mg/dL & crcl > 30 mL/min) | "
        "((creatinine < 2 mg/dL | crcl > 30 mL/min) & ?))",
    ),
)


@pytest.mark.parametrize(("text", "section", "asked"), _LINES)
def test_what_a_line_asks(text: str, section: Section, asked: str) -> None:
    assert asks(text, section) == asked


@pytest.mark.parametrize(
    "text",
    [
        "ALL/CLL in patient remission, clinical or molecular features indicating a high risk",
        "B-ALL or T-ALL in second remission",
        "T-ALL in second remission or B-ALL",
        "Relapsed B-ALL or T-ALL, or lymphoma progressive after transplant",
    ],
)
def test_words_behind_one_disease_of_a_list_may_narrow_all(text: str) -> None:
    assert "?" in asks(text)
    assert not asks(text).startswith("(<dx:")


def test_a_window_behind_two_transplants_may_be_of_the_last_alone() -> None:
    asked = asks("Allogeneic SCT, or autologous SCT within 3 months", "exclusion")
    assert asked.startswith("(since <hsct:allogeneic hsct:autologous> <= 3 month | ((<hsct:allog")
    assert asked.endswith("& ?))")


def test_what_must_not_be_is_a_demand_in_a_list_of_exclusions_too() -> None:
    said = read("Participants must not have untreated CNS metastases.", "exclusion")
    assert said.sense is Sense.MUST_HOLD
    assert tree(said.requirement) == "!<untreated cns>"


def test_a_disease_below_a_disease_is_one_of_several() -> None:
    above = "Histologically proven hematologic malignancy"
    assert read("Chronic myeloid leukemia", "inclusion", above).role is Role.ALTERNATIVE
    assert read("Chronic myeloid leukemia", "inclusion", "Disease status").role is Role.RULE


def test_many_exceptions_below_a_line_are_one() -> None:
    below = "".join(f"    * except in case {number}\n" for number in range(60))
    first, *_ = read_text(f"Inclusion Criteria:\n\n* Platelets >= 50 x 10^9/L\n{below}")
    assert tree(first.requirement) == "platelets >= 50 10^9/L unless ?"


def test_a_second_list_of_eligibility_criteria_may_be_that_of_exclusions() -> None:
    second = "Eligibility Criteria:\n\n* Pregnant women\n"
    first, *_, last = read_text(f"Inclusion Criteria:\n\n* Age 18 or older\n\n{second}")
    assert (first.sense, last.sense) == (Sense.MUST_HOLD, Sense.UNCLEAR)
    assert read_text(second)[-1].sense is Sense.MUST_HOLD


def test_a_line_of_endless_sentences_is_not_read() -> None:
    assert asks("Has a diagnosis. " * 100) == "?"

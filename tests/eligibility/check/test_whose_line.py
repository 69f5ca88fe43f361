"""Of whom a line speaks: women only, another person's age, an age of another day."""

from datetime import date

import pytest

from app.case.facts import Facts
from app.eligibility.check_lines import check_line, facts_of_patient_record
from app.eligibility.checking.sex import is_of_women_only


def person(age: float, sex: str = "male") -> Facts:
    return facts_of_patient_record({"age_years": age, "sex": sex}, date(2026, 1, 1))


def state(text: str, section: str, facts: Facts) -> str:
    return str(check_line(facts, {"section": section, "text": text}).state)


@pytest.mark.parametrize(
    "text",
    [
        "Patients who are pregnant or plan to become pregnant during the study",
        "The patient is pregnant or lactating. If the patient is female and of childbearing "
        "potential, the patient must have a negative pregnancy test within 7 days of the first "
        "dose.",
        "Women if they are breast-feeding or test positive for pregnancy (by urinalysis)",
        "Current pregnancy (urine test-verified), childbirth within the past year, or nursing",
        "Females of childbearing potential who are pregnant or not using contraceptives",
        "Women who live outside the region",
        "Pregnancy, or intention to become pregnant within 6 months",
    ],
)
def test_what_can_be_true_of_women_only(text: str) -> None:
    assert is_of_women_only(text)
    assert state(text, "exclusion", person(40)) == "met"
    assert state(text, "exclusion", person(30, "female")) in ("unknown", "not_read")


@pytest.mark.parametrize(
    "text",
    [
        "Pregnancy, diabetes",
        "Men whose partner is pregnant",
        "Living in a nursing home",
        "Pregnant women, subjects under guardianship",
        "Severe gastroparesis small bowel obstruction pregnancy",
        "pregnancy menopause interstitial cystitis irritable bowel syndrome",
        "Documented history of liver problems, pregnant or breastfeeding",
        "Infants who are breast-fed or breastfeeding",
        "Not using contraception, pregnancy",
        "Pregnant women, at high risk of bleeding",
        "Pregnant women with partners who smoke",
        "",
    ],
)
def test_what_may_be_true_of_men(text: str) -> None:
    assert not is_of_women_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "Have at least one child 6 years of age or younger",
        "Mother at least 18 years of age",
        "Parent of a child aged 2 to 5 years",
        "Having a partner aged over 50 years",
        "Parents/caregivers 65 years or older",
    ],
)
def test_the_age_of_somebody_else_decides_nothing(text: str) -> None:
    assert state(text, "inclusion", person(40)) in ("unknown", "not_read")
    assert state(text, "inclusion", person(10)) in ("unknown", "not_read")
    assert state(text, "exclusion", person(70)) in ("unknown", "not_read")


@pytest.mark.parametrize(
    ("text", "age", "expected"),
    [
        ("Age at most 21 years at initial diagnosis", 40, "not_read"),
        ("Age at most 21 years at initial diagnosis", 20, "met"),
        ("Age 18 years or older at the time of diagnosis", 40, "not_read"),
        ("Age 18 years or older at the time of diagnosis", 10, "not_met"),
        ("Age 18 years or older at the time of screening", 40, "met"),
        ("18 < age < 80 years", 40, "met"),
        ("50 ≤ age ≤ 75", 40, "not_met"),
        ("Children (under the age of 18)", 40, "not_met"),
        ("Children (under the age of 18)", 8, "met"),
        ("Adults over 50 years of age at admission", 60, "met"),
        ("Participants will be 18 years of age or older", 60, "met"),
        ("Age < 6m", 0.25, "not_read"),
        ("Age = 18 years", 40, "unknown"),
        ("Male or female patients =18 years of age", 10, "unknown"),
        ("Age = 18 years", 18, "met"),
        ("All adults are included, including patients < 21 years and >= 16 years", 40, "not_read"),
        ("Regular cycles until the age of 35 years and at least one child", 40, "not_read"),
        ("Children aged 2 years or older", 40, "not_read"),
        ("Children aged 2 years or older and younger than 12", 5, "met"),
        ("Adults younger than 65 years", 10, "not_read"),
        ("Age 18 to 65 years, including pregnant women", 40, "met"),
    ],
)
def test_ages_as_they_are_written(text: str, age: float, expected: str) -> None:
    assert state(text, "inclusion", person(age)) == expected


def test_infants_are_no_grown_ups() -> None:
    assert state("Infants > 1 month of age", "exclusion", person(40)) == "not_read"


def test_an_exception_from_unread_words_decides_nothing() -> None:
    ill = {"age_years": 50, "sex": "male", "conditions": ["diabetes"]}
    facts = facts_of_patient_record(ill, date(2026, 1, 1))
    assert state("Severe systemic disease other than diabetes", "exclusion", facts) == "not_read"

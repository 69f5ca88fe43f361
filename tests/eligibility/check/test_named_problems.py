"""Unread words of a demand that are a problem of the record, in the record's own words."""

from datetime import date

import pytest

from app.eligibility.check_lines import check_line, facts_of_patient_record

FACTS = facts_of_patient_record(
    {
        "age_years": 40,
        "sex": "male",
        "conditions": [
            "dysphagia",
            "bipolar disorder",
            "meningitis signs",
            "family history of gout",
            "kidney stones 2 years ago",
        ],
    },
    date(2026, 1, 1),
)


def state(text: str, section: str = "inclusion") -> str:
    return str(check_line(FACTS, {"section": section, "text": text}).state)


@pytest.mark.parametrize(
    "text",
    [
        "Dysphagia",
        "Patients aged 18-90 presenting with dysphagia or food impaction",
        "Male aged 18 to 80 years with a diagnosis of dysphagia",
        "Adults with dysphagia",
        "Patients diagnosed with bipolar disorders",
    ],
)
def test_a_problem_in_the_words_of_the_record(text: str) -> None:
    assert state(text) == "met"


@pytest.mark.parametrize(
    "text",
    [
        "Patients without dysphagia",
        "No dysphagia",
        "Patients with severe dysphagia",
        "Family history of dysphagia",
        "Dysphagia for more than 3 months",
        "Dysphagia and obesity",
        "Men with dysphagia, scheduled for endoscopy",
        "Women with dysphagia",
        "Suspected dysphagia",
        "Dysphagia due to stroke",
        "Patients with meningitis",
        "Meningitis signs",
        "Gout",
        "Kidney stones",
    ],
)
def test_words_that_say_more_stay_open(text: str) -> None:
    assert state(text) in ("not_read", "unknown", "not_met")
    assert state(text) != "not_met" or text.startswith("Women")


@pytest.mark.parametrize("text", ["Dysphagia", "Patients with dysphagia", "Bipolar disorder"])
def test_a_name_alone_never_keeps_anybody_out(text: str) -> None:
    assert state(text, "exclusion") == "not_read"

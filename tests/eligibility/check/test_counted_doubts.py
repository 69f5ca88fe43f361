"""Words that count or narrow: "more than one transplant", "less than remission"."""

import pytest

from app.eligibility.check_lines import check_lines
from tests.eligibility.check.building import case

ADULT = case(
    patient={"birth_date": "1970-12-03", "sex_at_birth": "female"},
    diagnoses=[{"dx_id": "b-all", "name_on_report": "B-ALL", "date": "2023-09-06"}],
    status_events=[
        {"date": "2023-09-06", "type": "diagnosis"},
        {"date": "2026-03-30", "type": "remission", "response": "CR", "marrow_blasts_percent": 1},
    ],
    transplants=[
        {"date": "2024-03-08", "type": "allogeneic", "donor_type": "matched_unrelated"},
    ],
)


def state(section: str, text: str) -> str:
    (found,) = check_lines(ADULT, [{"id": "1", "section": section, "text": text}])
    return str(found["state"])


@pytest.mark.parametrize(
    "text",
    [
        "More than one prior HSCT",
        "At least two prior transplants",
        "Haploidentical transplant recipient",
        "Less than complete remission",
        "Never in remission",
        "Blasts ≥ 5% in marrow or ≥ 1% in blood",
        "Blood blasts ≥ 1% or ≥ 5% in bone marrow",
    ],
)
def test_does_not_fit(text: str) -> None:
    assert state("inclusion", text) != "met"


def test_is_not_ruled_out_by_one_transplant() -> None:
    assert state("inclusion", "Have had no more than one prior HSCT") != "not_met"
    assert state("exclusion", "More than one prior allogeneic HSCT") != "not_met"


def test_what_is_plain_still_fits() -> None:
    assert state("inclusion", "At least one prior HSCT") == "met"
    assert state("inclusion", "In complete remission") == "met"

"""An "or" between limits of one organ says nothing of the other limits in the list."""

import pytest

from app.eligibility.check_lines import check_lines
from tests.eligibility.check.building import case, labs

FACTS = case(
    **labs(
        {"code": "plt", "value": 49, "unit": "10^3/uL"},
        {"code": "creatinine", "value": "0.7", "unit": "mg/dL"},
    )
)


@pytest.mark.parametrize(
    ("section", "text", "state"),
    [
        ("inclusion", "Platelets ≥ 75,000/μL, creatinine ≤ 1.5 mg/dL or CrCl ≥ 60", "not_met"),
        ("inclusion", "Platelets ≥ 40,000/μL, creatinine ≤ 1.5 mg/dL or CrCl ≥ 60 mL/min", "met"),
        (
            "inclusion",
            "Platelets ≥ 75,000/μL creatinine ≤ 1.5 mg/dL or creatinine clearance ≥ 60 mL/min",
            "not_met",
        ),
        ("inclusion", "Creatinine ≤ 1.5 mg/dL or creatinine clearance ≥ 60 mL/min", "met"),
        ("exclusion", "Platelets < 50,000/μL, creatinine > 2 mg/dL or CrCl < 30", "not_met"),
    ],
)
def test_an_or_speaks_of_one_organ(section: str, text: str, state: str) -> None:
    (found,) = check_lines(FACTS, [{"id": "1", "section": section, "text": text}])
    assert found["state"] == state


def test_a_list_of_several_organs_with_or_is_not_taken_for_any_one_of_them() -> None:
    line = "Platelets ≥ 75,000/μL, creatinine ≤ 1.5 mg/dL, or hemoglobin ≥ 8 g/dL"
    (found,) = check_lines(FACTS, [{"id": "1", "section": "inclusion", "text": line}])
    assert found["state"] in ("not_read", "unknown")


def test_a_mixed_list_with_or_is_not_taken_for_any_one_of_its_parts() -> None:
    line = "Creatinine ≤ 1.5 mg/dL, platelets ≥ 75,000/μL, or no transfusion within 7 days"
    (found,) = check_lines(FACTS, [{"id": "1", "section": "inclusion", "text": line}])
    assert found["state"] in ("not_read", "unknown")

"""Small words that turn or narrow a line: "other than", "non-", "at diagnosis", "in the month"."""

import pytest

from app.eligibility.check_lines import check_lines
from tests.eligibility.check.building import case

_LABS = [("wbc", 3.4), ("plt", 72), ("tbili", 2.1)]
CHILD = case(
    patient={"birth_date": "2016-12-03", "sex_at_birth": "female"},
    diagnoses=[{"dx_id": "b-all", "name_on_report": "B-ALL", "date": "2024-09-06"}],
    treatments=[
        {
            "modality": "chemotherapy",
            "drugs": [{"name": "nelarabine"}],
            "start_date": "2024-10-01",
            "end_date": "2024-10-09",
        }
    ],
    infections=[
        {"date": "2026-03-01", "name": "Fever", "status": "resolved", "end_date": "2026-03-09"}
    ],
    problems=[{"name": "Gilbert syndrome", "since": "2024-06-05", "status": "active"}],
    labs=[
        {
            "panel_id": "lp-1",
            "date": "2026-04-10",
            "results": [
                {"code": code, "value": value, "unit": "mg/dL" if code == "tbili" else "10^3/uL"}
                for code, value in _LABS
            ],
        }
    ],
)


def state(section: str, text: str) -> str:
    (found,) = check_lines(CHILD, [{"id": "1", "section": section, "text": text}])
    return str(found["state"])


@pytest.mark.parametrize(
    "text",
    [
        "Acute leukemia other than ALL",
        "Acute leukemia except B-ALL",
        "ALL, not including B-ALL",
        "Leukemia except lymphoblastic",
        "Acute leukemia excluding patients in remission",
        "Bilirubin ≤ 1.5 mg/dL (unless Gilbert's syndrome), platelets ≥ 100,000",
        "Platelets ≥ 100,000 and bilirubin ≤ 1.5 mg/dL unless Gilbert's syndrome",
        "WBC < 50 x 10^9/L at diagnosis",
    ],
)
def test_does_not_fit(text: str) -> None:
    assert state("inclusion", text) != "met"


@pytest.mark.parametrize(
    "text",
    [
        "Non-T-cell ALL",
        "WBC > 50,000/uL at initial diagnosis",
        "Bilirubin ≥ 2 mg/dL (unless Gilbert's), platelets < 100,000, or LVEF < 40%",
        "Bilirubin ≥ 3 mg/dL unless Gilbert's syndrome, platelets < 100,000",
    ],
)
def test_is_not_clear_of_an_exclusion(text: str) -> None:
    assert state("exclusion", text) != "met"


@pytest.mark.parametrize(
    "text",
    [
        "Non-T-cell ALL",
        "No chemotherapy in the month before enrollment",
        "Patients over 50 years must have platelets ≥ 50,000",
        "Patients < 2 years must have platelets ≥ 50,000",
        "No fungal infection within 12 months",
    ],
)
def test_is_not_ruled_out(text: str) -> None:
    assert state("inclusion", text) != "not_met"


def test_what_is_plain_still_fits() -> None:
    assert state("inclusion", "Acute leukemia except APL") == "met"
    assert state("inclusion", "Bilirubin ≤ 1.5 mg/dL unless Gilbert's syndrome") == "met"
    assert state("inclusion", "Under 18 years of age") == "met"

"""A treatment of the cancer says nothing of another problem that was not treated with it."""

from app.eligibility.check_lines import check_lines
from tests.eligibility.check.building import case

FACTS = case(
    treatments=[
        {"modality": "radiation", "start_date": "2025-06-17", "end_date": "2025-06-20"},
        {"modality": "chemotherapy", "drugs": [{"name": "nelarabine"}], "start_date": "2025-03-17"},
    ]
)


def state(section: str, text: str) -> str:
    (found,) = check_lines(FACTS, [{"id": "1", "section": section, "text": text}])
    return str(found["state"])


def test_radiation_of_the_cancer_did_not_treat_a_compression() -> None:
    line = "Spinal cord compression not definitively treated with surgery and/or radiation"
    assert state("exclusion", line) in ("not_read", "unknown")


def test_a_patient_not_treated_with_a_medicine_is_meant() -> None:
    assert state("exclusion", "Patients who were not treated with nelarabine") == "met"

import pytest

from app.trials.registry_terms import (
    masking_codes,
    model_code,
    phase_codes,
    status_code,
    study_type_code,
    yes_or_no,
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Active, not recruiting", "ACTIVE_NOT_RECRUITING"),
        ("Unknown status", "UNKNOWN"),
        ("RECRUITING", "RECRUITING"),
        ("Temporarily not available", "TEMPORARILY_NOT_AVAILABLE"),
        ("Approved for marketing", "APPROVED_FOR_MARKETING"),
        ("Enrolling by invitation", "ENROLLING_BY_INVITATION"),
    ],
)
def test_statuses_in_words(words: str, code: str) -> None:
    assert status_code(words) == code


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Phase 1/Phase 2", ["PHASE1", "PHASE2"]),
        ("PHASE2|PHASE3", ["PHASE2", "PHASE3"]),
        ("PHASE1", ["PHASE1"]),
        ("Early Phase 1", ["EARLY_PHASE1"]),
        ("EARLY_PHASE1", ["EARLY_PHASE1"]),
        ("N/A", ["NA"]),
        ("Not Applicable", ["NA"]),
        ("", []),
    ],
)
def test_phases(words: str, codes: list[str]) -> None:
    assert phase_codes(words) == codes


def test_kinds_of_study() -> None:
    assert study_type_code("Observational [Patient Registry]") == "OBSERVATIONAL"
    assert study_type_code("Expanded Access") == "EXPANDED_ACCESS"


def test_masking() -> None:
    assert masking_codes("None (Open Label)") == ("NONE", [])
    assert masking_codes("Double (Participant, Outcomes Assessor)") == (
        "DOUBLE",
        ["PARTICIPANT", "OUTCOMES_ASSESSOR"],
    )
    assert masking_codes("TRIPLE") == ("TRIPLE", [])
    assert masking_codes("") == (None, [])


def test_models_and_answers() -> None:
    assert model_code("Parallel Assignment") == "PARALLEL"
    assert model_code("SINGLE_GROUP") == "SINGLE_GROUP"
    assert yes_or_no("Accepts Healthy Volunteers") is True
    assert yes_or_no("No") is False
    assert yes_or_no("maybe") is None

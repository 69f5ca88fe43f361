"""Blood pressure, pulse, temperature and coma scores: values of a moment."""

from datetime import date

import pytest

from app.case.facts import Facts
from app.eligibility.check_lines import check_line, facts_of_patient_record
from tests.eligibility.check.building import case

DAY = date(2026, 1, 1)


def measured(*rows: tuple[str, float, str | None]) -> Facts:
    values = [{"variable": name, "value": value, "unit": unit} for name, value, unit in rows]
    return facts_of_patient_record({"age_years": 40, "sex": "male", "measurements": values}, DAY)


PERSON = measured(
    ("sbp", 150, "mmHg"),
    ("dbp", 85, "mmHg"),
    ("temperature", 39, "C"),
    ("heart_rate", 120, "/min"),
    ("respiratory_rate", 40, "/min"),
    ("gcs", 6, None),
    ("bmi", 31, "kg/m2"),
)


def state(text: str, section: str = "exclusion", facts: Facts = PERSON) -> str:
    return str(check_line(facts, {"section": section, "text": text}).state)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Systolic blood pressure < 100 mm Hg", "met"),
        ("SBP above 145 mmHg", "not_met"),
        ("Diastolic BP > 95 mm of Hg", "met"),
        ("BP > 160/100 mmHg", "met"),
        ("BP > 145/80 mmHg", "not_met"),
        ("BP > 140/90 mmHg", "unknown"),
        ("Blood pressure <90/60 mmHg", "met"),
        ("Systolic/diastolic blood pressure > 140/80", "not_met"),
        ("Systolic and diastolic pressure > 140 mmHg", "not_read"),
        ("Heart rate > 100 bpm", "not_met"),
        ("Pulse rate < 50 beats per minute", "met"),
        ("Temperature > 38.5 °C", "not_met"),
        ("Temperature greater than 104 F", "met"),
        ("Fever ≥ 38.5°C", "not_met"),
        ("Respiratory rate > 30 breaths per minute", "not_met"),
        ("Glasgow Coma Scale < 12", "not_met"),
        ("BMI > 35 kg/m2", "met"),
    ],
)
def test_a_limit_on_a_value_of_today(text: str, expected: str) -> None:
    assert state(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "History of systolic blood pressure > 160 mmHg",
        "Prior blood pressure > 140/80 mmHg",
        "Fetal heart rate < 110 bpm",
        "Maternal heart rate > 100 bpm",
        "Axillary temperature > 37 degrees C",
        "Orthostatic hypotension (systolic blood pressure drop >= 20 mmHg)",
        "Decrease in systolic blood pressure of more than 70 mmHg",
        "Family history of hypertension",
    ],
)
def test_words_beside_a_value_of_a_moment_leave_it_open(text: str) -> None:
    assert state(text) in ("not_read", "unknown")


def test_a_value_now_does_not_answer_for_the_days_before() -> None:
    assert state("Temperature > 38 °C within the last 24 hours") == "not_met"
    assert state("Temperature > 39.5 °C within the last 24 hours") == "unknown"


def test_units_of_a_short_record() -> None:
    warm = measured(("temperature", 102.2, "F"), ("weight", 220, "lb"), ("height", 2, "m"))
    assert state("Temperature > 38.9 °C", facts=warm) == "not_met"
    assert state("Weight < 99 kg", facts=warm) == "met"
    assert state("Body mass index > 25.5 kg/m2", facts=warm) == "met"
    assert state("Temperature > 38 °C", facts=measured(("temperature", 312, "K"))) == "unknown"


def test_an_old_blood_pressure_decides_nothing() -> None:
    def on(day: str) -> Facts:
        return case(vitals=[{"date": day, "systolic": 150, "source_note": "visit"}])

    assert state("Systolic blood pressure > 140 mmHg", facts=on("2026-04-18")) == "not_met"
    assert state("Systolic blood pressure > 140 mmHg", facts=on("2026-03-18")) == "unknown"

"""Age, the performance scale usual for it, and performance scores as measured."""

from datetime import date
from decimal import Decimal

from app.case.case import Case
from app.case.entities import PerformanceScore
from app.case.facts.records import evidence, newest_first
from app.case.facts.values.person import Age, Performance, UsualScale
from app.case.facts.wording import code_words
from app.case.numbers import number_text
from app.case.partial_date import PartialDate, age_on

KARNOFSKY_FROM_AGE = 16
"""Karnofsky from this age on, Lansky below (NMDP/CIBMTR forms manual appendix, domain S12)."""


def age(case: Case, day: PartialDate | date) -> Age | None:
    """Return the patient's age on a day; None without a birth date, or before the birth."""
    patient = case.patient
    if patient.birth_date is None:
        return None
    try:
        years = age_on(patient.birth_date, day)
    except ValueError:
        return None
    latest = day.latest if isinstance(day, PartialDate) else day
    words = f"Born {patient.birth_date.words()}"
    return Age(years, latest, evidence(case, patient, words, patient.birth_date))


def usual_scale(age: Age | None) -> UsualScale:
    """Return the scale usual for an age by the CIBMTR rule (domain S12)."""
    grown = age.years.at_least(KARNOFSKY_FROM_AGE) if age else None
    if grown is None:
        why = "the age is not known" if age is None else f"the age is {age.words}"
        return UsualScale(None, f"Cannot be told: {why}. {_RULE}")
    scale = "Karnofsky" if grown else "Lansky"
    return UsualScale("Karnofsky" if grown else "Lansky", f"{scale}. {_RULE}")


_RULE = (
    "Usually Karnofsky from 16 years on and Lansky under 16 (CIBMTR); a study may set another age."
)


def performance_scores(case: Case, as_of: date) -> tuple[Performance, ...]:
    """Return the scores that have scale and number, newest first, each as measured."""
    rows = newest_first(case, PerformanceScore, as_of)
    return tuple(
        _performance(case, row, row.scale, row.score)
        for row in rows
        if row.scale and row.score is not None
    )


def _performance(case: Case, row: PerformanceScore, scale: str, score: Decimal) -> Performance:
    words = f"{code_words('performance.scale', scale).split(' (')[0]} {number_text(score)}"
    return Performance(row.date, scale, score, row.by, row.note, evidence(case, row, words))

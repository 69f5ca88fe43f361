"""Plain words for what is measured, for limits, and for dates in a sentence."""

from datetime import date
from decimal import Decimal

from app.case import vocabulary
from app.case.calendar_months import whole_months
from app.case.entities import GvhdEvent
from app.case.facts.model import Evidence
from app.case.numbers import number_text
from app.case.partial_date import PartialDate
from app.eligibility.model import Comparison, Duration, Op, Per

NAMES = {
    "age": "age",
    "ecog": "ECOG score",
    "karnofsky": "Karnofsky score",
    "lansky": "Lansky score",
    "performance": "performance score",
    "platelets": "platelets",
    "anc": "neutrophils (ANC)",
    "wbc": "white cells",
    "alc": "lymphocytes (ALC)",
    "cd3": "T cells (CD3)",
    "hemoglobin": "hemoglobin",
    "creatinine": "creatinine",
    "crcl": "kidney filtering (creatinine clearance or eGFR)",
    "bilirubin": "total bilirubin",
    "direct_bilirubin": "direct bilirubin",
    "alt": "ALT",
    "ast": "AST",
    "alp": "alkaline phosphatase",
    "ldh": "LDH",
    "albumin": "albumin",
    "lvef": "heart ultrasound (LVEF)",
    "lvsf": "heart ultrasound (shortening fraction)",
    "spo2": "oxygen level",
    "dlco": "lung test (DLCO)",
    "fev1": "breathing test (FEV1)",
    "qtc": "ECG (QTc)",
    "inr": "INR",
    "blasts": "blasts",
    "mrd": "MRD",
    "marker_expression": "share of cells with the marker",
    "ferritin": "ferritin",
    "life_expectancy": "life expectancy",
    "prior_lines": "earlier lines of treatment",
    "weight": "weight",
    "bmi": "body mass index",
    "systolic": "upper blood pressure",
    "diastolic": "lower blood pressure",
    "heart_rate": "pulse",
    "gcs": "Glasgow coma score",
}
_OPS: dict[Op, str] = {
    ">=": "at least",
    ">": "more than",
    "<=": "at most",
    "<": "less than",
    "=": "",
}


def name_of(variable: str) -> str:
    """Return what is measured, in words."""
    return NAMES.get(variable) or variable.replace("_", " ")


def limit_words(comparison: Comparison) -> str:
    """Return "at least 75 10^9/L" or "at most 3 × the lab's upper limit"."""
    number = number_text(comparison.value)
    return " ".join(part for part in (_OPS[comparison.op], number, _unit(comparison)) if part)


def _unit(comparison: Comparison) -> str:
    if comparison.per is Per.ULN or comparison.unit == "xULN":
        return "× the lab's upper limit"
    if comparison.per is Per.LLN or comparison.unit == "xLLN":
        return "× the lab's lower limit"
    if comparison.unit in ("year", "month", "week", "day") and comparison.value != 1:
        return f"{comparison.unit}s"
    return comparison.unit or ""


def comparison_words(comparison: Comparison) -> str:
    """Return "platelets at least 75 10^9/L"."""
    name = name_of(comparison.variable)
    if comparison.what and comparison.variable in ("marker_expression", "blasts"):
        name = f"{marker_words(comparison.what)} ({name})"
    return f"{name} {limit_words(comparison)}"


def marker_words(key: str) -> str:
    """Return a marker's name, the key itself where the list lacks it."""
    term = vocabulary.markers().get(key)
    return term.name if term else key


def duration_words(duration: Duration) -> str:
    """Return "14 days" or "5 half-lives"."""
    number = number_text(duration.value)
    if duration.unit == "half-life":
        return f"{number} half-lives"
    return f"{number} {duration.unit}" + ("" if duration.value == 1 else "s")


_BEGIN = frozenset({GvhdEvent.spec.table})
"""Entries dated by the day they began; their words may say when they ended."""


def shown(evidence: Evidence) -> str:
    """Return a row with its date: "Platelet count 49 10^3/uL on 16 April 2026"."""
    if evidence.date is None:
        return evidence.words
    if evidence.table in _BEGIN:
        # Such words may end with another day: "gone since 6 October 2025 on 11 August 2025".
        return f"{evidence.words}, began {evidence.date.words()}"
    return f"{evidence.words} {on(evidence.date)}"


def on(day: PartialDate) -> str:
    """Return "on 12 May 2026", "in March 2026" or "about March 2026"."""
    if day.about:
        return day.words()
    return f"{'on' if day.is_day else 'in'} {day.words()}"


_TOLD_IN_MONTHS = 60
"""Days from which on an age is told in months."""


def how_old(day: PartialDate | None, as_of: date) -> str:
    """Return "45 days old" or "8 months old"; "old" where the date does not tell."""
    if day is None or day.latest >= as_of:
        return "old"
    in_months = (as_of - day.latest).days > _TOLD_IN_MONTHS
    low, high = (
        whole_months(each, as_of) if in_months else (as_of - each).days
        for each in (day.latest, day.earliest)
    )
    counted = f"{low}" if low == high else f"{low} to {high}"
    unit = "month" if in_months else "day"
    return f"{counted} {unit}{'' if counted == '1' else 's'} old"


def times(multiple: Decimal) -> str:
    """Return "1.75 ×" rounded to two places."""
    return f"{number_text(round(multiple, 2))} ×"


def sentence(text: str) -> str:
    """Return text with a capital first letter and a full stop."""
    whole = text.strip()
    if not whole:
        return ""
    return whole[0].upper() + whole[1:] + ("" if whole.endswith((".", "?")) else ".")

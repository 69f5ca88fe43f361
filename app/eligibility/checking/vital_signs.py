"""Blood pressure, pulse and temperature: where they stand in a case, and limits on them."""

import re
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from app.case.facts.body import measures_of
from app.case.facts.model import Measure
from app.eligibility.checking.record import Record
from app.eligibility.model import Comparison, Requirement, walk

VITAL_SIGN_DAYS: Final = 7
"""They change faster than blood counts; of a value a week old nobody concludes anything."""

_ROWS: Final = MappingProxyType(
    {
        "systolic": ("Upper blood pressure", "mmHg", lambda row: row.systolic),
        "diastolic": ("Lower blood pressure", "mmHg", lambda row: row.diastolic),
        "heart_rate": ("Pulse", "/min", lambda row: row.pulse),
        "temperature": ("Temperature", "°C", lambda row: row.temperature_celsius),
    }
)
VITAL_SIGNS: Final = frozenset(_ROWS)
MOMENTARY: Final = VITAL_SIGNS | {"respiratory_rate", "gcs"}
"""Values of a moment: beside unread words ("fetal", "history of") they decide nothing."""
_UNITS: Final = {"systolic": "mmHg", "diastolic": "mmHg", "heart_rate": "/min"}
_SURELY_FAHRENHEIT: Final = Decimal(90)
_SURELY_CELSIUS: Final = Decimal(45)


def vital_signs(variable: str, record: Record) -> tuple[Measure, ...]:
    """Return the measures of a vital sign, newest first."""
    name, unit, value = _ROWS[variable]
    return measures_of(record.case, record.as_of, name, unit, value)


def vital_limit(asked: Comparison) -> Decimal | None:
    """Return a limit in mmHg, beats a minute or °C; None where its unit is another one."""
    if asked.variable == "temperature":
        return _celsius(asked.value, asked.unit)
    return asked.value if asked.unit in (None, _UNITS[asked.variable]) else None


def _celsius(value: Decimal, unit: str | None) -> Decimal | None:
    if unit == "°F" or (unit is None and value > _SURELY_FAHRENHEIT):
        return in_celsius(value)
    return value if unit in (None, "°C") and value < _SURELY_CELSIUS else None


def in_celsius(fahrenheit: Decimal) -> Decimal:
    """Return °F as °C, rounded to a hundredth."""
    return round((fahrenheit - 32) * 5 / 9, 2)


def says_little(asked: Comparison, holds: bool) -> bool:
    """Whether the newest value does not answer for a time: no fever now says nothing of before."""
    return asked.variable in MOMENTARY and asked.window is not None and not holds


_LASTING = re.compile(
    r"\b(?:un|poorly |not (?:adequately |well )?)controlled\b|\bsustained\b|\bpersist\w+"
    r"|\brefractory\b"
    r"|\bresistant\b|\bchronic\b|\bdespite\b|\bmedicat\w+|\btreat\w+|\brepeated\w*|\bconsecutive\b"
    r"|\baverage\b|\bmean\b(?! arterial)|\bseparate\b|\boccasions?\b|\bconfirmed\b|\btwice\b"
    r"|\bhistory\b|\bunexplained\b",
    re.IGNORECASE,
)


def lasts_longer(requirement: Requirement, text: str) -> bool:
    """Whether a line on values of a moment speaks of more than the moment ("uncontrolled")."""
    if _LASTING.search(text) is None:
        return False
    limits = (part for part in walk(requirement) if isinstance(part, Comparison))
    return any(limit.variable in MOMENTARY for limit in limits)

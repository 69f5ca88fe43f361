"""Facts about the person: age, performance, height and weight."""

from datetime import date
from decimal import Decimal
from typing import Literal

from app.case.facts.values.evidence import Evidence
from app.case.numbers import Quantity
from app.case.partial_date import AgeRange, DayRange, PartialDate
from app.case.value_class import value_class

MONTHS_BELOW_YEARS = 2
"""An age below this many years is told in months."""


@value_class
class Age:
    """An age in whole years on a day; a range where the birth date is partial."""

    years: AgeRange
    on: date
    evidence: Evidence

    @property
    def words(self) -> str:
        """Return "17" or "16 or 17"; under two years "14 months", as children's clinics count."""
        low, high = self.years.low, self.years.high
        born = self.evidence.date
        if high < MONTHS_BELOW_YEARS and born is not None:
            return _months_words(born, self.on)
        return (
            str(low)
            if low == high
            else f"{low} or {high}"
            if high == low + 1
            else (f"{low} to {high}")
        )


def _months_words(born: PartialDate, on: date) -> str:
    low, high = (max(_months(day, on), 0) for day in (born.latest, born.earliest))
    if high == 0:
        return "under 1 month"
    if low == high:
        return "1 month" if low == 1 else f"{low} months"
    return f"{low} or {high} months" if high == low + 1 else f"{low} to {high} months"


def _months(born: date, on: date) -> int:
    """Return the whole months between two days."""
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - 1 if on.day < born.day else months


@value_class
class UsualScale:
    """The performance scale usual for the age (CIBMTR rule, domain source S12).

    Attributes:
        scale: "Karnofsky" from 16 years on, "Lansky" under 16, None where it cannot be told.
        words: the rule in a sentence; a study may set another age.
    """

    scale: Literal["Karnofsky", "Lansky"] | None
    words: str


@value_class
class Performance:
    """A performance score as it was measured; it is never converted to another scale."""

    date: PartialDate | None
    scale: str
    score: Decimal
    by: str | None
    note: str | None
    evidence: Evidence


@value_class
class Measure:
    """One measured number of the body, such as a weight in kg.

    Attributes:
        age_days: days from the measurement to the as-of day; a range for a partial date.
    """

    quantity: Quantity
    date: PartialDate | None
    age_days: DayRange | None
    evidence: Evidence


@value_class
class WeightChange:
    """How the weight changed since a named earlier point.

    Attributes:
        since: "end_of_therapy", "year_ago", "previous" or "first".
        words: "4.1 kg less than at the end of therapy (15 December 2025: 65.4 kg)".
        change_kg: newest minus earlier.
        change_percent: of the earlier weight, one decimal.
    """

    since: Literal["end_of_therapy", "year_ago", "previous", "first"]
    words: str
    earlier: Measure
    newest: Measure
    change_kg: Decimal
    change_percent: Decimal


@value_class
class BodySurface:
    """Body surface area in m², two decimals, with the formula it was computed by."""

    square_metres: Decimal
    formula: str
    height: Measure
    weight: Measure

"""Facts about the person: age, performance, height and weight."""

from datetime import date
from decimal import Decimal
from typing import Literal

from app.case.facts.values.evidence import Evidence
from app.case.numbers import Quantity
from app.case.partial_date import AgeRange, DayRange, PartialDate
from app.case.value_class import value_class


@value_class
class Age:
    """An age in whole years on a day; a range where the birth date is partial."""

    years: AgeRange
    on: date
    evidence: Evidence

    @property
    def words(self) -> str:
        """Return "17" or "16 or 17"."""
        low, high = self.years.low, self.years.high
        return (
            str(low)
            if low == high
            else f"{low} or {high}"
            if high == low + 1
            else (f"{low} to {high}")
        )


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

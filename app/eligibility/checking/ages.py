"""Age limits, in completed years, months, weeks or days on the as-of day."""

from datetime import date
from decimal import Decimal

from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.eligibility.checking.comparing import range_holds
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import limit_words
from app.eligibility.model import Comparison, Op

_MISSING = MissingFact(("patient", "birth_date"), "date of birth")


@value_class
class _Ages:
    low: int
    high: int


def check_age(asked: Comparison, record: Record) -> Finding:
    """Compare the age with a limit."""
    age = record.facts.age
    birth = record.case.patient.birth_date
    if age is None or birth is None:
        return cannot_tell("The date of birth is not in the record.", _MISSING)
    holds = age_holds(birth, record.as_of, asked.op, asked.value, asked.unit)
    said = f"Age {age.words} ({age.evidence.words}). The trial's text names {limit_words(asked)}."
    if holds is None:
        gap = MissingFact(_MISSING.key, _MISSING.name, Why.UNCLEAR, age.evidence)
        return cannot_tell(said, gap)
    return settled(holds, said, age.evidence)


def age_holds(
    birth: PartialDate, day: date, op: Op, limit: Decimal, unit: str | None
) -> bool | None:
    """Whether an age on a day satisfies a limit; None: cannot be told.

    "Over 18" said of somebody who is 18 is left open: some mean 18 and older, some 19.
    """
    if unit == "month" and limit % 12 == 0:
        unit, limit = "year", limit / 12
    if unit in (None, "year") and limit % 1 != 0:
        unit, limit = "month", limit * 12
    ages = _ages(birth, day, unit or "year")
    if ages is None:
        return None
    if op == ">" and ages.low <= limit <= ages.high:
        return None
    if op == "=":
        # Registries lost many a "≥" and "≤": "Age = 18 years" hardly means exactly 18.
        return True if ages.low == ages.high == limit else None
    return range_holds(ages, op, limit)


def _ages(birth: PartialDate, day: date, unit: str) -> _Ages | None:
    if birth.earliest > day:
        return None
    ends = (_age(birth.latest, day, unit), _age(birth.earliest, day, unit))
    low, high = ends
    return None if low is None or high is None else _Ages(max(0, low), high)


def _age(birth: date, day: date, unit: str) -> int | None:
    months = (day.year - birth.year) * 12 + day.month - birth.month - (day.day < birth.day)
    if unit == "year":
        return months // 12
    if unit == "month":
        return months
    days = (day - birth).days
    return {"week": days // 7, "day": days}.get(unit)

"""Laboratory values, organ tests, oxygen and weight against a limit."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from app.case.entities import OrganTest
from app.case.facts.body import oxygen, weights
from app.case.facts.model import Evidence, LabValue, Measure
from app.case.facts.organs import organ_words
from app.case.facts.records import evidence, newest_first
from app.case.numbers import Quantity
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.eligibility.checking.comparing import holds
from app.eligibility.checking.freshness import (
    BODY_DAYS,
    LAB_DAYS,
    ORGAN_TEST_DAYS,
    add_days,
    is_fresh,
    limit_days,
)
from app.eligibility.checking.limits import limit_in
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import (
    FactKey,
    Finding,
    MissingFact,
    Why,
    cannot_tell,
    disagreeing,
    settled,
)
from app.eligibility.checking.vital_signs import (
    VITAL_SIGN_DAYS,
    VITAL_SIGNS,
    says_little,
    vital_limit,
    vital_signs,
)
from app.eligibility.checking.words import (
    duration_words,
    how_old,
    limit_words,
    name_of,
    on,
    sentence,
    shown,
    times,
)
from app.eligibility.model import Comparison, Per


@value_class
class Measured:
    """How a variable of the criteria is found in a case.

    Attributes:
        labs: its ids in labs.csv; organ tests go by the same names.
        family: first word of its key as a missing fact.
        days: how old it may be where the trial does not say.
    """

    labs: tuple[str, ...]
    family: str = "lab"
    days: int = LAB_DAYS


def _organ(*labs: str) -> Measured:
    return Measured(labs, "organ_test", ORGAN_TEST_DAYS)


MEASURED = {
    "platelets": Measured(("plt",)),
    "anc": Measured(("anc",)),
    "wbc": Measured(("wbc",)),
    "alc": Measured(("alc",)),
    "amc": Measured(("amc",)),
    "aec": Measured(("aec",)),
    "cd3": Measured(("cd3",)),
    "cd4": Measured(("cd4",)),
    "hemoglobin": Measured(("hgb",)),
    "hematocrit": Measured(("hct",)),
    "creatinine": Measured(("creatinine",)),
    "crcl": Measured(("crcl", "egfr"), "organ_test"),
    "bilirubin": Measured(("tbili",)),
    "direct_bilirubin": Measured(("dbili",)),
    "alt": Measured(("alt",)),
    "ast": Measured(("ast",)),
    "alp": Measured(("alp",)),
    "ggt": Measured(("ggt",)),
    "ldh": Measured(("ldh",)),
    "albumin": Measured(("albumin",)),
    "bun": Measured(("bun",)),
    "uric_acid": Measured(("uric-acid",)),
    "lipase": Measured(("lipase",)),
    "amylase": Measured(("amylase",)),
    "inr": Measured(("inr",)),
    "ptt": Measured(("aptt",)),
    "pt": Measured(("pt",)),
    "fibrinogen": Measured(("fibrinogen",)),
    "ferritin": Measured(("ferritin",)),
    "crp": Measured(("crp",)),
    "glucose": Measured(("glucose",)),
    "hba1c": Measured(("hba1c",)),
    "lvef": _organ("lvef"),
    "lvsf": _organ("lvsf"),
    "qtc": _organ("qtc"),
    "dlco": _organ("dlco"),
    "fev1": _organ("fev1"),
    "spo2": Measured(("spo2",), "vital_signs"),
    "weight": Measured((), "vital_signs", BODY_DAYS),
    "bmi": Measured(("bmi",), "vital_signs", BODY_DAYS),
    **{name: Measured((), "vital_signs", VITAL_SIGN_DAYS) for name in sorted(VITAL_SIGNS)},
    "respiratory_rate": Measured(("respiratory_rate",), "vital_signs", VITAL_SIGN_DAYS),
    "gcs": Measured(("gcs",), "vital_signs", VITAL_SIGN_DAYS),
}


@value_class
class Reading:
    """One measured value as the check compares it; `quantity` is None where it is words."""

    lab: str
    quantity: Quantity | None
    date: PartialDate | None
    evidence: Evidence
    low: Decimal | None = None
    high: Decimal | None = None
    method: str = ""


def check_measured(asked: Comparison, record: Record) -> Finding:
    """Compare the newest value that is fresh enough with a limit."""
    measured = MEASURED[asked.variable]
    readings = [r for r in _readings(asked.variable, measured, record) if _by_method(r, asked)]
    missing = _missing(asked, measured)
    if not readings:
        return _nothing_noted(asked, missing, record)
    window = limit_days(asked.window, measured.days, record.as_of)
    newest = _newest_of_each(readings)
    fresh = [r for r in newest if is_fresh(r.date, record.as_of, window)]
    if not fresh:
        return _not_fresh(newest[0], asked, missing, record)
    return _compared(fresh, asked, missing)


_NEAREST = {"crcl": "creatinine"}
"""What a team can begin with where the value itself is not noted; it decides nothing."""


def _nothing_noted(asked: Comparison, missing: MissingFact, record: Record) -> Finding:
    said = f"There is no {name_of(asked.variable)} in the record."
    nearest = record.lab_values(_NEAREST.get(asked.variable, ""))[:1]
    if not nearest:
        return cannot_tell(said, missing)
    row = nearest[0].evidence
    return cannot_tell(f"{said} {sentence(shown(row))}", missing, evidence=(row,))


def good_until(asked: Comparison, record: Record) -> tuple[Evidence, date] | None:
    """Return the newest value for a limit and the last day on which it is new enough."""
    measured = MEASURED[asked.variable]
    readings = [r for r in _readings(asked.variable, measured, record) if _by_method(r, asked)]
    newest = _newest_of_each(readings)[:1]
    for reading in newest:
        if reading.date is not None:
            days = limit_days(asked.window, measured.days, record.as_of).low
            return reading.evidence, add_days(reading.date.earliest, days)
    return None


def _missing(asked: Comparison, measured: Measured) -> MissingFact:
    return MissingFact(_key(asked, measured), name_of(asked.variable))


def _key(asked: Comparison, measured: Measured) -> FactKey:
    key = (measured.family, asked.variable)
    return (*key, asked.method) if asked.method else key


def _not_fresh(newest: Reading, asked: Comparison, missing: MissingFact, record: Record) -> Finding:
    last = newest.evidence
    if newest.date is None:
        return cannot_tell(
            f"{shown(last)} has no date.",
            MissingFact(missing.key, missing.name, Why.UNDATED, last),
        )
    age = how_old(newest.date, record.as_of)
    return cannot_tell(
        f"The last value is {age}: {shown(last)}. {_how_new(asked)}",
        MissingFact(missing.key, missing.name, Why.OLD, last),
    )


def _how_new(asked: Comparison) -> str:
    if asked.window is not None:
        return f"The trial's text asks for one within {duration_words(asked.window)}."
    days = MEASURED[asked.variable].days
    return f"Where a trial names no time, it counts as new for {days} days here."


def _newest_of_each(readings: Sequence[Reading]) -> list[Reading]:
    """Return the newest readings of each test; several of one day stay several.

    Two values that may be of one day (partial dates) stay both as well.
    """
    found: list[Reading] = []
    for lab in dict.fromkeys(reading.lab for reading in readings):
        mine = [reading for reading in readings if reading.lab == lab]
        dated = [reading for reading in mine if reading.date is not None] or mine
        top = max(dated, key=lambda r: r.date.sort_key if r.date else (0, 0, 0, 0, False))
        found += [r for r in dated if r is top or _may_be_as_new(r, top)]
    return found


def _may_be_as_new(reading: Reading, top: Reading) -> bool:
    if reading.date is None or top.date is None:
        return reading.date is top.date
    return reading.date.before(top.date) is not True


def _compared(fresh: Sequence[Reading], asked: Comparison, missing: MissingFact) -> Finding:
    results = [_holds(reading, asked) for reading in fresh]
    rows = tuple(reading.evidence for reading in fresh)
    told = {result for result in results if result is not None}
    if len(told) > 1:
        said = "; ".join(shown(row) for row in rows)
        gap = MissingFact(missing.key, missing.name, Why.DISAGREE, rows[0])
        return disagreeing(f"Values disagree: {said}. {_asks(asked)}", gap, *rows)
    if None in results:
        reading = fresh[results.index(None)]
        gap = MissingFact(missing.key, missing.name, Why.UNCLEAR, reading.evidence)
        return cannot_tell(f"{_why_open(reading, asked)} {_asks(asked)}", gap, evidence=rows)
    said = "; ".join(_said(reading, asked) for reading in fresh)
    if says_little(asked, True in told):
        return cannot_tell(f"{sentence(said)} {_asks(asked)}", missing, evidence=rows)
    return settled(told.pop(), f"{sentence(said)} {_asks(asked)}", *rows)


def _asks(asked: Comparison) -> str:
    return f"The trial's text names {limit_words(asked)}."


def _said(reading: Reading, asked: Comparison) -> str:
    words = shown(reading.evidence)
    if asked.per is Per.ULN and reading.high and reading.quantity:
        of_limit = times(reading.quantity.value / reading.high)
        return f"{words}, {of_limit} that lab's upper limit {reading.high}"
    return words


def _why_open(reading: Reading, asked: Comparison) -> str:
    words = shown(reading.evidence)
    if reading.quantity is None:
        return f"{words} is not a number."
    if asked.per is Per.ULN and not reading.high:
        return f"{words}: the report gives no upper limit."
    if asked.per is Per.LLN and not reading.low:
        return f"{words}: the report gives no lower limit."
    return f"{words} cannot be compared with certainty."


def _holds(reading: Reading, asked: Comparison) -> bool | None:
    if reading.quantity is None:
        return None
    limit = _limit_for(reading, reading.quantity, asked)
    return None if limit is None else holds(reading.quantity, asked.op, limit)


_MOST_MULTIPLES = 50
"""No trial asks for more multiples of a limit of normal; such a number is misread."""


def _limit_for(reading: Reading, value: Quantity, asked: Comparison) -> Decimal | None:
    if asked.per is not Per.ABSOLUTE and not 0 < asked.value <= _MOST_MULTIPLES:
        return None
    if asked.per is Per.ULN:
        return asked.value * reading.high if reading.high and reading.high > 0 else None
    if asked.per is Per.LLN:
        return asked.value * reading.low if reading.low and reading.low > 0 else None
    if reading.lab == "weight":
        return _mass(asked)
    if reading.lab in VITAL_SIGNS:
        return vital_limit(asked)
    if reading.lab in _BARE:
        return asked.value
    if reading.lab == "qtc":
        return asked.value if asked.unit in (None, "ms") and asked.value > 200 else None
    return limit_in(reading.lab, asked.value, asked.unit, value.unit)


_BARE = frozenset({"bmi", "respiratory_rate", "gcs"})


def _mass(asked: Comparison) -> Decimal | None:
    if asked.unit == "lb":
        return asked.value * Decimal("0.45359237")
    return asked.value if asked.unit in (None, "kg") else None


_METHODS = {
    "cockcroft-gault": ("cockcroft", "gault"),
    "24-hour urine": ("24",),
    "schwartz": ("schwartz",),
    "fridericia": ("fridericia", "qtcf"),
    "bazett": ("bazett", "qtcb"),
    "ckd-epi": ("ckd-epi", "ckd epi"),
    "mdrd": ("mdrd",),
}


def _by_method(reading: Reading, asked: Comparison) -> bool:
    """Whether a value was made by the method the text insists on."""
    if asked.method in (None, "room air"):
        return True
    if asked.method == "egfr":
        # A clearance of the same day that says otherwise is a disagreement worth asking about.
        return "24" not in reading.method
    wanted = _METHODS.get(asked.method, (asked.method,))
    return any(word in reading.method.casefold() for word in wanted)


def _readings(variable: str, measured: Measured, record: Record) -> list[Reading]:
    found = [_of_lab(lab, value) for lab in measured.labs for value in record.lab_values(lab)]
    found += [r for r in _organ_readings(record) if r.lab in measured.labs]
    if variable == "spo2":
        found += [_of_measure("spo2", one) for one in oxygen(record.case, record.as_of)]
    if variable == "weight":
        found += [_of_measure("weight", one) for one in weights(record.case, record.as_of)]
    if variable in VITAL_SIGNS:
        found += [_of_measure(variable, one) for one in vital_signs(variable, record)]
    if variable == "bmi":
        found += _body_mass_index(record)
    return found


def _of_lab(lab: str, value: LabValue) -> Reading:
    return Reading(lab, value.quantity, value.date, value.evidence, value.ref_low, value.ref_high)


def _of_measure(name: str, measure: Measure) -> Reading:
    return Reading(name, measure.quantity, measure.date, measure.evidence)


@lru_cache(maxsize=4)
def _organ_readings(record: Record) -> tuple[Reading, ...]:
    rows = newest_first(record.case, OrganTest, record.as_of)
    return tuple(_of_organ(record, row) for row in rows if row.value is not None and row.test)


def _of_organ(record: Record, row: OrganTest) -> Reading:
    number = row.value if isinstance(row.value, Decimal) else None
    comparator = row.comparator if row.comparator in ("<", ">", "<=", ">=") else None
    quantity = None if number is None else Quantity(number, row.unit or None, comparator)  # type: ignore[arg-type]
    found = evidence(record.case, row, organ_words(row))
    name = (row.test or "").strip().casefold()
    return Reading(name, quantity, row.date, found, method=row.method or "")


def _body_mass_index(record: Record) -> list[Reading]:
    height, weight = record.facts.height, record.facts.weight
    if height is None or weight is None or height.quantity.value <= 0:
        return []
    metres = height.quantity.value / 100
    index = round(weight.quantity.value / (metres * metres), 1)
    words = f"Body mass index {index} (weight {weight.quantity.words()} {_when(weight)})"
    row = weight.evidence
    found = Evidence(row.table, row.id, row.shown_id, weight.date, words, row.source)
    return [Reading("bmi", Quantity(index, "kg/m2"), weight.date, found)]


def _when(measure: Measure) -> str:
    return on(measure.date) if measure.date else "without a date"

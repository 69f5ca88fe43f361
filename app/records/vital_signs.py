"""Height, weight, temperature, pulse, blood pressure and oxygen, in the units of the form.

A value in pounds, inches or Fahrenheit is converted by its exact definition, the file's own value
and unit stay beside it. A measure the form has no field for stays a result with its printed name.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from app.case.entities import VitalSigns
from app.records.code_systems import LOINC
from app.records.collector import Collector, Entry
from app.records.concepts import Concept, name_key
from app.records.found import SourceWords
from app.records.lab_values import Value
from app.records.loinc import VITAL_BY_LOINC
from app.records.moments import Moment
from app.records.results import ResultDraft, keep_result

PANEL_NAME = "Vital signs"

_NAMES = {
    "height": "height_cm",
    "body-height": "height_cm",
    "body-length": "height_cm",
    "length": "height_cm",
    "ht": "height_cm",
    "weight": "weight_kg",
    "body-weight": "weight_kg",
    "body-mass": "weight_kg",
    "weight-measured": "weight_kg",
    "wt": "weight_kg",
    "temperature": "temperature_celsius",
    "body-temperature": "temperature_celsius",
    "temp": "temperature_celsius",
    "temperature-oral": "temperature_celsius",
    "pulse": "pulse",
    "heart-rate": "pulse",
    "pulse-rate": "pulse",
    "hr": "pulse",
    "systolic": "systolic",
    "systolic-blood-pressure": "systolic",
    "bp-systolic": "systolic",
    "intravascular-systolic": "systolic",
    "diastolic": "diastolic",
    "diastolic-blood-pressure": "diastolic",
    "bp-diastolic": "diastolic",
    "intravascular-diastolic": "diastolic",
    "oxygen-saturation": "spo2",
    "spo2": "spo2",
    "pulse-oximetry": "spo2",
    "o2-saturation": "spo2",
    "o2-sat": "spo2",
}

Conversion = Callable[[Decimal], Decimal]


def _times(factor: str) -> Conversion:
    def convert(value: Decimal) -> Decimal:
        return value if factor == "1" else value * Decimal(factor)

    return convert


def _from_fahrenheit(value: Decimal) -> Decimal:
    return (value - 32) * 5 / 9


_AS_IT_IS = _times("1")
# By definition: 1 lb = 0.45359237 kg, 1 oz = 1/16 lb, 1 in = 2.54 cm, 1 ft = 30.48 cm
# (NIST SP 811).
_POUNDS, _OUNCES, _INCHES = _times("0.45359237"), _times("0.028349523125"), _times("2.54")
_CONVERSIONS: Mapping[str, Mapping[str, Conversion]] = MappingProxyType(
    {
        "weight_kg": {
            "kg": _AS_IT_IS, "kgs": _AS_IT_IS, "kilogram": _AS_IT_IS, "kilograms": _AS_IT_IS,
            "g": _times("0.001"), "gram": _times("0.001"), "grams": _times("0.001"),
            "lb": _POUNDS, "lbs": _POUNDS, "lb_av": _POUNDS, "pound": _POUNDS, "pounds": _POUNDS,
            "oz": _OUNCES, "oz_av": _OUNCES, "ounce": _OUNCES,
        },
        "height_cm": {
            "cm": _AS_IT_IS, "centimeter": _AS_IT_IS, "centimeters": _AS_IT_IS,
            "m": _times("100"), "meter": _times("100"), "mm": _times("0.1"),
            "in": _INCHES, "in_i": _INCHES, "in_us": _INCHES, "inch": _INCHES, "inches": _INCHES,
            "ft": _times("30.48"), "ft_i": _times("30.48"),
        },
        "temperature_celsius": {
            "cel": _AS_IT_IS, "c": _AS_IT_IS, "degc": _AS_IT_IS, "°c": _AS_IT_IS,
            "celsius": _AS_IT_IS, "degree celsius": _AS_IT_IS, "degrees celsius": _AS_IT_IS,
            "degf": _from_fahrenheit, "f": _from_fahrenheit, "°f": _from_fahrenheit,
            "fahrenheit": _from_fahrenheit, "deg f": _from_fahrenheit,
            "degree fahrenheit": _from_fahrenheit, "degrees fahrenheit": _from_fahrenheit,
        },
        "pulse": dict.fromkeys(
            ("/min", "bpm", "beats/min", "{beats}/min", "{beat}/min", "beats per minute",
             "per minute", "1/min", "min-1", "{h.b.}/min", "count/min"), _AS_IT_IS,
        ),
        "systolic": dict.fromkeys(
            ("mm[hg]", "mmhg", "mm hg", "millimeter of mercury"), _AS_IT_IS
        ),
        "diastolic": dict.fromkeys(
            ("mm[hg]", "mmhg", "mm hg", "millimeter of mercury"), _AS_IT_IS
        ),
        "spo2_room_air_percent": dict.fromkeys(("%", "percent", "percent oxygen"), _AS_IT_IS),
    }
)  # fmt: skip
# What a person can weigh and measure; a value beyond is kept as printed, never as a weight.
_POSSIBLE = {
    "weight_kg": (Decimal("0.2"), Decimal(650)),
    "height_cm": (Decimal(15), Decimal(280)),
    "temperature_celsius": (Decimal(20), Decimal(46)),
    "pulse": (Decimal(1), Decimal(400)),
    "systolic": (Decimal(1), Decimal(400)),
    "diastolic": (Decimal(0), Decimal(300)),
    "spo2_room_air_percent": (Decimal(1), Decimal(100)),
}
_OXYGEN_NOTES = {
    None: "The record does not say whether this was on room air.",
    False: "Measured with oxygen given.",
    True: None,
}


class Measure(NamedTuple):
    """One measured value: what, how much, in the file's own words beside."""

    concept: Concept
    value: Value
    words: SourceWords = SourceWords()


class VitalDraft(NamedTuple):
    """A vital sign as a record gives it; blood pressure has two measures.

    Attributes:
        oxygen: True where the record says room air, False where it names oxygen given.
    """

    measures: tuple[Measure, ...]
    moment: Moment | None
    oxygen: bool | None = None
    note: str | None = None
    words: SourceWords = SourceWords()


def keep_vital(out: Collector, entry: Entry, draft: VitalDraft) -> None:
    """Enter a vital sign, or skip it with its reason."""
    told = [m for m in draft.measures if m.value.value is not None]
    fields: dict[str, Decimal] = {}
    for measure in told:
        known = _converted(measure, draft.oxygen)
        if known is not None and known[0] not in fields:
            fields[known[0]] = known[1]
    if not told:
        out.skip(entry, "No value is given.")
    elif len(fields) == len(told):
        _keep_fields(out, entry, draft, fields)
    else:
        _keep_as_result(out, entry, draft, told)


def _keep_fields(
    out: Collector, entry: Entry, draft: VitalDraft, fields: Mapping[str, Any]
) -> None:
    told = draft.measures
    concept = told[0].concept if len(told) == 1 else Concept()
    date = draft.moment.date if draft.moment else None
    out.keep(entry, VitalSigns, draft.words, concept, date=date, note=draft.note, **fields)


def _keep_as_result(out: Collector, entry: Entry, draft: VitalDraft, told: list[Measure]) -> None:
    """Keep what the form has no field for as a result with its printed name."""
    measure = told[0]
    if len(told) > 1:
        words = "; ".join(
            f"{m.concept.name or 'value'} {m.words.value or m.value.value}" for m in told
        )
        measure = Measure(measure.concept, Value(words), draft.words)
    is_oxygen = field_of(measure.concept) == "spo2"
    notes = [_OXYGEN_NOTES[draft.oxygen] if is_oxygen else None, draft.note]
    keep_result(
        out,
        entry,
        ResultDraft(
            measure.concept,
            measure.value,
            moment=draft.moment,
            panel=PANEL_NAME,
            panel_name=PANEL_NAME,
            note=" ".join(note for note in notes if note) or None,
            of_no_list=is_oxygen,
            words=draft.words,
        ),
    )


def field_of(concept: Concept) -> str | None:
    """Return the field of `VitalSigns` a measure belongs to; `spo2` is one only on room air."""
    by_code = VITAL_BY_LOINC.get(concept.code(LOINC) or "")
    return by_code or next((_NAMES[k] for k in map(name_key, concept.names) if k in _NAMES), None)


def _converted(measure: Measure, oxygen: bool | None) -> tuple[str, Decimal] | None:
    """Return field and value in the form's unit; None where either is not sure."""
    field, value = field_of(measure.concept), measure.value
    if field == "spo2":
        field = "spo2_room_air_percent" if oxygen is True else None
    if field is None or value.comparator is not None or not isinstance(value.value, Decimal):
        return None
    unit, known = (value.unit or "").casefold(), _CONVERSIONS[field]
    convert = known.get(unit) or known.get(unit.strip("[] "))
    if convert is None:
        return None
    amount = convert(value.value)
    if convert is not _AS_IT_IS:
        amount = round(amount, 2)
    low, high = _POSSIBLE[field]
    return (field, amount) if low <= amount <= high else None


def measures_vital(concept: Concept) -> bool:
    """Whether a measure is a vital sign that the form has a field for."""
    return field_of(concept) is not None

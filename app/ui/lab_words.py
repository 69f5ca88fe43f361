"""How a lab result is said: the everyday name, the printed unit, low or high in a word."""

from decimal import Decimal

from app.case.facts.model import LabValue
from app.case.numbers import number_text
from app.ui.words import QT_TRANSLATE_NOOP, translate

_NAMES = {
    "wbc": QT_TRANSLATE_NOOP("Labs", "White cells (WBC)"),
    "anc": QT_TRANSLATE_NOOP("Labs", "Neutrophils (ANC)"),
    "alc": QT_TRANSLATE_NOOP("Labs", "Lymphocytes (ALC)"),
    "hgb": QT_TRANSLATE_NOOP("Labs", "Hemoglobin"),
    "plt": QT_TRANSLATE_NOOP("Labs", "Platelets"),
    "blasts-pb": QT_TRANSLATE_NOOP("Labs", "Blasts in blood"),
    "alt": QT_TRANSLATE_NOOP("Labs", "ALT (liver)"),
    "ast": QT_TRANSLATE_NOOP("Labs", "AST (liver)"),
    "tbili": QT_TRANSLATE_NOOP("Labs", "Bilirubin, total"),
    "creatinine": QT_TRANSLATE_NOOP("Labs", "Creatinine (kidney)"),
    "ldh": QT_TRANSLATE_NOOP("Labs", "LDH (cell turnover)"),
}

MOST_WATCHED = ("anc", "plt", "hgb", "alt", "creatinine", "wbc", "tbili", "ast", "ldh", "alc")
"""What a team looks at first between treatments, in this order."""

_TYPESET = (
    ("10^3", "10³"),
    ("10^6", "10⁶"),
    ("10^9", "10⁹"),
    ("10^12", "10¹²"),
    ("/uL", "/µL"),
    ("umol", "µmol"),
    ("ug/", "µg/"),
    ("m2", "m²"),
)

_FLAG_WORDS = {
    "low": QT_TRANSLATE_NOOP("Labs", "Low"),
    "high": QT_TRANSLATE_NOOP("Labs", "High"),
    "in_range": QT_TRANSLATE_NOOP("Labs", "In range"),
}
_ARROWS = {"low": "arrow-down", "high": "arrow-up"}


def lab_name(value: LabValue) -> str:
    """Return the everyday name, with the medical short form where it is common."""
    known = _NAMES.get(value.key)
    return translate("Labs", known) if known else value.name


def unit_text(unit: str) -> str:
    """Return a printed unit with the typographer's signs; nothing is converted."""
    for written, typeset in _TYPESET:
        unit = unit.replace(written, typeset)
    return unit


def flag_words(value: LabValue) -> str:
    """Return "Low", "High" or "In range"; "" where it cannot be told."""
    return translate("Labs", _FLAG_WORDS[value.flag]) if value.flag else ""


def flag_icon(value: LabValue) -> str:
    """Return the arrow of a value outside its range, "" for others."""
    return _ARROWS.get(value.flag or "", "")


def range_text(value: LabValue) -> str:
    """Return the usual range of this very report: "1.8 – 7.7", "up to 45"."""
    low, high = value.ref_low, value.ref_high
    if low is not None and high is not None:
        return f"{_digits(low)} – {_digits(high)}"
    if high is not None:
        return translate("Labs", "up to {limit}").format(limit=_digits(high))
    if low is not None:
        return translate("Labs", "from {limit}").format(limit=_digits(low))
    return ""


def value_text(value: LabValue) -> str:
    """Return the number with its comparator, or the report's word, without the unit."""
    quantity = value.quantity
    if quantity is None:
        return value.text or translate("Labs", "no result")
    sign = {"<=": "≤", ">=": "≥"}.get(quantity.comparator or "", quantity.comparator or "")
    return f"{sign} {_digits(quantity.value)}".strip()


def spoken(value: LabValue) -> str:
    """Return a result in words for a screen reader."""
    unit = value.quantity.unit if value.quantity and value.quantity.unit else ""
    said = [f"{lab_name(value)} {value_text(value)} {unit}".strip(), flag_words(value)]
    usual = range_text(value)
    if usual:
        said.append(translate("Labs", "usual {range}").format(range=usual))
    return ", ".join(part for part in said if part)


def _digits(number: Decimal) -> str:
    return number_text(number)

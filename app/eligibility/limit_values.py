"""From a limit to the comparison it states: value and unit as the criterion means them."""

import re
from decimal import Decimal

from app.eligibility.lexicon import KEPT, Variable
from app.eligibility.model import Comparison, Per, Span
from app.eligibility.quantities import Bound, Quantity

CELL_COUNTS = frozenset({"platelets", "anc", "wbc", "alc", "cd3"})
"""Variables that count cells in a volume of blood."""

# A count per microlitre below this lost its thousand ("platelets 75/mm3").
_LEAST_PER_UL = {"platelets": Decimal(1000)}
_LEAST_OF_OTHERS = Decimal(20)
_SAYS_NOTHING = frozenset({("ecog", ">=", 0), ("karnofsky", "<=", 100), ("lansky", "<=", 100)})
_DOT_FOR_COMMA = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def of(name: str, limit: Quantity, unit: str | None = None) -> list[Comparison]:
    """Return a limit as comparisons of a variable without plausible bounds of its own."""
    span = Span(limit.start, limit.end)
    return [
        Comparison(name, bound.op, bound.value, bound.unit or unit, span)
        for bound in limit.bounds
        if bound.op is not None
    ]


def of_variable(variable: Variable, limit: Quantity) -> list[Comparison]:
    """Return a limit as comparisons of one variable of the lexicon."""
    if variable.name not in KEPT:
        return []
    span = Span(limit.start, limit.end)
    bounds = limit.bounds
    if variable.name == "ecog" and limit.is_range and bounds[0].value > 0 and bounds[1].value >= 4:
        bounds = bounds[:1]  # "3 or 4": nobody scores higher
    return [
        _comparison(variable.name, bound, span, limit)
        for bound in bounds
        if bound.op is not None
        and bound.op != "="
        and (variable.name, bound.op, int(bound.value)) not in _SAYS_NOTHING
    ]


def _comparison(name: str, bound: Bound, span: Span, limit: Quantity) -> Comparison:
    value, unit = bound.value, bound.unit
    if name in CELL_COUNTS:
        value, unit = _count(name, value, unit, limit.raw)
    per = {"xULN": Per.ULN, "xLLN": Per.LLN}.get(unit or "", Per.ABSOLUTE)
    assert bound.op is not None
    return Comparison(name, bound.op, value, unit, span, per)


def _count(name: str, value: Decimal, unit: str | None, raw: str) -> tuple[Decimal, str | None]:
    """Undo what registrants mistype in counts ("100.000/mm3", "75,000 x 10^9/L")."""
    if unit in ("/uL", None) and _DOT_FOR_COMMA.fullmatch(raw):
        value *= 1000
    if unit == "g/L":
        return value, "10^9/L"
    if unit is None or unit.startswith("x"):
        return value, unit
    if unit == "/uL":  # "75/mm3" for 75,000
        return value, "K/uL" if value < _LEAST_PER_UL.get(name, _LEAST_OF_OTHERS) else unit
    if value >= 1000:
        return value, "/uL"
    if unit.startswith(("K/", "10^3/")):  # "100 K/mL"
        return value, unit.split("/")[0] + "/uL"
    return value, "10^9/L" if unit.startswith("10^9") else unit

"""Blood pressures written as a pair: "BP > 140/90 mmHg"."""

import re
from decimal import Decimal

from app.eligibility.model import All, AnyOf, Comparison, Judgement, Requirement, Span
from app.eligibility.plain_text import Line
from app.eligibility.quantities import Quantity

_LOWER = re.compile(r"\s?/\s?(?P<lower>\d{2,3})(?![\d.,/%])(?:\s?mm ?(?:of )?hg\b)?")
PRESSURES = frozenset({"systolic", "diastolic", "blood_pressure"})
_LOWEST, _HIGHEST = Decimal(30), Decimal(160)


def pair_end(line: Line, limit: Quantity) -> int | None:
    """Return where the lower number of a pair ends, None where there is none."""
    match = _LOWER.match(line.plain, limit.end)
    return match.end() if match else None


def pressure_pair(line: Line, limit: Quantity) -> Requirement | None:
    """Return a pair of limits; whether one of them is enough is left open where it matters."""
    match = _LOWER.match(line.plain, limit.end)
    if match is None or limit.op in (None, "=") or limit.is_range:
        return None
    lower = Decimal(match.group("lower"))
    if not _LOWEST <= lower <= min(limit.value, _HIGHEST):
        return None
    span = Span(limit.start, match.end())
    both = (
        Comparison("systolic", limit.op, limit.value, "mmHg", span),
        Comparison("diastolic", limit.op, lower, "mmHg", span),
    )
    unsure = Judgement(span, "whether one of the two pressures is enough")
    return AnyOf((All(both, span), All((AnyOf(both, span), unsure), span)), span)

"""Limits as pieces of a line: of laboratory values, scores, shares of cells, lines of therapy."""

import re
from dataclasses import replace
from decimal import Decimal

from app.eligibility.comparisons import LinkedLimit
from app.eligibility.joining import agreed
from app.eligibility.limit_values import of, of_variable
from app.eligibility.marker_limits import CELLS_BEHIND
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    NotRead,
    Requirement,
    Span,
)
from app.eligibility.plain_text import Line
from app.eligibility.pressure_pairs import PRESSURES, pair_end, pressure_pair
from app.eligibility.quantities import Quantity
from app.eligibility.unit import Unit, together

SCALES = frozenset({"karnofsky", "lansky", "ecog"})
_METHODS = (
    ("24-hour urine", re.compile(r"24[- ]?(?:hour|hr|h)\b[^.;]{0,20}\burine|urine collection")),
    ("cockcroft-gault", re.compile(r"cockcroft")),
    ("mdrd", re.compile(r"\bmdrd\b|modification of diet")),
    ("ckd-epi", re.compile(r"\bckd-?epi\b")),
    ("schwartz", re.compile(r"\bschwartz\b")),
    ("fridericia", re.compile(r"\bfrid\w+|\bqtcf\b")),
    ("bazett", re.compile(r"\bbaz\w+|\bqtcb\b")),
    ("egfr", re.compile(r"\bgfr\b|\begfr\b|glomerular")),
    ("room air", re.compile(r"\broom air\b")),
)  # fmt: skip
_BY_INSTITUTION = re.compile(
    r"institutional (?:standard|guideline|practice)|any method|or (?:by )?other"
)


_COUNTED_BEFORE = re.compile(
    r"\b(?:after|following|failed|failing|received|receiving|having received|have had|had|with|"
    r"exposed to|to)\s+(?:failure of\s+)?$"
)


def counted_unit(line: Line, limit: Quantity) -> Unit:
    """Return a number of earlier lines of therapy."""
    before = _COUNTED_BEFORE.search(line.plain[max(0, limit.start - 40) : limit.start])
    start = limit.start - (len(before.group()) if before else 0)
    requirement = together(of("prior_lines", limit), Span(limit.start, limit.end))
    return Unit(start, limit.end, "limit", requirement, variables=("prior_lines",))


def share_unit(line: Line, limit: Quantity, marker: str) -> Unit:
    """Return the share of cells, in percent, that carry a marker."""
    span = Span(limit.start, limit.end)
    parts = [replace(c, what=marker) for c in of("marker_expression", limit)]
    cells = CELLS_BEHIND.match(line.plain, limit.end)
    end = cells.end() if cells else limit.end
    return Unit(limit.start, end, "limit", together(parts, span), variables=("marker_expression",))


def limit_unit(line: Line, one: LinkedLimit, must_hold: bool) -> Unit:
    """Return a limit with the names of what it limits."""
    start = one.start
    end = one.limit.end
    if one.start > one.limit.start:
        start = one.limit.start
    if one.names and not one.start < one.limit.start:
        behind = line.plain.find(one.names, one.limit.end)
        end = max(end, behind + len(one.names)) if 0 <= behind - one.limit.end < 40 else end
    if any(v.name in PRESSURES for v in one.variables):
        end = max(end, pair_end(line, one.limit) or 0)
    requirement = _of_variables(line, one, must_hold)
    names = tuple(v.name for v in one.variables)
    return Unit(start, end, "limit", requirement, variables=names)


def _of_variables(line: Line, one: LinkedLimit, must_hold: bool) -> Requirement | None:
    span = Span(one.limit.start, one.limit.end)
    parts: list[Requirement] = []
    if any(v.name in PRESSURES for v in one.variables) and not _is_one_pressure(line, one):
        return pressure_pair(line, one.limit) or NotRead(span, "which pressure is meant")
    for variable in one.variables:
        if variable.name == "mrd":
            parts.append(_residual(one.limit) or NotRead(span, variable.name))
            continue
        comparisons = [_detailed(line, c, one) for c in of_variable(variable, one.limit)]
        parts.append(together(comparisons, span) or NotRead(span, variable.name))
    if len(parts) == 1:
        return parts[0]
    if all(v.name in SCALES for v in one.variables):
        return AnyOf(tuple(parts), span)  # one scale applies, by age
    every, either = All(tuple(parts), span), AnyOf(tuple(parts), span)
    if must_hold:
        return agreed(every, either, span) if _only(one.names, "or", "and") else every
    return agreed(every, either, span) if _only(one.names, "and", "or") else either


def _is_one_pressure(line: Line, one: LinkedLimit) -> bool:
    """Tell "systolic pressure > 140" from a pair, and from one number for both pressures."""
    return len(one.variables) == 1 and pair_end(line, one.limit) is None


def _residual(limit: Quantity) -> Requirement | None:
    """Return a limit of residual disease: in percent, or as a share such as 10^-4."""
    in_percent = all(bound.unit == "%" for bound in limit.bounds)
    as_share = all(bound.unit is None and bound.value < _LARGEST_SHARE for bound in limit.bounds)
    if not (in_percent or as_share):
        return None
    return together(of("mrd", limit), Span(limit.start, limit.end))


_LARGEST_SHARE = Decimal("0.005")
"""A larger bare number may be meant in percent or as a share."""


def _only(names: str, word: str, other: str) -> bool:
    """Tell whether names are joined by the one word and not the other."""
    said = re.search(rf"\b{word}\b", names) is not None
    return said and re.search(rf"\b{other}\b", names) is None


def _detailed(line: Line, comparison: Comparison, one: LinkedLimit) -> Comparison:
    near = line.plain[max(0, one.start - 30) : one.limit.end + 130]
    what = _tissue(near) if comparison.variable == "blasts" else None
    return replace(comparison, what=what, method=_method(comparison.variable, near))


def _method(variable: str, near: str) -> str | None:
    """Return the one method a line insists on; several, or any, are none."""
    if variable not in ("crcl", "qtc", "spo2") or _BY_INSTITUTION.search(near):
        return None
    named = [name for name, pattern in _METHODS if pattern.search(near)]
    if "egfr" in named and ("clearance" in near or "crcl" in near):
        named.remove("egfr")
    return named[0] if len(named) == 1 else None


def _tissue(near: str) -> str | None:
    if re.search(r"marrow|\bbm\b", near):
        return "marrow"
    return "blood" if re.search(r"peripheral|circulating|\bblood\b|\bpb\b", near) else None

"""How much of a marker is asked for: "CD7+ (> 99%)", "CD38 on at least 20% of malignant cells"."""

import re
from collections.abc import Sequence

from app.eligibility.plain_text import Line
from app.eligibility.quantities import Quantity

_MARKER = re.compile(
    r"\b(?:cd ?\d{1,3}[a-z]?|bcma|gprc5d|fcrh5|flt3|pd-?l1|her-?2|clec12a|cll-?1|slamf7|ror1|"
    r"trop-?2|egfr|"
    r"mesothelin|claudin|b7-?h3|nkg2d|cxcr4|tslpr|il1rap|gpc3|folr1|psma|ki-?67|tps|cps|cyclin d1|"
    r"target(?: antigen)?|antigen|er|pr|estrogen receptors?|progesterone receptors?)\b"
)
_EXPRESSED = re.compile(
    r"express|positiv|\+|level|present|by flow|immunohisto|\bihc\b|staining|tps|cps|antigen"
)
CELLS_BEHIND = re.compile(
    r"\s*(?:\)\s*)?(?:of\s+)?(?:(?:the|all|their|its|total|viable|bone|marrow|abnormal|neoplastic|"
    r"plasma|b|t)[\s-]+)*"
    r"(?:malignant|tumou?r|leuk[a]?emi[ac]|lymphoma|cancer|blasts?|lymphoblasts?|cells|plasma|"
    r"myeloma|expression|positiv|stain|nuclei|lymphocytes|cell)\w*(?: (?:cells?|blasts?|"
    r"lymphoblasts?|population)\b)?"
)


def marker_shares(line: Line, limits: Sequence[Quantity]) -> list[tuple[Quantity, str]]:
    """Return the shares of cells that must carry a marker, each with the marker's name."""
    if "%" not in line.plain and "percent" not in line.plain:
        return []
    names = [(m.start(), m.end(), m.group().replace(" ", "")) for m in _MARKER.finditer(line.plain)]
    if not names or not _EXPRESSED.search(line.plain):
        return []
    found: list[tuple[Quantity, str]] = []
    for limit in limits:
        name = _name_for(line.plain, limit, names)
        if name is not None:
            found.append((limit, name))
    return found


def _name_for(plain: str, limit: Quantity, names: Sequence[tuple[int, int, str]]) -> str | None:
    if limit.dimension != "percent" or (limit.op is None and not limit.is_range):
        return None
    before = [name for name in names if name[1] <= limit.start]
    if before:
        gap = plain[before[-1][1] : limit.start]
        if len(gap) < 90 and not re.search(r"\.\s|marrow (?:blast|involve)|\bblasts?\b", gap):
            return before[-1][2] if _fits(gap, plain, limit) else None
    after = next((name for name in names if name[0] >= limit.end), None)
    if after and after[0] - limit.end < 80 and CELLS_BEHIND.match(plain, limit.end):
        return after[2]
    return None


def _fits(gap: str, plain: str, limit: Quantity) -> bool:
    return bool(_EXPRESSED.search(gap) or CELLS_BEHIND.match(plain, limit.end) or len(gap) < 6)

"""A limit of a trial brought to the unit of a report, only where that is beyond doubt.

Registry texts leave units out ("platelets >= 50,000") and mistake them ("50,000/mL"). A missing
unit is taken as the one unit in which the limit is a number that trials use; a limit that no
trial would set is not compared at all.
"""

from decimal import Decimal
from functools import lru_cache

from app.case.lab_names import listed_units
from app.case.units import convert
from app.case.vocabulary import labs

# From-to in the lab's conventional unit (labs.csv): what limits in criteria can be at all.
_LIMITS = {
    "plt": ("3", "1500"),
    "anc": ("0.05", "50"),
    "wbc": ("0.1", "500"),
    "alc": ("0.02", "50"),
    "hgb": ("3.5", "20"),
    "creatinine": ("0.25", "8"),
    "tbili": ("0.25", "25"),
    "dbili": ("0.1", "15"),
    "albumin": ("1", "6"),
    "alt": ("5", "2000"),
    "ast": ("5", "2000"),
    "alp": ("20", "3000"),
    "ldh": ("50", "20000"),
    "crcl": ("5", "150"),
    "egfr": ("5", "150"),
    "ferritin": ("10", "20000"),
    "cd3": ("5", "5000"),
    "inr": ("0.8", "5"),
}
_PERCENT = frozenset({"lvef", "lvsf", "spo2", "dlco", "fev1", "bm-blasts", "blasts-pb", "hct"})
_FILTER_UNITS = frozenset({"mL/min", "mL/min/1.73m2", "mL/min/1.73 m2"})


@lru_cache(maxsize=2048)
def limit_in(lab_id: str, limit: Decimal, unit: str | None, wanted: str | None) -> Decimal | None:
    """Return a limit in the unit of a report; None where that cannot be done with certainty.

    Args:
        lab_id: id in labs.csv.
        limit: the number of the trial.
        unit: its unit, None where the text has none.
        wanted: the report's unit as printed.
    """
    if lab_id in _PERCENT:
        percent = (None, "%", "% predicted", "percent")
        return limit if unit in percent and _is_percent(wanted) else None
    if lab_id == "inr":
        return limit if _possible(lab_id, limit) else None
    lab = labs().get(lab_id)
    if lab is None or not wanted:
        return None
    if lab_id in ("crcl", "egfr"):
        return _filter_limit(lab_id, limit, unit, wanted)
    units = (unit,) if unit else tuple(dict.fromkeys((*listed_units(lab), "/uL")))
    conventional = lab.row["conventional_unit"]
    found = {
        canonical
        for text in units
        if (canonical := convert(lab_id, limit, text, conventional)) is not None
        and _possible(lab_id, canonical)
    }
    if len(found) != 1:
        return None
    return convert(lab_id, found.pop(), conventional, wanted)


def _is_percent(unit: str | None) -> bool:
    return unit is None or unit.strip().startswith("%") or "percent" in unit.casefold()


def _filter_limit(lab_id: str, limit: Decimal, unit: str | None, wanted: str) -> Decimal | None:
    """Millilitres a minute, whether or not per 1.73 m2: trials mix the two words."""
    if unit == "mL/s":
        limit = limit * 60
    elif unit not in (None, *_FILTER_UNITS):
        return None
    if not _possible(lab_id, limit):
        return None
    return limit / 60 if wanted.casefold().startswith("ml/s") else limit


def _possible(lab_id: str, limit: Decimal) -> bool:
    ends = _LIMITS.get(lab_id)
    return ends is None or Decimal(ends[0]) <= limit <= Decimal(ends[1])

"""UCUM codes of the units that laboratories print.

Source: The Unified Code for Units of Measure, https://ucum.org/ucum (case sensitive codes).
"""

import re
from functools import lru_cache

from app.case.unit_names import normal_unit

_WHOLE = {
    "%": "%",
    "% predicted": "%{predicted}",
    "s": "s",
    "ms": "ms",
    "min": "min",
    "h": "h",
    "fL": "fL",
    "pg": "pg",
    "g": "g",
    "kg": "kg",
    "mg": "mg",
    "cm": "cm",
    "mm": "mm",
    "mm/h": "mm/h",
    "mm/hr": "mm/h",
    "°C": "Cel",
    "/min": "/min",
    "L/L": "L/L",
    "mL/s": "mL/s",
    "mL/min": "mL/min",
    "mL/min/1.73m2": "mL/min/{1.73_m2}",
    "mmol/mol": "mmol/mol",
    "mmHg": "mm[Hg]",
    "copies/mL": "{copies}/mL",
    "Gy": "Gy",
    "mg/m²": "mg/m2",
}
_AMOUNT = re.compile(
    r"(?P<prefix>[kmunp]?)(?P<base>g|mol|Eq|IU|U|kat)/(?P<volume>L|dL|mL|uL)(?: (?P<kind>FEU|DDU))?"
)
_COUNT = re.compile(r"(?:cells|10\^(?P<power>[0-9]+))/(?P<volume>L|dL|mL|uL)")
_BASES = {"Eq": "eq", "IU": "[IU]"}


@lru_cache(maxsize=1024)
def ucum_code(unit: str) -> str | None:
    """Return the UCUM code of a unit as printed, None where it is not known."""
    normal = normal_unit(unit)
    if normal in _WHOLE:
        return _WHOLE[normal]
    amount = _AMOUNT.fullmatch(normal)
    if amount is not None:
        kind = f"{{{amount['kind']}}}" if amount["kind"] else ""
        base = _BASES.get(amount["base"], amount["base"])
        return f"{amount['prefix']}{base}{kind}/{amount['volume']}"
    count = _COUNT.fullmatch(normal)
    if count is None:
        return None
    how_many = f"10*{count['power']}" if count["power"] else "{cells}"
    return f"{how_many}/{count['volume']}"

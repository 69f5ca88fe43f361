"""Units as reports print them, with raised figures."""

_UNITS = {
    "10^3/uL": "10³/µL",
    "10^9/L": "10⁹/L",
    "10^6/uL": "10⁶/µL",
    "10^12/L": "10¹²/L",
    "cells/uL": "/µL",
}


def unit_words(unit: str | None) -> str:
    """Return a unit as printed, with raised figures."""
    if not unit:
        return ""
    known = _UNITS.get(unit)
    return known or unit.replace("umol", "µmol").replace("/uL", "/µL")

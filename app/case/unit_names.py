"""The many spellings of a unit, and what each measures.

One count is printed as `K/uL`, `10^3/uL`, `x10E3/µL`, `THOUS/MCL` or `{cells}/uL`. Here each
spelling becomes one, so that units can be compared. Values are shown with the unit as printed;
the spelling made here is for comparing only.
"""

import re
from functools import lru_cache
from typing import NamedTuple

# The spellings met in hospital records that follow no pattern.
_WHOLE = {
    "percent": "%",
    "pct": "%",
    "sec": "s",
    "secs": "s",
    "second": "s",
    "seconds": "s",
    "msec": "ms",
    "fl": "fL",
    "um3": "fL",
    "pg": "pg",
    "l/l": "L/L",
    "ml/s": "mL/s",
    "ml/sec": "mL/s",
    "ml/min": "mL/min",
    "ml/minute": "mL/min",
    "mmol/mol": "mmol/mol",
    "mm[hg]": "mmHg",
    "mmhg": "mmHg",
    "mg%": "mg/dL",
    "gm%": "g/dL",
    "g%": "g/dL",
    "ratio": "ratio",
    "{ratio}": "ratio",
    "{inr}": "ratio",
    "inr": "ratio",
    "copies/ml": "copies/mL",
    "{copies}/ml": "copies/mL",
    "cp/ml": "copies/mL",
    "pos/neg": "pos/neg",
    "%predicted": "% predicted",
    "%pred": "% predicted",
}
# Read with their capitals: a small g is a gram, a small l a litre all the same.
_CAPITALS = {"G/L": "10^9/L", "Giga/L": "10^9/L", "T/L": "10^12/L", "Tera/L": "10^12/L"}

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGNS = str.maketrans({"µ": "u", "μ": "u", "×": "x", "∗": "*", "·": "*", "⁻": "-"})

# Units written out in words, as some portals send them.
_WRITTEN_OUT = {
    " per ": "/",
    "deciliter": "dl",
    "milliliter": "ml",
    "microliter": "ul",
    "liter": "l",
    "milligram": "mg",
    "microgram": "ug",
    "nanogram": "ng",
    "picogram": "pg",
    "gram": "g",
    "millimole": "mmol",
    "micromole": "umol",
    "nanomole": "nmol",
    "international unit": "iu",
    "billion": "10^9",
}

_PER_BODY_SURFACE = re.compile(r"ml/min(?:ute)?(?:/|per)[{(]?1[.,]73(?:[ _*]?(?:m|sq).*)?")
_COUNT = re.compile(
    r"(?:[x*]?_?10(?:[\^+x(_-]|\*{1,2}|e\+?)?0?(?P<power>3|6|9|12)\)?"
    r"|x?e0?(?P<short_power>3|6|9|12)"
    r"|(?P<thousand>k|thous?|thousands?|tho|th|x?1000)"
    r"|(?P<million>m|mil|mill|millions?)"
    r"|#|count)?"
    r"\*?(?:\{?(?:cells?|#)\}?)?"
    r"/(?P<volume>ul|mcl|mm3|mm\^3|cumm|cmm|cu\.mm|ml|l)"
)
_AMOUNT = re.compile(
    r"\[?(?P<prefix>mc|[munpk])?(?P<base>gms?|grams?|g|mols?|moles?|eq|iu|units?|u|kat)\]?"
    r"/(?P<volume>100ml|dl|ml|ul|mcl|l)(?P<rest>feu|ddu|\{feu\}|\{ddu\})?"
)
_BASES = {"gm": "g", "gms": "g", "gram": "g", "grams": "g", "eq": "Eq", "iu": "IU", "kat": "kat"}
_BASES |= {"g": "g", "mol": "mol", "mols": "mol", "mole": "mol", "moles": "mol"}
_BASES |= {"u": "U", "unit": "U", "units": "U"}
_VOLUMES = {"l": "L", "dl": "dL", "100ml": "dL", "ml": "mL"}
_VOLUMES |= dict.fromkeys(["ul", "mcl", "mm3", "mm^3", "cumm", "cmm", "cu.mm"], "uL")

_PREFIX_POWERS = {"k": 3, "": 0, "m": -3, "u": -6, "n": -9, "p": -12}
_VOLUME_POWERS = {"L": 0, "dL": -1, "mL": -3, "uL": -6}
_CANONICAL = re.compile(
    r"(?:(?P<prefix>[kmunp]?)(?P<base>g|mol|Eq|IU|U|kat)|(?P<count>cells|10\^(?P<power>[0-9]+)))"
    r"/(?P<volume>L|dL|mL|uL)(?: (?P<kind>FEU|DDU))?"
)


class Scale(NamedTuple):
    """What a unit measures, and the power of ten of its size.

    Attributes:
        dimension: "g", "mol", "Eq", "IU", "U", "kat" or "cells" in a volume; two units of one
            dimension differ only by a power of ten.
        power: the power of ten against one of the base unit in a litre.
    """

    dimension: str
    power: int


# UTF-8 read as cp1252 by a system on the way: what µ, μ and raised figures then look like.
_MISREAD = {"Âµ": "µ", "Î¼": "μ", "Â²": "²", "Â³": "³"}


def _signs_mended(text: str) -> str:
    if "Â" in text or "Î" in text:
        for misread, sign in _MISREAD.items():
            text = text.replace(misread, sign)
    return text


@lru_cache(maxsize=4096)
def normal_unit(text: str) -> str:
    """Return the one spelling for a unit, such as `10^3/uL` for `K/µL` and `THOUS/MCL`.

    A unit that is not known comes back as written, without spaces at its ends. A unit of size
    is never changed into another: `10^3/uL` and `10^9/L` stay two.
    """
    written = _signs_mended(" ".join(text.split()))
    if written in _CAPITALS:
        return _CAPITALS[written]
    plain = written.translate(_SUPERSCRIPTS).translate(_SIGNS).casefold()
    if " per " in plain:
        for words, short in _WRITTEN_OUT.items():
            plain = plain.replace(words, short)
    plain = plain.replace(" ", "")
    if plain in _WHOLE:
        return _WHOLE[plain]
    if _PER_BODY_SURFACE.fullmatch(plain):
        return "mL/min/1.73m2"
    return _normal_amount(plain) or _normal_count(plain) or written


def _normal_amount(plain: str) -> str | None:
    found = _AMOUNT.fullmatch(plain.replace("[iu]", "iu").replace("[u]", "u"))
    if found is None:
        return None
    prefix = "u" if found["prefix"] == "mc" else found["prefix"] or ""
    base, volume = _BASES[found["base"]], found["volume"]
    kind = " " + found["rest"].strip("{}").upper() if found["rest"] else ""
    return f"{prefix}{base}/{_VOLUMES[volume]}{kind}"


def _normal_count(plain: str) -> str | None:
    found = _COUNT.fullmatch(plain)
    if found is None:
        return None
    volume = _VOLUMES[found["volume"]]
    power = found["power"] or found["short_power"]
    if found["thousand"] or found["million"]:
        if volume != "uL":  # "M/L" may just as well be a concentration
            return None
        power = "3" if found["thousand"] else "6"
    return f"10^{int(power)}/{volume}" if power else f"cells/{volume}"


@lru_cache(maxsize=1024)
def scale_of(unit: str) -> Scale | None:
    """Return what a unit in its normal spelling measures; None where it is no plain amount."""
    found = _CANONICAL.fullmatch(unit)
    if found is None:
        return None
    per_volume = -_VOLUME_POWERS[found["volume"]]
    if found["count"]:
        return Scale("cells", int(found["power"] or 0) + per_volume)
    dimension = found["base"] + (f" {found['kind']}" if found["kind"] else "")
    return Scale(dimension, _PREFIX_POWERS[found["prefix"]] + per_volume)

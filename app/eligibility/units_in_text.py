"""Units as criteria write them: one spelling each, and the dimension they measure."""

import re
from typing import NamedTuple


class UnitFound(NamedTuple):
    """A unit right behind a number.

    `unit` in one spelling, `dimension` what it measures ("count", "mass/volume", "time",
    "uln" ...), `end` the place behind it.
    """

    unit: str
    dimension: str
    end: int


# Words between "3 x" and "upper limit of normal": whose limit it is.
_WHOSE = (
    r"(?:(?:of|the|their|its|an?|age|gender|sex|adjusted|specific|corrected|appropriate|"
    r"institutional|institution'?s?|institute|local|laborator(?:y|ies)(?:'?s)?|lab(?:'?s)?|"
    r"sites?(?:'?s)?|center'?s?|hospital'?s?|study|respective|for|and|or|central|each|assay|"
    r"applicable|clinical|standard|testing|test|above)[ ,/'-]+){0,6}"
)
_NORMAL = (
    r"(?:(?:of|for|the|an?|institutional|institution|laborator(?:y|ies)|local|lab|age|and|sex|"
    r"gender|reference|normal|range|ranges|values?|limits?|that|site)[ -]+){0,5}"
    r"(?:normal|reference|range|ranges|normality|institution|laboratory|values?|limits?)\b"
)
_ULN = re.compile(
    rf"(?:x|times|\*|-? ?fold)? ?{_WHOSE}"
    r"(?:\(?i?uln\b\)?|unl\b|un\b|ul(?:\(?n\)?)?\b(?=[ ,.;)]|$)|"
    rf"(?:normal )?upper (?:(?:normal|institutional|laboratory|lab|reference) )*"
    rf"(?:limits?|bound(?:ary)?|range|values?)(?: {_NORMAL})?|"
    rf"normal upper (?:limits?|values?)|upper normal|limits? of (?:upper )?normal|"
    rf"normal (?:range |limits? |values? )?\((?:i?uln|unl)\))(?: ?[(\[]i?(?:uln|unl)[)\]])?"
)
_TIMES_NORMAL = re.compile(
    r"(?:x|times|\*|-? ?fold)(?: the| of| above| of the| higher than)*(?: institutional| local)? ?"
    r"(?:normal|reference)(?: (?:upper )?(?:values?|limits?|range|levels?))?\b"
)
_LLN = re.compile(
    rf"(?:x|times|\*|-? ?fold)? ?{_WHOSE}(?:\(?lln\b\)?|lower (?:(?:institutional|normal) )*limits?"
    rf"(?: {_NORMAL})?)(?: ?\(lln\))?"
)

_POWER = re.compile(
    r"(?:x|\*|times)? ?10 ?(?:\^|\*\*|\*|e|exp|[(\[]|x)? ?\^? ?[(\[]?([3-9]|"
    r"1[0-2])(?![0-9.,]) ?[)\]]?"
)
_EXPONENT = re.compile(r"(?:x ?)?e ?\^?([3-9])(?![0-9])")
_THOUSAND = re.compile(r"(?:x ?)?(?:k(?![a-z])|thousands?\b|thou?\b)")
_CELLS = re.compile(
    r"(?:cells?|platelets?|plts?|neutrophils?|wbcs?|lymphocytes?|leu[ck]ocytes?|blasts?|copies|"
    r"granulocytes?)\b"
)
_PER = re.compile(r"(?:/|per\b|each\b) ?")
_VOLUMES = (
    (r"cubic mill?i ?-?(?:met(?:er|re)s?|lit(?:er|re)s?)|cubic mm\b|cu\.? ?mm\b|cumm\b", "uL"),
    (r"mm ?\^? ?[(\[]?[23][)\]]?(?![a-z0-9])|mmc\b|ul\b|mcl?\b|mml\b|mul\b", "uL"),
    (r"micro ?-?l(?:it(?:er|re)s?)?\b|㎕|ucl\b|ml\^3\b|mcg/l", "uL"),
    (r"ml\b|mill?ilit(?:er|re)s?\b|cc\b", "mL"),
    (r"dl\b|decilit(?:er|re)s?\b", "dL"),
    (r"l\b|lit(?:er|re)s?\b", "L"),
)  # fmt: skip
_VOLUME = tuple((re.compile(pattern), name) for pattern, name in _VOLUMES)
_BLANK = re.compile(r"[ ]*")
_NO_UNIT = ",.;:)]<>≥≤=+"

# Everything else: spelling, dimension, pattern. The first match wins: what is longer stands first.
_OTHERS = (
    ("%", "percent", r"%|percent(?:age)?\b|per cent\b|pct\b"),
    ("g/dL", "mass/volume",
     r"-?(?:gm?s?|grams?) ?(?:/|per) ?(?:dl|decilit(?:er|re)s?|100 ?ml)\b|g ?%|gm ?%"),
    ("g/L", "mass/volume", r"gm?s? ?(?:/|per) ?l\b|grams? (?:/|per) lit(?:er|re)s?\b|g\.l\b"),
    ("mg/dL", "mass/volume",
     r"mg ?(?:/|per) ?(?:dl|decilit(?:er|re)s?|100 ?ml)\b|mg ?%|milligrams? (?:/|"
     r"per) decilit(?:er|re)s?\b|mg/d\b"),
    ("mg/L", "mass/volume", r"mg ?/ ?l\b"),
    ("umol/L", "mass/volume",
     r"(?:u|mc|micro) ?mol(?:es?|s)? ?(?:/|per) ?(?:l|lit(?:er|re)s?)\b|micromol(?:es|ar)?\b|"
     r"umol\b"),
    ("mmol/L", "mass/volume",
     r"m ?mol(?:es?|s)? ?(?:/|per) ?(?:l|lit(?:er|re)s?)\b|mm ?/ ?l\b|millimoles? (?:/|"
     r"per) lit(?:er|re)s?\b"),
    ("ng/mL", "concentration",
     r"ng ?/ ?ml\b|[um]c?g ?/ ?(?:m?l|dl)\b|pg ?/ ?ml\b|ng ?/ ?d?l\b|nmol ?/ ?l\b|pmol ?/ ?l\b"),
    ("U/L", "activity",
     r"(?:m?iu|u|units?|international units?) ?(?:/|per) ?(?:l|lit(?:er|re)s?)\b"),
    ("IU/mL", "viral", r"m?iu ?/ ?ml\b|copies ?/ ?ml\b|u ?/ ?ml\b"),
    ("mL/min", "flow",
     r"(?:ml|cc|mls|mill?ilit(?:er|re)s?) ?(?:/|per|\.) ?(?:kg ?/ ?)?(?:min(?:utes?)?|"
     r"m\b)\b(?: ?(?:/|per|x|\*)? ?[(\[]?1[.,] ?73 ?(?:m ?\^? ?[(\[]?2?[)\]]?|"
     r"sq\.? ?m(?:eters?)?|square met(?:er|re)s?)?[)\]]?)?"),
    ("mL/min", "flow", r"ml ?(?:/|per) ?(?:kg ?/ ?)?min(?:ute)?s?\b"),
    ("mL/min", "flow", r"ml ?/ ?1[.,]73 ?m ?\^?2?"),
    ("mL/s", "flow", r"ml ?(?:/|per) ?s(?:ec(?:ond)?)?\b"),
    ("L/min", "flow", r"l ?/ ?min(?: ?/ ?1[.,]73 ?m ?\^?2?)?"),
    ("kg/m2", "bmi", r"kgs?(?: ?(?:/|per) ?(?:m ?\^? ?2|sq\.? ?m|square met(?:er|re)s?|m\(2\)))"),
    ("kg", "mass", r"kgs?\b|kilograms?\b|kilos?\b"),
    ("lb", "mass", r"lbs?\b|pounds?\b"),
    ("g", "mass", r"gms?\b|g\b|grams?\b"),
    ("ms", "interval", r"m ?sec(?:onds?)?s?\b|ms\b|millisec(?:ond)?s?\b|msecs?\b"),
    ("mmHg", "pressure", r"mm ?(?:of )?hg\b|millimet(?:er|re)s? of mercury\b"),
    ("°C", "temperature",
     r"(?:deg(?:rees?)?\.?|[°º])? ?(?:celsius(?: degrees?)?|centigrade|c)\b(?=[\s.,;:)/-]|$)|℃"
     r"(?: celsius degrees?)?"),
    ("°F", "temperature",
     r"(?:deg(?:rees?)?\.?|[°º])? ?(?:fahrenheit|f)\b(?=[\s.,;:)/-]|$)|℉"),
    ("/min", "rate",
     r"(?:beats?|breaths?|times|bpm|b|/)? ?(?:/|per) ?(?:1 ?)?min(?:utes?)?\b|bpm\b"),
    ("mg", "dose", r"mg(?: ?/ ?(?:kg|m ?\^?2|day|d))*\b|mcg\b|ug\b|mg per\b|milligrams?\b"),
    ("Gy", "dose", r"cgy\b|gy\b"),
    ("cm", "length",
     r"cms?\b|centimet(?:er|re)s?\b|mms?\b(?! ?\^? ?3)|millimet(?:er|re)s?\b|inch(?:es)?\b|"
     r"met(?:er|re)s?\b|miles?\b|km\b"),
    ("mEq/L", "mass/volume", r"meq ?/ ?l\b|mm\b(?= ?/ ?l)"),
    ("cells", "cells", r"cells?\b"),
    ("half-life", "half-life",
     r"-? ?half[- ]?li(?:fe|ves)\b|-?t ?1/2\b|x half[- ]?li(?:fe|ves)\b|"
     r"elimination half[- ]?li(?:fe|ves)\b"),
    ("day", "time",
     r"-? ?(?:calendar |consecutive |full |whole |business |working |study )?days?\b|d\b"),
    ("week", "time", r"-? ?(?:calendar |consecutive |full |whole )?(?:weeks?|wks?|w)\b"),
    ("month", "time",
     r"-? ?(?:calendar |consecutive |full |whole )?(?:months?|mons?|mths?|mos?)\b"),
    ("year", "time",
     r"-? ?(?:calendar |consecutive |full |whole )?(?:years?|yrs?|y/ ?o|yo|y\.o\.?|y)\b"),
    ("hour", "time", r"-? ?(?:hours?|hrs?|h)\b"),
    ("minute", "time", r"-? ?(?:minutes?|mins?)\b"),
    ("second", "time", r"-? ?(?:seconds?|secs?|s)\b"),
    ("points", "points", r"points?\b"),
)  # fmt: skip


_OTHER = re.compile("|".join(f"(?P<u{i}>{row[2]})" for i, row in enumerate(_OTHERS)))
_MEANING = {f"u{i}": (row[0], row[1]) for i, row in enumerate(_OTHERS)}


def unit_after(plain: str, start: int) -> UnitFound | None:
    """Return the unit that begins at `start` (blanks and a hyphen allowed), if there is one."""
    blank = _BLANK.match(plain, start)
    at = blank.end() if blank else start
    if at >= len(plain) or plain[at] in _NO_UNIT:
        return None
    return _multiple(plain, at) or _count(plain, at) or _other(plain, at)


def _multiple(plain: str, at: int) -> UnitFound | None:
    """Read a multiple of a limit of normal ("x ULN", "times the upper limit of normal")."""
    if plain[at] not in "xtiulnm*-f(oasrhcg":
        return None
    for pattern, unit, dimension in (
        (_ULN, "xULN", "uln"),
        (_LLN, "xLLN", "lln"),
        (_TIMES_NORMAL, "xULN", "uln"),
    ):
        match = pattern.match(plain, at)
        if match and not (match.group() == "ul" and _LARGE.search(plain[max(0, at - 9) : at])):
            return UnitFound(unit, dimension, match.end())
    return None


# "100,000uL" lost its stroke; nobody asks for hundreds of times the upper limit.
_LARGE = re.compile(r"\d{3}\s*$")


def _count(plain: str, at: int) -> UnitFound | None:
    """Read a count of cells per volume ("x 10^9/L", "K/uL", "cells per cubic mm")."""
    power, here = _scale(plain, at)
    here = _skip(_CELLS, plain, here)
    per = _PER.match(plain, here)
    volume, end = _volume(plain, per.end() if per else here)
    if not volume and per:  # "/mm", "/u" lost a letter
        volume, end = _volume_cut_short(plain, per.end())
    if volume and (per or power or volume == "uL"):  # "100,000 mm^3" lost its stroke
        return UnitFound(f"{power}/{volume}", "count", end)
    if power == "K":  # "75K"
        return UnitFound("K/uL", "count", here)
    return UnitFound(power, "power", here) if power and per is None else None


def _scale(plain: str, at: int) -> tuple[str, int]:
    """Return the power of ten before the volume ("10^9", "K", "") and the place behind it."""
    for pattern in (_POWER, _EXPONENT):
        match = pattern.match(plain, at)
        if match:
            return f"10^{match.group(1)}", _blank_end(plain, match.end())
    match = _THOUSAND.match(plain, at)
    if match:
        return "K", _blank_end(plain, match.end())
    return "", at


def _volume(plain: str, at: int) -> tuple[str, int]:
    for pattern, name in _VOLUME:
        match = pattern.match(plain, at)
        if match:
            return name, match.end()
    return "", at


_CUT_SHORT = re.compile(r"(?:mm|u)(?![a-z0-9/])")


def _volume_cut_short(plain: str, at: int) -> tuple[str, int]:
    match = _CUT_SHORT.match(plain, at)
    return ("uL", match.end()) if match else ("", at)


def _other(plain: str, at: int) -> UnitFound | None:
    match = _OTHER.match(plain, at)
    if match is None or match.lastgroup is None:
        return None
    unit, dimension = _MEANING[match.lastgroup]
    return UnitFound(unit, dimension, match.end())


def _skip(pattern: re.Pattern[str], plain: str, at: int) -> int:
    match = pattern.match(plain, at)
    return _blank_end(plain, match.end()) if match else at


def _blank_end(plain: str, at: int) -> int:
    match = _BLANK.match(plain, at)
    return match.end() if match else at

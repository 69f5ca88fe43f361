"""How many earlier lines of therapy a line asks for: "at least 2 prior lines", "1-3 regimens"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.eligibility.plain_text import Line
from app.eligibility.quantities import Quantity

_WHAT = (
    r"(?:lines?|regimens?|therap(?:y|ies)|treatments?|courses?|salvage|chemotherap(?:y|ies)|"
    r"relapses)"
)
_BEHIND = re.compile(
    r"\s*(?:(?:or|and)\s+more\s+|\+\s*)?(?:\(?[a-z0-9]+\)\s*)?"
    r"(?:(?:prior|previous|different|earlier|separate|distinct|systemic|standard|lines?|of|"
    r"cytotoxic|anti-?cancer|antineoplastic|anti-?myeloma|anti-?lymphoma|anti-?leuk[a]?emi[ac]|"
    r"complete|"
    r"full|multi-?agent|approved|available|containing|chemotherapy|immuno|chemo|salvage|induction|"
    r"failed|"
    r"frontline|conventional|consecutive|effective|treatment|therapy|active|intensive|combination|"
    r"appropriate|"
    r"adequate|unsuccessful|the|following|drug|based|myelosuppressive|targeted|established|or|and|"
    r"other)[\s/-]+)*?"
    rf"{_WHAT}\b"
)
_PRIOR = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|lines?|regimens?|receiv\w+|fail\w*|relaps\w+|refractory|"
    r"after|"
    r"exposed|treated|had|progress\w+|undergone|exhausted|not respond\w*|lack of response|course)\b"
)
_AHEAD = re.compile(
    r"\b(?:to receive|will receive|planned|candidates? for|eligible for|intend\w*|cycles? of|"
    r"arm)\b[^.;]{0,40}$"
)
_NOT_LINES = re.compile(
    r"\b(?:weeks?|days?|months?|years?|hours?|cycles?|doses?|mg|courses? of (?:antibiotic|radi|"
    r"steroid))\b"
)
_LINES_BEFORE = re.compile(r"\b(?:lines?|regimens?)\b[^.;,]{0,30}$")


def line_counts(line: Line, limits: Sequence[Quantity]) -> list[Quantity]:
    """Return the limits that count earlier lines of therapy, operators filled in.

    "after 2 lines of therapy" asks for at least two.
    """
    if not _PRIOR.search(line.plain):
        return []
    return [found for limit in limits if (found := _line_count(line.plain, limit)) is not None]


def _line_count(plain: str, limit: Quantity) -> Quantity | None:
    if limit.dimension not in ("none",) or limit.value > 12 or limit.value % 1:
        return None
    behind = _BEHIND.match(plain, limit.end)
    if behind is None:
        return None
    words = plain[limit.end : behind.end()]
    if "course" in words and not re.search(r"\b(?:prior|previous)\b", words):
        return None  # "4 courses of cisplatin" are one line
    before = plain[max(0, limit.start - 60) : limit.start]
    if (
        _NOT_LINES.search(words)
        or _AHEAD.search(before)
        or not _is_about_the_past(plain, before, words)
    ):
        return None
    if limit.is_range or limit.op not in (None, "="):
        return replace(limit, end=behind.end())
    return replace(limit, end=behind.end(), bounds=(replace(limit.bounds[0], op=">="),))


def _is_about_the_past(plain: str, before: str, words: str) -> bool:
    return bool(
        _PRIOR.search(before[-45:])
        or re.search(r"\b(?:prior|previous|lines?|regimens?|failed|salvage)\b", words)
    )

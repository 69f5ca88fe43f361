"""Which rules a country's families live under, as far as the access routes tell them apart."""

from enum import StrEnum


class Region(StrEnum):
    """Where a set of access rules holds."""

    UNITED_STATES = "united states"
    EUROPE = "europe"
    ELSEWHERE = "elsewhere"


_UNITED_STATES = frozenset(
    {"us", "usa", "u.s.", "u.s.a.", "united states", "united states of america", "puerto rico"}
)
# Names as the registries write them, and codes of ISO 3166.
_EUROPE = {
    "austria": "at",
    "belgium": "be",
    "bulgaria": "bg",
    "croatia": "hr",
    "cyprus": "cy",
    "czechia": "cz",
    "denmark": "dk",
    "estonia": "ee",
    "finland": "fi",
    "france": "fr",
    "germany": "de",
    "greece": "gr",
    "hungary": "hu",
    "ireland": "ie",
    "italy": "it",
    "latvia": "lv",
    "lithuania": "lt",
    "luxembourg": "lu",
    "malta": "mt",
    "netherlands": "nl",
    "poland": "pl",
    "portugal": "pt",
    "romania": "ro",
    "slovakia": "sk",
    "slovenia": "si",
    "spain": "es",
    "sweden": "se",
    "iceland": "is",
    "liechtenstein": "li",
    "norway": "no",
    "switzerland": "ch",
    "united kingdom": "gb",
    "albania": "al",
    "andorra": "ad",
    "belarus": "by",
    "bosnia and herzegovina": "ba",
    "moldova": "md",
    "monaco": "mc",
    "montenegro": "me",
    "north macedonia": "mk",
    "san marino": "sm",
    "serbia": "rs",
    "ukraine": "ua",
}
_EUROPE_OTHER_NAMES = frozenset(
    {"czech republic", "the netherlands", "uk", "great britain", "england", "scotland", "wales"}
    | {"northern ireland", "kosovo", "xk", "slovak republic", "republic of ireland", "el"}
)
_IN_EUROPE = frozenset({*_EUROPE, *_EUROPE.values()}) | _EUROPE_OTHER_NAMES


def region_of(country: str | None) -> Region:
    """Return the region of a country given by English name or two-letter code."""
    name = " ".join((country or "").casefold().split())
    if name in _UNITED_STATES:
        return Region.UNITED_STATES
    return Region.EUROPE if name in _IN_EUROPE else Region.ELSEWHERE

"""A search address of the registry's site, made from words the family chose and nothing else.

The address is shown before the system's browser gets it. It carries no name, no number and no date
of the patient: such words are refused. Parameters as the site itself writes them (`cond`, `intr`,
`locStr`, `country`, `aggFilters=status:rec not`).
"""

import re
from collections.abc import Collection, Sequence
from typing import Literal
from urllib.parse import quote

from app.case.partial_date import MONTH_NAMES
from app.errors import CasebookError
from app.trials.ctis import EU_CT_NUMBER
from app.trials.json_v2 import NCT_NUMBER

SearchStatus = Literal[
    "RECRUITING", "NOT_YET_RECRUITING", "ACTIVE_NOT_RECRUITING", "COMPLETED", "TERMINATED"
]

_SITE = "https://clinicaltrials.gov/search"
_STATUS_PARAMETERS: dict[SearchStatus, str] = {
    "RECRUITING": "rec",
    "NOT_YET_RECRUITING": "not",
    "ACTIVE_NOT_RECRUITING": "act",
    "COMPLETED": "com",
    "TERMINATED": "ter",
}
_LONGEST_WORDS = 200

_MONTHS = "|".join((*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES)))
_PRIVATE_SHAPES = (
    re.compile(r"\d{5,}"),  # record, phone and insurance numbers
    re.compile(r"\d[\d ()/-]{6,}\d"),  # the same, written in groups
    re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"),  # dates
    re.compile(r"\b(?:19|20)\d{2}\b"),  # years
    re.compile(rf"\b\d{{1,2}}\.?\s*(?:{_MONTHS})\b|\b(?:{_MONTHS})\.?\s+\d", re.I),
    re.compile(r"@|https?:|www\."),
)
_WORD = re.compile(r"\w+")


def search_address(
    condition: str,
    *,
    intervention: str = "",
    statuses: Sequence[SearchStatus] = ("RECRUITING", "NOT_YET_RECRUITING"),
    country: str = "",
    private_words: Collection[str] = (),
) -> str:
    """Return the address of a search on ClinicalTrials.gov.

    Args:
        condition: a disease in words, such as "T-cell lymphoblastic leukemia".
        intervention: a treatment in words, such as "CD7 CAR-T".
        statuses: the statuses to look for; none means all.
        country: a country's name in English.
        private_words: names and other words of the case that must not be in the address.

    Raises:
        CasebookError: nothing to search for, or a word that may tell who the patient is.
    """
    chosen = {"cond": condition, "intr": intervention, "locStr": country, "country": country}
    plain = {key: " ".join(words.split()) for key, words in chosen.items() if words.strip()}
    if "cond" not in plain and "intr" not in plain:
        raise CasebookError("Choose a disease or a treatment to search for.")
    for words in plain.values():
        _refuse_private(words, private_words)
    if statuses:
        filters = " ".join(_STATUS_PARAMETERS[status] for status in statuses)
        plain["aggFilters"] = f"status:{filters}"
    return f"{_SITE}?" + "&".join(f"{key}={quote(words, safe=':')}" for key, words in plain.items())


def _refuse_private(words: str, private_words: Collection[str]) -> None:
    if len(words) > _LONGEST_WORDS:
        raise CasebookError("These search words are too long. Use a few words only.")
    if any(shape.search(words) for shape in _PRIVATE_SHAPES):
        raise CasebookError(
            "The search words hold a date or a number that may tell who the patient is. "
            "Leave it out and search with the name of the disease or treatment."
        )
    named = {word.casefold() for text in private_words for word in _WORD.findall(text)}
    if any(word.casefold() in named for word in _WORD.findall(words)):
        raise CasebookError(
            "The search words hold a name from this case. Names are never sent. Leave it out."
        )


def record_address(number: str) -> str | None:
    """Return the address of a trial's own page, None for a number of no known register."""
    if NCT_NUMBER.fullmatch(number):
        return f"https://clinicaltrials.gov/study/{number}"
    if EU_CT_NUMBER.fullmatch(number):
        return f"https://euclinicaltrials.eu/ctis-public/view/{number}"
    return None

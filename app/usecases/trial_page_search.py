"""Looking for trials at the registry: an address of words the family picks, and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from app.case import vocabulary
from app.case.entities import Diagnosis
from app.trials.search_address import SearchStatus
from app.usecases.session import Session
from app.usecases.update_copies import search_for

AGE_GROUPS = {"": "Any age", "child": "Children (to 17)", "adult": "Adults (18 to 64)"}
AGE_GROUPS |= {"older": "Older adults (65 and more)"}
"""The age groups that the registry's own search page offers."""

NEXT = (
    "On the page that opens, tick the trials you want, choose Download, then JSON. Drop the file "
    "here afterwards, or choose it with “Save a trial”."
)


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What the family looks for; the words of an address and nothing else."""

    disease: str
    treatment: str = ""
    statuses: tuple[SearchStatus, ...] = ("RECRUITING", "NOT_YET_RECRUITING")
    country: str = ""
    age_group: str = ""


def disease_words(session: Session) -> tuple[str, ...]:
    """Return names of the diseases in the record to choose from, broader ones after them."""
    return tuple(dict.fromkeys(_diseases(session)))


def _diseases(session: Session) -> Iterator[str]:
    terms = vocabulary.diagnoses()
    for row in session.case.all(Diagnosis):
        term = terms.get(row.dx_id) if row.dx_id else terms.find(row.name_on_report or "")
        for _ in range(4):
            if term is None:
                break
            yield term.name
            term = terms.get(term.row.get("parent_id") or "")


def address_of(session: Session, words: SearchWords) -> str:
    """Return the address of a search.

    Raises:
        CasebookError: there is nothing to search for, or the words may tell who the patient is.
    """
    address = search_for(session, words.disease, words.treatment, words.statuses, words.country)
    if words.age_group not in AGE_GROUPS or not words.age_group:
        return address
    filters = f"ages:{words.age_group}"
    if "aggFilters=" in address:
        return f"{address},{quote(filters, safe=':')}"
    return f"{address}&aggFilters={quote(filters, safe=':')}"


def statuses_of(codes: Sequence[str]) -> tuple[SearchStatus, ...]:
    """Return the codes that the registry's search knows."""
    known: tuple[SearchStatus, ...] = (
        "RECRUITING",
        "NOT_YET_RECRUITING",
        "ACTIVE_NOT_RECRUITING",
        "COMPLETED",
        "TERMINATED",
    )
    return tuple(code for code in known if code in codes)

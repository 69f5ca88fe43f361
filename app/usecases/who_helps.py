"""Organisations whose people help families for free, by country."""

import csv
from dataclasses import dataclass
from functools import cache

from app.case.partial_date import PartialDate
from app.resource_files import resource_file


@dataclass(frozen=True, slots=True)
class Organisation:
    """One service.

    Attributes:
        country: its code, such as "US"; `country_name` is the word for it.
        name: the organisation and the service.
        who: whom it is for.
        what: what its people do.
        phone: "" where no source with a date gave a number.
        hours: "" where the source does not say.
        as_of: the day of the source; numbers and hours may have changed since.
        source: where this was read.
        verified: the source itself was read.
    """

    country: str
    country_name: str
    name: str
    who: str
    what: str
    phone: str
    hours: str
    as_of: PartialDate
    source: str
    verified: bool


@cache
def _all() -> tuple[Organisation, ...]:
    with resource_file("help/organisations.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_organisation(row) for row in csv.DictReader(file))


def organisations(first: str = "") -> tuple[Organisation, ...]:
    """Return every organisation, those of the country `first` (a code) before the others."""
    return tuple(sorted(_all(), key=lambda each: each.country != first.upper()))


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        row["country"],
        row["country_name"],
        row["name"],
        row["who"],
        row["what"],
        row["phone"],
        row["hours"],
        PartialDate.from_iso(row["as_of"]),
        row["source"],
        row["verified"] == "yes",
    )

"""The routes to a treatment and their steps, by country, from the packaged list of pathways.

These are templates: who holds the ball and since when is kept in the case. Steps that rest on the
law or the forms of one country are shown to families of that country only; the order of the routes
is the order in which questions get asked, not a ranking of worth (domain reference, section 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.case import vocabulary
from app.case.partial_date import PartialDate
from app.trials.regions import Region, region_of

_COUNTRY_RULES = (
    "Each country has its own rules for medicines that are not approved there. "
    "Ask the treating doctor which program there is."
)


class RouteId(StrEnum):
    """The pathways of the packaged list, in the order in which a family usually asks."""

    CLINICAL_TRIAL = "clinical_trial"
    OFF_LABEL = "off_label"
    MANUFACTURER_POLICY = "manufacturer_policy"
    SINGLE_PATIENT_NONEMERGENCY = "single_patient_nonemergency"
    SINGLE_PATIENT_EMERGENCY = "single_patient_emergency"
    INTERMEDIATE_SIZE = "intermediate_size"
    TREATMENT_IND = "treatment_ind"
    RIGHT_TO_TRY = "right_to_try"
    EU_COMPASSIONATE = "eu_compassionate"


# Which routes hold where. Company policies in the list are those United States law asks for.
_ONLY_IN: dict[RouteId, Region] = {
    RouteId.MANUFACTURER_POLICY: Region.UNITED_STATES,
    RouteId.SINGLE_PATIENT_NONEMERGENCY: Region.UNITED_STATES,
    RouteId.SINGLE_PATIENT_EMERGENCY: Region.UNITED_STATES,
    RouteId.INTERMEDIATE_SIZE: Region.UNITED_STATES,
    RouteId.TREATMENT_IND: Region.UNITED_STATES,
    RouteId.RIGHT_TO_TRY: Region.UNITED_STATES,
    RouteId.EU_COMPASSIONATE: Region.EUROPE,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a route.

    Attributes:
        id: such as `right_to_try-1`; stays the same between versions of the list.
        who: who does it.
        documents: what is needed.
        typical_time: as the source gives it, in words; empty where it gives none.
        tracked_fields: names of what one notes on the way.
        source, as_of: where the step is from, and the day it was read.
        verified: whether that source was read for this very step.
    """

    id: str
    number: int
    text: str
    who: str
    documents: tuple[str, ...]
    typical_time: str
    tracked_fields: tuple[str, ...]
    source: str
    as_of: PartialDate
    verified: bool


@dataclass(frozen=True, slots=True)
class Route:
    """A way to a treatment, with its steps in order."""

    id: RouteId
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RoutesForCountry:
    """The routes shown to a family in a country, and a remark where rules differ there."""

    region: Region
    routes: tuple[Route, ...]
    note: str | None


def routes_for(country: str | None) -> RoutesForCountry:
    """Return the routes for a country, by its English name or its two-letter code.

    A country that is not known, or none, gets only the routes that hold everywhere.
    """
    region = region_of(country)
    routes = tuple(route(each) for each in RouteId if _ONLY_IN.get(each, region) == region)
    return RoutesForCountry(
        region, routes, None if region is Region.UNITED_STATES else _COUNTRY_RULES
    )


@cache
def route(route_id: RouteId) -> Route:
    """Return a route with its steps."""
    rows = [term.row for term in vocabulary.pathways() if term.row["pathway"] == route_id]
    steps = tuple(sorted(map(_step, rows), key=lambda step: step.number))
    return Route(route_id, rows[0]["pathway_name"], steps)


def _step(row: Mapping[str, str]) -> Step:
    return Step(
        id=f"{row['pathway']}-{row['step_no']}",
        number=int(row["step_no"]),
        text=row["step"],
        who=row["who_does_it"],
        documents=_list(row["documents"]),
        typical_time=row["typical_time"],
        tracked_fields=tuple(each for each in _list(row["field_to_track"]) if each != "none"),
        source=row["source"],
        as_of=PartialDate.from_iso(row["as_of"]),
        verified=row["verified"] == "yes",
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in cell.split(",") if each.strip())

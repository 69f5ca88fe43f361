"""Where home is: the noted coordinates, else the town as the saved trials' records place it.

Nothing is guessed. There are many Springfields: a town is taken only where the country is noted,
in the United States the state too, and where all records put it in the same place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.case.entities import Patient
from app.trials.places import Coordinates, coordinates_of, distance_km, place_key
from app.trials.record import Site, TrialRecord
from app.usecases.country_names import country_code, counts_in_miles, state_code

# Towns of one name further apart than this are two towns.
_ONE_TOWN_KM = 50

_POSTCODE = re.compile(r"\b(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{2,9}\b", re.IGNORECASE)
_US_ZIP = re.compile(r"(\d{5})(?:-?\d{4})?")

NOTHING_NOTED = "Distances need a home place: a postcode or a city, or its coordinates."
NO_COUNTRY = "Please note the country: towns of one name lie in many."
NO_STATE = "Please note the state or the postcode: towns of one name lie in several states."
NOT_IN_RECORDS = (
    "None of the saved trials has a place in your town, so Casebook does not know where it lies. "
    "With the coordinates of your home, distances can be told."
)
SEVERAL = (
    "The saved records name several places of this name. With the coordinates of your home, "
    "distances can be told."
)


@dataclass(frozen=True, slots=True)
class Home:
    """Where home is.

    Attributes:
        point: its coordinates, None where they are not known.
        known_by: noted by the family, or taken from a record that names the same town.
        words: "coordinates as noted", "Boston, Massachusetts, as the registry places it", or why
            it is not known and what to do.
        in_miles: distances are shown in miles there.
    """

    point: Coordinates | None
    known_by: Literal["noted", "record"] | None
    words: str
    in_miles: bool


def home_of(patient: Patient, records: Iterable[TrialRecord]) -> Home:
    """Return where the person lives, as far as that can be told without guessing.

    Args:
        patient: with the home place and country as noted.
        records: of the saved trials, whose places are the only list of towns there is.
    """
    miles = counts_in_miles(patient.country)
    latitude, longitude = patient.home_latitude, patient.home_longitude
    if latitude is not None and longitude is not None:
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            said = "The coordinates noted for home are no place on earth. Please look at them."
            return Home(None, None, said, miles)
        point = Coordinates(float(latitude), float(longitude))
        return Home(point, "noted", "Coordinates of home as noted", miles)
    if not (patient.home_place or "").strip():
        return Home(None, None, NOTHING_NOTED, miles)
    if not (patient.country or "").strip():
        return Home(None, None, NO_COUNTRY, miles)
    found = _found(patient, records)
    if isinstance(found, str):
        return Home(None, None, found, miles)
    point = Coordinates(found.latitude or 0.0, found.longitude or 0.0)
    return Home(point, "record", f"{_named(found)}, as the registry places it", miles)


def _found(patient: Patient, records: Iterable[TrialRecord]) -> Site | str:
    """Return a place in the same town, or why none can be told."""
    country = country_code(patient.country)
    sites = [
        site
        for record in records
        for site in record.sites
        if coordinates_of(site) is not None and country_code(site.country) == country
    ]
    written = " ".join((patient.home_place or "").split())
    by_postcode = [site for site in sites if _postcodes(written, country) & _postcode(site)]
    if by_postcode:
        return _one_town(by_postcode)
    town, state = _town_and_state(written)
    state = state or state_code(patient.region)
    named = [site for site in sites if _is_town(site, town)]
    if named and country == "us":
        if state is None:
            return NO_STATE
        named = [site for site in named if state_code(site.state) == state]
    return _one_town(named)


def _postcodes(written: str, country: str) -> set[str]:
    """Return what may be a postcode in a home place as written."""
    if country == "us":
        return {found.group(1) for found in _US_ZIP.finditer(written)}
    whole = {written.replace(" ", "").casefold()}
    return whole | {found.group().casefold() for found in _POSTCODE.finditer(written)}


def _postcode(site: Site) -> set[str]:
    written = (site.zip or "").strip()
    if country_code(site.country) == "us":
        found = _US_ZIP.match(written)
        return {found.group(1)} if found else set()
    return {written.replace(" ", "").casefold()} if any(c.isdigit() for c in written) else set()


def _town_and_state(written: str) -> tuple[str, str | None]:
    """Return "Boston" and "ma" of "Boston, MA 02115" or "boston ma"."""
    without = " ".join(_POSTCODE.sub(" ", written).split())
    town, comma, rest = without.partition(",")
    if not comma:
        before, _, last = without.rpartition(" ")
        if before and len(last) == 2 and state_code(last):
            town, rest = before, last
    state = next(filter(None, map(state_code, rest.split(","))), None)
    return town.strip(), state


def _is_town(site: Site, town: str) -> bool:
    return bool(town and site.city) and place_key(town, "") == place_key(site.city or "", "")


def _one_town(sites: list[Site]) -> Site | str:
    if not sites:
        return NOT_IN_RECORDS
    points = [point for site in sites if (point := coordinates_of(site)) is not None]
    apart = max(distance_km(points[0], other) for other in points)
    return SEVERAL if apart > _ONE_TOWN_KM else sites[0]


def _named(site: Site) -> str:
    return ", ".join(name for name in (site.city, site.state) if name) or "Your postcode"

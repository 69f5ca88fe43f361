"""Where a trial runs, and how far that is from home, as the crow flies.

A registry's coordinates are those of the city. A place without them has no distance: it is listed
last, never guessed.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.trials.record import Site, TrialRecord
from app.trials.words import OPEN_STATUSES

EARTH_RADIUS_KM = 6371.0088  # mean radius (International Union of Geodesy and Geophysics)
KM_PER_MILE = 1.609344


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the earth, in degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class SiteDistance:
    """A place and its distance from home in kilometres, None where it cannot be told."""

    site: Site
    km: float | None

    @property
    def miles(self) -> float | None:
        """The distance in miles."""
        return None if self.km is None else self.km / KM_PER_MILE


@dataclass(frozen=True, slots=True)
class SiteGroup:
    """The places of one country and state, nearest first."""

    country: str | None
    state: str | None
    places: tuple[SiteDistance, ...]


def distance_km(one: Coordinates, other: Coordinates) -> float:
    """Return the great-circle distance in kilometres (haversine formula)."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    up = math.sin((south - north) / 2) ** 2
    across = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    half_chord = up + math.cos(north) * math.cos(south) * across
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half_chord)))


def coordinates_of(site: Site) -> Coordinates | None:
    """Return where a place is, None where the record does not say."""
    if site.latitude is None or site.longitude is None:
        return None
    return Coordinates(site.latitude, site.longitude)


def by_distance(sites: Iterable[Site], home: Coordinates | None) -> tuple[SiteDistance, ...]:
    """Return the places nearest first, those without a distance last, else in the given order."""
    found = [SiteDistance(site, _km(site, home)) for site in sites]
    return tuple(sorted(found, key=lambda each: math.inf if each.km is None else each.km))


def _km(site: Site, home: Coordinates | None) -> float | None:
    place = coordinates_of(site)
    return None if home is None or place is None else distance_km(home, place)


def is_open(site: Site, record: TrialRecord) -> bool:
    """Whether a place takes new people by the record; without a status of its own, as the study."""
    return (site.status or record.status) in OPEN_STATUSES


def open_sites(record: TrialRecord) -> tuple[Site, ...]:
    """Return the places that take new people by the record."""
    return tuple(site for site in record.sites if is_open(site, record))


def nearest_open(record: TrialRecord, home: Coordinates | None) -> SiteDistance | None:
    """Return the nearest open place with a known distance; None where there is none."""
    places = by_distance(open_sites(record), home)
    return places[0] if places and places[0].km is not None else None


def grouped(sites: Sequence[Site], home: Coordinates | None) -> tuple[SiteGroup, ...]:
    """Return the places by country and state, the group with the nearest place first."""
    groups: dict[tuple[str | None, str | None], list[SiteDistance]] = {}
    for place in by_distance(sites, home):
        groups.setdefault((place.site.country, place.site.state), []).append(place)
    return tuple(
        SiteGroup(country, state, tuple(places)) for (country, state), places in groups.items()
    )


def distance_words(km: float | None, miles: bool = False) -> str:
    """Return "about 450 km", rounded to what a city's coordinates can tell."""
    if km is None:
        return "distance not known"
    length, unit = (km / KM_PER_MILE, "miles") if miles else (km, "km")
    if length < 5:
        return f"less than 5 {unit}"
    return f"about {_rounded(length):,} {unit}"


def _rounded(length: float) -> int:
    step = 1 if length < 20 else 5 if length < 100 else 10 if length < 1000 else 50
    return round(length / step) * step


def known_places(records: Iterable[TrialRecord]) -> dict[tuple[str, str], Coordinates]:
    """Return the coordinates of the cities and zip codes that saved records name.

    Keys are (city or zip, country), folded. No other list of places is needed offline: a family
    whose town is in no record enters its coordinates or goes without distances.
    """
    found: dict[tuple[str, str], Coordinates] = {}
    for record in records:
        for site in record.sites:
            if (place := coordinates_of(site)) is not None:
                for name in filter(None, (site.city, site.zip)):
                    found.setdefault(place_key(name, site.country), place)
    return found


def place_key(city_or_zip: str, country: str | None) -> tuple[str, str]:
    """Return the key of a place in `known_places`."""
    return (" ".join(city_or_zip.split()).casefold(), (country or "").strip().casefold())

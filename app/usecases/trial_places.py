"""Where a saved trial runs, how far each place is from home, and which is the nearest open one."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.case.partial_date import PartialDate
from app.trials.places import (
    SiteDistance,
    by_distance,
    distance_words,
    grouped,
    is_open,
)
from app.trials.record import Contact, Site, TrialRecord
from app.trials.words import OPEN_STATUSES, checked_words, site_status_label
from app.usecases.find_trial import find_kept, trial_name
from app.usecases.home_place import Home, home_of
from app.usecases.kept_trials import KeptTrial, kept_trials
from app.usecases.session import Session

NO_RECORD = "No registry record of this trial is saved yet, so its places are not known."
NO_PLACES = "The record names no places."
ASK_FOR_A_PLACE = "A place listed as recruiting may have no free place. Ask."
AS_THE_CROW_FLIES = "Distances are as the crow flies, from town to town."


@dataclass(frozen=True, slots=True)
class PlaceOfTrial:
    """One place of a trial.

    Attributes:
        site: as the registry names it.
        name: "Alpha Hospital, Boston".
        km: kilometres from home as the crow flies, None where that cannot be told.
        distance: the same in words, in the family's own unit: "about 210 miles".
        status: in words; where the place has none of its own, that of the whole study.
        open: it takes new people by the record, and so does the study as a whole.
        contacts: as the registry published them.
    """

    site: Site
    name: str
    km: float | None
    distance: str
    status: str
    open: bool
    contacts: tuple[Contact, ...]

    @property
    def miles(self) -> float | None:
        """The distance in miles."""
        return SiteDistance(self.site, self.km).miles


@dataclass(frozen=True, slots=True)
class PlacesOfState:
    """The places of one country and state, nearest first."""

    country: str | None
    state: str | None
    places: tuple[PlaceOfTrial, ...]


@dataclass(frozen=True, slots=True)
class PlacesOfTrial:
    """Where a trial runs.

    Attributes:
        trial_id: the row of the saved trial.
        name: what the family calls it.
        home: where home is, or why that is not known.
        as_of: the day of the record; the statuses are of that day.
        places: all of them, nearest first, those without a distance last.
        groups: the same by country and state, the group with the nearest place first.
        note: why there are none, else "".
    """

    trial_id: str
    name: str
    home: Home
    as_of: PartialDate | None
    places: tuple[PlaceOfTrial, ...]
    groups: tuple[PlacesOfState, ...]
    note: str = ""

    @property
    def open_places(self) -> tuple[PlaceOfTrial, ...]:
        """The places that take new people by the record, nearest first."""
        return tuple(place for place in self.places if place.open)

    @property
    def nearest(self) -> PlaceOfTrial | None:
        """The nearest place of all, None where no distance is known."""
        return _first_with_distance(self.places)

    @property
    def nearest_open(self) -> PlaceOfTrial | None:
        """The nearest place that takes new people, None where no distance is known."""
        return _first_with_distance(self.open_places)

    @property
    def open_words(self) -> str:
        """Return "3 of 12 places open, checked 10 May 2026"."""
        if self.note:
            return self.note
        one = "place" if len(self.places) == 1 else "places"
        day = checked_words(self.as_of)
        return f"{len(self.open_places)} of {len(self.places)} {one} open, {day}"


def places_of_trial(session: Session, trial: str) -> PlacesOfTrial:
    """Return where a saved trial runs and how far that is.

    Args:
        session: the open case.
        trial: id or number of a saved trial.

    Raises:
        CasebookError: no saved trial has this id or number.
    """
    kept = find_kept(session, trial)
    return places_from(kept, session_home(session))


def session_home(session: Session) -> Home:
    """Return where the person of the case lives, as far as that can be told."""
    return home_of(session.case.patient, _records(session))


def _records(session: Session) -> Iterator[TrialRecord]:
    for kept in kept_trials(session):
        if kept.shown is not None:
            yield kept.shown


def places_from(kept: KeptTrial, home: Home) -> PlacesOfTrial:
    """Return where a trial runs, seen from a home that is known already."""
    record, name = kept.shown, trial_name(kept.saved)
    if record is None:
        return PlacesOfTrial(kept.saved.id, name, home, None, (), (), NO_RECORD)
    told = tuple(_place(each, record, home) for each in by_distance(record.sites, home.point))
    groups = tuple(
        PlacesOfState(
            group.country,
            group.state,
            tuple(_place(each, record, home) for each in group.places),
        )
        for group in grouped(record.sites, home.point)
    )
    note = "" if told else NO_PLACES
    day = record.status_as_of or record.as_of
    return PlacesOfTrial(kept.saved.id, name, home, day, told, groups, note)


def _place(found: SiteDistance, record: TrialRecord, home: Home) -> PlaceOfTrial:
    site = found.site
    return PlaceOfTrial(
        site=site,
        name=", ".join(part for part in (site.name, site.city) if part) or "Place without a name",
        km=found.km,
        distance=distance_words(found.km, home.in_miles),
        status=site_status_label(site, record),
        open=takes_new_people(site, record),
        contacts=site.contacts,
    )


def takes_new_people(site: Site, record: TrialRecord) -> bool:
    """Whether a place takes new people by the record.

    A study that as a whole takes nobody has no open place: its places' own statuses may be from
    an older, fuller record than its status.
    """
    whole = record.status is None or record.status in OPEN_STATUSES
    return whole and is_open(site, record)


def _first_with_distance(places: tuple[PlaceOfTrial, ...]) -> PlaceOfTrial | None:
    return next((place for place in places if place.km is not None), None)

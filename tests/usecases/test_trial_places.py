"""Where trials run and how far that is; a home that is not known stays unknown."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.entities import Patient, SavedTrial
from app.casefile import Update
from app.trials.places import Coordinates, distance_km
from app.usecases import home_place
from app.usecases.country_names import country_code, counts_in_miles, state_code
from app.usecases.entries import blank, save
from app.usecases.home_place import home_of
from app.usecases.session import Session
from app.usecases.trial_places import NO_PLACES, NO_RECORD, places_of_trial
from tests.trials.samples import place, record
from tests.usecases.conftest import Bring

NCT = "NCT99990001"
SITES = "contactsLocationsModule__locations"
BOSTON = Coordinates(42.36, -71.06)
DENVER = Coordinates(39.74, -104.98)


def live(session: Session, **values: Any) -> None:
    session.run("note home", [Update(replace(session.case.patient, **values))])


def patient(**values: Any) -> Patient:
    return Patient(id="p", **values)


def site(name: str, city: str, **more: Any) -> dict[str, Any]:
    return place(name, city, **more)


def at(latitude: float, longitude: float) -> dict[str, float]:
    return {"lat": latitude, "lon": longitude}


# Distances


def test_distances_from_noted_coordinates_nearest_first(session: Session, bring: Bring) -> None:
    bring()
    live(session, country="US", home_latitude=Decimal("40.71"), home_longitude=Decimal("-74.01"))
    told = places_of_trial(session, NCT)
    assert [each.name for each in told.places] == [
        "Alpha Hospital, Boston",
        "Beta Hospital, Denver",
    ]
    nearest = told.nearest
    assert nearest is not None
    assert nearest.km == pytest.approx(distance_km(Coordinates(40.71, -74.01), BOSTON))
    assert nearest.distance == "about 190 miles"
    assert nearest.miles == pytest.approx((nearest.km or 0) / 1.609344)


def test_kilometres_elsewhere(session: Session, bring: Bring) -> None:
    bring()
    live(session, country="Germany", home_latitude=Decimal("52.5"), home_longitude=Decimal("13.4"))
    nearest = places_of_trial(session, NCT).nearest
    assert nearest is not None
    assert nearest.distance.endswith("km")


def test_the_nearest_open_place_may_not_be_the_nearest(session: Session, bring: Bring) -> None:
    sites = [site("Alpha", "Boston", status="COMPLETED"), site("Beta", "Denver")]
    bring(**{SITES: sites})
    live(session, country="US", home_latitude=Decimal("42.4"), home_longitude=Decimal("-71.1"))
    told = places_of_trial(session, NCT)
    assert told.nearest is not None
    assert told.nearest.name == "Alpha, Boston"
    assert told.nearest_open is not None
    assert told.nearest_open.name == "Beta, Denver"
    assert told.open_words == "1 of 2 places open, checked 10 January 2026"


def test_a_study_that_takes_nobody_has_no_open_place(session: Session, bring: Bring) -> None:
    """Its places' own statuses may be from an older record than its status."""
    bring(statusModule__overallStatus="ACTIVE_NOT_RECRUITING")
    told = places_of_trial(session, NCT)
    assert told.open_places == ()
    assert told.nearest_open is None


def test_a_place_without_coordinates_is_last_and_not_guessed(
    session: Session, bring: Bring
) -> None:
    bring(**{SITES: [site("Nowhere Clinic", "Ulm"), site("Beta", "Denver")]})
    live(session, country="US", home_latitude=Decimal("42.4"), home_longitude=Decimal("-71.1"))
    told = places_of_trial(session, NCT)
    assert [each.km is None for each in told.places] == [False, True]
    assert told.places[1].distance == "distance not known"


def test_places_stand_by_country_and_state(session: Session, bring: Bring) -> None:
    sites = [
        site("A", "Denver", state="Colorado"),
        site("B", "Boston", state="Massachusetts"),
        site("C", "Boston", state="Massachusetts"),
    ]
    bring(**{SITES: sites})
    live(session, country="US", home_latitude=Decimal("42.4"), home_longitude=Decimal("-71.1"))
    groups = places_of_trial(session, NCT).groups
    assert [(g.state, len(g.places)) for g in groups] == [("Massachusetts", 2), ("Colorado", 1)]


def test_no_places_and_no_record_are_said(session: Session, bring: Bring) -> None:
    bring(**{SITES: None})
    told = places_of_trial(session, NCT)
    assert (told.places, told.open_words) == ((), NO_PLACES)
    save(session, blank(SavedTrial, short_name="A trial abroad"))
    by_hand = session.case.all(SavedTrial)[1]
    assert places_of_trial(session, by_hand.id).note == NO_RECORD


# Home


RECORDS = [
    record(
        NCT,
        **{
            SITES: [
                site("A", "Boston", state="Massachusetts", zip="02115"),
                site("B", "Portland", state="Oregon", geoPoint=at(45.52, -122.68)),
                site("C", "Portland", state="Maine", geoPoint=at(43.66, -70.26)),
                site(
                    "D", "London", country="United Kingdom", zip="WC1N 3JH", geoPoint=at(51.5, -0.1)
                ),
                site("E", "London", country="Canada", state="Ontario", geoPoint=at(42.98, -81.25)),
                site("F", "München", country="Germany", geoPoint=at(48.14, 11.58)),
                site("G", "Halle", country="Germany", geoPoint=at(51.48, 11.98)),
                site("H", "Halle", country="Germany", geoPoint=at(52.06, 8.36)),
                site("I", "Seoul", country="Korea, Republic of", geoPoint=at(37.57, 126.98)),
            ]
        },
    )
]


@pytest.mark.parametrize(
    ("country", "written", "region", "latitude"),
    [
        ("US", "02115", None, 42.36),
        ("United States", "Boston, MA", None, 42.36),
        ("USA", "boston ma", "Massachusetts", 42.36),
        ("US", "Boston MA 02115-1234", None, 42.36),
        ("US", "Portland, Oregon", None, 45.52),
        ("US", "Portland", "ME", 43.66),
        ("GB", "London", None, 51.5),
        ("United Kingdom", "wc1n3jh", None, 51.5),
        ("Canada", "London", "Ontario", 42.98),
        ("DE", "München", None, 48.14),
        ("Germany", "80331 München", None, 48.14),
        ("South Korea", "Seoul", None, 37.57),
    ],
)
def test_a_town_is_taken_where_the_records_place_it(
    country: str, written: str, region: str | None, latitude: float
) -> None:
    home = home_of(patient(country=country, home_place=written, region=region), RECORDS)
    assert home.known_by == "record"
    assert home.point is not None
    assert home.point.latitude == latitude
    assert home.words.endswith("as the registry places it")


@pytest.mark.parametrize(
    ("country", "written", "region", "why"),
    [
        (None, None, None, home_place.NOTHING_NOTED),
        ("US", "  ", None, home_place.NOTHING_NOTED),
        (None, "Boston", None, home_place.NO_COUNTRY),
        ("US", "Portland", None, home_place.NO_STATE),
        ("US", "Boston", None, home_place.NO_STATE),
        ("US", "Portland", "Texas", home_place.NOT_IN_RECORDS),
        ("US", "Springfield, IL", None, home_place.NOT_IN_RECORDS),
        ("US", "99999", None, home_place.NOT_IN_RECORDS),
        ("France", "London", None, home_place.NOT_IN_RECORDS),
        ("DE", "Halle", None, home_place.SEVERAL),
    ],
)
def test_what_is_not_known_stays_unknown_and_says_what_to_do(
    country: str | None, written: str | None, region: str | None, why: str
) -> None:
    home = home_of(patient(country=country, home_place=written, region=region), RECORDS)
    assert (home.point, home.known_by, home.words) == (None, None, why)


def test_noted_coordinates_go_before_the_town() -> None:
    noted = patient(
        country="US", home_place="02115",
        home_latitude=Decimal("39.74"), home_longitude=Decimal("-104.98"),
    )  # fmt: skip
    assert home_of(noted, RECORDS).point == DENVER


def test_coordinates_that_are_no_place_on_earth_are_not_used() -> None:
    noted = patient(country="US", home_latitude=Decimal("142"), home_longitude=Decimal("0"))
    home = home_of(noted, RECORDS)
    assert home.point is None
    assert "no place on earth" in home.words


def test_home_from_the_records_of_any_saved_trial(session: Session, bring: Bring) -> None:
    bring(**{SITES: [site("Beta", "Denver", state="Colorado")]})
    bring("NCT99990002", **{SITES: [site("Alpha", "Boston", state="Massachusetts")]})
    live(session, country="US", home_place="Boston, MA")
    told = places_of_trial(session, NCT)
    assert told.home.words == "Boston, Massachusetts, as the registry places it"
    assert told.places[0].km == pytest.approx(distance_km(BOSTON, DENVER))


@given(st.text(max_size=40), st.sampled_from(["US", "GB", "DE", "Kenya", "xx"]))
def test_no_home_place_as_typed_raises(written: str, country: str) -> None:
    home = home_of(patient(country=country, home_place=written), RECORDS)
    assert home.words


def test_countries_and_states() -> None:
    assert country_code("Korea, Republic of") == country_code("south korea") == "kr"
    assert country_code("Turkey (Türkiye)") == country_code("TR") == "tr"
    assert country_code("Atlantis") == "atlantis"
    assert country_code(None) == ""
    assert state_code("Massachusetts") == state_code("ma") == "ma"
    assert state_code("fictional state") is None
    assert [counts_in_miles(c) for c in ("US", "England", "Canada", None)] == [
        True, True, False, False,
    ]  # fmt: skip

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trials.places import (
    Coordinates,
    by_distance,
    distance_km,
    distance_words,
    grouped,
    is_open,
    known_places,
    nearest_open,
    place_key,
)
from app.trials.record import Site
from tests.trials.samples import place, record

BOSTON, DENVER = Coordinates(42.36, -71.06), Coordinates(39.74, -104.98)
points = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))


def test_known_distances() -> None:
    assert distance_km(BOSTON, DENVER) == pytest.approx(2845, rel=0.01)
    assert distance_km(Coordinates(0, 0), Coordinates(0, 180)) == pytest.approx(math.pi * 6371.0088)
    assert distance_km(Coordinates(0, 179.9), Coordinates(0, -179.9)) < 30


@given(points, points)
def test_distance_is_the_same_both_ways_and_never_beyond_half_the_earth(
    one: Coordinates, other: Coordinates
) -> None:
    km = distance_km(one, other)
    assert km == pytest.approx(distance_km(other, one), abs=1e-6)
    assert 0 <= km <= math.pi * 6371.0088 + 1e-6
    assert distance_km(one, one) == pytest.approx(0, abs=1e-6)


def test_places_without_coordinates_come_last_and_have_no_distance() -> None:
    places = by_distance([Site(name="?"), *record().sites], DENVER)
    assert [each.site.name for each in places] == ["Beta Hospital", "Alpha Hospital", "?"]
    assert places[0].km == pytest.approx(0)
    assert places[2].km is places[2].miles is None
    assert all(each.km is None for each in by_distance(record().sites, None))


def test_the_nearest_open_place() -> None:
    closed_near = [place("Alpha", "Boston", "COMPLETED"), place("Beta", "Denver", None)]
    trial = record(contactsLocationsModule__locations=closed_near)
    found = nearest_open(trial, BOSTON)
    assert found is not None
    assert found.site.name == "Beta"
    assert found.miles == pytest.approx(1768, rel=0.01)
    assert nearest_open(trial, None) is None


def test_a_place_without_a_status_follows_the_study() -> None:
    assert is_open(Site(), record())
    assert not is_open(Site(), record(statusModule__overallStatus="SUSPENDED"))
    assert not is_open(Site(status="WITHDRAWN"), record())


def test_places_are_grouped_with_the_nearest_group_first() -> None:
    sites = [
        place("Alpha", "Boston", state="Massachusetts"),
        place("Beta", "Denver", state="Colorado"),
        place("Gamma", "Oslo", country="Norway"),
    ]
    groups = grouped(record(contactsLocationsModule__locations=sites).sites, DENVER)
    assert [(each.country, each.state, len(each.places)) for each in groups] == [
        ("United States", "Colorado", 1),
        ("United States", "Massachusetts", 1),
        ("Norway", None, 1),
    ]


@pytest.mark.parametrize(
    ("km", "miles", "words"),
    [
        (None, False, "distance not known"),
        (3.2, False, "less than 5 km"),
        (12.4, False, "about 12 km"),
        (57, False, "about 55 km"),
        (449, False, "about 450 km"),
        (2845, False, "about 2,850 km"),
        (2845, True, "about 1,750 miles"),
    ],
)
def test_distances_in_words(km: float | None, miles: bool, words: str) -> None:
    assert distance_words(km, miles) == words


def test_towns_and_codes_of_saved_records_can_be_home() -> None:
    sites = [place("Alpha", "Boston", zip="02115")]
    known = known_places([record(contactsLocationsModule__locations=sites)])
    assert known[place_key(" boston ", "United States")] == BOSTON
    assert known[place_key("02115", "united states")] == BOSTON
    assert place_key("Boston", "Norway") not in known

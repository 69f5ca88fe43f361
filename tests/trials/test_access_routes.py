import re

import pytest

from app.trials.access_routes import RouteId, route, routes_for
from app.trials.regions import Region, region_of

US_ONLY = re.compile(r"3926|1571|\bIND\b|Right to Try|Letter of Authorization|\bLOA\b|\bFDA\b")


@pytest.mark.parametrize(
    ("country", "region"),
    [
        ("United States", Region.UNITED_STATES),
        ("us", Region.UNITED_STATES),
        ("Germany", Region.EUROPE),
        ("GB", Region.EUROPE),
        (" czech  republic ", Region.EUROPE),
        ("Japan", Region.ELSEWHERE),
        ("", Region.ELSEWHERE),
        (None, Region.ELSEWHERE),
    ],
)
def test_regions(country: str | None, region: Region) -> None:
    assert region_of(country) is region


@pytest.mark.parametrize("country", ["France", "Japan", None])
def test_families_elsewhere_see_no_form_or_law_of_the_united_states(country: str | None) -> None:
    shown = routes_for(country)
    for each in shown.routes:
        assert not US_ONLY.search(each.name)
        for step in each.steps:
            assert not US_ONLY.search(f"{step.text} {step.documents} {step.typical_time}")
    assert shown.note is not None


def test_routes_by_country() -> None:
    assert [each.id for each in routes_for("Spain").routes] == [
        RouteId.CLINICAL_TRIAL,
        RouteId.OFF_LABEL,
        RouteId.EU_COMPASSIONATE,
    ]
    here = [each.id for each in routes_for("United States").routes]
    assert RouteId.EU_COMPASSIONATE not in here
    assert here[0] is RouteId.CLINICAL_TRIAL
    assert here[-1] is RouteId.RIGHT_TO_TRY
    assert [each.id for each in routes_for("Japan").routes] == here[:2]


@pytest.mark.parametrize("route_id", RouteId)
def test_every_route_has_ordered_steps_with_source_and_day(route_id: RouteId) -> None:
    steps = route(route_id).steps
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert all(step.who and step.source and step.as_of.year >= 2024 for step in steps)
    assert len({step.id for step in steps}) == len(steps)

"""Age, sex, pregnancy, performance."""

from dataclasses import replace
from typing import Any

import pytest

from app.case.facts import Facts
from app.eligibility.model import All, AnyOf, Comparison, Kind, Span
from tests.eligibility.check.building import SPAN, case, found, holds, labs, limit, state, there


def born(day: str) -> Facts:
    return case(patient={"birth_date": day})


@pytest.mark.parametrize(
    ("birth", "asked", "expected"),
    [
        ("2008-10-09", limit("age", ">=", 18, "year"), False),
        ("2008-04-20", limit("age", ">=", 18, "year"), True),  # the birthday itself
        ("2008-04-21", limit("age", ">=", 18, "year"), False),
        ("1967-11-22", limit("age", "<=", 58, "year"), True),  # 58 until the next birthday
        ("1967-11-22", limit("age", ">", 58, "year"), None),  # "over 58" is said of both
        ("1967-11-22", limit("age", ">", 57, "year"), True),
        ("1967-11-22", limit("age", "<", 58), False),
        ("2008", limit("age", ">=", 18, "year"), None),  # 17 or 18
        ("2008", limit("age", ">=", 12, "year"), True),
        ("2025-11-01", limit("age", ">=", 6, "month"), False),
        ("2025-10-01", limit("age", ">=", 6, "month"), True),
        ("2025-10-01", limit("age", ">=", "0.5", "year"), True),
        ("2026-04-10", limit("age", ">=", 14, "day"), False),
        ("2026-04-10", limit("age", ">=", 1, "week"), True),
        ("2026-04-10", limit("age", ">=", 5, "fortnight"), None),
    ],
)
def test_age_in_completed_years(birth: str, asked: Comparison, expected: bool | None) -> None:
    assert holds(asked, born(birth)) is expected


def test_without_a_birth_date_nothing_is_said() -> None:
    assert holds(limit("age", ">=", 18), case()) is None


def scored(*scores: tuple[str, str, int], birth: str = "2008-10-09") -> Facts:
    rows = [{"date": date, "scale": scale, "score": score} for date, scale, score in scores]
    return case(patient={"birth_date": birth}, performance_status=rows)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (limit("karnofsky", ">=", 70), True),
        (limit("karnofsky", ">=", 90), False),
        (limit("lansky", ">=", 70), None),  # the last one is years old
        (limit("ecog", "<=", 2), None),  # never converted
        (limit("karnofsky", ">=", 62), None),  # no score of this scale
        (limit("performance", ">=", 70), True),  # by age it is Karnofsky
        (limit("performance", "<=", 2), None),
    ],
)
def test_scores_are_taken_on_their_own_scale(asked: Comparison, expected: bool | None) -> None:
    facts = scored(("2024-06-17", "Lansky", 80), ("2026-04-16", "Karnofsky", 80))
    assert holds(asked, facts) is expected


def test_a_score_on_another_scale_is_shown_with_the_question() -> None:
    finding = found(limit("ecog", "<=", 2), scored(("2026-04-16", "Lansky", 90)))
    assert finding.missing[0].key == ("performance", "ecog")
    assert "not ECOG" in finding.reason


def test_two_scores_of_one_day() -> None:
    facts = scored(("2026-04-16", "ECOG", 1), ("2026-04-16", "ECOG", 2))
    assert found(limit("ecog", "<=", 1), facts).conflict
    assert holds(limit("ecog", "<=", 2), facts) is True


def test_lansky_or_karnofsky_is_one_demand_on_the_scale_of_the_age() -> None:
    either = AnyOf((limit("lansky", ">=", 60), limit("karnofsky", ">=", 60)), SPAN)
    assert state(either, scored(("2026-04-16", "Karnofsky", 50))) == "not_met"
    assert state(either, scored(("2026-04-16", "Karnofsky", 60))) == "met"
    # A child scored on the other scale: ask.
    assert state(either, scored(("2026-04-16", "Karnofsky", 50), birth="2016-01-01")) == "unknown"
    # Different limits are two ways.
    two_ways = AnyOf((limit("lansky", ">=", 60), limit("karnofsky", ">=", 70)), SPAN)
    assert state(two_ways, scored(("2026-04-16", "Karnofsky", 50))) == "unknown"


def person(sex: str | None, **more: Any) -> Facts:
    return case(patient={"sex_at_birth": sex} if sex else {}, **more)


def test_sex_at_birth() -> None:
    woman = there(Kind.SEX, "sex:female")
    assert holds(woman, person("female")) is True
    assert holds(woman, person("male")) is False
    assert holds(woman, person(None)) is None
    assert holds(there(Kind.SEX, "sex:female", "sex:male"), person("male")) is True


def test_pregnancy_is_excluded_in_men_and_else_tested() -> None:
    pregnant, nursing = there(Kind.PREGNANCY), there(Kind.BREASTFEEDING)
    assert holds(pregnant, person("male")) is False
    assert holds(nursing, person("male")) is False
    assert holds(pregnant, person("female")) is None
    assert holds(nursing, person("female")) is None
    tested = labs({"code": "hcg", "value": "negative"})
    assert holds(pregnant, person("female", **tested)) is False
    positive = labs({"code": "hcg", "value": "positive"})
    assert holds(pregnant, person("female", **positive)) is True
    old = labs({"code": "hcg", "value": "negative"}, date="2025-01-01")
    assert holds(pregnant, person("female", **old)) is None


def test_what_only_the_team_can_say_is_never_decided() -> None:
    facts = case(patient={"birth_date": "1990-01-01", "sex_at_birth": "male"})
    for kind in (Kind.CONSENT, Kind.CONTRACEPTION, Kind.LOGISTICS, Kind.DONOR, Kind.TOXICITY):
        assert holds(there(kind), facts) is None
    assert holds(limit("life_expectancy", ">=", 3, "month"), facts) is None


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((("2026-04-16", "ECOG", 1),), "met"),
        ((("2026-04-16", "ECOG", 2),), "not_met"),
        ((("2026-04-16", "ECOG", 1), ("2024-04-22", "Karnofsky", 50)), "met"),
        ((("2026-04-16", "ECOG", 1), ("2026-04-16", "Karnofsky", 90)), "met"),
        ((("2026-04-16", "ECOG", 1), ("2026-04-16", "Karnofsky", 50)), "not_read"),
        ((("2026-04-16", "ECOG", 2), ("2026-04-16", "Karnofsky", 50)), "not_met"),
        ((("2026-04-16", "Lansky", 90),), "unknown"),
    ],
)
def test_one_demand_on_two_scales(scores: tuple[tuple[str, str, int], ...], expected: str) -> None:
    text = "ECOG 0-1 (Karnofsky >= 70)"
    ecog = replace(limit("ecog", "<=", 1), span=Span(0, 8))
    other = replace(limit("karnofsky", ">=", 70), span=Span(10, 25))
    found = state(All((ecog, other), SPAN), scored(*scores), text=text)
    assert found == expected or (expected == "not_read" and found == "unknown")

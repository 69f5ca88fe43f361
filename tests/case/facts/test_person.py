from datetime import date
from decimal import Decimal

import pytest

from app.case.facts import facts_of
from app.case.partial_date import PartialDate
from tests.case.facts.cases import facts_at, sample


@pytest.mark.parametrize(
    ("birth", "words", "scale"),
    [
        ("2010-04-20", "16", "Karnofsky"),
        ("2010-04-21", "15", "Lansky"),
        ("2010-04", "15 or 16", None),
        ("2010", "15 or 16", None),
        ("~2010", "14 to 17", None),
        ("2008", "17 or 18", "Karnofsky"),
    ],
)
def test_age_and_the_scale_usual_for_it(birth: str, words: str, scale: str | None) -> None:
    facts = facts_at("2026-04-20", patient={"display_name": "A", "birth_date": birth})
    assert facts.age is not None
    assert facts.age.words == words
    assert facts.usual_scale.scale == scale


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        ("2025-02-10", "14 months"),
        ("2025-02-21", "13 months"),
        ("2025-02", "13 or 14 months"),
        ("2025", "3 to 15 months"),
        ("2026-03-20", "1 month"),
        ("2026-04-10", "under 1 month"),
        ("2024-04-21", "23 months"),
        ("2024-04-20", "2"),
    ],
)
def test_a_small_child_is_as_many_months_old(birth: str, words: str) -> None:
    facts = facts_at("2026-04-20", patient={"display_name": "A", "birth_date": birth})
    assert facts.age is not None
    assert facts.age.words == words


def test_without_a_birth_date_the_scale_cannot_be_told() -> None:
    facts = facts_at("2026-04-20", patient={"display_name": "A"})
    assert facts.age is None
    assert facts.usual_scale.words.startswith("Cannot be told: the age is not known.")


def test_a_birth_after_the_day_gives_no_age() -> None:
    assert facts_at("2020-01-01", patient={"birth_date": "2021"}).age is None


def test_age_on_another_day() -> None:
    facts = facts_at("2026-04-20", patient={"birth_date": "2010-05-01"})
    on_visit = facts.age_on(date(2026, 5, 1))
    within = facts.age_on(PartialDate(2026))
    assert on_visit is not None
    assert within is not None
    assert (on_visit.words, within.words) == ("16", "15 or 16")


def test_the_newest_score_of_any_scale_as_measured() -> None:
    facts = facts_of(sample("si-units-34"), date(2026, 2, 20))
    assert [(s.scale, s.score) for s in facts.performance_scores] == [
        ("Karnofsky", Decimal(80)),
        ("ECOG", Decimal(1)),
    ]


def test_scores_without_scale_or_number_are_left_aside() -> None:
    facts = facts_at("2026-04-20", performance_status=[{"scale": "ECOG"}, {"score": 1}])
    assert facts.performance is None

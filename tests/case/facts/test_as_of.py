from datetime import date

from app.case.facts import as_of_day
from tests.case.facts.cases import case_of

TODAY = date(2026, 7, 1)


def test_the_day_asked_for_comes_first() -> None:
    case = case_of({"synthetic": True, "as_of": "2026-04-20"})
    assert as_of_day(case, date(2025, 1, 2), TODAY) == date(2025, 1, 2)


def test_a_fictional_case_is_set_on_its_own_day() -> None:
    assert as_of_day(case_of({"synthetic": True, "as_of": "2026-04-20"}), None, TODAY) == date(
        2026, 4, 20
    )


def test_a_real_case_is_told_for_today() -> None:
    assert as_of_day(case_of({"as_of": "2026-04-20"}), None, TODAY) == TODAY
    assert as_of_day(case_of({"synthetic": True}), None, TODAY) == TODAY


def test_a_partial_day_of_a_fictional_case_stays_within_its_period() -> None:
    case = case_of({"synthetic": True, "as_of": "2026-03"})
    assert as_of_day(case, None, TODAY) == date(2026, 3, 31)
    assert as_of_day(case, None, date(2026, 3, 4)) == date(2026, 3, 4)
    assert as_of_day(case, None, date(2026, 1, 4)) == date(2026, 3, 1)

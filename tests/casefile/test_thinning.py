from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.casefile.thinning import to_keep

NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
AGES = st.lists(st.timedeltas(timedelta(0), timedelta(days=1200)), max_size=60)


def every(step: timedelta, times: int) -> list[datetime]:
    return [NOW - step * number for number in range(times)]


def test_all_of_the_last_day_stay():
    taken = every(timedelta(minutes=30), 47)
    assert to_keep(taken, NOW) == set(taken)


def test_older_ones_become_fewer():
    kept = to_keep(every(timedelta(hours=1), 24 * 365), NOW)
    ages = sorted((NOW - moment) / timedelta(days=1) for moment in kept)
    assert sum(age < 1 for age in ages) == 24
    assert sum(1 <= age < 14 for age in ages) in (13, 14)
    assert sum(14 <= age < 91 for age in ages) in (11, 12)
    assert sum(age >= 91 for age in ages) in (9, 10)


def test_of_a_day_the_newest_stays():
    morning, evening = NOW - timedelta(days=3, hours=9), NOW - timedelta(days=3)
    assert to_keep([morning, evening], NOW) == {evening}


def test_nothing_is_kept_of_nothing():
    assert to_keep([], NOW) == set()


@given(AGES)
def test_the_newest_always_stays_and_nothing_is_invented(ages):
    taken = [NOW - age for age in ages]
    kept = to_keep(taken, NOW)
    assert kept <= set(taken)
    assert set(sorted(taken)[-1:]) <= kept


@given(AGES)
def test_thinning_twice_is_thinning_once(ages):
    kept = to_keep([NOW - age for age in ages], NOW)
    assert to_keep(kept, NOW) == kept

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.case.calendar_months import whole_months

_DAYS = st.dates(date(1930, 1, 1), date(2100, 1, 1))


def test_the_same_day_of_a_later_month_is_whole() -> None:
    assert whole_months(date(2025, 9, 12), date(2026, 5, 12)) == 8
    assert whole_months(date(2025, 9, 12), date(2026, 5, 11)) == 7
    assert whole_months(date(2024, 2, 29), date(2025, 2, 28)) == 11


@given(_DAYS, st.integers(0, 5000))
def test_it_never_falls_as_days_pass(begin: date, days: int) -> None:
    end = begin + timedelta(days)
    assert 0 <= whole_months(begin, end) <= whole_months(begin, end + timedelta(1))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.partial_date import PartialDate
from app.trials.record import AgeLimit
from app.trials.registry_dates import age_limit, iso_date, registry_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-03-12", "2024-03-12"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("June 17, 2020", "2020-06-17"),
        ("June 2020", "2020-06"),
        ("Sep 3, 2019", "2019-09-03"),
        ("2025-09-16T03:39:42.531268872", "2025-09-16"),
        ("2024-05-06T11:39:53Z", "2024-05-06"),
    ],
)
def test_dates_of_the_registries_are_read(written: str, iso: str) -> None:
    assert registry_date(written) == PartialDate.from_iso(iso)
    assert iso_date(written) == iso


@pytest.mark.parametrize("written", ["", "N/A", "2024-02-31", "Junk 2020", "29/01/2021", "0001"])
def test_what_is_no_date_is_not_guessed(written: str) -> None:
    assert registry_date(written) is None


def test_the_eu_register_writes_the_day_first() -> None:
    assert registry_date("29/01/2021", "day first") == PartialDate(2021, 1, 29)
    assert registry_date("31/02/2021", "day first") is None


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert registry_date(text, "day first") is None or len(text.strip()) >= 4


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("18 Years", 18),
        ("1 Year", 1),
        ("6 Months", 0.5),
        ("12 Weeks", 12 * 7 / 365.25),
        ("28 Days", 28 / 365.25),
        ("1 Minute", 1 / (365.25 * 24 * 60)),
    ],
)
def test_ages_keep_what_was_printed_and_become_years(printed: str, years: float) -> None:
    limit = age_limit(printed)
    assert limit is not None
    assert limit.text == printed
    assert limit.years == pytest.approx(years)


@pytest.mark.parametrize("printed", [None, "", "N/A", " none "])
def test_no_limit_is_none(printed: str | None) -> None:
    assert age_limit(printed) is None


def test_an_age_not_understood_is_kept_as_printed() -> None:
    assert age_limit("about 18") == AgeLimit("about 18")
    assert AgeLimit("about 18").years is None

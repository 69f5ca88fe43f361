"""Partial dates: order, ranges and wording, honest about what is not known."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.partial_date import (
    AgeRange,
    AmbiguousDate,
    DayRange,
    PartialDate,
    age_on,
    days_between,
    read_date,
)

DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    parts = draw(st.sampled_from([(None, None), (day.month, None), (day.month, day.day)]))
    return PartialDate(day.year, *parts, about=draw(st.booleans()))


@st.composite
def with_a_true_day(draw: st.DrawFn) -> tuple[PartialDate, date]:
    """A partial date and one of the days it can mean."""
    partial = draw(partial_dates())
    return partial, draw(st.dates(partial.earliest, partial.latest))


@pytest.mark.parametrize(
    "text", ["2024", "2024-03", "2024-03-12", "~2024", "~2024-03", "~2024-03-12"]
)
def test_iso_and_back(text: str) -> None:
    assert PartialDate.from_iso(text).iso == text


@given(partial_dates())
def test_iso_round_trip(partial: PartialDate) -> None:
    assert PartialDate.from_iso(partial.iso) == partial


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-3", "2024-13", "2024-02-30", "2024/03/12", "2024-03-12T10:00", "March 2024",
     "2024-03-1２", "١٢٣٤", " 2024", "2024-03-", "~~2024", "1849", "2200", "0000-00-00"],
)  # fmt: skip
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence differs by what is wrong
        PartialDate.from_iso(text)


def test_refusals_are_plain_sentences() -> None:
    with pytest.raises(ValueError, match=r"^February 2023 has no day 29\.$"):
        PartialDate(2023, 2, 29)
    with pytest.raises(ValueError, match=r"^A day needs its month\.$"):
        PartialDate(2023, None, 2)
    with pytest.raises(ValueError, match=r"^There are only 12 months\.$"):
        PartialDate(2023, 13)


def test_period() -> None:
    assert (PartialDate(2024).earliest, PartialDate(2024).latest) == (
        date(2024, 1, 1),
        date(2024, 12, 31),
    )
    march = PartialDate(2024, 3)
    assert (march.earliest, march.latest) == (date(2024, 3, 1), date(2024, 3, 31))
    assert PartialDate(2024, 2).latest == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("~2024", "2023-01-01", "2025-12-31"),
        ("~2024-03", "2024-02-01", "2024-04-30"),
        ("~2024-01", "2023-12-01", "2024-02-29"),
        ("~2023-12", "2023-11-01", "2024-01-31"),
        ("~2024-03-01", "2024-02-29", "2024-03-02"),
    ],
)
def test_about_is_one_period_wider_on_each_side(text: str, earliest: str, latest: str) -> None:
    partial = PartialDate.from_iso(text)
    assert partial.earliest == date.fromisoformat(earliest)
    assert partial.latest == date.fromisoformat(latest)


def test_the_very_day() -> None:
    day = PartialDate.of(date(2026, 5, 12))
    assert day.is_day
    assert day.exact == date(2026, 5, 12)
    assert PartialDate(2026, 5).exact is None
    assert PartialDate(2026, 5, 12, about=True).exact is None
    assert PartialDate.of(datetime(2026, 5, 12, 9, 30)) == day


def test_order_is_the_start_of_the_period_coarser_first() -> None:
    texts = ["2024-03-12", "2024", "~2024-03", "2024-03", "2023-12-31", "2024-03-01", "2024-01-01"]
    ordered = sorted(map(PartialDate.from_iso, texts), key=lambda partial: partial.sort_key)
    assert [partial.iso for partial in ordered] == [
        "2023-12-31", "2024", "2024-01-01", "2024-03", "~2024-03", "2024-03-01", "2024-03-12",
    ]  # fmt: skip


@given(partial_dates(), partial_dates())
def test_order_is_total_and_follows_the_start(one: PartialDate, two: PartialDate) -> None:
    assert (one.sort_key == two.sort_key) == (one == two)
    if one.sort_key < two.sort_key and not one.about and not two.about:
        assert one.earliest <= two.earliest
        assert two.before(one) is not True


@given(partial_dates(), partial_dates())
def test_before_and_after_are_one_question(one: PartialDate, two: PartialDate) -> None:
    assert one.before(two) == two.after(one)
    assert not (one.before(two) and one.after(two))


@given(with_a_true_day(), with_a_true_day())
def test_what_is_told_is_true_for_every_day_it_can_mean(
    one: tuple[PartialDate, date], two: tuple[PartialDate, date]
) -> None:
    (first, first_day), (second, second_day) = one, two
    days = (second_day - first_day).days
    told = first.days_until(second)
    assert told.low <= days <= told.high
    assert first.before(second) in (None, first_day < second_day)
    assert first.after(second) in (None, first_day > second_day)
    assert told.at_least(days) is not False
    assert told.at_most(days) is not False
    assert told.less_than(days) is not True
    assert told.more_than(days) is not True


@given(DAYS, DAYS)
def test_full_days_are_told_exactly(one: date, two: date) -> None:
    assert PartialDate.of(one).days_until(two).exact == (two - one).days
    assert PartialDate.of(one).before(two) is (one < two)
    assert PartialDate.of(one).after(two) is (one > two)


def test_a_washout_decides_only_where_every_day_agrees() -> None:
    april = PartialDate(2026, 4)
    washout = days_between(april, date(2026, 5, 10))
    assert washout == DayRange(10, 39)
    assert washout.exact is None
    assert washout.at_least(10) is True
    assert washout.at_least(14) is None
    assert washout.at_least(40) is False
    assert washout.less_than(40) is True
    assert washout.at_most(9) is False
    assert washout.more_than(39) is False


def test_the_same_month_cannot_be_told() -> None:
    assert PartialDate(2024, 3).before(PartialDate(2024, 3)) is None
    assert PartialDate(2024, 3).before(date(2024, 3, 1)) is False
    assert PartialDate(2024).before(PartialDate(2024, 3)) is None


def test_a_range_has_its_ends_in_order() -> None:
    with pytest.raises(ValueError, match="low end"):
        DayRange(2, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-05-12", "12 May 2026"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        ("~2024-03", "about March 2024"),
        ("~2026-05-12", "about 12 May 2026"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert PartialDate.from_iso(text).words() == words


def test_words_without_a_year_the_reader_knows() -> None:
    assert PartialDate(2026, 5, 12).words(without_year=2026) == "12 May"
    assert PartialDate(2026, 5, 12).words(without_year=2025) == "12 May 2026"
    assert PartialDate(2026, 5).words(without_year=2026) == "May"
    assert PartialDate(2026).words(without_year=2026) == "2026"


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2024", "2024"),
        ("March 2024", "2024-03"),
        ("mar 2024", "2024-03"),
        ("Sept. 2024", "2024-09"),
        ("MARCH, 2024", "2024-03"),
        ("12 Mar 2024", "2024-03-12"),
        ("12-Mar-2024", "2024-03-12"),
        ("12th of March 2024", "2024-03-12"),
        ("March 12, 2024", "2024-03-12"),
        ("March 1st 2024", "2024-03-01"),
        ("2024-03-12", "2024-03-12"),
        ("2024/3/5", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("3/2024", "2024-03"),
        ("25/3/2024", "2024-03-25"),
        ("3/25/2024", "2024-03-25"),
        ("25.3.2024", "2024-03-25"),
        ("3/3/2024", "2024-03-03"),
        ("about March 2024", "~2024-03"),
        ("~2024-03", "~2024-03"),
        ("ca. 2024", "~2024"),
        ("around 12 March 2024", "~2024-03-12"),
        ("early 2024", "~2024"),
        ("mid-2024", "~2024"),
        ("late March 2024", "~2024-03"),
        ("end of 2024", "~2024"),
        ("in March 2024", "2024-03"),
        ("2024?", "~2024"),
        ("  march   2024 ", "2024-03"),
    ],
)
def test_what_a_family_types(typed: str, iso: str) -> None:
    assert read_date(typed) == PartialDate.from_iso(iso)


@pytest.mark.parametrize("typed", ["3/4/2024", "3.4.2024", "3-4-2024", "~3/4/2024"])
def test_a_date_that_reads_two_ways_comes_back_as_both(typed: str) -> None:
    about = typed.startswith("~")
    assert read_date(typed) == AmbiguousDate(
        first=PartialDate(2024, 4, 3, about), second=PartialDate(2024, 3, 4, about)
    )


@pytest.mark.parametrize("typed", ["3/4/24", "12 Mar 24", "Mar '24", "March", "12 March", "99"])
def test_a_year_needs_four_digits(typed: str) -> None:
    with pytest.raises(
        ValueError, match=r"^Write the year with four digits, such as March 2024\.$"
    ):
        read_date(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "yesterday", "last March", "Lent 2024", "20240312", "2024 2025", "?", "~", "½ 2024"],
)
def test_what_is_not_understood_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^Write the month as a word, such as March 2024\.$"):
        read_date(typed)


@pytest.mark.parametrize(
    "typed", ["30 Feb 2024", "31/4/2024", "13/13/2024", "0 March 2024", "1 May 1700"]
)
def test_no_real_date(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        read_date(typed)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        read = read_date(typed)
    except ValueError:
        return
    assert isinstance(read, PartialDate | AmbiguousDate)


@given(partial_dates(), st.integers(1850, 2199))
def test_own_words_are_read_back(partial: PartialDate, year: int) -> None:
    assert read_date(partial.words()) == partial
    assert read_date(partial.iso) == partial


def test_age() -> None:
    birth = PartialDate(2008, 5, 14)
    assert age_on(birth, date(2026, 5, 13)).exact == 17
    assert age_on(birth, date(2026, 5, 14)).exact == 18
    assert age_on(birth, birth).exact == 0


def test_age_from_a_birth_year_is_a_range() -> None:
    age = age_on(PartialDate(2008), date(2026, 5, 13))
    assert age == AgeRange(17, 18)
    assert age.at_least(12) is True
    assert age.at_least(18) is None
    assert age.at_most(18) is True


def test_age_in_the_year_of_birth_is_never_negative() -> None:
    assert age_on(PartialDate(2025), PartialDate(2025)) == AgeRange(0, 0)
    with pytest.raises(ValueError, match=r"^The birth date lies after this day\.$"):
        age_on(PartialDate(2026), date(2025, 12, 31))


def test_born_on_29_february() -> None:
    birth = PartialDate(2008, 2, 29)
    assert age_on(birth, date(2026, 2, 28)).exact == 17
    assert age_on(birth, date(2026, 3, 1)).exact == 18


@given(with_a_true_day(), st.integers(0, 17000))
def test_the_true_age_lies_in_the_range(birth: tuple[PartialDate, date], days: int) -> None:
    partial, born = birth
    day = born + timedelta(days=days)
    true_age = age_on(PartialDate.of(born), day).exact
    told = age_on(partial, day)
    assert true_age is not None
    assert told.low <= true_age <= told.high


def test_a_long_word_is_refused_at_once() -> None:
    # A pattern that can be cut in many ways would search for years here.
    with pytest.raises(ValueError, match="Write the month as a word"):
        read_date("a" * 60 + "%")

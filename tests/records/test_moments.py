import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.partial_date import PartialDate
from app.records.moments import fhir_moment, hl7_moment, settle, settled, written_date


@pytest.mark.parametrize(
    ("text", "date", "time"),
    [
        ("2024", "2024", None),
        ("2024-03", "2024-03", None),
        ("2024-03-12", "2024-03-12", None),
        ("2024-03-12T08:30:00-05:00", "2024-03-12", "08:30"),
        ("2024-03-12T08:30:00.123Z", "2024-03-12", "08:30"),
        ("2018-12-18 19:48:39 -0600", "2018-12-18", "19:48"),
        ("2024-03-12T00:00:00-05:00", "2024-03-12", None),
    ],
)
def test_fhir_writes_dates_as_far_as_they_are_known(text: str, date: str, time: str | None) -> None:
    moment = fhir_moment(text)
    assert moment is not None
    assert (moment.date.iso, moment.time, moment.written) == (date, time, text)


@pytest.mark.parametrize(
    ("text", "date", "time"),
    [
        ("2015", "2015", None),
        ("201506", "2015-06", None),
        ("20150622", "2015-06-22", None),
        ("201506221005-0500", "2015-06-22", "10:05"),
        ("20130710222500.000-0500", "2013-07-10", "22:25"),
        ("20130710000000.000-0500", "2013-07-10", None),
        ("2015-06-22T10:05:00", "2015-06-22", "10:05"),
    ],
)
def test_hl7_writes_dates_without_strokes(text: str, date: str, time: str | None) -> None:
    moment = hl7_moment(text)
    assert moment is not None
    assert (moment.date.iso, moment.time) == (date, time)


@pytest.mark.parametrize("text", ["", "UNK", "20241301", "0001-01-01", "2024-02-30", "yesterday"])
def test_what_is_no_date_stays_none(text: str) -> None:
    assert fhir_moment(text) is None
    assert hl7_moment(text) is None


@given(st.text(max_size=40))
def test_no_text_makes_reading_a_date_fail(text: str) -> None:
    fhir_moment(text)
    hl7_moment(text)
    written_date(text)


@pytest.mark.parametrize(
    ("text", "dates", "time"),
    [
        ("12 Mar 2024", ["2024-03-12"], None),
        ("Mar 12, 2024 8:15 PM", ["2024-03-12"], "20:15"),
        ("3/14/24 12:05 AM", ["2024-03-14"], "00:05"),
        ("03/04/2024", ["2024-04-03", "2024-03-04"], None),
        ("04.03.2024", ["2024-03-04"], None),
        ("2024-03-12 08:15", ["2024-03-12"], "08:15"),
        ("20240312", ["2024-03-12"], None),
    ],
)
def test_people_write_dates_in_many_ways(text: str, dates: list[str], time: str | None) -> None:
    written = written_date(text)
    assert written is not None
    assert [date.iso for date in written.readings] == dates
    assert written.time == time


@pytest.mark.parametrize("text", ["10.2", "2024", "12", "1/2", "WBC", "4.5-11.0"])
def test_a_number_is_no_date(text: str) -> None:
    assert written_date(text) is None


def test_one_clear_date_settles_a_whole_table() -> None:
    day_first = [written_date(text) for text in ("03/04/2024", "25/04/2024")]
    month_first = [written_date(text) for text in ("03/04/2024", "04/25/2024")]
    assert settle(day_first, None) is True
    assert settle(month_first, None) is False
    assert settle([written_date("03/04/2024")], None) is None


def test_a_date_that_reads_two_ways_is_never_guessed() -> None:
    date = written_date("03/04/2024")
    assert date is not None
    assert settled(date, None) == (PartialDate(2024), False)
    assert settled(date, True) == (PartialDate(2024, 4, 3), True)
    assert settled(date, False) == (PartialDate(2024, 3, 4), True)


def test_a_word_that_is_no_date_is_no_riddle() -> None:
    """Signs behind many letters once made the search for words try every way to cut them."""
    for sign in "%()+<_é":
        assert written_date(f"3 {'microsatellite' * 2}{sign}") is None
    assert written_date("about 12 March 2024") is not None
    assert written_date("~2024/03/12") is not None

"""Numbers in the cells of workbooks: percent, days, times of day, as their formats show them."""

from datetime import date
from typing import Any

import pytest

from app.case.entities import LabResult
from app.records.number_formats import FIRST_DAY, FIRST_DAY_1904, Shown, in_words, shown_as
from tests.records.samples import found_of, one, read, rows, workbook

PERCENT_CODES = ["0%", "0.0%", "#,##0.0 %", "[Red]0.0%;[Blue]-0.0%", '"about "0%']
NO_PERCENT = ["General", "0.00", '0.0" %"', "0\\%", "[%]0", "0.00;0.0%"]


@pytest.mark.parametrize("code", PERCENT_CODES)
def test_a_percent_sign_of_a_format_counts(code: str) -> None:
    assert shown_as(164, {164: code}) is Shown.PERCENT


@pytest.mark.parametrize("code", NO_PERCENT)
def test_a_percent_sign_that_is_only_a_word_does_not(code: str) -> None:
    assert shown_as(164, {164: code}) is None


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("0.45", "45 %"),
        ("0.4", "40 %"),
        ("4.4999999999999998E-2", "4.5 %"),
        ("7.0000000000000007E-2", "7 %"),
        ("1", "100 %"),
        ("-0.031", "-3.1 %"),
        ("1.2E-6", "0.00012 %"),
        ("text", "text"),
    ],
)
def test_percents_are_exact(number: str, told: str) -> None:
    assert in_words(number, Shown.PERCENT, FIRST_DAY) == told


@pytest.mark.parametrize("format_", [9, 10, "0.0%"])
def test_a_result_in_percent(format_: int | str) -> None:
    cells: list[list[object]] = [["Date", "Test", "Result"], ["2026-01-05", "Blasts", 0.45]]
    data = workbook(cells, {(2, 2): 1}, [0, format_])
    row = one(read(data), LabResult)
    assert (str(row.value), row.unit) == ("45", "%")


def test_percents_beside_a_column_of_units_and_limits() -> None:
    cells: list[list[object]] = [
        ["Date", "Test", "Result", "Units", "Low", "High"],
        ["2026-01-05", "Hematocrit", 0.385, "%", 0.36, 0.46],
    ]
    data = workbook(cells, {(2, 2): 1, (2, 4): 1, (2, 5): 1}, [0, 10])
    row = one(read(data), LabResult)
    told = [str(row.value), row.unit, str(row.ref_low), str(row.ref_high)]
    assert told == ["38.5", "%", "36", "46"]


def test_limits_in_percent_are_none_of_a_bare_number() -> None:
    cells: list[list[object]] = [
        ["Date", "Test", "Result", "Low", "High"],
        ["2026-01-05", "Odd ratio", 0.385, 0.36, 0.46],
    ]
    row = one(read(workbook(cells, {(2, 3): 1, (2, 4): 1}, [0, 10])), LabResult)
    assert (row.ref_low, row.ref_high) == (None, None)
    assert row.note == "Usual range as printed: 36 % - 46 %."


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("0.34375", "08:15"),
        ("0.347222222222222", "08:20"),  # a trace before 8:20
        ("0", "00:00"),
        ("0.99999", "23:59:59"),
        ("0.9999999", "00:00"),  # no 24:00
        ("0.5003472222222222", "12:00:30"),
        ("46027", "2026-01-05"),
        ("46027.34375", "2026-01-05 08:15"),
        ("46026.99999999", "2026-01-05"),
        ("-1", "-1"),
        ("99999999", "99999999"),
    ],
)
def test_days_and_times(number: str, told: str) -> None:
    assert in_words(number, Shown.DATE, FIRST_DAY) == told


def test_hours_beyond_a_day() -> None:
    assert in_words("1.5", Shown.SPAN, FIRST_DAY) == "36:00"
    assert in_words("0.25", Shown.SPAN, FIRST_DAY) == "06:00"


def test_days_counted_from_1904() -> None:
    assert in_words("44565.25", Shown.DATE, FIRST_DAY_1904) == "2026-01-05 06:00"
    assert in_words("0.25", Shown.DATE, date(1904, 1, 1)) == "06:00"


def _panel(day: object, time: object, **more: Any) -> Any:
    cells: list[list[object]] = [["Date", "Time", "Test", "Result"], [day, time, "WBC", 3.2]]
    return found_of(read(workbook(cells, **more)), LabResult).parent


TIME_FORMATS = [18, 19, 20, 21, 45, 46, 47, "h:mm", "hh:mm:ss", "h:mm AM/PM", "[$-409]h:mm;@"]


@pytest.mark.parametrize("format_", TIME_FORMATS)
def test_a_column_of_days_and_one_of_times(format_: int | str) -> None:
    panel = _panel(46027, 0.34375, styles={(2, 0): 1, (2, 1): 2}, formats=[0, 14, format_])
    assert (panel.date.iso, panel.time) == ("2026-01-05", "08:15")


@pytest.mark.parametrize("day", ["2026-01-05", "5 Jan 2026", "25.01.2026"])
def test_days_as_text_beside_times_as_numbers(day: str) -> None:
    panel = _panel(day, 0.34375, styles={(2, 1): 1}, formats=[0, 20])
    assert (panel.date.year, panel.time) == (2026, "08:15")
    assert panel.date.is_day


def test_days_from_1904_beside_times() -> None:
    styles = {(2, 0): 1, (2, 1): 2}
    panel = _panel(44565, 0.34375, styles=styles, formats=[0, 14, 20], since_1904=True)
    assert (panel.date.iso, panel.time) == ("2026-01-05", "08:15")


@pytest.mark.parametrize("time", [0.0, 46027.34375, "at noon"])
def test_an_odd_time_takes_no_day_away(time: object) -> None:
    panel = _panel(46027, time, styles={(2, 0): 1, (2, 1): 2}, formats=[0, 14, 20])
    assert panel.date.iso == "2026-01-05"


def test_days_down_the_side_with_times() -> None:
    cells: list[list[object]] = [
        ["Date", "Time", "WBC", "Hgb"],
        [46027, 0.34375, 3.2, 9.8],
        [46028, 0.5, 3.3, 9.9],
    ]
    styles = {(row, column): 1 + column for row in (2, 3) for column in (0, 1)}
    reading = read(workbook(cells, styles, [0, 14, 20]))
    assert len(rows(reading, LabResult)) == 4
    panels: list[Any] = [found.parent for found in reading.found]
    times = [(panel.date.iso, panel.time) for panel in panels]
    assert times == [("2026-01-05", "08:15")] * 2 + [("2026-01-06", "12:00")] * 2

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.lab_values import (
    Value,
    flag,
    looks_like_unit,
    measured,
    range_from_text,
    range_of,
    written,
)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3.4-10.8", "3.4", "10.8"),
        ("(3.8-10.8)", "3.8", "10.8"),
        ("12.0 – 15.5 g/dL", "12.0", "15.5"),
        ("10 to 250 mg/dL", "10", "250"),
        ("1.005 ? 1.030", "1.005", "1.030"),
        ("-2.0-3.0", "-2.0", "3.0"),
        ("3,5-5,0", "3.5", "5.0"),
        ("0-0", "0", "0"),
        (">59", "59", None),
        ("> OR = 60", "60", None),
        ("<200", None, "200"),
        ("Up to 35", None, "35"),
        ("≤ 5 mg/L", None, "5"),
    ],
)
def test_ranges_keep_their_digits(text: str, low: str | None, high: str | None) -> None:
    found = range_from_text(text)
    shown = [None if end is None else str(end) for end in (found.low, found.high)]
    assert shown == [low, high]
    assert found.words is None


@pytest.mark.parametrize(
    "text", ["Negative", "see note", "13.2-17.1 Female", "Male 3-5, female 2-4"]
)
def test_a_range_that_is_no_pair_of_numbers_stays_words(text: str) -> None:
    found = range_from_text(text, "g/dL")
    assert (found.low, found.high, found.words) == (None, None, text)


def test_limits_in_another_unit_are_no_limits_of_this_result() -> None:
    assert range_from_text("120-160 g/L", "g/dL").words == "120-160 g/L"
    found = range_of(Decimal(120), Decimal(160), None, "g/dL", "g/L")
    assert (found.low, found.high) == (None, None)
    assert found.words == "120-160 g/L"


def test_one_unit_in_two_spellings_is_one() -> None:
    found = range_of(Decimal(4), Decimal(11), None, "K/uL", "10*3/uL")
    assert (found.low, found.high) == (4, 11)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27", Value(Decimal(27))),
        ("<0.01", Value(Decimal("0.01"), "<")),
        ("12.30 g/dL", Value(Decimal("12.30"), None, "g/dL")),
        (">60 mL/min/1.73m2", Value(Decimal(60), ">", "mL/min/1.73m2")),
        ("1,200", Value(Decimal(1200))),
    ],
)
def test_numbers_in_text_are_numbers(text: str, value: Value) -> None:
    assert written(text) == value


@pytest.mark.parametrize(
    "text", ["negative", "3+", "+1", "1:40", "0-5", "2 cells seen", "trace", "10*3"]
)
def test_findings_stay_words(text: str) -> None:
    assert written(text).value == text


def test_a_comparator_in_the_field_of_the_number_is_read() -> None:
    assert measured("<5", "mg/L") == Value(Decimal(5), "<", "mg/L")


def test_no_unit_is_no_unit_however_written() -> None:
    assert measured("1.015", "1").unit is None
    assert measured("5.0", "[pH]").unit is None


@pytest.mark.parametrize(
    ("mark", "code"), [("HH", "H"), ("Low", "L"), ("above high normal", "H"), ("A", None)]
)
def test_marks_become_the_three_of_the_form(mark: str, code: str | None) -> None:
    assert flag([mark]) == code


@pytest.mark.parametrize("text", ["10^3/uL", "x10E3/uL", "mg/dL", "%", "mL/min/1.73m2", "K/µL"])
def test_units_are_known_in_many_spellings(text: str) -> None:
    assert looks_like_unit(text)


@pytest.mark.parametrize("text", ["", "10", "4.0-11.0", "cells", "High", "102"])
def test_what_is_no_unit(text: str) -> None:
    assert not looks_like_unit(text)


@given(st.text(max_size=60), st.text(max_size=10))
def test_no_text_makes_reading_fail(text: str, unit: str) -> None:
    written(text, unit)
    range_from_text(text, unit)
    measured(text, unit)

"""Numbers keep their printed digits; "<" and ">" are taken at their word."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.numbers import Comparator, Quantity, number_text, read_number, read_quantity

VALUES = st.decimals(-100000, 100000, places=2)
COMPARATORS = st.sampled_from([None, *get_args(Comparator)])


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("0.90", "0.90"),
        ("148.2", "148.2"),
        ("1200", "1200"),
        ("1,200", "1200"),
        ("1 200", "1200"),
        ("1\u202f200", "1200"),
        ("1,234,567.80", "1234567.80"),
        ("1'200", "1200"),
        ("0,9", "0.9"),
        ("12,50", "12.50"),
        ("0,900", "0.900"),
        ("1234,567", "1234.567"),
        ("1.234,5", "1234.5"),
        ("1.200", "1.200"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("9.5e3", "9500"),
        ("1E-3", "0.001"),
        (" 7 ", "7"),
        ("0.00001", "0.00001"),
        ("0.0000001", "0.0000001"),
        ("1000000000000", "1000000000000"),
    ],
)
def test_numbers_as_people_write_them(printed: str, text: str) -> None:
    assert number_text(read_number(printed)) == text


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", ",", "NaN", "inf", "-Infinity", "1,20,000", "1 2", "12 3456", "1..2", "5%", "<5",
     "1e999", "0x10", "١٢", "1_000", "5 6/7", "five", "1,2,3", "--1"],
)  # fmt: skip
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Write a plain number, such as 0\.9 or 1200\.$"):
        read_number(text)


@given(VALUES)
def test_a_number_reads_back_digit_for_digit(number: Decimal) -> None:
    read = read_number(number_text(number))
    assert read.as_tuple() == number.as_tuple()


@given(st.text("0123456789.,' eE+-", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = read_number(text)
    except ValueError:
        return
    assert number.is_finite()


def test_very_large_numbers_keep_a_power_of_ten() -> None:
    assert number_text(Decimal("1E+40")) == "1E+40"


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(Decimal("0.01"), "%", "<"), "< 0.01 %"),
        (Quantity(Decimal("148.2"), "K/µL"), "148.2 K/µL"),
        (Quantity(Decimal("5"), None, ">="), "≥ 5"),
        (Quantity(Decimal("0.90")), "0.90"),
    ],
)
def test_words(quantity: Quantity, words: str) -> None:
    assert quantity.words() == words


def test_a_comparator_is_taken_at_its_word() -> None:
    below_five = Quantity(Decimal(5), "%", "<")
    assert below_five.at_least(Decimal(10)) is False
    assert below_five.at_least(Decimal(5)) is False
    assert below_five.at_least(Decimal(3)) is None
    assert below_five.less_than(Decimal(5)) is True
    assert below_five.at_most(Decimal(5)) is True
    assert below_five.at_most(Decimal(4)) is None
    assert Quantity(Decimal(5), None, "<=").at_least(Decimal(5)) is None
    assert Quantity(Decimal(5), None, "<=").less_than(Decimal(5)) is None
    assert Quantity(Decimal(5), None, ">").more_than(Decimal(5)) is True
    assert Quantity(Decimal(5), None, ">=").more_than(Decimal(5)) is None
    assert Quantity(Decimal(5), None, ">=").at_least(Decimal(5)) is True
    assert Quantity(Decimal(5), None, ">").at_most(Decimal(9)) is None


@given(VALUES, COMPARATORS, VALUES, VALUES)
def test_what_is_told_is_true_for_every_value_it_can_mean(
    value: Decimal, comparator: Comparator | None, limit: Decimal, true: Decimal
) -> None:
    possible = {
        None: true == value,
        "<": true < value,
        ">": true > value,
        "<=": true <= value,
        ">=": true >= value,
    }
    if not possible[comparator]:
        true = value + {"<": -1, ">": 1}.get(comparator or "", 0)
    quantity = Quantity(value, None, comparator)
    assert quantity.at_least(limit) in (None, true >= limit)
    assert quantity.at_most(limit) in (None, true <= limit)
    assert quantity.less_than(limit) in (None, true < limit)
    assert quantity.more_than(limit) in (None, true > limit)


@given(VALUES, VALUES)
def test_a_plain_value_is_always_told(value: Decimal, limit: Decimal) -> None:
    assert Quantity(value).at_least(limit) is (value >= limit)
    assert Quantity(value).at_most(limit) is (value <= limit)


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity"])
def test_no_quantity_without_a_number(value: str) -> None:
    with pytest.raises(ValueError, match="needs a number"):
        Quantity(Decimal(value))


def test_only_four_comparators() -> None:
    with pytest.raises(ValueError, match="Only <, >, <= and >="):
        Quantity(Decimal(1), None, "~")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("< 0.01 %", Quantity(Decimal("0.01"), "%", "<")),
        ("<0.01%", Quantity(Decimal("0.01"), "%", "<")),
        ("148.2 K/µL", Quantity(Decimal("148.2"), "K/µL")),
        ("≥ 5", Quantity(Decimal(5), None, ">=")),
        ("less than 5 mg/dL", Quantity(Decimal(5), "mg/dL", "<")),
        ("1,200 cells/uL", Quantity(Decimal(1200), "cells/uL")),
        ("12 10^3/uL", Quantity(Decimal(12), "10^3/uL")),
        ("0.5 x10*9/L", Quantity(Decimal("0.5"), "x10*9/L")),
        ("5 x 10^9/L", Quantity(Decimal(5), "x 10^9/L")),
        ("0.5 ×10⁹/L", Quantity(Decimal("0.5"), "×10⁹/L")),
    ],
)
def test_quantities_as_printed(text: str, quantity: Quantity) -> None:
    read = read_quantity(text)
    assert read == quantity
    assert read.unit == quantity.unit


@pytest.mark.parametrize(
    "text", ["", "positive", "5 to 6", "3 - 4", "< %", "5-6 mg", "about 5", "1/2"]
)
def test_no_single_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Write a"):
        read_quantity(text)


@given(VALUES, COMPARATORS, st.sampled_from([None, "%", "mg/dL", "10^3/uL", "K/µL"]))
def test_own_words_are_read_back(
    value: Decimal, comparator: Comparator | None, unit: str | None
) -> None:
    quantity = Quantity(value, unit, comparator)
    assert read_quantity(quantity.words()) == quantity

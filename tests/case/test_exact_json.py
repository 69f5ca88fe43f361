import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case import exact_json
from app.case.absence import Absence

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**12), 10**12), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "text", ["0.90", "5", "-0", "1E+3", "0E-7", "12345678901234567890123", "9" * 5000, "-1.5E-9"]
)
def test_numbers_keep_their_digits(text):
    assert exact_json.dumps(exact_json.loads(text)) == text


def test_what_changes_nothing_is_a_plain_number():
    assert type(exact_json.loads("5")) is int
    assert type(exact_json.loads("-0")) is Decimal
    assert type(exact_json.loads("5.0")) is Decimal


@given(PLAIN)
def test_it_writes_as_the_standard_library_does(value):
    assert exact_json.dumps(value) == json.dumps(value, ensure_ascii=False)
    assert exact_json.dumps(value, indent=1) == json.dumps(value, ensure_ascii=False, indent=1)
    assert exact_json.loads(exact_json.dumps(value)) == value


def test_codes_are_written_as_texts():
    assert exact_json.dumps({"a": Absence.WAITING, "b": ("x",)}) == '{"a": "waiting", "b": ["x"]}'


def test_a_number_that_nothing_can_hold_is_no_number():
    with pytest.raises(ValueError, match="no program can hold"):
        exact_json.loads("1e99999999999999999999")


@pytest.mark.parametrize("value", [1.5, {1}, object()])
def test_what_has_no_exact_form_is_an_error_of_ours(value):
    with pytest.raises(TypeError):
        exact_json.dumps([value])

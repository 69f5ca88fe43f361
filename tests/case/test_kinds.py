"""Kinds of value: what JSON gives comes back the same, what cannot be is refused in words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case import kinds
from app.case.kinds import BadValue, Kind
from app.case.partial_date import PartialDate

NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=12)
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
ROUND_TRIPS: tuple[tuple[Kind[Any], st.SearchStrategy[Any]], ...] = (
    (kinds.TEXT, TEXTS),
    (kinds.CLOCK, st.sampled_from(["00:00", "09:30", "23:59"])),
    (kinds.DATE, st.sampled_from(["1900", "2100-12", "~2024-03", "2024-02-29"])),
    (kinds.WHOLE, st.integers(-(2**62), 2**62)),
    (kinds.NUMBER, NUMBERS),
    (kinds.RESULT, NUMBERS | TEXTS),
    (kinds.YES_NO, st.booleans()),
    (kinds.TEXTS, st.lists(TEXTS)),
)


@pytest.mark.parametrize(("kind", "values"), ROUND_TRIPS, ids=lambda x: type(x).__name__)
def test_value_survives_json_and_storage(kind: Kind[Any], values: st.SearchStrategy[Any]) -> None:
    @given(values)
    def check(raw: Any) -> None:
        value = kind.from_json(raw)
        assert kind.to_json(value) == raw
        stored = kind.to_stored(value)
        assert isinstance(stored, str if kind.stored_as == "TEXT" else int)
        assert kind.from_stored(stored) == value
        assert isinstance(kind.words(value), str)

    check()


@pytest.mark.parametrize("digits", ["0.90", "4.0", "100", "148.2", "0.010"])
def test_digits_stay_as_printed(digits: str) -> None:
    value = kinds.NUMBER.from_json(Decimal(digits))
    stored = kinds.NUMBER.to_stored(value)
    assert kinds.NUMBER.words(kinds.NUMBER.from_stored(stored or "")) == digits


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (kinds.TEXT, 5),
        (kinds.TEXT, "a\x00b"),
        (kinds.TEXT, "\ud800"),
        (kinds.CLOCK, "25:00"),
        (kinds.CLOCK, "9:30"),
        (kinds.DATE, "2024-13"),
        (kinds.DATE, "2023-02-29"),
        (kinds.DATE, "yesterday"),
        (kinds.DATE, 2024),
        (kinds.WHOLE, Decimal("1.5")),
        (kinds.WHOLE, True),
        (kinds.WHOLE, 2**70),
        (kinds.WHOLE, "1"),
        (kinds.NUMBER, "0.9"),
        (kinds.NUMBER, True),
        (kinds.NUMBER, Decimal("NaN")),
        (kinds.NUMBER, Decimal("Infinity")),
        (kinds.NUMBER, Decimal("1e999999")),
        (kinds.RESULT, None),
        (kinds.YES_NO, 1),
        (kinds.YES_NO, "true"),
        (kinds.TEXTS, "one"),
        (kinds.TEXTS, ["one", 2]),
        (kinds.TEXTS, {"a": 1}),
    ],
)
def test_what_cannot_be_is_refused_in_a_short_sentence(kind: Kind[Any], raw: object) -> None:
    with pytest.raises(BadValue) as refusal:
        kind.from_json(raw)
    assert 5 < len(str(refusal.value)) < 90


def test_result_tells_the_word_from_the_number() -> None:
    assert kinds.RESULT.from_stored(kinds.RESULT.to_stored("1") or "") == "1"
    assert kinds.RESULT.from_stored(kinds.RESULT.to_stored(Decimal(1)) or "") == Decimal(1)


def test_dates_are_shown_in_words() -> None:
    assert kinds.DATE.words(PartialDate(2024, 3)) == "March 2024"

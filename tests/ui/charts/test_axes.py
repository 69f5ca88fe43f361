"""Days across, values up, and labels that give way."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from app.ui.charts.day_axis import DayAxis
from app.ui.charts.label_room import LabelRoom
from app.ui.charts.value_axis import value_axis


def axis(first: date, last: date, width: float = 800) -> DayAxis:
    return DayAxis(first.toordinal(), last.toordinal(), 0, width)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(7, 20_000))
def test_ticks_lie_inside_and_apart(first: date, days: int) -> None:
    made = DayAxis(first.toordinal(), first.toordinal() + days, 0, 800)
    places = [made.x_of(tick.day) for tick in made.ticks(60)]
    assert all(-1 <= x <= 801 for x in places)
    # Months differ by three days in length.
    assert all(b - a >= 50 for a, b in pairwise(places))


def test_a_day_and_its_place_lead_to_each_other() -> None:
    made = axis(date(2026, 1, 1), date(2026, 12, 31))
    day = date(2026, 5, 12)
    assert round(made.day_at(made.x_of(day))) == day.toordinal()
    assert made.holds(made.x_of(day))


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 1, 8), "1 Jan"),
        (date(2026, 3, 1), "1 Jan"),
        (date(2026, 12, 31), "Jan 2026"),
        (date(2066, 12, 31), "2040"),
    ],
)
def test_ticks_are_as_fine_as_there_is_room(last: date, words: str) -> None:
    made = axis(date(2026, 1, 1), last)
    assert words in [tick.words for tick in made.ticks(60)]


def test_values_have_round_ticks() -> None:
    made = value_axis([38, 212, 225], 0, 200, log=False)
    assert made.ticks(28) == [0, 50, 100, 150, 200]
    assert made.y_of(0) == 200
    assert 0 <= made.y_of(225) < made.y_of(38)


def test_a_log_scale_goes_by_powers_of_ten() -> None:
    made = value_axis([0.02, 62], 0, 200, log=True)
    assert [round(tick, 5) for tick in made.ticks(28)] == [0.01, 0.1, 1, 10, 100]
    assert made.y_of(1) == pytest.approx(100)


@pytest.mark.parametrize("values", [[], [5], [5, 5], [-3, 2], [0]])
def test_few_values_make_an_axis_too(values: list[float]) -> None:
    made = value_axis(values, 0, 100, log=False)
    assert made.high > made.low
    assert made.ticks(20)
    assert value_axis(values, 0, 100, log=True).high > 0


def test_labels_vanish_before_they_overlap() -> None:
    room = LabelRoom(QRectF(0, 0, 100, 100))
    room.take(QRectF(0, 0, 20, 20))
    first, second = QRectF(10, 10, 20, 20), QRectF(40, 10, 20, 20)
    assert room.first_free([first, second]) == second
    assert room.first_free([second]) is None
    assert room.first_free([QRectF(90, 90, 20, 20)]) is None

"""An end before its start is asked about only where no way of filling in the dates is right."""

import pytest

from app.case.case import SPECS
from app.case.entities import Question, Radiation, Treatment
from app.case.partial_date import PartialDate
from app.usecases import entries
from app.usecases.odd_dates import _ORDER, is_before, odd_dates


@pytest.mark.parametrize(
    ("start", "end", "odd"),
    [
        ("2024-03-05", "2024-03-04", True),
        ("2024-03-05", "2024-03-05", False),
        ("2024-03-05", "2024-03", False),
        ("2024-03", "2024-02", True),
        ("2024", "2024-01", False),
        ("2024-03", "2023", True),
    ],
)
def test_only_what_cannot_be_right_is_odd(start: str, end: str, odd: bool) -> None:
    first, second = PartialDate.from_iso(start), PartialDate.from_iso(end)
    assert is_before(second, first) is odd
    row = entries.blank(Treatment, start_date=first, end_date=second)
    assert bool(list(odd_dates(row))) is odd


def test_the_question_names_both_dates() -> None:
    days = {"start": PartialDate.from_iso("2024-05-12"), "end": PartialDate.from_iso("2024-03")}
    (odd,) = odd_dates(entries.blank(Radiation, **days))
    assert (odd.first, odd.second) == ("start", "end")
    assert odd.question == (
        "“Ended”, March 2024, lies before “Started”, 12 May 2024. Are both dates right?"
    )


def test_missing_dates_are_not_odd() -> None:
    assert list(odd_dates(entries.blank(Radiation, end=PartialDate.from_iso("2024")))) == []
    assert list(odd_dates(entries.blank(Question))) == []


def test_every_named_field_is_there() -> None:
    for table, pairs in _ORDER.items():
        names = {field.name for field in SPECS[table].own_fields}
        assert {name for pair in pairs for name in pair} <= names

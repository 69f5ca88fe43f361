"""Rows of the record in a sentence, with their day."""

from datetime import date

import pytest

from app.case.facts.model import Evidence
from app.case.partial_date import PartialDate
from app.eligibility.checking.words import how_old, shown

DAY = PartialDate.from_iso("2025-08-11")


def row(table: str, words: str) -> Evidence:
    return Evidence(table=table, id="row", shown_id="row", date=DAY, words=words, source=None)


def test_a_value_is_of_a_day() -> None:
    assert shown(row("lab_result", "Platelets 49")) == "Platelets 49 on 11 August 2025"


def test_two_days_of_gvhd_are_told_apart() -> None:
    told = shown(row("gvhd_event", "Skin GVHD, gone since October 2025"))
    assert told == "Skin GVHD, gone since October 2025, began 11 August 2025"


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("2025-09-12", "8 months old"),
        ("2026-03-29", "44 days old"),
        ("2026-05-11", "1 day old"),
        ("2026-04", "12 to 41 days old"),
        ("2025", "4 to 16 months old"),
        ("2026-05-12", "old"),
        ("2027", "old"),
    ],
)
def test_an_age_is_told_in_days_and_then_in_months(day: str, age: str) -> None:
    assert how_old(PartialDate.from_iso(day), date(2026, 5, 12)) == age


def test_no_date_has_no_age() -> None:
    assert how_old(None, date(2026, 5, 12)) == "old"

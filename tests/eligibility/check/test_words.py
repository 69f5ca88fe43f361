"""Rows of the record in a sentence, with their day."""

from app.case.facts.model import Evidence
from app.case.partial_date import PartialDate
from app.eligibility.checking.words import shown

DAY = PartialDate.from_iso("2025-08-11")


def row(table: str, words: str) -> Evidence:
    return Evidence(table=table, id="row", shown_id="row", date=DAY, words=words, source=None)


def test_a_value_is_of_a_day() -> None:
    assert shown(row("lab_result", "Platelets 49")) == "Platelets 49 on 11 August 2025"


def test_two_days_of_gvhd_are_told_apart() -> None:
    told = shown(row("gvhd_event", "Skin GVHD, gone since October 2025"))
    assert told == "Skin GVHD, gone since October 2025, began 11 August 2025"

from decimal import Decimal

import pytest

from app.case.case import Case
from app.case.entities import Document, LabPanel, LabResult, Medication
from app.case.facts.arithmetic import quotient, rounded, square_root
from app.case.facts.records import evidence, source_words
from app.case.facts.wording import days_ago, first_sentence, listed, lower_first, ordinal
from app.case.partial_date import DayRange, PartialDate


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, None),
        ({"source_document_id": "doc-1", "source_page": "2"}, "Letter, 1 March 2026, page 2"),
        ({"source_document_id": "imported-doc"}, "Letter, 1 March 2026"),
        ({"source_document_id": "nowhere", "noted_by": "Jo"}, "noted by Jo"),
        ({"source_kind": "told", "source_note": "Dr. Fontaine"}, "told by Dr. Fontaine"),
        ({"source_kind": "memory"}, "From family memory"),
        ({"source_kind": "imported", "source_note": "case.json"}, "case.json"),
        ({"source_note": "fridge list"}, "fridge list"),
    ],
)
def test_where_a_row_comes_from(values: dict[str, str], words: str | None) -> None:
    letter = Document(
        id="doc-1", imported_id="imported-doc", title="Letter", date=PartialDate(2026, 3, 1)
    )
    row = Medication(id="m", name="ondansetron", **values)
    assert source_words(Case.of([letter, row]), row) == words


def test_a_result_comes_from_its_panels_source_and_carries_its_day_and_id() -> None:
    panel = LabPanel(id="p", imported_id="lp-01", date=PartialDate(2026, 4), noted_by="Jo")
    row = LabResult(id="r", parent_id="p")
    found = evidence(Case.of([panel, row]), row, "hgb 9", parent=panel)
    assert (found.shown_id, found.date, found.source) == (
        "lp-01",
        PartialDate(2026, 4),
        "noted by Jo",
    )
    assert (found.table, found.id) == ("lab_result", "r")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "First"),
        (9, "Ninth"),
        (10, "10th"),
        (11, "11th"),
        (21, "21st"),
        (22, "22nd"),
        (103, "103rd"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_wording() -> None:
    assert listed([]) == ""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert lower_first("MRD result") == "MRD result"
    assert lower_first("Marrow blasts") == "marrow blasts"
    assert lower_first("X") == "X"
    assert days_ago(DayRange(0, 0)) == "today"
    assert days_ago(DayRange(1, 1)) == "1 day ago"
    assert first_sentence("Short note.") == "Short note"
    assert first_sentence(f"First part. {'x' * 100}") == "First part"
    assert first_sentence(f"{'word ' * 40}").endswith("word …")


def test_rounding_is_half_up_and_takes_any_size() -> None:
    assert rounded(Decimal("0.975"), 2) == Decimal("0.98")
    assert quotient(Decimal("9E+30"), Decimal("1E-30"), 1) == Decimal("9E+60")
    assert square_root(Decimal("3"), 2) == Decimal("1.73")

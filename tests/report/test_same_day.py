"""Two results of one day in print: both stand on the page."""

from datetime import date
from typing import Any

from app.case.facts import Facts, facts_of
from app.report.contents.labs import lab_table
from app.report.contents.summary.large_print import large_blocks
from app.report.outline.blocks import Pairs
from app.report.outline.words import NBSP, text_of
from tests.report.conftest import case_of, options

DAY = date(2026, 4, 20)


def panel(number: int, value: float) -> dict[str, Any]:
    result = {"code": "alt", "name": "ALT", "value": value, "unit": "U/L", "ref_high": 40}
    return {"panel_id": f"p{number}", "date": "2026-04-18", "results": [result]}


def facts(*values: float) -> Facts:
    panels = [panel(number, value) for number, value in enumerate(values)]
    document = {"schema_version": "1.0", "patient": {"display_name": "Noor"}, "labs": panels}
    return facts_of(case_of(document), DAY)


def test_both_results_of_a_day_stand_in_the_table() -> None:
    table = lab_table(facts(30, 90), 5, 2026)
    told = [text_of(cell.words).replace(NBSP, " ") for cell in table.rows[0].cells]
    assert told[1] == "30 or 90 H"
    assert told[-1] == "0.75 or 2.25"


def test_records_that_agree_are_told_once() -> None:
    table = lab_table(facts(90, 90), 5, 2026)
    assert text_of(table.rows[0].cells[1].words).replace(NBSP, " ") == "90 H"


def test_large_print_says_that_the_records_differ() -> None:
    blocks = large_blocks(facts(30, 90), options(DAY))
    told = [text_of(row.words) for one in blocks if isinstance(one, Pairs) for row in one.rows]
    assert any("30 U/L or 90 U/L (high) (our records differ)" in words for words in told)

"""The treatments in print: what is planned is never told as given."""

from datetime import date
from typing import Any

from app.case.facts import Facts, facts_of
from app.report.contents.given import given
from app.report.contents.treatments import line_table, treatment_table
from app.report.outline.blocks import Table
from app.report.outline.words import NBSP, text_of
from tests.report.conftest import case_of

DAY = date(2026, 4, 14)
TREATMENTS = [
    {
        "id": "t1",
        "line": 3,
        "name": "Venetoclax and nelarabine",
        "modality": "chemo",
        "start_date": "2026-02-02",
        "end_date": "2026-03-20",
        "best_response": "SD",
    },
    {
        "id": "t2",
        "line": 3,
        "name": "Blinatumomab",
        "modality": "immunotherapy",
        "start_date": "2026-04-20",
        "best_response": "CR",
        "toxicities": [{"term": "Fever", "grade": "3"}],
    },
    {
        "id": "t3",
        "line": 4,
        "name": "Nelarabine block",
        "modality": "chemo",
        "start_date": "2026-05-20",
    },
]


def facts(treatments: list[dict[str, Any]]) -> Facts:
    document = {
        "schema_version": "1.0",
        "patient": {"display_name": "Noor"},
        "treatments": treatments,
    }
    return facts_of(case_of(document), DAY)


def told(table: Table) -> list[list[str]]:
    return [[text_of(cell.words).replace(NBSP, " ") for cell in row.cells] for row in table.rows]


def test_a_line_names_what_has_begun_and_dates_what_is_planned() -> None:
    known = facts(TREATMENTS)
    rows = told(line_table(known, given(known), 170, 40))
    assert rows[0][1:] == [
        "2 Feb – 20 Mar 2026",
        "Venetoclax and nelarabine; planned from 20 Apr 2026: Blinatumomab",
        "SD",
    ]
    assert rows[1] == ["4", "planned from 20 May 2026", "Nelarabine block", ""]


def test_a_planned_treatment_has_neither_response_nor_side_effects() -> None:
    known = facts(TREATMENTS)
    rows = told(treatment_table(given(known), with_effects=True))
    assert rows[1] == ["2", "", "planned from 20 Apr 2026", "Blinatumomab", ""]
    assert rows[2][2:] == ["planned from 20 May 2026", "Nelarabine block", ""]

"""Typed and pasted results: compared, asked about, saved as one step, nothing converted."""

from decimal import Decimal
from typing import Any

import pytest

from app.case.entities import LabPanel, LabResult
from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.usecases.entries import blank, save
from app.usecases.paste_labs import (
    ReportProposal,
    pasted_report,
    propose_report,
    result_questions,
    save_report,
    typed_report,
)
from app.usecases.session import Session

TODAY = PartialDate(2026, 5, 12)
DAY = PartialDate(2026, 5, 11)
LINES = "Platelets 42 K/uL 150 - 400\nHemoglobin 10.2 g/dL 12.0 - 15.5 L\n"


def typed(session: Session, *results: dict[str, Any], day: PartialDate = DAY) -> ReportProposal:
    panel = blank(LabPanel, date=day)
    rows = [blank(LabResult, parent_id=panel.id, **fields) for fields in results]
    return propose_report(session, typed_report(panel, rows, TODAY))


def pasted(session: Session, text: str, **more: Any) -> ReportProposal:
    return propose_report(session, pasted_report(text, TODAY, **more))


def alt(value: str = "61", **more: Any) -> dict[str, Any]:
    return {"code": "alt", "name_on_report": "SGPT", "value": Decimal(value), "unit": "U/L", **more}


def test_a_typed_report_is_one_step_that_undo_takes_back(session: Session) -> None:
    proposal = typed(session, alt(), {"name_on_report": "Zorg", "value": Decimal(3)})
    assert [line.kind for line in proposal.lines] == ["new", "new"]
    save_report(session, proposal, {0, 1})
    assert len(session.case.all(LabPanel)) == 1
    assert [row.name_on_report for row in session.case.all(LabResult)] == ["SGPT", "Zorg"]
    assert session.undo_name == "add lab results, 11 May 2026"
    session.undo()
    assert len(session.case.all(LabPanel)) == 0


def test_the_same_report_again_is_already_here(session: Session) -> None:
    save_report(session, typed(session, alt()), {0})
    (again,) = typed(session, alt()).lines
    assert (again.kind, again.taken_first) == ("same", False)
    (other,) = typed(session, alt("99")).lines
    assert other.kind in ("near", "conflict")
    assert (other.taken_first, other.ours) == (False, "61 U/L, 11 May 2026")


def test_only_what_was_chosen_is_saved(session: Session) -> None:
    save_report(session, pasted(session, LINES, day=DAY), {1})
    assert [row.code for row in session.case.all(LabResult)] == ["hgb"]


def test_pasted_lines_get_the_day_of_the_report(session: Session) -> None:
    proposal = pasted(session, LINES, day=DAY, laboratory="Northgate")
    assert [(line.kind, line.date) for line in proposal.lines] == [("new", "11 May 2026")] * 2
    save_report(session, proposal, {0, 1})
    (panel,) = session.case.all(LabPanel)
    assert (panel.date, panel.lab_name) == (DAY, "Northgate")
    first = session.case.all(LabResult)[0]
    assert (first.unit, first.ref_low, first.ref_high) == ("K/uL", 150, 400)


def test_pasted_lines_without_a_day_are_to_be_looked_at(session: Session) -> None:
    proposal = pasted(session, LINES)
    assert [line.kind for line in proposal.lines] == ["near", "near"]
    assert proposal.lines[0].date == "date not known"


def test_dates_that_read_two_ways_are_asked_about(session: Session) -> None:
    text = f"Collected: 05/11/2026\n{LINES}"
    assert pasted(session, text).asks_order
    told = pasted(session, text, day_first=False)
    assert not told.asks_order
    assert {line.date for line in told.lines} == {"11 May 2026"}


def test_a_pasted_table_is_read(session: Session) -> None:
    table = "Test\tResult\tUnit\tDate\nALT\t61\tU/L\t2026-05-11\nAST\t<10\tU/L\t2026-05-11\n"
    proposal = pasted(session, table)
    assert [line.value for line in proposal.lines] == ["61 U/L", "< 10 U/L"]


def test_lines_that_are_not_understood_are_named(session: Session) -> None:
    proposal = pasted(session, f"{LINES}Zorg factor 12 furlong 1 - x\nThank you\n", day=DAY)
    assert len(proposal.lines) == 2
    assert len(proposal.left_out) == 1
    assert "Zorg factor" in proposal.left_out[0]


def test_no_text_is_said_calmly() -> None:
    with pytest.raises(CasebookError):
        pasted_report("  ", TODAY)


def test_an_unknown_unit_is_kept_and_asked_about(session: Session) -> None:
    proposal = typed(session, alt(unit="furlong"))
    assert any("furlong" in question for question in proposal.lines[0].questions)
    save_report(session, proposal, {0})
    assert session.case.all(LabResult)[0].unit == "furlong"


def test_a_day_ahead_is_asked_about(session: Session) -> None:
    proposal = typed(session, alt(), day=PartialDate(2027, 1, 1))
    assert any("lies ahead" in question for question in proposal.lines[0].questions)


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"code": "plt", "value": Decimal(9100), "unit": "10^3/uL"}, "far above"),
        ({"code": "plt", "value": Decimal(-3), "unit": "10^3/uL"}, "below zero"),
        ({"code": "na", "value": Decimal("0.14"), "unit": "mmol/L"}, "far below"),
        (alt(ref_low=Decimal(45), ref_high=Decimal(5)), "upside down"),
        (alt(unit="10^3/uL"), "not a unit we know"),
    ],
)
def test_odd_values_are_questioned(fields: dict[str, Any], asked: str) -> None:
    row = LabResult(id="r", parent_id="p", **fields)
    assert any(asked in question for question in result_questions(row))


@pytest.mark.parametrize(
    "fields",
    [alt(), {"code": "hbsag", "value": "negative"}, {"name_on_report": "Zorg", "value": "3+"}],
)
def test_ordinary_values_are_not(fields: dict[str, Any]) -> None:
    assert list(result_questions(LabResult(id="r", parent_id="p", **fields))) == []


def test_years_of_other_results_are_left_alone(session: Session) -> None:
    for month in range(1, 10):
        panel = blank(LabPanel, date=PartialDate(2024, month, 1))
        save(session, panel, [blank(LabResult, parent_id=panel.id, **alt())])
    proposal = typed(session, alt())
    assert len(proposal.case.all(LabPanel)) == 0

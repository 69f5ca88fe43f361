"""Fast entry: typed or pasted, looked at, saved as one step, never lost."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.case.entities import LabPanel, LabResult
from app.ui.labs.lab_report_dialog import LabReportDialog
from app.ui.labs.labs_page import LabsPage
from app.ui.page import Surroundings
from app.usecases.session import Session
from tests.ui.answers import Answers

LINES = "Sodium 139 mmol/L 135-145\nHemoglobin 9100 g/dL 12.0 - 15.5\n"


@pytest.fixture
def dialog(around: Surroundings, qtbot: QtBot) -> LabReportDialog:
    made = LabReportDialog(around, None)
    qtbot.addWidget(made)
    made.show()
    return made


def type_row(dialog: LabReportDialog, *texts: str) -> None:
    table = dialog.grid.table
    row = table.rowCount() - 1
    for column, text in enumerate(texts):
        item = table.item(row, column)
        assert item is not None
        item.setText(text)


def test_a_typed_report_is_looked_at_before_it_is_saved(dialog: LabReportDialog) -> None:
    dialog.day.line.setText("10 May 2026")
    dialog.laboratory.setText("Northgate")
    type_row(dialog, "SGPT", "<10", "U/L", "5", "45", "L")
    dialog.finish()
    assert dialog.proposal is not None
    (line,) = dialog.proposal.lines
    assert (line.kind, line.value, line.date) == ("new", "< 10 U/L", "10 May 2026")
    assert dialog.accept_button.accessibleName() == "Save 1 result"
    dialog.finish()
    assert dialog.result() == dialog.DialogCode.Accepted
    assert dialog.chosen == {0}


def test_pasted_text_is_read_and_odd_values_are_asked_about(dialog: LabReportDialog) -> None:
    dialog.day.line.setText("10 May 2026")
    dialog.show_way("paste")
    dialog.paste.setPlainText(LINES)
    dialog.finish()
    table = dialog.check.table
    assert table.rowCount() == 2
    assert table.item(1, 3).text() == "New, please look"  # type: ignore[union-attr]
    assert "far above the usual range" in table.item(1, 4).text()  # type: ignore[union-attr]
    assert dialog.check.remark.text().startswith("Hemoglobin 9100 is far above")
    assert dialog.accept_button.accessibleName() == "Save 2 results"
    dialog.check.tick(0, on=False)
    dialog.check.tick(1, on=False)
    dialog.finish()
    assert dialog.result() != dialog.DialogCode.Accepted
    dialog.go_back()
    assert dialog.paste.toPlainText() == LINES


def test_dates_that_read_two_ways_are_asked_about(dialog: LabReportDialog) -> None:
    dialog.show_way("paste")
    dialog.paste.setPlainText(f"Collected: 05/10/2026\n{LINES}")
    dialog.finish()
    assert dialog.proposal is not None
    assert dialog.proposal.asks_order
    dialog.check._choose_order("month")
    assert {line.date for line in dialog.proposal.lines} == {"10 May 2026"}


@pytest.mark.parametrize(
    ("way", "text"), [("type", ""), ("paste", ""), ("paste", "Thank you for your visit")]
)
def test_nothing_to_read_is_said(dialog: LabReportDialog, way: str, text: str) -> None:
    dialog.show_way(way)
    dialog.paste.setPlainText(text)
    dialog.finish()
    assert dialog.problem
    assert dialog.proposal is None


def test_a_day_that_is_none_is_said(dialog: LabReportDialog) -> None:
    dialog.day.line.setText("3/4/2026")
    type_row(dialog, "ALT", "3")
    dialog.finish()
    assert "Please choose" in dialog.problem


def test_a_report_is_saved_as_one_step(
    around: Surroundings, answers: Answers, session: Session, qtbot: QtBot
) -> None:
    page = LabsPage(around)
    qtbot.addWidget(page)
    before = len(session.case.all(LabPanel))

    def fill(dialog: Any) -> bool:
        dialog.day.line.setText("10 May 2026")
        type_row(dialog, "SGPT", "61", "U/L")
        type_row(dialog, "Platelets", "42", "K/uL")
        dialog.finish()
        return True

    answers.dialogs.append(fill)
    with qtbot.waitSignal(page.done) as done:
        page.add_results()
    assert done.args == ["2 results added"]
    assert len(session.case.all(LabPanel)) == before + 1
    new = next(p for p in session.case.all(LabPanel) if p.date and p.date.iso == "2026-05-10")
    assert [row.code for row in session.case.parts(LabResult, new)] == ["alt", "plt"]
    assert session.undo_name == "add lab results, 10 May 2026"


def test_what_was_typed_is_still_there_the_next_time(
    around: Surroundings, answers: Answers, qtbot: QtBot
) -> None:
    page = LabsPage(around)
    qtbot.addWidget(page)
    seen: list[str] = []

    def leave(dialog: Any) -> bool:
        dialog.paste.setPlainText(LINES)
        return False

    def look(dialog: Any) -> bool:
        seen.append(dialog.paste.toPlainText())
        dialog.paste.clear()
        return False

    answers.dialogs += [leave, look, look]
    for _ in range(3):
        page.add_results()
    assert seen == [LINES, ""]


def test_a_laboratory_alone_is_something_typed(around: Surroundings, qtbot: QtBot) -> None:
    dialog = LabReportDialog(around, None)
    qtbot.addWidget(dialog)
    assert dialog.is_empty
    dialog.laboratory.setText("Clinic")
    assert not dialog.is_empty

"""Dates in the wrong order are asked about in the form, and can be kept."""

from pytestqt.qtbot import QtBot

from app.case.entities import Radiation, Treatment
from app.case.partial_date import PartialDate
from app.ui.access.step_dialogs import WaitDialog
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.theme import Theme
from app.usecases import entries
from app.usecases.session import Session


def test_an_end_before_its_start_is_asked_about_once(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    dialog = EntryDialog(theme, session.case, entries.blank(Radiation), None, new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.field("start").focus_widget.setText("12 May 2024")
    dialog.field("end").focus_widget.setText("March 2024")
    dialog.finish()
    assert dialog.isVisible()
    field = dialog._fields.field("end")
    assert field.labelled.note == (
        "“Ended”, March 2024, lies before “Started”, 12 May 2024. Are both dates right? "
        "Press Add again to keep it so."
    )
    assert not field.labelled._focus.property("problem")
    dialog.field("end").focus_widget.setText("April 2024")
    dialog.finish()
    assert dialog.isVisible(), "another date is another question"
    dialog.finish()
    assert not dialog.isVisible()
    assert isinstance(dialog.entry, Radiation)
    assert dialog.entry.end == PartialDate.from_iso("2024-04")


def test_what_the_case_holds_already_is_not_asked_about(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    odd = entries.blank(
        Radiation, start=PartialDate.from_iso("2024-05"), end=PartialDate.from_iso("2024-03")
    )
    entries.save(session, odd)
    dialog = EntryDialog(theme, session.case, odd, None, new=False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.finish()
    assert not dialog.isVisible()


def test_a_part_is_asked_about_below_the_form(theme: Theme, session: Session, qtbot: QtBot) -> None:
    dialog = EntryDialog(theme, session.case, entries.blank(Treatment), None, new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    grid = next(grid for grid in dialog.grids if grid.spec.table == "treatment_drug")
    names = [field.name for field in grid.columns]
    grid.table.item(0, 0).setText("vincristine")
    grid.table.item(0, names.index("start_date")).setText("12 May 2024")
    grid.table.item(0, names.index("last_dose_date")).setText("2 May 2024")
    dialog.finish()
    assert dialog.isVisible()
    assert dialog.problem.startswith("“Last dose”, 2 May 2024, lies before “First dose”")
    dialog.finish()
    assert not dialog.isVisible()


def test_an_answer_expected_before_the_question_is_asked_about(theme: Theme, qtbot: QtBot) -> None:
    today = PartialDate.from_iso("2026-05-12")
    dialog = WaitDialog(theme, None, "Ask the company", "Tess", today)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.due.line.setText("1 May 2026")
    dialog.finish()
    assert dialog.isVisible()
    assert "Press Keep again to keep it so." in dialog._dates[dialog.due].note
    dialog.finish()
    assert not dialog.isVisible()

"""The form of any entry: every kind opens, keeps what it shows, and saves what is typed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.case.absence import Absence
from app.case.case import SPECS
from app.case.declaration import Entity
from app.case.entities import (
    Document,
    GvhdEvent,
    GvhdOrgan,
    LabPanel,
    LabResult,
    Medication,
    Question,
    Transplant,
    Treatment,
    TreatmentDrug,
)
from app.case.partial_date import PartialDate
from app.ui.forms.entry_copies import copied_parts
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.forms.field_text import read
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.usecases import entries
from app.usecases.session import Session
from tests.ui.answers import Answers

TABLES = [t for t, s in SPECS.items() if s.parent is None and t not in ("case_info",)]


def form(theme: Theme, session: Session, entry: Entity, qtbot: QtBot, *, new: bool) -> EntryDialog:
    dialog = EntryDialog(theme, session.case, entry, None, new=new)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("table", TABLES)
def test_every_kind_has_a_form_that_changes_nothing_by_itself(
    table: str, theme: Theme, session: Session, qtbot: QtBot
) -> None:
    kind = SPECS[table].entity
    rows = session.case.all(kind)
    entry = rows[0] if rows else kind(id="new")
    dialog = form(theme, session, entry, qtbot, new=not rows)
    dialog.finish()
    assert dialog.entry == entry
    assert (dialog.parts, dialog.gone) == ([], [])


def test_an_empty_form_asks_for_one_field(theme: Theme, session: Session, qtbot: QtBot) -> None:
    dialog = form(theme, session, Question(id="new"), qtbot, new=True)
    dialog.finish()
    assert dialog.isVisible()
    assert dialog.problem == "Nothing is filled in yet. One field is enough."


def test_the_keyboard_goes_to_the_first_problem(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    dialog = form(theme, session, Treatment(id="new"), qtbot, new=True)
    dialog.field("start_date").field.line.setText("soon")
    dialog.finish()
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.field("start_date").field.line
    note = dialog._fields.field("start_date").labelled.note
    assert note == "Write the month as a word, such as March 2024."


def test_a_problem_is_shown_when_the_field_is_left_and_goes_when_mended(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    dialog = form(theme, session, Treatment(id="new"), qtbot, new=True)
    field = dialog._fields.field("line")
    field.editor.line.setText("two")  # type: ignore[attr-defined]
    assert field.labelled.note == "Ask the doctor how they count"
    field.editor.left.emit()
    assert field.labelled.note == "Write a plain number, such as 0.9 or 1200."
    field.editor.line.setText("2")  # type: ignore[attr-defined]
    field.editor.left.emit()
    assert field.labelled.note == "Ask the doctor how they count"


def test_a_day_that_reads_two_ways_is_asked_about_in_a_whole_sentence(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    entry = SPECS["note"].entity(id="new")
    dialog = EntryDialog(theme, session.case, entry, None, new=True)
    qtbot.addWidget(dialog)
    field = dialog._fields.field("date")
    field.editor.field.line.setText("3/4/2024")  # type: ignore[attr-defined]
    assert not field.check()
    assert field.labelled.note == "3 April or 4 March? Please choose."


def test_not_known_can_be_chosen_and_typing_takes_its_place(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    dialog = form(theme, session, Medication(id="new", name="X"), qtbot, new=True)
    field = dialog._fields.field("dose")
    field._choose(Absence.NOT_KNOWN)
    dialog.finish()
    assert dialog.entry.absence("dose") is Absence.NOT_KNOWN
    assert field.labelled.note == "Not known"
    field.editor.line.setText("8 mg")  # type: ignore[attr-defined]
    dialog.finish()
    assert dialog.entry.absence("dose") is None
    assert dialog.entry.dose == "8 mg"  # type: ignore[attr-defined]


def test_unknown_codes_stay_as_they_came(theme: Theme, session: Session, qtbot: QtBot) -> None:
    entry = Question(id="new", text="Why?", status="something else")
    dialog = form(theme, session, entry, qtbot, new=True)
    dialog.finish()
    assert dialog.entry == entry


def grid_cell(dialog: EntryDialog, row: int, column: int, text: str) -> None:
    item = dialog.grids[0].table.item(row, column)
    assert item is not None
    item.setText(text)


def test_a_lab_report_is_typed_as_a_grid(theme: Theme, session: Session, qtbot: QtBot) -> None:
    dialog = form(theme, session, LabPanel(id="new"), qtbot, new=True)
    for column, text in enumerate(("SGPT", "61", "U/L", "5", "45", "high")):
        grid_cell(dialog, 0, column, text)
    grid_cell(dialog, 1, 0, "MRD")
    grid_cell(dialog, 1, 1, "< 0.01")
    dialog.finish()
    first, second = dialog.parts
    assert isinstance(first, LabResult)
    assert isinstance(second, LabResult)
    assert (first.code, first.name_on_report, str(first.value), first.flag) == (
        "alt",
        "SGPT",
        "61",
        "H",
    )
    assert (second.comparator, str(second.value)) == ("<", "0.01")
    assert dialog.grids[0].table.rowCount() == 3


def test_a_cell_that_cannot_be_read_is_named(theme: Theme, session: Session, qtbot: QtBot) -> None:
    dialog = form(theme, session, LabPanel(id="new"), qtbot, new=True)
    grid_cell(dialog, 0, 0, "ALT")
    grid_cell(dialog, 0, 3, "a few")
    dialog.finish()
    assert dialog.isVisible()
    assert dialog.problem.startswith("Row 1, Usual range, from: Write a plain number")


def test_parts_that_are_emptied_are_taken_out(theme: Theme, session: Session, qtbot: QtBot) -> None:
    treatments = session.case.all(Treatment)
    entry = next(t for t in treatments if session.case.parts(TreatmentDrug, t))
    before = session.case.parts(TreatmentDrug, entry)
    dialog = form(theme, session, entry, qtbot, new=False)
    for column in range(5):
        grid_cell(dialog, 0, column, "")
    dialog.finish()
    assert [part.id for part in dialog.gone] == [before[0].id]


# The whole way, through the window


def test_add_change_and_delete_each_stand_in_undo(window: MainWindow, answers: Answers) -> None:
    session = window.case.session

    def fill(dialog: EntryDialog) -> bool:
        dialog.field("text").line.setText("Can he swim?")
        dialog.finish()
        return bool(dialog.result())

    answers.dialogs.append(fill)
    window.acts.add("question")
    added = session.case.all(Question)[-1]
    assert (added.text, added.status) == ("Can he swim?", "open")
    assert added.noted_on == PartialDate(2026, 5, 12)
    assert added.for_appointment_id == window.case.facts.next_visit.evidence.id  # type: ignore[union-attr]
    assert window.undo_bar.words == "Question added"

    def change(dialog: EntryDialog) -> bool:
        dialog.field("text").line.setText("Can she swim?")
        dialog.finish()
        return bool(dialog.result())

    answers.dialogs.append(change)
    window.acts.edit("question", added.id)
    assert session.undo_name == "change question Can she swim?, 12 May 2026"
    window.acts.delete("question", added.id)
    assert session.case.get(Question, added.id) is None
    assert window.undo_bar.words == "Question deleted"
    window.undo_bar._button.click()
    assert session.case.get(Question, added.id) is not None
    assert window.undo_bar.words == ""


def test_a_form_that_is_left_saves_nothing(window: MainWindow, answers: Answers) -> None:
    answers.dialogs.append(lambda dialog: False)
    window.acts.add("medication")
    assert window.case.session.undo_name is None


def _type(name: str, text: str) -> Callable[[EntryDialog], bool]:
    """Type into a form and leave it."""

    def leave(dialog: EntryDialog) -> bool:
        dialog.field(name).focus_widget.setText(text)
        dialog.reject()
        return bool(dialog.result())

    return leave


def _add(dialog: EntryDialog) -> bool:
    dialog.finish()
    return bool(dialog.result())


def test_what_was_typed_into_a_form_that_is_left_waits(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [_type("text", "Half a question"), lambda dialog: False]
    with qtbot.waitSignal(window.acts.noted) as noted:
        window.acts.add("question")
    assert noted.args == ["Question not added. What you typed waits in Add."]
    window.acts.add("medication")
    assert window.case.session.undo_name is None
    answers.dialogs = [_add, lambda dialog: dialog.field("text").value() is not None]
    window.acts.add("question")
    assert window.case.case.all(Question)[-1].text == "Half a question"
    # The one after that is a new form.
    window.acts.add("question")
    assert answers.dialogs == []


def test_a_form_emptied_again_is_not_kept(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [_type("text", "Half"), _type("text", "")]
    window.acts.add("question")
    with qtbot.assertNotEmitted(window.acts.noted):
        window.acts.add("question")


def test_a_change_that_is_left_waits_in_its_form_and_keeps_what_came_meanwhile(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    first, second, *_ = window.case.case.all(Question)
    answers.dialogs = [_type("text", "Another text"), lambda dialog: False]
    with qtbot.waitSignal(window.acts.noted) as noted:
        window.acts.edit("question", first.id)
    assert noted.args == ["Question not changed. What you typed waits in its form."]
    window.acts.edit("question", second.id)
    entries.save(window.case.session, replace(first, answer="Meanwhile"))
    answers.dialogs = [_add]
    window.acts.edit("question", first.id)
    after = window.case.case.get(Question, first.id)
    assert after is not None
    assert (after.text, after.answer) == ("Another text", "Meanwhile")


def test_typed_parts_and_what_cannot_be_read_are_kept_too(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    dialog = form(theme, session, Treatment(id="new"), qtbot, new=True)
    assert not dialog.holds_typed
    dialog.grids[0].table.item(0, 0).setText("Nelarabine")
    assert dialog.holds_typed
    other = form(theme, session, LabPanel(id="new"), qtbot, new=True)
    other.field("date").focus_widget.setText("some day")
    assert other.holds_typed


def test_a_duplicate_has_copies_of_the_parts(window: MainWindow, answers: Answers) -> None:
    case = window.case.case
    first = next(t for t in case.all(Treatment) if len(case.parts(TreatmentDrug, t)) > 1)
    drugs = case.parts(TreatmentDrug, first)

    def change(dialog: EntryDialog) -> bool:
        grid = next(g for g in dialog.grids if g.spec.table == "treatment_drug")
        grid.table.item(0, grid.columns.index(grid.spec.field("dose"))).setText("7 mg")
        grid.table.removeRow(1)
        return _add(dialog)

    answers.dialogs = [_add, change]
    for _ in range(2):
        window.acts.duplicate("treatment", first.id)
    case = window.case.case
    whole, changed = case.all(Treatment)[-2:]
    copies = case.parts(TreatmentDrug, whole)
    assert [drug.name for drug in copies] == [drug.name for drug in drugs]
    assert not {drug.id for drug in copies} & {drug.id for drug in drugs}
    assert [d.name for d in case.parts(TreatmentDrug, changed)] == [
        drug.name for place, drug in enumerate(drugs) if place != 1
    ]
    assert case.parts(TreatmentDrug, changed)[0].dose == "7 mg"
    assert case.parts(TreatmentDrug, first) == drugs
    assert window.undo_bar.words.endswith(" added")


def test_parts_of_parts_are_copied_too(window: MainWindow, answers: Answers) -> None:
    session = window.case.session
    transplant = Transplant(id="t")
    event = GvhdEvent(id="e", parent_id="t", onset=PartialDate(2026, 3, 1))
    organ = GvhdOrgan(id="o", parent_id="e", organ="skin")
    entries.save(session, transplant, [event, organ])
    copies = list(copied_parts(session.case, transplant, Transplant(id="u")))
    assert [copy.parent_id for copy in copies] == ["u", copies[0].id]
    assert not {"e", "o"} & {copy.id for copy in copies}
    answers.dialogs = [_type("place", "Elsewhere"), _add]
    window.acts.duplicate("transplant", "t")
    window.acts.duplicate("transplant", "t")
    copy = session.case.all(Transplant)[-1]
    assert copy.id != "t"
    assert [
        o.organ
        for e in session.case.parts(GvhdEvent, copy)
        for o in session.case.parts(GvhdOrgan, e)
    ] == ["skin"]


def test_duplicating_a_part_opens_the_entry_it_belongs_to(
    window: MainWindow, answers: Answers
) -> None:
    result = window.case.case.all(LabResult)[0]
    opened: list[str] = []
    answers.dialogs = [lambda dialog: bool(opened.append(dialog.entry.id))]
    window.acts.duplicate("lab_result", result.id)
    assert opened == [result.parent_id]
    assert window.case.session.undo_name is None


def test_a_document_begins_with_its_file(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    report = tmp_path / "echo_report.txt"
    report.write_text("LVEF 58 %")
    window.acts.add("document")
    assert answers.asked  # which file
    kept = len(window.case.case.all(Document))
    answers.several = [report]
    answers.dialogs = [lambda dialog: bool(dialog.finish() or dialog.result())]
    window.acts.add("document")
    qtbot.waitUntil(lambda: len(window.case.case.all(Document)) == kept + 1, timeout=20_000)


def test_the_only_row_of_its_kind_is_changed_not_added(
    window: MainWindow, answers: Answers
) -> None:
    def rename(dialog: EntryDialog) -> bool:
        dialog.field("preferred_name").line.setText("May")
        dialog.finish()
        return True

    answers.dialogs.append(rename)
    window.acts.add("patient")
    assert window.case.name == "May"


def test_a_case_for_reading_refuses_in_words(
    session: Session, surround: Any, answers: Answers, qtbot: QtBot
) -> None:
    path = session.path
    session.close()
    with Session.open(path, read_only=True) as looked_at:
        window = MainWindow(surround(looked_at))
        qtbot.addWidget(window)
        window.acts.add("question")
        window.acts.delete("question", looked_at.case.all(Question)[0].id)
        assert len(answers.told) == 2
        assert window.status.saved.words == "For reading only"


def test_enter_adds_and_escape_leaves(theme: Theme, session: Session, qtbot: QtBot) -> None:
    dialog = form(theme, session, Question(id="new"), qtbot, new=True)
    dialog.field("text").line.setText("Why?")
    qtbot.keyClick(dialog.field("text").line, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert read(Question.spec.field("text"), "Why?") == "Why?"


@pytest.mark.parametrize("backwards", [False, True])
def test_tab_leaves_a_grid_at_its_ends(
    theme: Theme, session: Session, qtbot: QtBot, backwards: bool
) -> None:
    dialog = form(theme, session, LabPanel(id="new"), qtbot, new=True)
    dialog.activateWindow()
    table = dialog.grids[0].table
    table.setCurrentCell(0, 0)
    table.setFocus()
    cells = table.rowCount() * table.columnCount()
    for _ in range(cells + 2):
        here = dialog.focusWidget()
        if here is not table and not table.isAncestorOf(here):
            break
        qtbot.keyClick(here, Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab)
    out = dialog.focusWidget()
    assert out is not table
    assert not table.isAncestorOf(out)


def test_tab_in_a_grid_goes_on_to_the_row_that_typing_made(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    dialog = form(theme, session, LabPanel(id="new"), qtbot, new=True)
    dialog.activateWindow()
    table = dialog.grids[0].table
    last = table.columnCount() - 1
    table.setCurrentCell(0, last)
    table.setFocus()
    line = table.findChild(QLineEdit)
    qtbot.keyClicks(line, "x")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert (table.currentRow(), table.currentColumn()) == (1, 0)
    assert table.isAncestorOf(dialog.focusWidget()) or dialog.focusWidget() is table

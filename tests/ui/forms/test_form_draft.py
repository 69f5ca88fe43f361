"""What is typed into a dialog comes back, whether it was left by Esc or the program ended."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as Number
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.case.absence import Absence
from app.case.entities import AccessStep, LabResult, Medication, Question
from app.case.partial_date import PartialDate
from app.casefile import Insert, Update, new_id
from app.ui.access.step_dialogs import CallDialog
from app.ui.drafts import drafts_of, form_values
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.forms.entry_fields import EntryField
from app.ui.forms.form_draft import BroughtBack, FormDraft
from app.ui.labs.lab_report_dialog import LabReportDialog
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.usecases.session import Session
from tests.ui.answers import Answers

TODAY = PartialDate.from_iso("2026-05-12")


def line_of(dialog: QDialog) -> BroughtBack:
    found = dialog.findChild(BroughtBack)
    assert isinstance(found, BroughtBack)
    return found


def leave(type_into: Callable[[Any], None]) -> Callable[[Any], bool]:
    def answer(dialog: Any) -> bool:
        assert line_of(dialog).words == ""
        type_into(dialog)
        dialog.reject()
        return False

    return answer


def come_back(look: Callable[[Any], None], seen: list[str]) -> Callable[[Any], bool]:
    def answer(dialog: Any) -> bool:
        seen.append(line_of(dialog).words)
        look(dialog)
        dialog.reject()
        return False

    return answer


def test_a_call_that_was_left_comes_back_and_can_be_begun_anew(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    def opened() -> tuple[CallDialog, FormDraft]:
        dialog = CallDialog(theme, None, "Ask the company", "Tess", TODAY)
        qtbot.addWidget(dialog)
        draft = FormDraft(dialog, drafts_of(session), "call about x")
        dialog.show()
        return dialog, draft

    dialog, draft = opened()
    assert draft.line.words == ""
    dialog.said.setText("They send the form on Friday")
    dialog.on.line.setText("11 May 2026")
    dialog.reject()
    dialog, draft = opened()
    assert dialog.said.text() == "They send the form on Friday"
    assert dialog.who.text() == "Tess"
    assert dialog.on.value() == PartialDate.from_iso("2026-05-11")
    assert draft.line.words.startswith("Brought back what you typed at ")
    draft.line.start_empty.click()
    assert (dialog.said.text(), dialog.on.value()) == ("", TODAY)
    assert draft.line.words == ""
    _, draft = opened()
    assert draft.line.words == ""


def test_a_draft_of_another_day_says_the_day(theme: Theme, session: Session, qtbot: QtBot) -> None:
    drafts = drafts_of(session)
    dialog = CallDialog(theme, None, "Ask", "", TODAY)
    qtbot.addWidget(dialog)
    FormDraft(dialog, drafts, "x")
    dialog.said.setText("Half")
    _, values = form_values(drafts.text("x", "form"))
    drafts.keep("x", "form", '{"at": "2026-05-02T09:41:00", "values": {"0 What was said": "Half"}}')
    assert list(values.values()) == ["Half"]
    again = CallDialog(theme, None, "Ask", "", TODAY)
    qtbot.addWidget(again)
    assert FormDraft(again, drafts, "x").line.words == (
        "Brought back what you typed on 2 May 2026."
    )
    drafts.keep("x", "form", "no form's draft")
    third = CallDialog(theme, None, "Ask", "", TODAY)
    qtbot.addWidget(third)
    assert FormDraft(third, drafts, "x").line.words == ""


def test_an_entry_form_comes_back_after_the_window_was_closed(
    session: Session,
    surround: Callable[[Session], Surroundings],
    answers: Answers,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    path, seen = session.path, []

    def type_into(dialog: EntryDialog) -> None:
        dialog.field("text").focus_widget.setText("Half a question")

    answers.dialogs = [leave(type_into)]
    window = MainWindow(surround(session))
    qtbot.addWidget(window)
    window.acts.add("question")
    assert window.close()

    def look(dialog: EntryDialog) -> None:
        assert dialog.field("text").focus_widget.text() == "Half a question"
        assert dialog.holds_typed

    def save(dialog: EntryDialog) -> bool:
        look(dialog)
        dialog.finish()
        return True

    def nothing(dialog: EntryDialog) -> None:
        assert dialog.field("text").focus_widget.text() == ""

    with Session.open(path) as again:
        answers.dialogs = [come_back(look, seen), come_back(look, seen), save]
        window = MainWindow(surround(again))
        qtbot.addWidget(window)
        for _ in range(3):
            window.acts.add("question")
        assert "Half a question" in [row.text for row in again.case.all(Question)]
        answers.dialogs = [come_back(nothing, seen)]
        window.acts.add("question")
        window.close()
    assert all(words.startswith("Brought back what you typed at ") for words in seen[:2])
    assert seen[2] == ""


def test_a_reason_for_no_value_comes_back_and_can_be_begun_anew(
    session: Session,
    surround: Callable[[Session], Surroundings],
    answers: Answers,
    qtbot: QtBot,
) -> None:
    path, seen = session.path, []

    def field(dialog: EntryDialog, name: str) -> EntryField:
        return next(f for f in dialog.findChildren(EntryField) if f.spec.name == name)

    def choose(dialog: EntryDialog) -> None:
        dialog.field("name").focus_widget.setText("Ondansetron")
        field(dialog, "dose").take_absence(Absence.NOT_KNOWN)
        field(dialog, "start").take_absence(Absence.NOT_DONE)
        dialog.field("start").focus_widget.setText("2026")

    answers.dialogs = [leave(choose)]
    window = MainWindow(surround(session))
    qtbot.addWidget(window)
    window.acts.add("medication")
    assert window.close()

    def look(dialog: EntryDialog) -> None:
        assert dialog.field("name").focus_widget.text() == "Ondansetron"
        assert field(dialog, "dose").absence is Absence.NOT_KNOWN
        assert field(dialog, "dose").labelled.note == "Not known"
        assert field(dialog, "start").absence is None
        assert dialog.field("start").focus_widget.text() == "2026"
        assert dialog.holds_typed

    def start_empty(dialog: EntryDialog) -> None:
        look(dialog)
        line_of(dialog).start_empty.click()
        assert field(dialog, "dose").absence is None

    def save(dialog: EntryDialog) -> bool:
        look(dialog)
        dialog.finish()
        return True

    with Session.open(path) as again:
        window = MainWindow(surround(again))
        qtbot.addWidget(window)
        answers.dialogs = [save]
        window.acts.add("medication")
        kept = next(row for row in again.case.all(Medication) if row.name == "Ondansetron")
        assert kept.absence("dose") is Absence.NOT_KNOWN
        answers.dialogs = [leave(choose), come_back(start_empty, seen)]
        for _ in range(2):
            window.acts.add("medication")
        window.close()


def test_the_grid_and_the_pasted_text_of_a_report_come_back(
    around: Surroundings, session: Session, qtbot: QtBot
) -> None:
    def opened() -> LabReportDialog:
        dialog = LabReportDialog(around, None)
        qtbot.addWidget(dialog)
        FormDraft(dialog, drafts_of(session), "lab report")
        return dialog

    dialog = opened()
    dialog.grid.table.item(0, 0).setText("white cells")
    dialog.grid.table.item(0, 1).setText("0.9")
    dialog.grid.table.item(1, 0).setText("platelets")
    dialog.laboratory.setText("Northgate")
    dialog.show_way("paste")
    dialog._way.chosen.emit("paste")
    dialog.paste.setPlainText("WBC 0.9")
    again = opened()
    table = again.grid.table
    assert [table.item(row, 0).text() for row in range(3)] == ["white cells", "platelets", ""]
    assert table.item(0, 1).text() == "0.9"
    assert again.laboratory.text() == "Northgate"
    assert again.paste.toPlainText() == "WBC 0.9"
    assert again._way.code == "paste"
    assert not again.paste.isHidden()


def test_parts_of_an_entry_come_back_and_none_is_lost(
    window: MainWindow, session: Session, answers: Answers
) -> None:
    panel = session.case.all(LabResult)[0].parent_id
    before = [row for row in session.case.all(LabResult) if row.parent_id == panel]
    seen: list[str] = []

    def type_into(dialog: EntryDialog) -> None:
        dialog.grids[0].table.item(0, 1).setText("77")

    def save(dialog: EntryDialog) -> bool:
        seen.append(line_of(dialog).words)
        assert dialog.grids[0].table.item(0, 1).text() == "77"
        dialog.finish()
        return True

    answers.dialogs = [leave(type_into)]
    window.acts.edit("lab_panel", panel)
    window.acts._left.clear()  # as after another start of the program
    answers.dialogs = [save]
    window.acts.edit("lab_panel", panel)
    after = [row for row in session.case.all(LabResult) if row.parent_id == panel]
    assert len(after) == len(before)
    assert after[0].value == 77
    assert seen[0].startswith("Brought back")


@pytest.mark.parametrize("ended", [True, False], ids=["program ended", "form left"])
def test_parts_changed_meanwhile_are_not_put_back(
    ended: bool, window: MainWindow, session: Session, answers: Answers
) -> None:
    """Only what was typed is saved: a relative's copy may have brought the rest since."""
    panel = session.case.all(LabResult)[0].parent_id
    first, second, *rest = (r for r in session.case.all(LabResult) if r.parent_id == panel)

    def type_into(dialog: EntryDialog) -> None:
        dialog.grids[0].table.item(0, 1).setText("77")
        dialog.grids[0].table.removeRow(2)

    def save(dialog: EntryDialog) -> bool:
        assert dialog.grids[0].table.item(0, 1).text() == "77"
        dialog.finish()
        return True

    answers.dialogs = [leave(type_into)]
    window.acts.edit("lab_panel", panel)
    if ended:
        window.acts._left.clear()  # as after another start of the program
    new = LabResult(id=new_id(), parent_id=panel, name_on_report="Brought", value=Number(5))
    unit = replace(first, unit="10*6/L")
    session.run("merge", [Update(unit), Update(replace(second, value=Number(88))), Insert(new)])
    answers.dialogs = [save]
    window.acts.edit("lab_panel", panel)
    after = [row for row in session.case.all(LabResult) if row.parent_id == panel]
    assert [(row.value, row.unit) for row in after[:2]] == [(77, "10*6/L"), (88, second.unit)]
    assert new.id in {row.id for row in after}
    assert len(after) == len(rest) + 3 - (0 if ended else 1)


def test_cells_of_a_copy_come_back(window: MainWindow, session: Session, answers: Answers) -> None:
    panel = session.case.all(LabResult)[0].parent_id
    seen: list[str] = []

    def type_into(dialog: EntryDialog) -> None:
        dialog.grids[0].table.item(1, 1).setText("77")

    def look(dialog: EntryDialog) -> None:
        seen.append(dialog.grids[0].table.item(1, 1).text())
        line_of(dialog).start_empty.click()
        seen.append(dialog.grids[0].table.item(1, 1).text())

    answers.dialogs = [leave(type_into)]
    window.acts.duplicate("lab_panel", panel)
    window.acts._left.clear()
    answers.dialogs = [come_back(look, [])]
    window.acts.duplicate("lab_panel", panel)
    assert seen[0] == "77"
    assert seen[1] not in ("", "77")


@pytest.mark.parametrize("act", ["stop", "step"])
def test_small_forms_of_pages_come_back(
    window: MainWindow, session: Session, answers: Answers, act: str
) -> None:
    seen: list[str] = []
    if act == "stop":
        window.open_page("medicines")
        page: Any = window.pages.page
        row = next(m for m in session.case.all(Medication) if m.status == "active")

        def open_it() -> None:
            page.stop(row.id)

        def field(dialog: Any) -> Any:
            return dialog.why
    else:
        step = session.case.all(AccessStep)[0]
        window.open_page("access")
        page = window.pages.page
        page.open_target(("access_request", step.parent_id))

        def open_it() -> None:
            page.detail._wait(step.id)

        def field(dialog: Any) -> Any:
            return dialog.who

    def type_into(dialog: Any) -> None:
        field(dialog).setText("typed and left")

    def look(dialog: Any) -> None:
        assert field(dialog).text() == "typed and left"

    answers.dialogs = [leave(type_into), come_back(look, seen)]
    open_it()
    open_it()
    assert seen[0].startswith("Brought back")


def test_a_step_that_cannot_be_saved_comes_again_with_what_was_typed(
    window: MainWindow, session: Session, answers: Answers, tmp_path: Path
) -> None:
    step = session.case.all(AccessStep)[0]
    window.open_page("access")
    page: Any = window.pages.page
    page.open_target(("access_request", step.parent_id))
    folder = session.path.parent
    away = folder.with_name(f"{folder.name} away")
    seen: list[str] = []

    def first(dialog: CallDialog) -> bool:
        dialog.said.setText("They call back")
        folder.rename(away)
        return True

    def second(dialog: CallDialog) -> bool:
        seen.append(dialog.said.text())
        away.rename(folder)
        return True

    answers.dialogs = [first, second]
    page.detail._call(step.id)
    assert seen == ["They call back"]
    assert len(answers.told) == 1
    assert drafts_of(session).text(f"call about {step.id}", "form") == ""


def test_passwords_are_never_kept(window: MainWindow, session: Session, answers: Answers) -> None:
    def type_into(dialog: Any) -> None:
        dialog.to_whom.setText("Dr. Lee")
        dialog.protection.passwords.first.setText("secret words")

    def look(dialog: Any) -> None:
        assert dialog.to_whom.text() == "Dr. Lee"
        assert dialog.protection.passwords.first.text() == ""

    answers.dialogs = [leave(type_into), come_back(look, [])]
    window.case_acts.share.share_a_copy()
    assert "secret" not in repr(drafts_of(session)._texts)
    window.case_acts.share.share_a_copy()


def test_a_blank_entry_leaves_no_draft(window: MainWindow, answers: Answers) -> None:
    answers.dialogs = [leave(lambda _dialog: None)]
    window.acts.add("note")
    assert not drafts_of(window.case.session)._texts

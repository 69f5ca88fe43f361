"""A relative's copy in the window: what it adds, which version is right, and one Undo."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal as Number
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import Appointment, Document, LabPanel, LabResult, Question
from app.casefile import CaseFile, Decision, Delete, Insert, Update, new_id
from app.ui.merge.merge_acts import MergeActs
from app.ui.merge.merge_dialog import MergeDialog
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.usecases.merge_copies import look_at_copy
from app.usecases.session import Session
from tests.ui.answers import Answers


def platelets(session: Session | CaseFile) -> LabResult:
    case = session.case if isinstance(session, Session) else session.case()
    return next(row for row in case.all(LabResult) if row.code == "plt")


@pytest.fixture
def dans(session: Session, tmp_path: Path) -> Path:
    """Dan's copy, in which three things are other than here, and some are new."""
    copy = tmp_path / "stick" / "Maya.casebook"
    copy.parent.mkdir()
    shutil.move(session.file.back_up(tmp_path / "given"), copy)
    with CaseFile.open(copy, author="Dan (father)", backup_on_close=False) as theirs:
        case = theirs.case()
        question, visit = case.all(Question)[0], case.all(Appointment)[-1]
        panel = LabPanel(id=new_id(), lab_name="Northgate")
        theirs.run("edit", [Update(replace(platelets(theirs), value=Number(91)))])
        theirs.run("delete", [Delete("question", question.id)])
        theirs.run("edit", [Update(replace(visit, time="09:30"))])
        theirs.run(
            "add",
            [
                Insert(panel),
                Insert(LabResult(id=new_id(), parent_id=panel.id, name_on_report="WBC")),
                Insert(Question(id=new_id(), text="Who is on call?")),
            ],
        )
    document = session.case.all(Document)[0]
    record = replace(document, text="Northgate\nHGB 7.6 L\nPlatelets  19 L 150-400\nANC 0.7")
    mine = replace(platelets(session), value=Number(19), source_document_id=document.id)
    session.run("edit", [Update(record), Update(mine)])
    session.run("edit", [Update(replace(question, text="Should Theo donate again?"))])
    session.run("edit", [Update(replace(visit, time="09:00"))])
    return copy


@pytest.fixture
def dialog(theme: Theme, session: Session, dans: Path, qtbot: QtBot) -> Iterator[MergeDialog]:
    made = MergeDialog(theme, session, look_at_copy(session, dans), None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def said(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_it_says_what_the_copy_brings(dialog: MergeDialog) -> None:
    words = said(dialog)
    assert "3 entries were changed in both copies" in words
    assert "Dan's copy was last written in on" in words
    assert "3 new entries will be added." in words
    assert "1 lab result" in words
    assert "0 of 3 chosen" in words
    dialog.show_all()
    assert any("Northgate (1 lab result)" in line for line in listed(dialog))
    assert any("Who is on call?" in line for line in listed(dialog))


def listed(dialog: MergeDialog) -> list[str]:
    model = dialog._list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_nothing_is_chosen_beforehand(dialog: MergeDialog) -> None:
    panel = dialog.panel
    assert panel is not None
    buttons = (panel.ours.choice, panel.theirs.choice, panel.both, panel.unsure)
    assert not any(button.isChecked() for button in buttons)
    assert dialog.accept_button.text() == "Next choice"
    dialog.finish()
    assert not dialog.decisions
    assert panel.ours.choice.hasFocus()


def test_the_versions_say_what_differs_and_where_it_stands(dialog: MergeDialog) -> None:
    panel = dialog.panel
    assert panel is not None
    ours, theirs = said(panel.ours), said(panel.theirs)
    assert "19" in ours
    assert "91" in theirs
    assert "different" in theirs
    assert "written by Dan (father)" in theirs
    assert "Platelets 19 L 150-400" in " ".join(ours.split())
    assert "91" in panel.theirs.choice.accessibleDescription()


def test_a_choice_at_a_time_by_keyboard(dialog: MergeDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.choices, Qt.Key.Key_Return)
    assert dialog.panel is not None
    qtbot.keyClick(dialog.panel.ours.choice, Qt.Key.Key_Space)
    assert dialog.panel.ours.choice.isChecked()
    assert "1 of 3 chosen" in said(dialog)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    dialog.panel.theirs.choice.click()
    dialog.finish()
    removed = dialog.panel
    assert removed.both.isHidden()
    assert "Removed in this copy" in said(removed)
    removed.unsure.click()
    assert dialog.accept_button.text() == "Bring in Dan's copy"
    decided = [dialog.decisions[choice.key] for choice in dialog._plan.choices]
    assert sorted(decided, key=str) == [Decision.OURS, Decision.THEIRS, Decision.UNSURE]
    # What was decided is still marked when one comes back to it.
    dialog.choices.select(next(iter(dialog._choices)))
    assert dialog.panel.ours.choice.isChecked()
    dialog.finish()
    assert dialog.result() == MergeDialog.DialogCode.Accepted
    assert dialog.complete


def test_every_control_has_a_name(dialog: MergeDialog) -> None:
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert name or widget.metaObject().className() == "ScrollColumn", widget


def test_it_stays_usable_with_large_text(dialog: MergeDialog, theme: Theme) -> None:
    theme.set_text_percent(200)
    made = MergeDialog(theme, dialog._session, dialog._plan, None)
    made.resize(984, 600)
    made.show()
    assert made.panel is not None
    assert made.panel.mapTo(made, made.panel.rect().topLeft()).y() > made.choices.height()
    assert made._area.horizontalScrollBar().maximum() == 0
    assert made.accept_button.isVisible()
    made.close()
    made.deleteLater()


# What follows

Acts = tuple[MergeActs, list[str]]


@pytest.fixture
def acts(around: Surroundings, qtbot: QtBot) -> Acts:
    window = QWidget()
    qtbot.addWidget(window)
    made = MergeActs(window, around)
    done: list[str] = []
    made.done.connect(done.append)
    return made, done


def decide(decision: Decision, *, later: bool = False) -> Callable[[Any], bool]:
    def answer(dialog: MergeDialog) -> bool:
        for choice in dialog._plan.choices:
            dialog.decisions[choice.key] = decision
        if later:
            dialog.decisions.clear()
            dialog.finish_later()
        return True

    return answer


def test_a_copy_is_brought_in_and_taken_back(
    acts: Acts, session: Session, dans: Path, answers: Answers, qtbot: QtBot
) -> None:
    made, done = acts
    answers.files = [dans]
    answers.dialogs = [decide(Decision.UNSURE)]
    before = session.file.full_document()["questions"]
    made.choose_copy()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert done == ["Dan's copy was brought in"]
    assert platelets(session).value == Number(19)
    assert platelets(session).certainty == "not_sure"
    texts = [question.text or "" for question in session.case.all(Question)]
    assert "Who is on call?" in texts
    asked = [text for text in texts if text.startswith("Two copies of the casebook differ")]
    assert any("Result: 19 or 91" in text for text in asked)
    assert len(asked) == 3
    kept = session.file.field_history("lab_result", platelets(session).id, "value")
    assert [change.new for change in kept][-2:] == [Number(91), Number(19)]

    answers.files = [dans]
    made.choose_copy()
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20_000)
    assert answers.told[-1].startswith("Dan's copy holds nothing that is not here already.")

    session.undo()
    assert session.file.full_document()["questions"] == before


def test_what_is_put_off_is_asked_again(
    acts: Acts, session: Session, dans: Path, answers: Answers, qtbot: QtBot
) -> None:
    made, done = acts
    answers.files = [dans]
    answers.dialogs = [decide(Decision.OURS, later=True)]
    made.choose_copy()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    plan = look_at_copy(session, dans)
    assert not plan.added
    assert len(plan.choices) == 3


def test_another_password_is_asked_for(
    acts: Acts, session: Session, dans: Path, answers: Answers, qtbot: QtBot
) -> None:
    with CaseFile.open(dans, backup_on_close=False) as theirs:
        theirs.change_password("boat")
    made, done = acts
    answers.files = [dans]
    answers.passwords = ["coat", "boat"]
    answers.dialogs = [decide(Decision.THEIRS)]
    made.choose_copy()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert platelets(session).value == Number(91)
    assert len(answers.asked) == 3


def test_what_is_no_copy_is_told(
    acts: Acts, tmp_path: Path, answers: Answers, session: Session, qtbot: QtBot
) -> None:
    made, _ = acts
    answers.files = [session.path]
    made.choose_copy()
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20_000)
    assert "the case itself" in answers.told[0]


def test_a_case_opened_to_read_says_why(
    acts: Acts, session: Session, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "read_only_because", "It is open elsewhere.")
    acts[0].choose_copy()
    assert answers.told == ["It is open elsewhere."]

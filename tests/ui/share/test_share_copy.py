"""The dialog that makes a copy for somebody, and what follows from it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import LabResult, Note, ShareRecord
from app.casefile import CaseFile
from app.errors import CasebookError
from app.ui.page import Surroundings
from app.ui.share.part_words import part_words
from app.ui.share.share_acts import ShareActs
from app.ui.share.share_copy_dialog import ShareCopyDialog
from app.ui.theme import Theme
from app.usecases.session import Session
from app.usecases.share_copy import PARTS
from tests.ui.answers import Answers


@pytest.fixture
def dialog(theme: Theme, answers: Answers, tmp_path: Path, qtbot: QtBot) -> ShareCopyDialog:
    made = ShareCopyDialog(theme, answers, None, tmp_path, "Maya")
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_part_has_words() -> None:
    for part in PARTS:
        assert all(part_words(part.key))


def test_the_choice(dialog: ShareCopyDialog, tmp_path: Path, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.to_whom, "Dr. Lee")
    dialog.parts["trials"].setChecked(True)
    qtbot.keyClicks(dialog.protection.passwords.first, "rain on the roof")
    qtbot.keyClicks(dialog.protection.passwords.again, "rain on the roof")
    dialog.finish()
    assert dialog.result() == dialog.DialogCode.Accepted
    choice = dialog.choice()
    assert choice.to_whom == "Dr. Lee"
    assert choice.place == tmp_path / "Maya for Dr. Lee.casebook"
    assert choice.parts == {"history", "labs", "medicines", "documents", "trials"}
    assert choice.password == "rain on the roof"


def test_nothing_is_missing_without_a_password(dialog: ShareCopyDialog) -> None:
    dialog.to_whom.setText("Al")
    dialog.protection.no_password.setChecked(True)
    assert not dialog.protection.passwords.isVisible()
    dialog.finish()
    assert dialog.choice().password is None


def test_the_first_problem_gets_the_keyboard(dialog: ShareCopyDialog) -> None:
    dialog.finish()
    assert dialog.focusWidget() is dialog.to_whom
    dialog.to_whom.setText("Al")
    dialog.choose_none()
    dialog.finish()
    assert dialog.focusWidget() is dialog.parts["history"]
    dialog.choose_all()
    assert all(box.isChecked() for box in dialog.parts.values())
    dialog.finish()
    assert dialog.focusWidget() is dialog.protection.passwords.first
    assert dialog.result() != dialog.DialogCode.Accepted


def test_another_place(dialog: ShareCopyDialog, answers: Answers, tmp_path: Path) -> None:
    answers.files = [None, tmp_path / "stick" / "copy"]
    dialog.place.choose()
    dialog.place.choose()
    assert dialog.choice().place == tmp_path / "stick" / "copy.casebook"
    assert "copy.casebook" in dialog.place.shown.text()


def test_everything_has_a_name(dialog: ShareCopyDialog) -> None:
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert name or widget.metaObject().className() == "ScrollColumn", widget


def test_it_stays_usable_with_large_text(theme: Theme, answers: Answers, qtbot: QtBot) -> None:
    theme.set_text_percent(200)
    made = ShareCopyDialog(theme, answers, None, Path("/tmp"), "Maya")
    qtbot.addWidget(made)
    made.resize(960, 600)
    made.show()
    assert made.accept_button.isVisible()
    boxes = list(made.parts.values())
    assert boxes[0].x() == boxes[-1].x()


# What follows


def fill(place: Path, **boxes: bool) -> Callable[[Any], bool]:
    def answer(dialog: ShareCopyDialog) -> bool:
        dialog.to_whom.setText("Dr. Lee")
        dialog.protection.no_password.setChecked(True)
        for key, chosen in boxes.items():
            dialog.parts[key].setChecked(chosen)
        dialog.place.put(place)
        return True

    return answer


def act(around: Surroundings, qtbot: QtBot) -> tuple[ShareActs, list[str], list[str]]:
    window = QWidget()
    qtbot.addWidget(window)
    acts = ShareActs(window, around)
    noted: list[str] = []
    done: list[str] = []
    acts.noted.connect(noted.append)
    acts.done.connect(done.append)
    return acts, noted, done


def test_a_copy_is_made_and_noted(
    around: Surroundings, session: Session, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "for-lee.casebook"
    answers.dialogs = [fill(place, labs=True, notes=False)]
    acts, _, done = act(around, qtbot)
    acts.share_a_copy()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert done == ["Copy for Dr. Lee made"]
    assert session.case.all(ShareRecord)[-1].to_whom == "Dr. Lee"
    with CaseFile.open(place, read_only=True) as copy:
        assert copy.case().all(LabResult)
        assert not copy.case().all(Note)


def test_going_back_makes_nothing(
    around: Surroundings, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [lambda _: False]
    acts, noted, _ = act(around, qtbot)
    before = len(session.case.all(ShareRecord))
    acts.share_a_copy()
    assert not noted
    assert len(session.case.all(ShareRecord)) == before


def test_a_place_that_is_taken_is_told(
    around: Surroundings, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [fill(session.path)]
    acts, _, done = act(around, qtbot)
    acts.share_a_copy()
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20_000)
    assert "left as it is" in answers.told[0]
    assert not done


def test_a_copy_that_cannot_be_noted_goes_again(
    around: Surroundings,
    session: Session,
    answers: Answers,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise CasebookError("The disk is full.")

    monkeypatch.setattr(session, "run", refuse)
    place = tmp_path / "c.casebook"
    answers.dialogs = [fill(place)]
    acts, _, done = act(around, qtbot)
    acts.share_a_copy()
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20_000)
    assert "full" in answers.told[0]
    assert not place.exists()
    assert not done


def test_a_case_that_can_only_be_read_says_so(
    session: Session,
    answers: Answers,
    surround: Callable[[Session], Surroundings],
    qtbot: QtBot,
) -> None:
    with Session.open(session.path, read_only=True) as reader:
        acts, _, _ = act(surround(reader), qtbot)
        acts.share_a_copy()
    assert answers.told

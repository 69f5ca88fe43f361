"""Few words and a choice: words as they are, answers by key, and sizes that follow the text."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.errors import CasebookError
from app.ui.ask import Ask
from app.ui.question_dialog import PasswordQuestion, QuestionDialog
from app.ui.theme import Theme, ThemeChoice


def with_dialog(do: Callable[[QDialog], None]) -> None:
    """Do something with the dialog that is asked next."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            do(dialog)
        except BaseException:
            dialog.reject()
            raise

    QTimer.singleShot(0, act)


@pytest.mark.usefixtures("theme")
def test_the_answer_is_the_button_that_was_pressed() -> None:
    with_dialog(lambda dialog: dialog.answers[1].click())
    assert Ask().choose(None, "Casebook", "Keep it?", ("Keep", "Change", "Go back")) == 1
    with_dialog(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    assert Ask().choose(None, "Casebook", "Keep it?", ("Keep", "Change", "Go back")) == 0
    with_dialog(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    assert Ask().choose(None, "Casebook", "Keep it?", ("Keep", "Change", "Go back")) == 2


@pytest.mark.usefixtures("theme")
def test_an_ampersand_is_a_letter_like_others() -> None:
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        assert all(label.buddy() is None for label in dialog.findChildren(QLabel))
        said.append(dialog.answers[0].text())
        dialog.answers[0].click()

    with_dialog(look)
    Ask().choose(None, "Casebook", "Ben & Jo.casebook", ("Take & go", "Back"), "<b>& more</b>")
    assert said == ["Ben & Jo.casebook", "<b>& more</b>", "Take && go"]


@pytest.mark.usefixtures("theme")
def test_every_place_of_a_problem_is_told_and_many_scroll() -> None:
    seen: list[int] = []

    def look(dialog: QDialog) -> None:
        seen.append(dialog.height())
        assert "place 199" in " ".join(label.text() for label in dialog.findChildren(QLabel))
        dialog.answers[0].click()

    with_dialog(look)
    places = [f"place {number}" for number in range(200)]
    Ask().tell_error(None, "Casebook", CasebookError("Two hundred places.", places=places))
    assert seen[0] <= 560


@pytest.mark.usefixtures("theme")
def test_a_password_is_asked_for_by_a_line_with_an_eye() -> None:
    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, PasswordQuestion)
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
        assert dialog.isVisible(), "an empty line is no answer"
        QTest.keyClicks(dialog.line, "four words")
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    with_dialog(give)
    assert Ask().password(None, "Open a case", "Ben & Jo.casebook is protected.") == "four words"
    with_dialog(lambda dialog: dialog.answers[1].click())
    assert Ask().password(None, "Open a case", "Maya.casebook is protected.") is None


def test_long_answers_stand_above_each_other_where_text_is_large(
    theme: Theme, qtbot: QtBot
) -> None:
    theme.set_text_percent(200)
    theme.choose(ThemeChoice.DARK)
    answers = ("Keep the file that is there now", "Replace it with the new one", "Go back")
    dialog = QuestionDialog(None, "Casebook", "A file is there.", "It is older.", answers)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(10)
    first, second, third = dialog.answers
    assert first.y() < second.y() < third.y()
    for button in dialog.answers:
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() <= dialog.width()

"""Case > Password…: set, change, remove; the present one is asked for; older backups are named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.lock.password_dialog import PasswordDialog
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.usecases.password import fits
from app.usecases.session import Session
from tests.ui.answers import Answers


def type_new(dialog: PasswordDialog, password: str) -> None:
    dialog.passwords.first.setText(password)
    dialog.passwords.again.setText(password)


def accepting(dialog: PasswordDialog) -> bool:
    done: list[int] = []
    dialog.accepted.connect(lambda: done.append(1))
    dialog.finish()
    return bool(done)


def test_a_password_is_set_changed_and_removed(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    case, acts = window.case, window.case_acts.passwords

    def first(dialog: PasswordDialog) -> bool:
        assert not dialog.present.isVisible()
        type_new(dialog, "one")
        return accepting(dialog)

    case.session.file.back_up()
    answers.dialogs = [first]
    acts.ask_for_password()
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20_000)
    assert "If the password is lost, nobody can open the case." in answers.told[0]
    assert "These older backups do not have the new password:" in answers.told[0]
    assert case.protected
    assert window.status.password.words == "Password protected"
    assert fits(case.session, "one")

    def second(dialog: PasswordDialog) -> bool:
        dialog.present.setText("one")
        type_new(dialog, "two")
        return accepting(dialog)

    answers.dialogs = [second]
    acts.ask_for_password()
    qtbot.waitUntil(lambda: len(answers.told) == 2, timeout=20_000)
    assert fits(case.session, "two")
    assert not fits(case.session, "one")

    def third(dialog: PasswordDialog) -> bool:
        dialog.present.setText("two")
        dialog.remove.setChecked(True)
        assert dialog.accept_button.text() == "Remove the password"
        return accepting(dialog)

    answers.dialogs = [third]
    acts.ask_for_password()
    qtbot.waitUntil(lambda: len(answers.told) == 3, timeout=20_000)
    assert answers.told[2].startswith("The password was removed.")
    assert not case.protected
    assert window.status.password.words == "No password"


def test_a_wrong_present_password_changes_nothing(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    window.case.session.file.change_password("right")
    window.case.look_at_file()

    def wrong(dialog: PasswordDialog) -> bool:
        dialog.present.setText("wrong")
        type_new(dialog, "new")
        return accepting(dialog)

    again: list[str] = []

    def see(dialog: PasswordDialog) -> bool:
        again.append(dialog.passwords.password)
        return False

    answers.dialogs = [wrong, see]
    window.case_acts.passwords.ask_for_password()
    qtbot.waitUntil(lambda: bool(again), timeout=20_000)
    assert answers.told == ["This is not the password of this case. Nothing was changed."]
    assert again == ["new"], "the dialog comes again with what was typed"
    assert fits(window.case.session, "right")


@pytest.mark.parametrize("protected", [True, False])
def test_the_dialog_goes_to_the_first_problem(theme: Theme, qtbot: QtBot, protected: bool) -> None:
    dialog = PasswordDialog(theme, None, protected=protected)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not accepting(dialog)
    if protected:
        assert dialog._present_field.note == "Please type the present password first."
        dialog.present.setText("x")
        assert not accepting(dialog)
    dialog.passwords.first.setText("a")
    dialog.passwords.again.setText("b")
    assert not accepting(dialog)
    type_new(dialog, "a")
    assert accepting(dialog)
    assert dialog.new == "a"


def test_a_case_for_reading_keeps_its_password(
    tmp_path: Path,
    example_file: Path,
    surround: Callable[[Session], Surroundings],
    answers: Answers,
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    path = tmp_path / "Maya.casebook"
    path.write_bytes(example_file.read_bytes())
    with Session.open(path, read_only=True) as session:
        window = MainWindow(surround(session))
        qtbot.addWidget(window)
        window.case_acts.passwords.ask_for_password()
        assert "for reading only" in answers.told[0]
        window.close()

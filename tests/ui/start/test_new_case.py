"""A new case: a name is enough, the place is said in words, a password is typed twice."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import CarePerson, Diagnosis
from app.case.partial_date import PartialDate
from app.settings import AUTHOR, Settings
from app.ui.start import file_place
from app.ui.start.file_place import free_place, place_words
from app.ui.start.making import make_and_open, open_example
from app.ui.start.new_case_dialog import Beginning, NewCaseDialog
from app.ui.theme import Theme
from app.usecases.session import PasswordNeeded, Session
from tests.ui.answers import Answers
from tests.ui.conftest import EXAMPLE


@pytest.fixture
def dialog(theme: Theme, answers: Answers, tmp_path: Path, qtbot: QtBot) -> NewCaseDialog:
    made = NewCaseDialog(theme, answers, None, tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_name_is_enough(dialog: NewCaseDialog, tmp_path: Path) -> None:
    dialog.name.setText("Maya")
    dialog.finish()
    assert dialog.beginning() == Beginning(place=tmp_path / "Maya.casebook", name="Maya")


def test_without_a_name_the_keyboard_goes_there(dialog: NewCaseDialog) -> None:
    dialog.finish()
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.name
    assert dialog._name_field.note == "Please write a name. A nickname is fine."


def test_everything_may_be_told(dialog: NewCaseDialog) -> None:
    dialog.name.setText("Maya")
    dialog.born.line.setText("jan 2009")
    assert dialog._born_field.note == "Read as January 2009. A year alone is fine."
    dialog.diagnosis.setText("T-cell leukemia, came back twice")
    dialog.hospital.setText(" Riverbend Children's Hospital ")
    dialog.my_name.setText("Jo")
    dialog.relation.setCurrentIndex(1)
    dialog.protection.protect.setChecked(True)
    dialog.protection.passwords.first.setText("four words are good")
    dialog.protection.passwords.again.setText("four words are good")
    dialog.finish()
    told = dialog.beginning()
    assert told.born == PartialDate(2009, 1)
    assert told.me == "Jo (mother)"
    assert told.hospital == "Riverbend Children's Hospital"
    assert told.password == "four words are good"
    assert told.diagnosis == "T-cell leukemia, came back twice"


def test_the_label_says_to_whom_where_the_name_is_short(dialog: NewCaseDialog) -> None:
    usual = "Your name, and who you are"
    assert dialog.my_name.accessibleName() == usual
    for name, said in (
        ("Maya Ellison", f"{usual} to Maya"),
        ("Bartholomew-James", usual),
        ("  ", usual),
    ):
        dialog.name.setText(name)
        assert dialog.my_name.accessibleName() == said


@pytest.mark.parametrize("height", [600, 615, 740])
def test_nothing_scrolls_with_a_password_at_the_smallest_screen(
    dialog: NewCaseDialog, qtbot: QtBot, height: int
) -> None:
    dialog.name.setText("Maya")
    dialog.born.line.setText("jan 2009")
    dialog.protection.protect.setChecked(True)
    qtbot.wait(20)
    dialog.resize(dialog.width(), height)
    dialog.protection.passwords.first.setText("one")
    dialog.protection.passwords.again.setText("two")
    dialog.finish()
    qtbot.wait(20)
    assert dialog._area.verticalScrollBar().maximum() == 0
    assert dialog._area.horizontalScrollBar().maximum() == 0
    assert dialog._safe.isVisible() == (height == 740)


def test_a_password_that_was_brought_back_makes_the_dialog_taller(
    theme: Theme, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    made = NewCaseDialog(theme, answers, None, tmp_path)
    qtbot.addWidget(made)
    before = made.height()
    made.protection.protect.setChecked(True)
    made.show()
    qtbot.waitUntil(lambda: made.height() > before + 100)
    assert made._area.verticalScrollBar().maximum() == 0


def test_a_case_by_the_keyboard_alone(
    dialog: NewCaseDialog, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWidget() is dialog.name)

    def press(key: Qt.Key) -> None:
        QTest.keyClick(qapp.focusWidget(), key)

    def tab_to(widget: QWidget, words: str = "") -> None:
        # Of a group of choices Tab may reach the chosen one only.
        for _ in range(3):
            if qapp.focusWidget() is not widget:
                press(Qt.Key.Key_Tab)
        assert qapp.focusWidget() is widget
        QTest.keyClicks(widget, words)

    protection = dialog.protection
    QTest.keyClicks(dialog.name, "Ana")
    tab_to(dialog.born.line, "2009")
    tab_to(dialog.diagnosis, "Lymphoma")
    tab_to(dialog.hospital, "Riverbend")
    tab_to(dialog.my_name, "Jo")
    tab_to(dialog.relation)
    press(Qt.Key.Key_Down)
    assert dialog.relation.currentText() == "Mother"
    tab_to(dialog.place.shown)
    tab_to(dialog.place.change)
    press(Qt.Key.Key_Tab)
    reached_chosen = qapp.focusWidget() is protection.no_password
    press(Qt.Key.Key_Left if reached_chosen else Qt.Key.Key_Space)
    assert protection.protect.isChecked()
    tab_to(protection.passwords.first, "four words are good")
    tab_to(protection.passwords.first.eye)
    tab_to(protection.passwords.again, "four words are good")
    press(Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.beginning() == Beginning(
        place=tmp_path / "Ana.casebook",
        name="Ana",
        born=PartialDate(2009),
        diagnosis="Lymphoma",
        hospital="Riverbend",
        me="Jo (mother)",
        password="four words are good",
    )


def test_two_passwords_must_agree(dialog: NewCaseDialog) -> None:
    dialog.name.setText("Maya")
    dialog.protection.protect.setChecked(True)
    dialog.finish()
    assert dialog.isVisible()
    dialog.protection.passwords.first.setText("one")
    dialog.protection.passwords.again.setText("two")
    dialog.finish()
    assert dialog.isVisible()
    assert (
        dialog.protection.passwords._again_field.note == "The two passwords are not the same yet."
    )
    dialog.protection.no_password.setChecked(True)
    dialog.finish()
    assert not dialog.isVisible()
    assert dialog.beginning().password is None


def test_a_date_that_is_none_is_not_taken(dialog: NewCaseDialog) -> None:
    dialog.name.setText("Maya")
    dialog.born.line.setText("long ago")
    dialog.finish()
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.born.line


def test_the_place_can_be_changed(dialog: NewCaseDialog, answers: Answers, tmp_path: Path) -> None:
    answers.files = [None, tmp_path / "stick" / "Our case"]
    dialog.place.choose()
    dialog.place.choose()
    assert dialog.beginning().place == tmp_path / "stick" / "Our case.casebook"
    assert dialog.place.shown.text().endswith("file name Our case.casebook")


def test_a_case_json_takes_the_place_of_the_name(dialog: NewCaseDialog, answers: Answers) -> None:
    answers.files = [EXAMPLE]
    dialog.choose_source()
    assert not dialog._person.isVisible()
    dialog.finish()
    assert dialog.beginning().source == EXAMPLE


def test_an_existing_file_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "Maya.casebook").touch()
    assert free_place(tmp_path, "Maya").name == "Maya 2.casebook"
    assert free_place(tmp_path, ' Ma:ya/"X" ').name == "Ma ya  X.casebook"
    assert free_place(tmp_path, "  ").name == "Case.casebook"
    assert len(free_place(tmp_path, "x" * 500).name) < 80


def test_the_place_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path("/home/jo")
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(file_place, "documents_folder", lambda: home / "Documents")
    assert place_words(home / "Documents" / "M.casebook") == "Documents, file name M.casebook"
    assert place_words(home / "M.casebook") == "Your home folder, file name M.casebook"
    assert place_words(home / "a" / "M.casebook") == "Folder a, file name M.casebook"
    assert (
        place_words(Path("/media/stick/M.casebook")) == "Folder /media/stick, file name M.casebook"
    )


def test_what_was_told_is_in_the_case_as_one_step(tmp_path: Path) -> None:
    told = Beginning(
        place=tmp_path / "Maya.casebook",
        name="Maya",
        born=PartialDate(2009, 1),
        diagnosis="T-ALL",
        hospital="Riverbend",
        me="Jo (mother)",
    )
    with make_and_open(told, Settings()) as session:
        assert session.case.patient.display_name == "Maya"
        assert session.case.patient.birth_date == PartialDate(2009, 1)
        assert session.case.all(Diagnosis)[0].name_on_report == "T-ALL"
        (hospital,) = session.case.all(CarePerson)
        assert (hospital.role, hospital.place) == ("Main hospital", "Riverbend")
        assert session.undo_name == "first entries"
    assert Settings().get(AUTHOR) == "Jo (mother)"


def test_a_password_protects_it(tmp_path: Path) -> None:
    place = tmp_path / "Maya.casebook"
    make_and_open(Beginning(place=place, name="Maya", password="secret"), Settings()).close()
    with pytest.raises(PasswordNeeded):
        Session.open(place)
    Session.open(place, password="secret").close()


def test_a_case_json_is_taken_whole(tmp_path: Path) -> None:
    told = Beginning(place=tmp_path / "x.casebook", name="", source=EXAMPLE)
    with make_and_open(told, Settings()) as session:
        assert session.case.patient.display_name == "Maya Ellison"
        assert session.undo_name is None


def test_the_example_is_for_reading_and_always_fresh(tmp_path: Path) -> None:
    for _ in range(2):
        with open_example(tmp_path / "data") as session:
            assert session.read_only_because
            assert session.case.info.synthetic


# The program's windows


@pytest.fixture
def casebook(qapp: QApplication, answers: Answers, theme: Theme) -> Any:
    from app.ui.application import Casebook

    made = Casebook(qapp, Settings(), answers)
    yield made
    for window in list(made.windows):
        window.close()
    if made.welcome is not None:
        made.welcome.close()
    theme.apply()
    qapp.setStyle("Fusion")


def test_from_the_welcome_to_a_new_case(casebook: Any, answers: Answers, tmp_path: Path) -> None:
    casebook.show_welcome()

    def fill(dialog: NewCaseDialog) -> bool:
        dialog.place.put(tmp_path / "Ana.casebook")
        dialog.name.setText("Ana")
        dialog.finish()
        return True

    answers.dialogs.append(fill)
    casebook.welcome.new_choice.click()
    (window,) = casebook.windows
    assert window.windowTitle() == "Ana – Casebook"
    assert casebook.welcome is None
    window.close_window()
    assert casebook.windows == []
    assert casebook.welcome is not None
    assert casebook.welcome._recent.count() == 1


def test_a_place_that_cannot_be_written_brings_the_dialog_again(
    casebook: Any, answers: Answers, tmp_path: Path
) -> None:
    seen: list[str] = []

    def fill(dialog: NewCaseDialog) -> bool:
        seen.append(dialog.name.text())
        dialog.name.setText("Ana")
        dialog.place.put(tmp_path / "missing" / "Ana.casebook")
        return len(seen) == 1

    answers.dialogs += [fill, fill]
    casebook.make_case()
    assert seen == ["", "Ana"]
    assert len(answers.told) == 1
    assert casebook.windows == []


def test_a_file_is_opened_once(casebook: Any, example_file: Path, tmp_path: Path) -> None:
    import shutil

    path = tmp_path / "Maya.casebook"
    shutil.copy(example_file, path)
    assert casebook.open_file(path)
    assert casebook.open_file(path)
    assert len(casebook.windows) == 1


def test_a_password_is_asked_for_until_it_fits(
    casebook: Any, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "Maya.casebook"
    make_and_open(Beginning(place=path, name="Maya", password="right"), Settings()).close()
    answers.passwords = ["wrong", "right"]
    assert casebook.open_file(path)
    assert answers.asked[0] == "Maya.casebook is protected by a password."
    assert answers.asked[1] != answers.asked[0]
    assert casebook.windows[0].status.password.words == "Password protected"
    casebook.windows[0].close()
    answers.passwords = [None]
    assert not casebook.open_file(path)


def test_what_is_no_case_is_refused_in_words(
    casebook: Any, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "letter.casebook"
    path.write_text("Dear all")
    assert not casebook.open_file(path)
    assert len(answers.told) == 1
    answers.files = [path, None]
    casebook.choose_case()
    casebook.choose_case()
    assert len(answers.told) == 2


def test_the_example_opens_marked(casebook: Any) -> None:
    casebook.open_example()
    assert casebook.windows[0].status.saved.words == "For reading only"


def test_the_welcome_lists_what_was_opened_last(
    casebook: Any, example_file: Path, tmp_path: Path
) -> None:
    import shutil

    path = tmp_path / "Maya.casebook"
    shutil.copy(example_file, path)
    casebook.settings.remember_file(path)
    casebook.show_welcome()
    row = casebook.welcome._recent.itemAt(0).widget()
    assert row.accessibleName() == "Maya"
    row.activated.emit()
    assert casebook.windows[0].windowTitle() == "Example: Maya Ellison – Casebook"

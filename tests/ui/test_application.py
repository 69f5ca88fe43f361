"""The windows of the program: which file leads to which window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import RECENT_FILES, Settings
from app.ui.application import Casebook
from app.ui.theme import Theme
from app.usecases.make_case import new_case
from tests.ui.answers import Answers


@pytest.fixture
def casebook(qapp: QApplication, answers: Answers, theme: Theme) -> Iterator[Casebook]:
    made = Casebook(qapp, Settings(), answers)
    yield made
    for window in list(made.windows):
        window.close()
    if made.welcome is not None:
        made.welcome.close()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


def case(tmp_path: Path, name: str = "Ana", password: str | None = None) -> Path:
    path = tmp_path / f"{name}.casebook"
    new_case(path, name=name, password=password)
    return path


def test_a_file_opens_once_and_is_remembered(casebook: Casebook, tmp_path: Path) -> None:
    path = case(tmp_path)
    assert casebook.open_file(path)
    assert casebook.open_file(path)
    assert len(casebook.windows) == 1
    assert Settings().get(RECENT_FILES)[0] == path


def test_a_password_is_asked_for_until_it_fits(
    casebook: Casebook, tmp_path: Path, answers: Answers
) -> None:
    path = case(tmp_path, password="right")
    answers.passwords = ["wrong", "right"]
    assert casebook.open_file(path)
    assert len(answers.asked) == 2
    assert casebook.windows[0].case.protected


def test_going_back_from_the_password_opens_nothing(
    casebook: Casebook, tmp_path: Path, answers: Answers
) -> None:
    answers.passwords = [None]
    assert not casebook.open_file(case(tmp_path, password="right"))
    assert casebook.windows == []


def test_what_is_no_case_is_told_calmly(
    casebook: Casebook, tmp_path: Path, answers: Answers
) -> None:
    other = tmp_path / "letter.casebook"
    other.write_text("Dear doctor")
    assert not casebook.open_file(other)
    assert answers.told


def test_closing_by_the_menu_leads_back_to_the_welcome(casebook: Casebook, tmp_path: Path) -> None:
    casebook.show_welcome()
    assert casebook.open_file(case(tmp_path))
    assert casebook.welcome is None
    casebook.windows[0].close_window()
    assert casebook.windows == []
    assert casebook.welcome is not None


def test_another_case_is_chosen_beside_the_first(
    casebook: Casebook, tmp_path: Path, answers: Answers
) -> None:
    assert casebook.open_file(case(tmp_path))
    other = case(tmp_path, "Ben")
    answers.files = [other]
    casebook.windows[0].menus.action("open").trigger()
    assert [window.case.name for window in casebook.windows] == ["Ana", "Ben"]
    answers.files = [None]
    casebook.choose_case()
    assert len(casebook.windows) == 2


def test_a_case_that_came_with_other_files_opens_beside_it(
    casebook: Casebook, tmp_path: Path, qtbot: QtBot
) -> None:
    assert casebook.open_file(case(tmp_path))
    window = casebook.windows[0]
    window.case_acts.files.case_wanted.emit(case(tmp_path, "Ben"))
    assert len(casebook.windows) == 2


def test_the_example_opens_for_reading(casebook: Casebook) -> None:
    casebook.open_example()
    window = casebook.windows[0]
    assert window.status.saved.words == "For reading only"
    assert window.windowTitle().startswith("Example: ")


def test_two_copies_are_joined_from_the_welcome(
    casebook: Casebook, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    ours = case(tmp_path)
    copy = tmp_path / "copy.casebook"
    copy.write_bytes(ours.read_bytes())
    casebook.show_welcome()
    answers.files = [None]
    casebook.join_copies()
    assert not casebook.windows
    answers.files = [ours, copy]
    casebook.welcome.join_choice.click()  # type: ignore[union-attr]
    assert len(casebook.windows) == 1
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20_000)
    assert "holds nothing that is not here already" in answers.told[0]

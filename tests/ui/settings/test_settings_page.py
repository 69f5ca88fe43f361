"""The settings: each is kept at once and holds at once."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.settings import (
    AUTHOR,
    AUTOLOCK_MINUTES,
    BACKUP_FOLDER,
    PAPER,
    TEXT_SIZE,
    THEME,
    Settings,
)
from app.ui.main_window import MainWindow
from app.ui.segmented import Segmented
from app.ui.settings.settings_page import SettingsPage
from app.ui.theme import Theme
from tests.ui.answers import Answers


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.menus.action("settings").trigger()
    found = window.pages.page
    assert isinstance(found, SettingsPage)
    return found


def take(choice: Segmented, code: str) -> None:
    choice._buttons[code].click()


def test_each_choice_is_kept_and_holds(page: SettingsPage, theme: Theme) -> None:
    take(page.text_size, "125")
    assert theme.text_percent == 125 == Settings().get(TEXT_SIZE)
    take(page.colours, "dark")
    assert theme.is_dark
    assert Settings().get(THEME) == "dark"
    take(page.paper, "a4")
    assert Settings().get(PAPER) == "a4"
    take(page.autolock, "0")
    assert Settings().get(AUTOLOCK_MINUTES) == 0
    take(page.autolock, "15")


def test_what_is_set_is_shown(page: SettingsPage, theme: Theme, window: MainWindow) -> None:
    window.menus.action("larger").trigger()
    page.refresh()
    assert page.text_size.code == "110"
    assert page.autolock.code == "15"


def test_the_name_is_kept_when_the_keyboard_leaves_and_when_the_page_goes(
    page: SettingsPage, window: MainWindow
) -> None:
    page.author.setText(" Jo ")
    page.author.editingFinished.emit()
    assert Settings().get(AUTHOR) == "Jo"
    page.author.setText("Dan")
    window.open_page("overview")
    assert Settings().get(AUTHOR) == "Dan"
    page.around.settings.set(AUTHOR, "")


def test_a_second_place_is_chosen_and_given_up(
    page: SettingsPage, answers: Answers, tmp_path: Path
) -> None:
    assert page.place.whole_text == "None. Backups lie beside the case only."
    answers.folder = lambda *_given: tmp_path  # type: ignore[method-assign]
    page.choose_place.click()
    assert Settings().get(BACKUP_FOLDER) == tmp_path
    assert page.place.whole_text == str(tmp_path)
    answers.folder = lambda *_given: None  # type: ignore[method-assign]
    page.choose_place.click()
    assert Settings().get(BACKUP_FOLDER) == tmp_path
    page.forget_place.click()
    assert Settings().get(BACKUP_FOLDER) is None
    assert not page.forget_place.isVisible()


def test_minutes_set_elsewhere_are_offered_too(window: MainWindow) -> None:
    window._around.settings.set(AUTOLOCK_MINUTES, 7)
    window.menus.action("settings").trigger()
    page = window.pages.page
    assert isinstance(page, SettingsPage)
    assert page.autolock.code == "7"
    window._around.settings.set(AUTOLOCK_MINUTES, 15)


def test_settings_that_cannot_be_saved_are_told(
    page: SettingsPage, window: MainWindow, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    page.around.settings.file = blocked / "settings.json"
    take(page.paper, "letter")
    assert "could not be saved" in window.status.said


def test_the_name_is_kept_in_a_pause_of_typing(page: SettingsPage, qtbot: QtBot) -> None:
    page.author.setFocus()
    QTest.keyClicks(page.author, "Jo Ellison")
    assert Settings().get(AUTHOR) != "Jo Ellison"
    page._pause.start(0)
    qtbot.waitUntil(lambda: Settings().get(AUTHOR) == "Jo Ellison")
    assert page.author.text() == "Jo Ellison"

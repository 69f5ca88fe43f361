"""The frame: pages, keys, undo with names, text size, what the status line says."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import Question
from app.settings import TEXT_SIZE, THEME, WINDOW_GEOMETRY, Settings
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.panes import parts_of_page
from app.ui.theme import Theme
from app.usecases import entries
from app.usecases.session import Session
from tests.ui.answers import Answers


def press(window: MainWindow, keys: str) -> None:
    """Trigger the command that has a key, as the key itself would."""
    found = [a for a in window.menus._menus.actions.values() if keys in _keys_of(a)]
    assert len(found) == 1, f"{keys} belongs to {len(found)} commands"
    found[0].trigger()


def _keys_of(action: object) -> list[str]:
    return [sequence.toString() for sequence in action.shortcuts()]  # type: ignore[attr-defined]


def ask_something(window: MainWindow, text: str = "Why?") -> None:
    entries.save(window.case.session, entries.blank(Question, text=text, status="open"))


def test_the_window_names_the_person_and_the_illness(window: MainWindow) -> None:
    assert window.windowTitle() == "Example: Maya Ellison – Casebook"
    assert window.sidebar.card.accessibleName() == "Maya Ellison, 17, T-ALL"


def test_the_sidebar_leads_to_every_page(window: MainWindow) -> None:
    for key in window.sidebar.keys:
        if key != "print":
            window.sidebar._buttons[key].click()
            page = window.pages.page
            assert page is not None
            assert window.header.title.text() == page.title() != ""
            assert window.sidebar._buttons[key].isChecked()


def test_the_pages_have_keys_in_their_order(window: MainWindow) -> None:
    press(window, "Ctrl+2")
    assert window.header.title.text() == "Treatment history"
    press(window, "Ctrl+1")
    assert window.header.title.text() == "Overview"


def test_no_key_belongs_to_two_commands(window: MainWindow) -> None:
    keys = [key for a in window.menus._menus.actions.values() for key in _keys_of(a)]
    assert len(keys) == len(set(keys))


def test_back_is_there_only_after_a_link(window: MainWindow) -> None:
    assert window.header.back.isHidden()
    window.follow_link("labs", None)
    assert not window.header.back.isHidden()
    press(window, "Alt+Left")
    assert window.header.title.text() == "Overview"
    assert window.header.back.isHidden()


def test_opening_a_page_puts_the_keyboard_at_its_title(window: MainWindow) -> None:
    window.open_page("labs")
    assert window.focusWidget() is window.header.title


def test_undo_and_redo_say_what_they_would_do(window: MainWindow) -> None:
    undo = window.menus.action("undo")
    assert not undo.isEnabled()
    ask_something(window)
    assert undo.text() == "Undo: add question Why?"
    press(window, "Ctrl+Z")
    assert not undo.isEnabled()
    assert window.menus.action("redo").text() == "Redo: add question Why?"
    press(window, "Ctrl+Shift+Z")
    assert undo.isEnabled()


def test_an_ampersand_stays_an_ampersand(window: MainWindow) -> None:
    ask_something(window, "A & B?")
    assert window.menus.action("undo").text() == "Undo: add question A && B?"


def test_saving_is_answered_with_when_it_was_done(window: MainWindow) -> None:
    press(window, "Ctrl+S")
    assert window.status.said == "Already saved"
    ask_something(window)
    press(window, "Ctrl+S")
    assert window.status.said.startswith("Already saved, ")
    assert window.status.saved.words.startswith("All changes saved, ")


def test_the_status_line_says_what_keeps_the_case_safe(window: MainWindow) -> None:
    assert window.status.password.words == "No password"
    assert window.status.offline.words == "Works offline. Nothing leaves this computer."


def test_text_size_goes_by_keys_and_is_remembered(window: MainWindow, theme: Theme) -> None:
    press(window, "Ctrl++")
    press(window, "Ctrl++")
    assert theme.text_percent == 125 == Settings().get(TEXT_SIZE)
    press(window, "Ctrl+-")
    assert theme.text_percent == 110
    press(window, "Ctrl+0")
    assert theme.text_percent == 100


def test_the_theme_is_chosen_in_the_menu_and_remembered(window: MainWindow, theme: Theme) -> None:
    window.menus.action("theme_dark").trigger()
    assert theme.is_dark
    assert Settings().get(THEME) == "dark"
    assert window.menus.action("theme_dark").isChecked()
    assert not window.menus.action("theme_system").isChecked()


def test_the_sidebar_hides_and_comes_back(window: MainWindow) -> None:
    press(window, "F9")
    assert window.sidebar.isHidden()
    press(window, "F9")
    assert not window.sidebar.isHidden()


def test_the_sidebar_is_never_narrower_than_its_words(window: MainWindow, theme: Theme) -> None:
    assert window.sidebar.width() == 212
    window.resize(1024, 640)
    assert window.sidebar.width() == 196
    theme.set_text_percent(200)
    widest = max(b.sizeHint().width() for b in window.sidebar._buttons.values())
    assert window.sidebar.width() >= widest


def test_f6_goes_from_part_to_part(window: MainWindow) -> None:
    window.activateWindow()
    window.open_page("help")
    page = window.pages.page
    assert page is not None
    chooser, detail = parts_of_page(page)
    window.header.title.setFocus()
    for part in (chooser, detail, window.sidebar, window.header, chooser):
        press(window, "F6")
        assert part.isAncestorOf(window.focusWidget())


def test_f6_reaches_a_page_of_one_part_and_skips_a_hidden_sidebar(window: MainWindow) -> None:
    window.activateWindow()
    window.open_page("settings")
    window.toggle_sidebar()
    press(window, "F6")
    assert window.pages.isAncestorOf(window.focusWidget())
    press(window, "F6")
    assert window.focusWidget() is window.header.title


def test_help_says_that_nothing_leaves(window: MainWindow, answers: Answers) -> None:
    window.menus.action("about").trigger()
    assert "no medical advice" in answers.told[0]
    window.menus.action("privacy").trigger()
    assert window.header.title.text() == "Help"
    page = window.pages.page
    assert page is not None
    said = [label.text() for label in page.findChildren(QLabel)]
    assert any(text.startswith("Nothing. Casebook has no account") for text in said)


def test_the_window_opens_where_it_was_closed(
    session: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    first = MainWindow(surround(session))
    qtbot.addWidget(first)
    first.resize(1100, 700)
    first.show()
    first.place.keep()
    kept = Settings().get(WINDOW_GEOMETRY)
    assert list(kept) == [session.case.info.id]
    second = MainWindow(surround(session))
    qtbot.addWidget(second)
    assert second.saveGeometry().toBase64().data().decode() != ""


def test_it_is_never_smaller_than_its_minimum(window: MainWindow) -> None:
    window.resize(300, 200)
    assert (window.width(), window.height()) == (1024, 640)


def test_closing_closes_the_case(window: MainWindow, qtbot: QtBot) -> None:
    ask_something(window)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert list(window.case.session.path.parent.glob("* backups/*.casebook"))


@pytest.mark.parametrize("keys", ["Ctrl+Shift+N", "Ctrl+O"])
def test_another_case_can_be_asked_for(window: MainWindow, keys: str, qtbot: QtBot) -> None:
    signal = window.new_wanted if keys == "Ctrl+Shift+N" else window.open_wanted
    with qtbot.waitSignal(signal):
        press(window, keys)


def test_real_keys_reach_the_commands(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.header.title.text() == "Treatment history"


def test_the_patient_card_opens_the_details(window: MainWindow) -> None:
    window.sidebar.card.click()
    page = window.pages.page
    assert page is not None
    assert page.key == "patient"


def test_the_undo_bar_goes_with_the_next_change(window: MainWindow) -> None:
    session = window.case.session
    ask_something(window, "First?")
    first, second = session.case.all(Question)[-1], session.case.all(Question)[0]
    window.acts.delete("question", first.id)
    assert window.undo_bar.words == "Question deleted"
    session.run("nothing", [])
    assert window.undo_bar.words == "Question deleted"
    entries.save(session, replace(second, answer="Yes."))
    assert window.undo_bar.words == ""
    window.undo_bar._button.click()
    assert session.case.get(Question, second.id) == replace(second, answer="Yes.")
    assert session.case.get(Question, first.id) is None


def test_the_undo_bar_takes_back_what_it_names(window: MainWindow) -> None:
    ask_something(window, "First?")
    asked = window.case.case.all(Question)[-1]
    window.acts.delete("question", asked.id)
    window.undo_bar._button.click()
    assert window.case.case.get(Question, asked.id) == asked
    assert window.undo_bar.words == ""


@pytest.mark.parametrize(
    ("page", "dialog"),
    [
        ("labs", "LabReportDialog"),
        ("trials", "SaveTrialDialog"),
        ("access", "StartRouteDialog"),
        ("medicines", "EntryDialog"),
    ],
)
def test_add_here_is_what_the_filled_button_does(
    window: MainWindow, answers: Answers, page: str, dialog: str
) -> None:
    opened: list[str] = []

    def see(shown: QWidget) -> bool:
        opened.append(type(shown).__name__)
        return False

    answers.dialogs = [see, see]
    window.open_page(page)
    window.menus.action("add_here").trigger()
    shown = window.pages.page
    assert shown is not None
    button = shown.main_button()
    assert button is not None
    button.click()
    assert opened == [dialog, dialog]


def test_add_here_opens_the_menu_on_the_overview(window: MainWindow) -> None:
    window.open_page("overview")
    window.menus.action("add_here").trigger()
    page = window.pages.page
    assert page is not None
    button = page.main_button()
    assert button is not None
    menu = button.menu()
    assert menu.isVisible()
    assert menu.activeAction() is menu.actions()[0]
    menu.close()

"""The first window: its menus, its help, and that it shows every choice in a small window."""

import pytest
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.help.help_dialog import HelpDialog
from app.ui.start.welcome_window import WelcomeWindow
from app.ui.theme import Theme
from app.ui.tokens import MINIMUM_WINDOW
from tests.ui.answers import Answers


@pytest.fixture
def welcome(theme: Theme, answers: Answers, qtbot: QtBot) -> WelcomeWindow:
    made = WelcomeWindow(theme, Settings(), answers)
    qtbot.addWidget(made)
    made.show()
    return made


def test_help_is_there_before_the_first_case(welcome: WelcomeWindow, answers: Answers) -> None:
    menus = [action.text() for action in welcome.menuBar().actions()]
    assert menus == ["Case", "View", "Help"]
    assert [key.toString() for key in welcome.menus.actions["help"].shortcuts()] == ["F1"]
    seen: list[str] = []

    def look(dialog: HelpDialog) -> bool:
        seen.append(dialog.cards["beginning"].accessibleName())
        assert dialog.accept_button.text() == "Close"
        assert not dialog.cancel_button.isVisible()
        dialog.accept_button.click()
        return True

    answers.dialogs.append(look)
    welcome.menus.actions["help"].trigger()
    assert seen == ["How to begin"]


def test_what_leaves_this_computer_is_in_sight_at_once(
    welcome: WelcomeWindow, answers: Answers, qtbot: QtBot
) -> None:
    def look(dialog: HelpDialog) -> bool:
        bar = dialog._area.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.value() > 0)
        card = dialog.cards["privacy"]
        assert card.y() == min(bar.value(), card.y()) or bar.value() == bar.maximum()
        return True

    answers.dialogs.append(look)
    welcome.menus.actions["privacy"].trigger()


def test_which_program_this_is(welcome: WelcomeWindow, answers: Answers) -> None:
    welcome.menus.actions["about"].trigger()
    assert answers.told[0].startswith("Casebook ")


def test_every_choice_is_in_the_case_menu(welcome: WelcomeWindow, qtbot: QtBot) -> None:
    for name, wanted in (
        ("new", welcome.new_wanted),
        ("open", welcome.open_wanted),
        ("join", welcome.join_wanted),
        ("example", welcome.example_wanted),
    ):
        with qtbot.waitSignal(wanted):
            welcome.menus.actions[name].trigger()


def test_every_choice_is_in_sight_in_the_smallest_window(
    welcome: WelcomeWindow, qtbot: QtBot
) -> None:
    welcome.resize(*MINIMUM_WINDOW)
    qtbot.wait(20)
    last = welcome.example_choice
    foot = last.mapTo(welcome, last.rect().bottomLeft()).y()
    assert foot < welcome.status.mapTo(welcome, welcome.status.rect().topLeft()).y()

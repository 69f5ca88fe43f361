"""A list of choices: choosing, keys, headings, drawing at any size."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.choosing.choice import Bit, Choice, Heading
from app.ui.choosing.choice_list import ChoiceList
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.theme import Theme

LONG = "Off-the-shelf cells for T-cell leukemia or lymphoma that came back after a transplant"
ROWS = (
    Heading("Coming up"),
    Choice("a", "Clinic visit", ((Bit("Today"),),), lead=("Thu 14 May", "10:30")),
    Choice(
        "b",
        LONG,
        (
            (Bit("Recruiting", "circle-dot", "text"), Bit("212 miles")),
            (Bit("9", "state-fits", "fits"), Bit("Changed 2 May", fill="note_bg", right=True)),
        ),
    ),
    Heading("Past"),
    Choice("c", "Blood tests", quiet=True, spoken="Blood tests on 6 May"),
)


@pytest.fixture
def choices(theme: Theme, qtbot: QtBot) -> ChoiceList:
    made = ChoiceList(theme, "Visits")
    qtbot.addWidget(made)
    made.resize(290, 400)
    made.show()
    return made


def test_the_first_choice_is_chosen_and_headings_never(choices: ChoiceList) -> None:
    choices.show_rows(ROWS)
    assert choices.key == "a"
    assert not choices.select("Past")


def test_the_chosen_one_stays_when_rows_change(choices: ChoiceList) -> None:
    choices.show_rows(ROWS)
    choices.select("c")
    choices.show_rows(ROWS[1:])
    assert choices.key == "c"
    choices.show_rows(ROWS, keep="b")
    assert choices.key == "b"
    choices.show_rows(())
    assert choices.key == ""


def test_arrows_step_over_headings(choices: ChoiceList, qtbot: QtBot) -> None:
    choices.show_rows(ROWS)
    seen: list[str] = []
    choices.chosen.connect(seen.append)
    for _ in range(3):
        qtbot.keyClick(choices, Qt.Key.Key_Down)
    assert seen == ["b", "c"]


def test_keys_open_delete_and_move(choices: ChoiceList, qtbot: QtBot) -> None:
    choices.show_rows(ROWS)
    told: list[object] = []
    choices.opened.connect(lambda key: told.append(("open", key)))
    choices.deleted.connect(lambda key: told.append(("delete", key)))
    choices.moved.connect(lambda key, way: told.append((key, way)))
    qtbot.keyClick(choices, Qt.Key.Key_Return)
    qtbot.keyClick(choices, Qt.Key.Key_F2)
    qtbot.keyClick(choices, Qt.Key.Key_Delete)
    qtbot.keyClick(choices, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(choices, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert told == [("open", "a"), ("open", "a"), ("delete", "a"), ("a", -1), ("a", 1)]


def test_keys_do_nothing_without_rows(choices: ChoiceList, qtbot: QtBot) -> None:
    told: list[str] = []
    choices.opened.connect(told.append)
    qtbot.keyClick(choices, Qt.Key.Key_Return)
    assert told == []


def test_the_menu_is_asked_for_a_choice_only(choices: ChoiceList, qtbot: QtBot) -> None:
    choices.show_rows(ROWS)
    asked: list[str] = []
    choices.menu_wanted.connect(lambda key, _where: asked.append(key))
    heading, choice = (choices.visualRect(choices.model().index(i, 0)).center() for i in (0, 1))
    choices.customContextMenuRequested.emit(heading)
    choices.customContextMenuRequested.emit(choice)
    assert asked == ["a"]


def test_a_screen_reader_hears_the_whole_row(choices: ChoiceList) -> None:
    choices.show_rows(ROWS)
    told = choices.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == f"{LONG}, Recruiting, 212 miles, 9, Changed 2 May"
    last = choices.model().index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert last == "Blood tests on 6 May"
    assert QAccessible.queryAccessibleInterface(choices).text(QAccessible.Text.Name) == "Visits"


@pytest.mark.parametrize("percent", [100, 200])
def test_a_long_title_takes_two_lines_at_most(
    choices: ChoiceList, theme: Theme, percent: int
) -> None:
    theme.set_text_percent(percent)
    choices.show_rows(ROWS)
    short, long = (choices.sizeHintForIndex(choices.model().index(i, 0)).height() for i in (4, 2))
    assert short < long <= theme.px(2 * 22 + 2 * 22 + 2 * 8 + 4)
    assert not choices.grab().isNull()


def test_a_narrow_page_shows_one_of_the_two(theme: Theme, qtbot: QtBot) -> None:
    choices = ChoiceList(theme, "Visits")
    detail = QLabel("detail")
    both = ListAndDetail(theme, choices, detail, "All visits")
    qtbot.addWidget(both)
    both.resize(1000, 400)
    both.show()
    assert choices.isVisible()
    assert detail.isVisible()
    assert not both.back.isVisible()
    with qtbot.waitSignal(both.narrow_changed):
        both.resize(500, 400)
    assert choices.isVisible()
    assert not detail.isVisible()
    both.show_detail()
    assert not choices.isVisible()
    assert detail.isVisible()
    qtbot.mouseClick(both.back, Qt.MouseButton.LeftButton)
    assert choices.isVisible()
    assert not detail.isVisible()

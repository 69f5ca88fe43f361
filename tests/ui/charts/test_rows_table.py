"""The table under a chart: keys, menu, links, sorting, and columns that give way."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.ui.charts.rows_model import Cell, Column, TableRow
from app.ui.charts.rows_table import RowsTable
from app.ui.theme import Theme

COLUMNS = (
    Column("No.", em=3, right=True),
    Column("What", share=2),
    Column("Usual", em=8, rank=2),
    Column("Record", em=8, rank=1),
)


def cells(number: int) -> Sequence[Cell]:
    return (
        Cell(str(number), order=number, behind="U/L", strong=True),
        Cell(f"Entry {number}", icon="pill"),
        Cell("5 – 45", muted=True),
        Cell("Report", link=f"document/{number}"),
    )


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> RowsTable:
    made = RowsTable(theme, "Entries", COLUMNS)
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    made.show_rows([TableRow(f"row/{n}", lambda n=n: cells(n)) for n in (2, 10, 1)])  # type: ignore[misc]
    made.grab()
    return made


def test_it_is_a_sound_model(table: RowsTable) -> None:
    tester = QAbstractItemModelTester(table.rows)
    assert tester is not None
    assert table.model().index(0, 0).data() == "2 U/L"
    assert table.model().index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole) == "More"
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface is not None


def test_numbers_are_sorted_as_numbers(table: RowsTable) -> None:
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [table.model().index(row, 1).data() for row in range(3)] == [
        "Entry 1",
        "Entry 2",
        "Entry 10",
    ]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_button_and_right_click_offer_what_the_keys_do(table: RowsTable, qtbot: QtBot) -> None:
    more = table.visualRect(table.model().index(1, 4)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=more)
    assert table.key == "row/10"
    menu = table.findChild(QMenu)
    assert menu is not None
    acts = [action for action in menu.actions() if action.text()]
    signals = [
        *(table.opened, table.duplicated, table.followed, table.looked_back, table.deleted),
    ]
    for action, signal in zip(acts, signals, strict=True):
        with qtbot.waitSignal(signal):
            action.trigger()
    menu.close()
    table.customContextMenuRequested.emit(QPoint(5000, 5000))
    qtbot.keyClick(table, Qt.Key.Key_Menu)


def test_links_are_followed_by_a_click(table: RowsTable, qtbot: QtBot) -> None:
    place = table.visualRect(table.model().index(0, 3)).center()
    with qtbot.waitSignal(table.followed) as followed:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert followed.args == ["document/2"]
    qtbot.mouseMove(table.viewport(), place)
    other = table.visualRect(table.model().index(0, 1)).center()
    qtbot.mouseMove(table.viewport(), other)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)
    with qtbot.waitSignal(table.opened):
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)


def test_choosing_tells_and_selecting_does_not(table: RowsTable, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(table.chosen):
        assert table.select("row/1")
        assert not table.select("row/7")
    with qtbot.waitSignal(table.chosen):
        qtbot.keyClick(table, Qt.Key.Key_Up)


def test_the_least_important_columns_give_way(table: RowsTable) -> None:
    table.resize(490, 300)
    hidden = [table.isColumnHidden(column) for column in range(5)]
    assert hidden == [False, False, True, False, False]
    table.resize(250, 300)
    assert [table.isColumnHidden(column) for column in range(5)] == [
        *(False, False, True, True, False)
    ]

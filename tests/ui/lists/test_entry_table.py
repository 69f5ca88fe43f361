"""Lists of entries: newest first, sorted, filtered, and every act by key, button and menu."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.case.case import SPECS
from app.case.entities import Question
from app.ui.lists.entry_model import EntryModel
from app.ui.lists.entry_table import EntryTable
from app.ui.lists.list_columns import list_columns
from app.ui.lists.page_lists import list_pages
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.usecases.session import Session

SHOWN_ELSEWHERE = {"patient", "case_info", "import_receipt"}


def test_every_kind_of_entry_stands_on_some_page() -> None:
    listed = {table for page in list_pages() for table in page.tables}
    own = {table for table, spec in SPECS.items() if spec.parent is None}
    assert own - listed == SHOWN_ELSEWHERE


@pytest.mark.parametrize("table", sorted(t for p in list_pages() for t in p.tables))
def test_every_list_is_a_sound_model(table: str, session: Session) -> None:
    model = EntryModel(SPECS[table])
    tester = QAbstractItemModelTester(model)
    model.show_case(session.case)
    assert model.columnCount() == len(list_columns(SPECS[table]))
    assert tester is not None


def test_the_newest_stand_first(session: Session) -> None:
    model = EntryModel(SPECS["appointment"])
    model.show_case(session.case)
    days = [model.entry(row).date for row in range(model.rowCount())]  # type: ignore[attr-defined]
    assert days == sorted(days, key=lambda day: day.sort_key, reverse=True)
    assert model.data(model.index(0, 0)) == "26 May 2026"


def shown(table: str, session: Session, theme: Theme, qtbot: QtBot) -> EntryTable:
    model = EntryModel(SPECS[table])
    model.show_case(session.case)
    made = EntryTable(theme, model)
    qtbot.addWidget(made)
    made.resize(1040, 600)
    made.show()
    return made


@pytest.fixture
def visits(session: Session, theme: Theme, qtbot: QtBot) -> EntryTable:
    return shown("appointment", session, theme, qtbot)


def test_the_filter_keeps_what_holds_the_words(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    table = shown("question", session, theme, qtbot)
    table.filter("DEXAMETHASONE")
    assert table.model().rowCount() == 1
    table.filter("")
    assert table.model().rowCount() == len(session.case.all(Question))


def test_a_column_sorts(visits: EntryTable) -> None:
    visits.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    first = visits.model().index(0, 0).data()
    visits.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert visits.model().index(0, 0).data() == "26 May 2026" != first


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "opened"),
        (Qt.Key.Key_F2, "opened"),
        (Qt.Key.Key_Delete, "deleted"),
    ],
)
def test_a_row_is_opened_and_deleted_by_keys(
    visits: EntryTable, key: Qt.Key, signal: str, qtbot: QtBot
) -> None:
    visits.setCurrentIndex(visits.model().index(0, 0))
    with qtbot.waitSignal(getattr(visits, signal)) as wanted:
        qtbot.keyClick(visits, key)
    assert wanted.args == [visits.current_id()]


def test_the_same_acts_are_in_the_menu_of_a_row(visits: EntryTable, qtbot: QtBot) -> None:
    visits._open_menu(visits.visualRect(visits.model().index(0, 0)).center())
    menu = visits.findChild(QMenu)
    assert menu is not None
    edit, earlier, copy, delete = menu.actions()
    for action, signal in (
        (edit, visits.opened),
        (copy, visits.duplicated),
        (earlier, visits.looked_back),
        (delete, visits.deleted),
    ):
        with qtbot.waitSignal(signal):
            action.trigger()


def test_the_button_at_the_end_of_a_row_opens_its_menu(visits: EntryTable, qtbot: QtBot) -> None:
    row = visits.visualRect(visits.model().index(0, 0))
    end = QPoint(visits.viewport().width() - 15, row.center().y())
    qtbot.mouseClick(visits.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert visits.findChild(QMenu) is None
    qtbot.mouseClick(visits.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert visits.findChild(QMenu) is not None
    assert visits.current_id()


def test_columns_go_where_there_is_no_room(visits: EntryTable) -> None:
    assert not any(visits.isColumnHidden(i) for i in range(6))
    visits.resize(500, 600)
    assert [visits.isColumnHidden(i) for i in range(6)].count(True) >= 2
    assert not visits.isColumnHidden(0)


def test_every_list_of_every_page_opens(window: MainWindow) -> None:
    for kind in list_pages():
        window.open_page(kind.key)
        for table in kind.tables:
            window.pages.page.open_target(table)  # type: ignore[union-attr]
        window.grab()

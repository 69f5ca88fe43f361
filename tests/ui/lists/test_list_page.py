"""Lists of entries: newest first, sorted, filtered, and every act by key, button and menu."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.case.case import SPECS
from app.case.entities import Appointment, Question
from app.ui.entry_acts import EntryActs
from app.ui.lists.entry_model import ID_ROLE, EntryModel
from app.ui.lists.list_columns import list_columns
from app.ui.lists.list_page import ListPage
from app.ui.lists.page_lists import list_pages
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
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


@pytest.fixture
def page(around: Surroundings, qtbot: QtBot) -> ListPage:
    kind = next(kind for kind in list_pages() if kind.key == "appointments")
    made = ListPage(around, kind)
    qtbot.addWidget(made)
    made.resize(1040, 600)
    made.refresh()
    made.show()
    return made


def test_kinds_are_changed_and_counted(page: ListPage, session: Session) -> None:
    assert page.summary() == f"{len(session.case.all(Appointment))} entries"
    page.open_target("question")
    assert page.summary() == f"{len(session.case.all(Question))} entries"
    assert page.adds == "question"


def test_the_filter_keeps_what_holds_the_words(page: ListPage) -> None:
    page.open_target("question")
    table = page._shown().table
    page.find_here()
    page._filter.setText("DEXAMETHASONE")
    assert table.model().rowCount() == 1
    page._filter.clear()
    assert table.model().rowCount() == 7


def test_a_column_sorts(page: ListPage) -> None:
    table = page._shown().table
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    first = table.model().index(0, 0).data()
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.model().index(0, 0).data() == "26 May 2026" != first


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "edit_wanted"),
        (Qt.Key.Key_F2, "edit_wanted"),
        (Qt.Key.Key_Delete, "delete_wanted"),
    ],
)
def test_a_row_is_opened_and_deleted_by_keys(
    page: ListPage, key: Qt.Key, signal: str, qtbot: QtBot
) -> None:
    table = page._shown().table
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(getattr(page, signal)) as wanted:
        qtbot.keyClick(table, key)
    assert wanted.args == ["appointment", table.current_id()]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_same_acts_are_in_the_menu_of_a_row(page: ListPage, qtbot: QtBot) -> None:
    table = page._shown().table
    table._open_menu(table.visualRect(table.model().index(0, 0)).center())
    menu = table.findChild(QMenu)
    assert menu is not None
    edit, copy, _, delete = menu.actions()
    for action, signal in (
        (edit, page.edit_wanted),
        (copy, page.duplicate_wanted),
        (delete, page.delete_wanted),
    ):
        with qtbot.waitSignal(signal):
            action.trigger()


def test_columns_go_where_there_is_no_room(page: ListPage, theme: Theme) -> None:
    table = page._shown().table
    assert not any(table.isColumnHidden(i) for i in range(6))
    page.resize(500, 600)
    assert [table.isColumnHidden(i) for i in range(6)].count(True) >= 2
    assert not table.isColumnHidden(0)


def test_a_deleted_row_is_gone_and_comes_back(
    page: ListPage, around: Surroundings, session: Session
) -> None:
    acts = EntryActs(page, around)
    page.delete_wanted.connect(acts.delete)
    table = page._shown().table
    before = table.model().rowCount()
    table.setCurrentIndex(table.model().index(0, 0))
    gone = table.current_id()
    page._remove()
    page.refresh()
    assert table.model().rowCount() == before - 1
    session.undo()
    page.refresh()
    assert table.model().rowCount() == before
    assert gone in {table.model().index(r, 0).data(ID_ROLE) for r in range(before)}


def test_an_empty_list_says_where_to_begin(
    empty_session: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    kind = next(kind for kind in list_pages() if kind.key == "medicines")
    page = ListPage(surround(empty_session), kind)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    assert page._shown()._empty.isVisible()
    assert not page._shown().table.isVisible()


def test_every_list_page_opens(window: MainWindow) -> None:
    for kind in list_pages():
        window.open_page(kind.key)
        for table in kind.tables:
            window.pages.page.open_target(table)  # type: ignore[union-attr]
        window.grab()

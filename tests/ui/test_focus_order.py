"""Tab goes as one reads, wherever parts of a page were made; the keyboard is never out of sight."""

import gc

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.case.case import SPECS
from app.ui.charts.chart_view import ChartView
from app.ui.dialog_frame import DialogFrame
from app.ui.flow_layout import FlowLayout
from app.ui.focus_order import stops_in
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.in_sight import InSight
from app.ui.main_window import MainWindow
from app.ui.places import makers
from app.ui.scroll_column import ScrollColumn
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.usecases.session import Session

PAGES = sorted(makers())


def walk(window: MainWindow, key: Qt.Key) -> list[QWidget]:
    """Return where Tab stops from the title on, until it is there again."""
    window.header.title.setFocus()
    seen: list[QWidget] = []
    for _ in range(150):
        QTest.keyClick(window.focusWidget() or window, key)
        here = window.focusWidget()
        assert here is not None
        if here in seen:
            break
        seen.append(here)
    return seen


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_round_every_page_and_back_the_same_way(window: MainWindow, page: str) -> None:
    window.open_page(page)
    window.activateWindow()
    there, back = walk(window, Qt.Key.Key_Tab), walk(window, Qt.Key.Key_Backtab)
    assert there[-1] is window.header.title
    assert back[-2::-1] == there[:-1]


@pytest.mark.parametrize("page", ["labs", "trials", "documents", "therapies"])
def test_what_filters_a_list_is_reached_before_the_list(window: MainWindow, page: str) -> None:
    window.open_page(page)
    names = [stop.accessibleName() for stop in walk(window, Qt.Key.Key_Tab)]
    finds = ["Find a test", "Sort by our order", "Find in documents", "Find on this page"]
    lists = ["Tests", "Saved trials", "Documents", "Therapies and words"]
    find = next(name for name in names if name in finds)
    assert names.index(find) < names.index(next(name for name in names if name in lists))


def test_the_filled_button_comes_before_the_page(window: MainWindow) -> None:
    window.open_page("history")
    names = [stop.accessibleName() for stop in walk(window, Qt.Key.Key_Tab)]
    assert names[:3] == ["Search everything", "Add other", "Add treatment"]


def test_tab_stops_at_the_page_that_is_shown(window: MainWindow) -> None:
    window.open_page("labs")
    words = [s.accessibleName() for s in stops_in(window.sidebar)]
    assert words[1:] == ["Labs and tests"]


def test_of_several_choices_tab_stops_at_the_taken_one(qtbot: QtBot, theme: Theme) -> None:
    choices = Segmented("Lock by itself", [("5", "5 minutes"), ("15", "15 minutes")])
    qtbot.addWidget(choices)
    choices.choose("15")
    choices.show()
    assert [stop.accessibleName() for stop in stops_in(choices)] == ["Lock by itself: 15 minutes"]


def test_looking_for_the_way_takes_nothing_apart(window: MainWindow) -> None:
    window.open_page("hunter")
    page = window.pages.page
    assert page is not None
    assert list(stops_in(page))
    gc.collect()
    lines = page.findChildren(FlowLayout)
    assert lines
    assert all(line.count() >= 0 for line in lines)


class Windows(QObject):
    """Notes every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        """Look at what is shown."""
        shown = event.type() == QEvent.Type.Show and isinstance(seen, QWidget)
        if shown and isinstance(seen, QWidget) and seen.isWindow():
            self.seen.append(type(seen).__name__)
        return False


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_another_window(
    window: MainWindow, qapp: QApplication, page: str
) -> None:
    watch = Windows()
    qapp.installEventFilter(watch)
    window.open_page(page)
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_a_dialog_is_the_only_window_it_shows(theme: Theme, qapp: QApplication) -> None:
    watch = Windows()
    qapp.installEventFilter(watch)
    DialogFrame(theme, None, window_title="W", heading="H", below="Said below", accept="Save")
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def seen_in(window: QWidget, widget: QWidget, part: QRect) -> bool:
    """Whether a part of a widget lies where something of the widget is shown."""
    return window.isVisible() and widget.visibleRegion().boundingRect().contains(part)


def test_the_keyboard_is_scrolled_into_sight(
    window: MainWindow, qapp: QApplication, theme: Theme
) -> None:
    sight = InSight(qapp)
    theme.set_text_percent(200)
    window.resize(1024, 640)
    window.open_page("print")
    qapp.processEvents()
    button = next(b for b in stops_in(window.sidebar) if isinstance(b, QAbstractButton))
    for stop in [*stops_in(window.sidebar), button]:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        sight.follow(None, stop)
        assert seen_in(window, stop, stop.rect())


def test_the_chosen_row_of_a_long_table_stays_in_sight(
    window: MainWindow, qapp: QApplication, theme: Theme, qtbot: QtBot
) -> None:
    theme.set_text_percent(200)
    window.resize(1024, 640)
    window.open_page("history")
    page = window.pages.page
    assert page is not None
    table = page.findChild(QTableView)
    assert table is not None
    qtbot.waitUntil(table.isVisible)
    area = next(a for a in page.findChildren(ScrollColumn) if a.isAncestorOf(table))
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    window.activateWindow()
    sight = InSight(qapp)
    table.setFocus(Qt.FocusReason.TabFocusReason)

    def chosen_is_seen() -> bool:
        cell = table.visualRect(table.currentIndex())
        middle = table.viewport().mapTo(table, QPoint(4, cell.center().y()))
        return seen_in(window, table, QRect(middle, middle))

    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(chosen_is_seen)
    sight.deleteLater()


def test_the_entry_of_a_chart_is_scrolled_into_sight(
    window: MainWindow, theme: Theme, qtbot: QtBot
) -> None:
    theme.set_text_percent(200)
    window.resize(1024, 640)
    window.open_page("history")
    page = window.pages.page
    assert page is not None
    chart = page.findChild(ChartView)
    assert chart is not None
    qtbot.waitUntil(lambda: bool(chart.places))

    def current_is_seen() -> bool:
        place = chart.places.get(chart.current)
        return place is not None and seen_in(window, chart, place.toAlignedRect())

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(chart, key)
        qtbot.waitUntil(current_is_seen)


def test_what_goes_away_leaves_the_keyboard_beside_it(window: MainWindow) -> None:
    window.open_page("medicines")
    page = window.pages.page
    assert page is not None
    stopped = next(t for t in page.findChildren(QTableView) if "stopped" in t.accessibleName())
    window.activateWindow()
    stopped.setFocus()
    stopped.hide()
    here = window.focusWidget()
    assert here is not None
    assert here.accessibleName() == "Medicines now"


def test_the_field_for_the_next_question_stays_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 640)
    window.open_page("appointments")
    window.activateWindow()
    page = window.pages.page
    assert page is not None
    field = next(
        f for f in page.findChildren(QLineEdit) if f.accessibleName() == "The next question"
    )
    field.setFocus()
    for number in range(4):
        QTest.keyClicks(field, f"What about number {number}?")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.hasFocus()
        qtbot.waitUntil(lambda: seen_in(window, field, field.rect()))


def test_what_stands_beside_a_label_is_reached_after_its_field(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    entry = SPECS["lab_panel"].entity(id="new")
    dialog = EntryDialog(theme, session.case, entry, None, new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    names = [stop.accessibleName() for stop in stops_in(dialog)]
    assert names[:2] == ["Date", "Choose from a calendar"]
    assert names.index("Laboratory") < names.index("No value for “Laboratory”, and why")

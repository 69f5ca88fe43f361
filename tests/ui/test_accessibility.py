"""Everything the keyboard reaches has a name, is reached in the order one reads, and is seen."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.case.case import SPECS
from app.settings import Settings
from app.ui.ask import Ask
from app.ui.buttons import Button
from app.ui.focus_ring import FocusRing
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.main_window import MainWindow
from app.ui.start.new_case_dialog import NewCaseDialog
from app.ui.start.welcome_window import WelcomeWindow
from app.ui.theme import Theme, ThemeChoice
from app.usecases.session import Session
from tests.ui.answers import Answers

PAGES = ["overview", "history", "labs", "medicines", "documents", "trials", "access", "team"]
PAGES += ["appointments", "print", "log", "settings", "help", "therapies"]


def focusable(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled():
            yield widget


def nameless(window: QWidget) -> list[str]:
    """Return the focusable widgets a screen reader would have no name for."""
    found = []
    for widget in focusable(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_everything_on_a_page_has_a_name(window: MainWindow, page: str) -> None:
    window.open_page(page)
    assert nameless(window) == []


def test_everything_in_the_welcome_has_a_name(theme: Theme, qtbot: QtBot) -> None:
    welcome = WelcomeWindow(theme, Settings(), Ask())
    qtbot.addWidget(welcome)
    welcome.show()
    assert nameless(welcome) == []


def test_everything_in_the_new_case_dialog_has_a_name(
    theme: Theme, answers: Answers, qtbot: QtBot
) -> None:
    dialog = NewCaseDialog(theme, answers, None, None)
    qtbot.addWidget(dialog)
    dialog.protection.protect.setChecked(True)
    dialog.show()
    assert nameless(dialog) == []


@pytest.mark.parametrize("table", [t for t, s in SPECS.items() if s.parent is None])
def test_everything_in_a_form_has_a_name(
    table: str, theme: Theme, session: Session, qtbot: QtBot
) -> None:
    entry = SPECS[table].entity(id="new")
    dialog = EntryDialog(theme, session.case, entry, None, new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []


def test_tab_goes_through_the_form_as_one_reads(
    theme: Theme, session: Session, qtbot: QtBot
) -> None:
    entry = SPECS["appointment"].entity(id="new")
    dialog = EntryDialog(theme, session.case, entry, None, new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    first = dialog.field("date").field.line
    first.setFocus()
    seen: list[QWidget] = []
    for _ in range(200):
        here = dialog.focusWidget()
        if here in seen:
            break
        seen.append(here)
        dialog.focusNextChild()
    names = ["date", "time", "type", "with_whom", "place", "purpose", "note"]
    places = [seen.index(dialog.field(name).focus_widget) for name in names]
    assert places == sorted(places)
    assert dialog.accept_button in seen
    assert dialog.cancel_button in seen


def test_tab_leaves_no_part_of_the_window_out_and_is_never_trapped(window: MainWindow) -> None:
    window.activateWindow()
    window.header.title.setFocus()
    seen: set[int] = set()
    for _ in range(400):
        here = window.focusWidget()
        if here is None or id(here) in seen:
            break
        seen.add(id(here))
        window.focusNextChild()
    reachable = {id(w) for w in focusable(window)}
    missing = [w for w in focusable(window) if id(w) in reachable - seen]
    # Of a group of which one is chosen, Tab reaches the chosen one and arrows the others.
    assert [type(w).__name__ for w in missing if type(w).__name__ != "NavButton"] == []


@pytest.fixture
def two_buttons(theme: Theme, qtbot: QtBot) -> tuple[QWidget, Button, Button]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 120)
    first, second = Button(theme, "One"), Button(theme, "Two")
    for button, x in ((first, 20), (second, 150)):
        button.setParent(window)
        button.move(x, 40)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window, first, second


def painted(window: QWidget, rect: QRect, colour: str) -> int:
    """Count the pixels of a colour inside a rectangle."""
    image = window.grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = [
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    ]
    return wanted.count(colour)


def test_the_focus_ring_lies_outside_the_button_and_moves_nothing(
    two_buttons: tuple[QWidget, Button, Button], theme: Theme, qapp: QApplication
) -> None:
    window, first, second = two_buttons
    ring = FocusRing(qapp, theme)
    place = first.geometry()
    second.setFocus(Qt.FocusReason.TabFocusReason)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    around = place.adjusted(-6, -6, 6, 6)
    assert painted(window, around, theme.colours.focus.lower()) > 100
    assert painted(window, place, theme.colours.focus.lower()) == 0
    assert first.geometry() == place
    second.setFocus(Qt.FocusReason.TabFocusReason)
    assert painted(window, around, theme.colours.focus.lower()) == 0
    ring.deleteLater()


def test_the_focus_ring_stays_when_colours_or_sizes_change(
    two_buttons: tuple[QWidget, Button, Button], theme: Theme, qapp: QApplication
) -> None:
    window, first, second = two_buttons
    ring = FocusRing(qapp, theme)
    second.setFocus(Qt.FocusReason.TabFocusReason)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    for change in (
        lambda: theme.choose(ThemeChoice.DARK),
        lambda: theme.set_text_percent(200),
        lambda: theme.choose(ThemeChoice.LIGHT),
    ):
        change()
        for _ in range(5):
            qapp.processEvents()
        around = first.geometry().adjusted(-6, -6, 6, 6)
        assert painted(window, around, theme.colours.focus.lower()) > 100
    ring.deleteLater()


def clipped(window: QWidget) -> list[str]:
    """Return the labels whose words have no room, and do not shorten themselves."""
    found = []
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text() or type(label).__name__ == "ElidedLabel":
            continue
        if label.wordWrap():
            cut = label.heightForWidth(label.width()) > label.height() + 1
        else:
            cut = label.sizeHint().width() > label.width() + 1
        if cut:
            found.append(label.text())
    for button in window.findChildren(QPushButton):
        if button.property("kind") == "link" and button.toolTip():
            continue  # it shortens by itself; the whole is in its tooltip
        if button.isVisible() and button.text() and button.sizeHint().width() > button.width() + 1:
            found.append(button.text())
    return found


def come_to_rest(window: MainWindow) -> None:
    """Wait for what is made beside the window, and for layouts that settle one after the other."""
    quiet = 0
    for _ in range(400):
        QApplication.processEvents()
        quiet = 0 if window._around.jobs.busy or clipped(window) else quiet + 1
        if quiet == 3:
            return
        QTest.qWait(5)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_clipped_at_the_smallest_window(
    window: MainWindow, theme: Theme, page: str, percent: int
) -> None:
    window.resize(1024, 640)
    theme.set_text_percent(percent)
    window.open_page(page)
    come_to_rest(window)
    assert clipped(window) == []
    shown = window.pages.page
    assert shown is not None
    assert shown.minimumSizeHint().width() <= window.pages.width()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_clipped_in_dialogs(
    theme: Theme, session: Session, answers: Answers, percent: int, qtbot: QtBot
) -> None:
    theme.set_text_percent(percent)
    makers: list[Callable[[], QWidget]] = [
        lambda: NewCaseDialog(theme, answers, None, None),
        lambda: EntryDialog(theme, session.case, SPECS["treatment"].entity(id="n"), None, new=True),
    ]
    for make in makers:
        dialog = make()
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.grab()
        assert clipped(dialog) == []

"""Nothing is cut off: at 1024 x 640, at 200 % text, in a language 40 % longer than English."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.case.case import SPECS
from app.settings import Settings
from app.ui.ask import Ask
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.labels import ElidedLabel
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.places import makers
from app.ui.start.new_case_dialog import NewCaseDialog
from app.ui.start.welcome_window import WelcomeWindow
from app.ui.theme import Theme
from app.usecases.session import Session
from tests.ui.answers import Answers
from tests.ui.longer_language import LongerLanguage

SMALLEST = (1024, 640)
SLACK = 2
"""Pixels by which Qt's own rounding may cut."""


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    """Speak the longer language."""
    language = LongerLanguage()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


@pytest.fixture
def large(theme: Theme) -> None:
    """Write at 200 %."""
    theme.set_text_percent(200)


def clipped(window: QWidget) -> list[str]:
    """Return what is cut off: words wider or higher than their place, or outside the window."""
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}: {_words(widget)[:60]!r}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and _words(widget) and (_is_cut(widget) or _is_outside(widget))
    ]


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def _is_cut(widget: QWidget) -> bool:
    if _is_squeezed(widget):
        return True
    if isinstance(widget, ElidedLabel):
        return False  # it shortens by itself; the whole is in its tooltip
    if isinstance(widget, QToolButton) and not widget.icon().isNull():
        return False  # its words are for a screen reader only
    if isinstance(widget, QLabel):
        return _label_is_cut(widget)
    if isinstance(widget, QPushButton):
        return widget.width() + SLACK < widget.minimumSizeHint().width()
    room = widget.contentsRect().width()
    return room + SLACK < QFontMetrics(widget.font()).horizontalAdvance(_words(widget))


def _is_squeezed(widget: QWidget) -> bool:
    """Whether its lower edge lies below what holds it."""
    holder = widget.parentWidget()
    return holder is not None and widget.geometry().bottom() > holder.rect().bottom() + SLACK


def _label_is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() + SLACK < label.heightForWidth(label.width())
    wanted = label.sizeHint()
    return label.width() + SLACK < wanted.width() or label.height() + SLACK < wanted.height()


def _is_outside(widget: QWidget) -> bool:
    """Whether a widget sticks out at the side of what holds it; downwards one may scroll."""
    own = QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
    holder = widget.parentWidget()
    while holder is not None:
        room = QRect(holder.mapToGlobal(QPoint(0, 0)), holder.size())
        if own.left() < room.left() - SLACK or own.right() > room.right() + SLACK:
            return not _scrolls_sideways(holder)
        if holder.isWindow():
            break
        holder = holder.parentWidget()
    return False


def _scrolls_sideways(holder: QWidget) -> bool:
    above = holder.parentWidget()
    areas = (area for area in (holder, above) if isinstance(area, QAbstractScrollArea))
    hidden = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return any(
        area.horizontalScrollBar().maximum() > 0 and area.horizontalScrollBarPolicy() != hidden
        for area in areas
    )


def open_page(
    around: Surroundings, qtbot: QtBot, key: str, size: tuple[int, int] = SMALLEST
) -> MainWindow:
    window = MainWindow(around)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.open_page(key)
    quiet = 0
    for _ in range(400):
        QApplication.processEvents()
        quiet = 0 if around.jobs.busy or clipped(window) else quiet + 1
        if quiet == 3:
            break
        QTest.qWait(5)
    return window


@pytest.mark.parametrize("key", sorted(makers()))
def test_nothing_is_cut_in_a_small_window(around: Surroundings, qtbot: QtBot, key: str) -> None:
    assert clipped(open_page(around, qtbot, key)) == []


@pytest.mark.parametrize("key", sorted(makers()))
@pytest.mark.usefixtures("large")
def test_nothing_is_cut_with_large_text(around: Surroundings, qtbot: QtBot, key: str) -> None:
    assert clipped(open_page(around, qtbot, key)) == []


@pytest.mark.parametrize("key", sorted(makers()))
@pytest.mark.usefixtures("large")
def test_no_page_scrolls_sideways(around: Surroundings, qtbot: QtBot, key: str) -> None:
    assert sideways(open_page(around, qtbot, key)) == []


@pytest.mark.parametrize("table", [t for t, s in SPECS.items() if s.parent is None])
@pytest.mark.usefixtures("large")
def test_no_form_scrolls_sideways(table: str, theme: Theme, session: Session, qtbot: QtBot) -> None:
    rows = session.case.all(SPECS[table].entity)
    entry = rows[-1] if len(rows) else SPECS[table].entity(id="new")
    dialog = EntryDialog(theme, session.case, entry, None, new=not len(rows))
    shown_small(dialog, qtbot)
    assert sideways(dialog) == []


def sideways(window: QWidget) -> list[str]:
    """Return what scrolls sideways in a window."""
    areas = window.findChildren(QAbstractScrollArea)
    return [type(area).__name__ for area in areas if area.horizontalScrollBar().isVisible()]


@pytest.mark.parametrize("key", sorted(makers()))
@pytest.mark.usefixtures("longer", "large")
def test_nothing_is_cut_in_a_longer_language(around: Surroundings, qtbot: QtBot, key: str) -> None:
    window = open_page(around, qtbot, key)
    assert window.width() == SMALLEST[0]
    assert clipped(window) == []


@pytest.mark.parametrize("table", [t for t, s in SPECS.items() if s.parent is None])
@pytest.mark.usefixtures("longer", "large")
def test_no_form_is_cut_in_a_longer_language(
    table: str, theme: Theme, session: Session, qtbot: QtBot
) -> None:
    rows = session.case.all(SPECS[table].entity)
    entry = rows[-1] if len(rows) else SPECS[table].entity(id="new")
    dialog = EntryDialog(theme, session.case, entry, None, new=not len(rows))
    assert shown_small(dialog, qtbot) == []


@pytest.mark.usefixtures("longer", "large")
def test_the_first_run_is_not_cut(theme: Theme, answers: Answers, qtbot: QtBot) -> None:
    assert shown_small(WelcomeWindow(theme, Settings(), Ask()), qtbot) == []
    dialog = NewCaseDialog(theme, answers, None, None)
    dialog.protection.protect.setChecked(True)
    assert shown_small(dialog, qtbot) == []


def shown_small(window: QWidget, qtbot: QtBot) -> list[str]:
    """Show a window in the smallest size and return what is cut off in it."""
    qtbot.addWidget(window)
    window.show()
    window.resize(min(window.width(), SMALLEST[0]), min(window.height(), SMALLEST[1]))
    for _ in range(12):
        QApplication.processEvents()
    assert window.width() <= SMALLEST[0]
    assert window.height() <= SMALLEST[1]
    return clipped(window)

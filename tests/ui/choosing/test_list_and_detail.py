"""A list and the chosen thing: what stays when there is room for only one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.theme import Theme

WIDE = 1200
NARROW = 400


class _Both:
    """A button and a line in the list, a line in the detail."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.pressed: list[bool] = []
        self.filter = QLineEdit()
        button = QPushButton("Add…")
        button.clicked.connect(self.pressed.append)
        self.line = QLineEdit()
        self.shown = ListAndDetail(theme, _column(button, self.filter), _column(self.line), "All")
        qtbot.addWidget(self.shown)
        self.shown.resize(WIDE, 600)
        self.shown.show()

    @property
    def focus(self) -> QWidget | None:
        return self.shown.window().focusWidget()


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    for widget in widgets:
        column.addWidget(widget)
    return holder


@pytest.fixture
def both(theme: Theme, qtbot: QtBot) -> _Both:
    return _Both(theme, qtbot)


def test_where_somebody_types_in_the_detail_the_detail_stays(both: _Both) -> None:
    both.line.setFocus()
    both.shown.resize(NARROW, 600)
    assert both.shown.narrow
    assert both.focus is both.line
    assert not both.shown.chooser.isVisible()
    assert both.line.isVisible()
    QTest.keyClicks(both.line, "a b ")
    QTest.keyClick(both.line, Qt.Key.Key_Space)
    assert both.pressed == []
    both.shown.resize(WIDE, 600)
    assert both.shown.chooser.isVisible()
    assert both.focus is both.line


def test_larger_text_keeps_the_detail_too(both: _Both, theme: Theme) -> None:
    both.shown.resize(800, 600)
    both.line.setFocus()
    assert not both.shown.narrow
    theme.set_text_percent(200)
    assert both.shown.narrow
    assert both.focus is both.line
    assert both.line.isVisible()


def test_where_somebody_types_in_the_list_the_list_stays(both: _Both) -> None:
    both.shown.show_detail()
    both.filter.setFocus()
    both.shown.resize(NARROW, 600)
    assert both.filter.isVisible()
    assert both.focus is both.filter
    assert not both.line.isVisible()


def test_the_list_and_the_detail_are_shown_in_turn(both: _Both) -> None:
    both.shown.resize(NARROW, 600)
    both.shown.show_detail()
    assert both.line.isVisible()
    both.shown.back.click()
    assert both.filter.isVisible()
    assert not both.line.isVisible()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_is_read_alone_stays_alone(theme: Theme, qtbot: QtBot, width: int) -> None:
    both = _Both(theme, qtbot)
    shown = both.shown
    shown.resize(width, 600)
    shown.show_detail()
    shown.show_alone(True)
    shown.resize(width + 10, 600)
    assert shown.chooser.isHidden()
    assert shown.back.isHidden()
    shown.show_alone(False)
    assert shown.chooser.isHidden() == (width == NARROW)
    assert shown.back.isHidden() == (width == WIDE)

"""Boxes and circles to choose with, whose words shorten where they have no room.

The whole is in the tooltip and in the name that a screen reader says.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from app.ui.buttons import escape_ampersand
from app.ui.labels import plain_tooltip

_FEWEST_LETTERS = 6


class ShortRadio(QRadioButton):
    """A circle to choose with."""

    def __init__(self, words: str) -> None:
        super().__init__(escape_ampersand(words))
        _name(self, words)

    def minimumSizeHint(self) -> QSize:
        """Be content with a few letters."""
        return _small(super().minimumSizeHint())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the choice with as much of its words as there is room for."""
        _paint(self, QStyle.ControlElement.CE_RadioButton)


class ShortCheckBox(QCheckBox):
    """A box to tick."""

    def __init__(self, words: str) -> None:
        super().__init__(escape_ampersand(words))
        _name(self, words)

    def minimumSizeHint(self) -> QSize:
        """Be content with a few letters."""
        return _small(super().minimumSizeHint())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box with as much of its words as there is room for."""
        _paint(self, QStyle.ControlElement.CE_CheckBox)


def _name(button: ShortRadio | ShortCheckBox, words: str) -> None:
    button.setAccessibleName(words)
    button.setToolTip(plain_tooltip(words))
    button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


def _small(size: QSize) -> QSize:
    return QSize(min(size.width(), _FEWEST_LETTERS * size.height()), size.height())


def _paint(button: ShortRadio | ShortCheckBox, control: QStyle.ControlElement) -> None:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    missing = button.sizeHint().width() - button.width()
    if missing > 0:
        room = button.fontMetrics().horizontalAdvance(button.text()) - missing
        end = Qt.TextElideMode.ElideRight
        option.text = button.fontMetrics().elidedText(button.text(), end, room)
    QStylePainter(button).drawControl(control, option)

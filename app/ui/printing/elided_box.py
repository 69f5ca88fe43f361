"""A check box whose words shorten with "…" where there is no room, which Qt's own would cut."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from app.ui.labels import plain_tooltip


class ElidedBox(QCheckBox):
    """A check box in a line; the whole of its words is in its name and, shortened, its tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Be content with a few letters."""
        size = super().minimumSizeHint()
        return QSize(min(size.width(), 8 * self.fontMetrics().averageCharWidth()), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole of shortened words in the tooltip."""
        super().resizeEvent(event)
        self.setToolTip(plain_tooltip(self._words) if self._missing() > 0 else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box with as much of its words as there is room for."""
        missing = self._missing()
        if missing <= 0:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.fontMetrics().horizontalAdvance(self._words) - missing
        option.text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, max(room, 0)
        )
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_CheckBox, option)

    def _missing(self) -> int:
        return self.sizeHint().width() - self.width()

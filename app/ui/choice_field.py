"""A field that opens a list to choose from, drawn like the other fields."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from app.ui.icons import paint_icon
from app.ui.theme import Theme
from app.ui.tokens import BODY, HEIGHT_CONTROL, RADIUS_CONTROL

_PAD = 11
_ARROW = 16


class ChoiceField(QComboBox):
    """A closed list: what is not in it cannot be typed."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def sizeHint(self) -> QSize:
        """Ask for room for the longest entry, within reason."""
        entries = (self.itemText(i) for i in range(self.count()))
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in entries), default=60)
        width = min(widest, self._theme.px(320)) + 2 * _PAD + self._theme.px(_ARROW) + 8
        return QSize(width, self._theme.px(HEIGHT_CONTROL))

    def minimumSizeHint(self) -> QSize:
        """Be content with a few letters."""
        return QSize(self._theme.px(90), self._theme.px(HEIGHT_CONTROL))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past must not change a choice."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, words and arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("field_border"), 1))
        painter.setBrush(self._theme.colour("surface"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
        side = self._theme.px(_ARROW)
        arrow = QRectF(self.width() - side - _PAD, (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", self._theme.colour("text"), arrow)
        self._paint_words(painter, arrow.left() - 4)
        painter.end()

    def _paint_words(self, painter: QPainter, end: float) -> None:
        painter.setFont(self._theme.font(BODY))
        painter.setPen(self._theme.colour("text"))
        room = QRectF(_PAD, 0, end - _PAD, self.height())
        words = painter.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

"""The circle in front of a step: a tick, an hourglass, a dash or a number, on a line downwards."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.theme import Theme
from app.ui.tokens import SMALL_STRONG
from app.usecases.access_view import DONE, NOT_NEEDED, WAITING

_SIZE = 26
_ICON = 15


class StepMarker(QWidget):
    """How one step stands, told by shape and not by colour alone."""

    def __init__(self, theme: Theme, number: int, state: str, *, current: bool, last: bool) -> None:
        super().__init__()
        self._theme = theme
        self._number, self._state = number, state
        self._current, self._last = current, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Follow the text size; the line goes as far down as the step is high."""
        side = self._theme.px(_SIZE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line and the circle over it."""
        side = self._theme.px(_SIZE)
        circle = QRectF(1, 1, side - 2, side - 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._last:
            painter.setPen(QPen(self._theme.colour("hairline"), 1.5))
            x = circle.center().x()
            painter.drawLine(QPointF(x, circle.bottom()), QPointF(x, self.height()))
        self._paint_circle(painter, circle)
        painter.end()

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        theme = self._theme
        if self._state == DONE:
            self._fill(painter, circle, theme.colour("accent"), theme.colour("accent"))
            self._icon(painter, circle, "check", "on_accent")
        elif self._state == WAITING:
            self._fill(painter, circle, theme.colour("note_bg"), theme.colour("note"))
            self._icon(painter, circle, "hourglass", "note")
        elif self._state == NOT_NEEDED:
            self._fill(painter, circle, theme.colour("sunken"), theme.colour("field_border"))
            self._icon(painter, circle, "minus", "muted")
        else:
            colour = "ask" if self._current else "field_border"
            ground = "ask_bg" if self._current else "surface"
            self._fill(painter, circle, theme.colour(ground), theme.colour(colour))
            painter.setFont(theme.font(SMALL_STRONG))
            painter.setPen(theme.colour("ask" if self._current else "text"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _fill(self, painter: QPainter, circle: QRectF, ground: QColor, edge: QColor) -> None:
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(ground)
        painter.drawEllipse(circle)

    def _icon(self, painter: QPainter, circle: QRectF, name: str, colour: str) -> None:
        side = self._theme.px(_ICON)
        place = QRectF(0, 0, side, side)
        place.moveCenter(circle.center())
        paint_icon(painter, name, self._theme.colour(colour), place)

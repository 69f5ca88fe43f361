"""A small line of the last values of a test, with a dot at the newest."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme

_WIDTH, _HEIGHT = 104, 24
_DOT = 3.0


class Sparkline(QWidget):
    """Draws points (day number, value) to scale; the words beside it say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: list[tuple[float, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw other points, oldest first; one point alone is a dot."""
        self._points = list(points)
        self.update()

    def sizeHint(self) -> QSize:
        """Follow the text size in height."""
        return QSize(_WIDTH, self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line and the dot."""
        if not self._points:
            return
        placed = self._placed()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("accent"), 1.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(placed))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawEllipse(placed[-1], _DOT, _DOT)
        painter.end()

    def _placed(self) -> list[QPointF]:
        xs = [x for x, _ in self._points]
        ys = [y for _, y in self._points]
        left, wide = xs[0], (xs[-1] - xs[0]) or 1.0
        low, high = min(ys), (max(ys) - min(ys)) or 1.0
        room_x = self.width() - 2 * _DOT - 2
        room_y = self.height() - 2 * _DOT - 4
        flat = max(ys) == min(ys)
        return [
            QPointF(
                _DOT + 1 + room_x * ((x - left) / wide if len(xs) > 1 else 1.0),
                _DOT + 2 + room_y * (0.5 if flat else 1 - (y - low) / high),
            )
            for x, y in self._points
        ]

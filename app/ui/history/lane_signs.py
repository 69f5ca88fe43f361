"""The signs of the course: points that tell what was found, and bars with uncertain ends."""

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.ui.charts.chart_view import ChartView

_NOTCH = 4.0


def paint_found_sign(chart: ChartView, painter: QPainter, state: str, place: QRectF) -> None:
    """Draw a point: filled where leukemia was found, hollow where not; a square tells neither.

    A stroke is a check whose result stands in words only, such as "Stable": a hollow point would
    say that nothing was found.
    """
    pen: QPen = chart.pen("text", 2)
    painter.setPen(pen)
    painter.setBrush(chart.theme.colour("text" if state == "found" else "surface"))
    if state == "check":
        painter.drawLine(
            QPointF(place.center().x(), place.top()), QPointF(place.center().x(), place.bottom())
        )
    elif state == "share_only":
        painter.drawRect(place)
    else:
        painter.drawEllipse(place)


def notched(box: QRectF, start: bool, end: bool, radius: float) -> QPainterPath:
    """Return a bar whose uncertain ends have teeth."""
    path = QPainterPath()
    if not start and not end:
        path.addRoundedRect(box, radius, radius)
        return path
    teeth = max(round(box.height() / 2 / _NOTCH), 2)
    depth = min(_NOTCH, box.width() / 3)
    path.moveTo(box.topLeft())
    path.lineTo(box.topRight())
    path = _teeth(path, box.right(), box.top(), box.bottom(), teeth, -depth if end else 0.0)
    path.lineTo(box.bottomLeft())
    path = _teeth(path, box.left(), box.bottom(), box.top(), teeth, depth if start else 0.0)
    path.closeSubpath()
    return path


def _teeth(
    path: QPainterPath, x: float, start: float, end: float, count: int, depth: float
) -> QPainterPath:
    if math.isclose(depth, 0):
        path.lineTo(x, end)
        return path
    step = (end - start) / (2 * count)
    for tooth in range(count):
        path.lineTo(x, start + (2 * tooth + 0.5) * step)
        path.lineTo(x + depth, start + (2 * tooth + 0.5) * step)
        path.lineTo(x + depth, start + (2 * tooth + 1.5) * step)
        path.lineTo(x, start + (2 * tooth + 1.5) * step)
    path.lineTo(x, end)
    return path

"""The line above the course that says what its signs mean."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.ui.charts.chart_view import ChartView
from app.ui.history.lane_signs import notched, paint_found_sign
from app.ui.tokens import SMALL
from app.ui.words import translate


def paint_legend(
    chart: ChartView, painter: QPainter, top: float, signs: Sequence[tuple[str, str]]
) -> None:
    """Say what the signs mean, each by its kind and words, as far as there is room."""
    px = chart.theme.px
    middle, x = top + px(13), float(px(12))
    chart.take(painter, SMALL, "muted")
    words = translate("Course", "Numbers match the table below.")
    x += _legend_words(chart, painter, x, middle, words) + px(16)
    for sign, words in signs:
        width = chart.font_metrics(SMALL).horizontalAdvance(words) + px(26)
        if x + width > chart.width():
            return
        if sign == "notched":
            box = QRectF(x - px(8), middle - px(6), px(20), px(12))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(chart.theme.colour("accent"))
            painter.drawPath(notched(box, False, True, 1))
        else:
            place = QRectF(x, middle - px(5), px(10), px(10))
            paint_found_sign(chart, painter, sign, place)
        chart.take(painter, SMALL, "muted")
        x += px(18) + _legend_words(chart, painter, x + px(18), middle, words) + px(18)


def _legend_words(
    chart: ChartView, painter: QPainter, x: float, middle: float, words: str
) -> float:
    width = chart.font_metrics(SMALL).horizontalAdvance(words)
    height = chart.theme.px(20)
    room = QRectF(x, middle - height / 2, width + 4, height)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
    return float(width)

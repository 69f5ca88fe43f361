"""How the focus ring is drawn: 2 pixels of the focus colour outside a gap of 2.

A widget cannot paint outside itself. Qt's `QFocusFrame` can: it lies over the focused widget and
asks its style to draw. Only the frame has this style: Qt asks a style thousands of times for every
page, and each question that is answered in Python would be felt.
"""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from app.ui.theme import Theme
from app.ui.tokens import FOCUS_GAP, FOCUS_RING, RADIUS_CONTROL

_REACH = FOCUS_RING + FOCUS_GAP


class FocusStyle(QProxyStyle):
    """Fusion, with our focus ring."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        """Have the ring lie above the widget; nothing else differs."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, data)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Give the reach of the ring."""
        wanted = QStyle.PixelMetric
        if metric in (wanted.PM_FocusFrameHMargin, wanted.PM_FocusFrameVMargin):
            return _REACH
        return super().pixelMetric(metric, option, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the ring in the place of Fusion's."""
        if element == QStyle.ControlElement.CE_FocusFrame:
            paint_focus_ring(painter, option.rect, self._theme.colour("focus"))
            return
        super().drawControl(element, option, painter, widget)


def paint_focus_ring(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Draw the ring just inside `rect`, which reaches 4 pixels beyond the widget."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, FOCUS_RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = FOCUS_RING / 2
    radius = RADIUS_CONTROL + FOCUS_GAP
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()

"""Check boxes where a table paints its own, as the stylesheet's marks look."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOption

from app.ui.theme import Theme

_TICK = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.32))


def paint_check_box(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    """Draw the square of a check box: empty, ticked, or half (some of several)."""
    rect, state = _place(option)
    marked = bool(state & (QStyle.StateFlag.State_On | QStyle.StateFlag.State_NoChange))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _set_colours(painter, theme, marked, enabled=_is_enabled(state))
    painter.drawRoundedRect(rect, 4, 4)
    if state & QStyle.StateFlag.State_On:
        _paint_tick(painter, rect, theme.colour("on_accent"))
    elif marked:
        _paint_dash(painter, rect, theme.colour("on_accent"))
    painter.restore()


def _place(option: QStyleOption) -> tuple[QRectF, QStyle.StateFlag]:
    rect = QRectF(option.rect)
    state: QStyle.StateFlag = option.state
    side = min(rect.width(), rect.height()) - 2
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    return square, state


def _is_enabled(state: QStyle.StateFlag) -> bool:
    return bool(state & QStyle.StateFlag.State_Enabled)


def _set_colours(painter: QPainter, theme: Theme, marked: bool, *, enabled: bool) -> None:
    mark = "accent" if enabled else "muted"
    painter.setPen(QPen(theme.colour(mark if marked else "field_border"), 1.25))
    painter.setBrush(theme.colour(mark if marked else "surface" if enabled else "sunken"))


def _paint_tick(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    points = [QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()) for x, y in _TICK]
    pen = QPen(colour, max(2.0, rect.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))


def _paint_dash(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2))
    middle = rect.center().y()
    painter.drawLine(QPointF(rect.left() + 4, middle), QPointF(rect.right() - 4, middle))

"""Check boxes, radio buttons and the arrows of sorted columns, drawn from the token table."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionHeader

from app.ui.icons import paint_icon
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


def paint_radio_button(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    """Draw the circle of a radio button, with a dot when chosen."""
    rect, state = _place(option)
    chosen = bool(state & QStyle.StateFlag.State_On)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    enabled = _is_enabled(state)
    mark = theme.colour("accent" if enabled else "muted")
    painter.setPen(QPen(mark if chosen else theme.colour("field_border"), 1.25))
    painter.setBrush(theme.colour("surface" if enabled else "sunken"))
    painter.drawEllipse(rect)
    if chosen:
        inset = rect.width() * 0.24
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
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


def paint_sort_arrow(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    """Draw the arrow of a sorted column: down where the newest or highest stands first."""
    if not isinstance(option, QStyleOptionHeader):
        return
    up = option.sortIndicator == QStyleOptionHeader.SortIndicator.SortDown
    side = theme.px(14)
    place = QRectF(0, 0, side, side)
    place.moveCenter(QRectF(option.rect).center())
    paint_icon(painter, "arrow-up" if up else "arrow-down", theme.colour("muted"), place)

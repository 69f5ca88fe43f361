"""A calendar leaf: month, day, weekday."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.case.partial_date import PartialDate
from app.ui.theme import Theme
from app.ui.tokens import SECTION, SMALL, SMALL_STRONG, TypeStyle
from app.ui.words import month_short, weekday_short

_NUMBER = TypeStyle(24, 30, 600)
_SIZE = (60, 80)
_HEAD = 23


class DateTile(QWidget):
    """Shows a day; where only month or year are known, only those."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._date: PartialDate | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_date(self, day: PartialDate | None) -> None:
        """Show another day."""
        self._date = day
        self.setVisible(day is not None)
        self.setAccessibleName(day.words() if day else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Follow the text size."""
        return QSize(self._theme.px(_SIZE[0]), self._theme.px(_SIZE[1]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the leaf."""
        if self._date is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        head = self._theme.px(_HEAD)
        self._paint_leaf(painter, rect, head)
        month = month_short(self._date.month) if self._date.month else ""
        self._write(painter, QRectF(0, 0, rect.width(), head), month, SMALL_STRONG, "on_accent")
        self._paint_below(painter, QRectF(0, head, rect.width(), rect.height() - head))
        painter.end()

    def _paint_leaf(self, painter: QPainter, rect: QRectF, head: int) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(rect, 6, 6)
        painter.fillPath(outline, self._theme.colour("surface"))
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width(), head))
        painter.fillPath(outline, self._theme.colour("accent"))
        painter.restore()
        painter.setPen(QPen(self._theme.colour("hairline"), 1))
        painter.drawPath(outline)

    def _paint_below(self, painter: QPainter, room: QRectF) -> None:
        day = self._date
        if day is None:
            return
        if day.day is None or day.month is None:
            self._write(painter, room, str(day.year), SECTION, "text")
            return
        half = room.height() * 0.6
        number = QRectF(room.x(), room.y() + 1, room.width(), half)
        weekday = QRectF(room.x(), room.y() + half - 2, room.width(), room.height() - half)
        self._write(painter, number, str(day.day), _NUMBER, "text")
        name = weekday_short(date(day.year, day.month, day.day))
        self._write(painter, weekday, name, SMALL, "muted")

    def _write(
        self, painter: QPainter, room: QRectF, words: str, style: TypeStyle, colour: str
    ) -> None:
        painter.setFont(self._theme.font(style))
        painter.setPen(self._theme.colour(colour))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

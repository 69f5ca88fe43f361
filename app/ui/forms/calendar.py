"""A month to choose a day from, in our colours.

Qt's own draws weekends in a red that means nothing here, days of other months like those of this
one, and arrows that a dark ground swallows.
"""

from PySide6.QtCore import QDate, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from app.ui.theme import Theme
from app.ui.tokens import HEIGHT_SMALL, ICON

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class Calendar(QCalendarWidget):
    """One month."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        ordinary = QTextCharFormat()
        ordinary.setForeground(theme.colour("text"))
        for day in _WEEKEND:
            self.setWeekdayTextFormat(day, ordinary)
        for name, icon, words in (
            ("qt_calendar_prevmonth", "chevron-left", self.tr("Month before")),
            ("qt_calendar_nextmonth", "chevron-right", self.tr("Next month")),
        ):
            self._dress(theme, name, icon, words)

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        """Draw a day; those of the months beside it are quieter."""
        if date.month() == self.monthShown():
            super().paintCell(painter, rect, date)
            return
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(date.day()))

    def _dress(self, theme: Theme, name: str, icon: str, words: str) -> None:
        button = self.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
            button.setMinimumSize(theme.px(HEIGHT_SMALL), theme.px(HEIGHT_SMALL))
            button.setAccessibleName(words)
            button.setToolTip(words)

"""One text field for a date as far as it is known: `2024`, `March 2024`, `about 12 Mar 2024`.

It says back how it read the text, and asks where numbers read two ways.
"""

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.case.partial_date import AmbiguousDate, PartialDate, read_date
from app.ui.buttons import Button, IconButton
from app.ui.forms.calendar import Calendar
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8


class DateField(QWidget):
    """A line to type into, a calendar, and two buttons where a date reads two ways.

    Signals:
        edited(): the text is another one.
        left(): the keyboard left the line; now problems may be shown.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("12 Mar 2024, March 2024 or 2024"))
        self.line.textChanged.connect(self._note_edit)
        self.line.editingFinished.connect(self._note_left)
        self._calendar = IconButton(theme, "calendar-days", self.tr("Choose from a calendar"))
        self._calendar.clicked.connect(self.open_calendar)
        self._first = Button(theme, "", kind="small")
        self._first.clicked.connect(self._take_first)
        self._second = Button(theme, "", kind="small")
        self._second.clicked.connect(self._take_second)
        self._lay_out()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.line.text().strip()

    def value(self) -> PartialDate | None:
        """Return the date, None for an empty field.

        Raises:
            ValueError: the text is no date, or reads two ways; a plain sentence.
        """
        if not self.text:
            return None
        read = read_date(self.text)
        if isinstance(read, AmbiguousDate):
            asked = self.tr("{first} or {second}? Please choose.")
            first, second = _without_year(read.first), _without_year(read.second)
            raise ValueError(asked.format(first=first, second=second))
        return read

    def show_value(self, day: PartialDate | None) -> None:
        """Put a date into the line."""
        self.line.setText(day.words() if day else "")

    @property
    def echo(self) -> str:
        """How the text was read, "" where it says nothing new or is not understood."""
        try:
            read = self.value()
        except ValueError:
            return ""
        if read is None or read.words() == self.text:
            return ""
        return self.tr("Read as {date}").format(date=read.words())

    @Slot()
    def open_calendar(self) -> None:
        """Open a calendar below the button."""
        menu = QMenu(self)
        calendar = Calendar(self._theme, menu)
        self._point_at_value(calendar)
        calendar.activated.connect(self._take_day)
        calendar.clicked.connect(self._take_day)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        self._menu = menu
        menu.popup(self._calendar.mapToGlobal(QPoint(0, self._calendar.height())))
        calendar.setFocus()

    def _point_at_value(self, calendar: Calendar) -> None:
        try:
            day = self.value()
        except ValueError:
            return
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month or 1, day.day or 1))

    @Slot(QDate)
    def _take_day(self, day: QDate) -> None:
        self.show_value(PartialDate(day.year(), day.month(), day.day()))
        self._menu.close()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take_first(self) -> None:
        self._take(0)

    @Slot()
    def _take_second(self) -> None:
        self._take(1)

    def _take(self, place: int) -> None:
        read = self._ambiguous()
        if read is not None:
            self.show_value(read[place])
            self.left.emit()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _note_edit(self) -> None:
        read = self._ambiguous()
        self._choices.setVisible(read is not None)
        if read is not None:
            self._first.say(_without_year(read.first))
            self._second.say(_without_year(read.second))
        self.edited.emit()

    @Slot()
    def _note_left(self) -> None:
        self.left.emit()

    def _ambiguous(self) -> AmbiguousDate | None:
        try:
            read = read_date(self.text) if self.text else None
        except ValueError:
            return None
        return read if isinstance(read, AmbiguousDate) else None

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(SPACE_4)
        across.addWidget(self.line, 1)
        across.addWidget(self._calendar)
        self._choices = QWidget()
        choices = QHBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(SPACE_8)
        choices.addWidget(self._first)
        choices.addWidget(self._second)
        choices.addStretch(1)
        self._choices.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addLayout(across)
        column.addWidget(self._choices)


def _without_year(day: PartialDate) -> str:
    return day.words(without_year=day.year)

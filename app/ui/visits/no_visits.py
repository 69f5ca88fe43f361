"""The empty state: the day of the next visit is enough to begin."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.forms.date_field import DateField
from app.ui.forms.labelled_field import LabelledField
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12, SPACE_20, SPACE_24


class NoVisits(Card):
    """Asks for the day of the next visit.

    Signals:
        day_given(object): the day.
    """

    day_given = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.date = DateField(theme)
        self._field = LabelledField(
            theme,
            self.tr("When is the next visit?"),
            self.date,
            hint=self.tr("The day is enough. Who and where can follow."),
            focus=self.date.line,
        )
        self._field.setMaximumWidth(theme.px(420))
        self.add = Button(theme, self.tr("Add this visit"), icon="calendar-plus")
        self.add.clicked.connect(self._take)
        self.date.line.returnPressed.connect(self._take)
        self.date.left.connect(self._echo)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_20)
        inside.setSpacing(SPACE_12)
        inside.addWidget(self._field)
        inside.addWidget(self.add)
        words = self.tr("Then write down what to ask, and print it all on one page for the doctor.")
        inside.addWidget(make_label(words, "muted", wrap=True))
        self.body.addLayout(inside)

    def set_writable(self, writable: bool, why: str = "") -> None:
        """Let a day be typed, or say why none can be."""
        for control in (self.date, self.add):
            control.setEnabled(writable)
        if not writable:
            self._field.say_chosen(why)

    @Slot()
    def _echo(self) -> None:
        try:
            self.date.value()
        except ValueError as error:
            self._field.say_problem(str(error))
            return
        self._field.say_read(self.date.echo) if self.date.echo else self._field.say_nothing()

    @Slot()
    def _take(self) -> None:
        try:
            day = self.date.value()
        except ValueError as error:
            self._field.say_problem(str(error))
            day = None
        else:
            if day is None:
                self._field.say_problem(self.tr("Write the day, such as 20 May 2026"))
        if day is None:
            self.date.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.day_given.emit(day)

"""When a medicine was stopped: one field, today already in it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.case.partial_date import PartialDate
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.date_field import DateField
from app.ui.forms.labelled_field import LabelledField
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12


class StopDialog(DialogFrame):
    """Asks for the last day, and for the reason if one likes.

    Attributes:
        on: the day, None where it was left empty.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None, medicine: str, today: PartialDate
    ) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Stopped on"),
            heading=self.tr("{medicine}: stopped on").format(medicine=medicine),
            below=self.tr("This only notes what the team has said. Ask before any change."),
            accept=self.tr("Note it"),
        )
        self.on: PartialDate | None = None
        self.date = DateField(theme)
        self.date.show_value(today)
        self._field = LabelledField(
            theme,
            self.tr("Last taken on"),
            self.date,
            hint=self.tr("A month is enough. Leave it empty if nobody knows."),
            focus=self.date.line,
        )
        self.why = QLineEdit()
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        column.addWidget(self._field)
        column.addWidget(LabelledField(theme, self.tr("Why, in a few words"), self.why))
        self.set_content(column, width=480)
        self.date.line.selectAll()

    @Slot()
    def finish(self) -> None:
        """Take the day, or say what is not understood."""
        try:
            self.on = self.date.value()
        except ValueError as error:
            self._field.say_problem(str(error))
            self.date.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()

"""When to ask a question again: at a visit, at whichever comes next, or on a day."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.case.entities import Appointment
from app.case.partial_date import PartialDate
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.date_field import DateField
from app.ui.labels import make_label
from app.ui.short_choices import ShortRadio
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8
from app.ui.visits.visit_words import visit_heading, visit_name

_MOST = 12


class AskAgainDialog(DialogFrame):
    """Offers the visits ahead, the next one whenever it is, and a day of one's own.

    Attributes:
        visit_id: the chosen visit, "" for none.
        on: the chosen day where there is no visit, None for none.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None, question: str, visits: Sequence[Appointment]
    ) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Ask again"),
            heading=self.tr("When to ask again?"),
            below=question,
            accept=self.tr("Ask again then"),
            footnote=self.tr("What was said at this visit stays with it."),
        )
        self.visit_id = ""
        self.on: PartialDate | None = None
        self._group = QButtonGroup(self)
        self._visits = {self._radio(_visit_words(v)): v.id for v in visits[:_MOST]}
        self.any_visit = self._radio(self.tr("At the next visit, whenever it is"))
        self.day = self._radio(self.tr("On a day without a visit"))
        self.date = DateField(theme)
        self.date.line.setAccessibleName(self.tr("Day to ask again"))
        self.date.edited.connect(self._choose_day)
        self._problem = make_label("", "problem", wrap=True)
        self._problem.hide()
        first = next(iter(self._visits), self.any_visit)
        first.setChecked(True)
        column = QVBoxLayout()
        column.setSpacing(SPACE_8)
        for radio in (*self._visits, self.any_visit, self.day):
            column.addWidget(radio)
        column.addWidget(self.date)
        column.addWidget(self._problem)
        column.addStretch(1)
        self.set_content(column, width=560)

    @property
    def radios(self) -> list[QRadioButton]:
        """Every choice, the visits first."""
        return [*self._visits, self.any_visit, self.day]

    def _radio(self, words: str) -> QRadioButton:
        radio = ShortRadio(words)
        self._group.addButton(radio)
        return radio

    @Slot()
    def _choose_day(self) -> None:
        if self.date.text:
            self.day.setChecked(True)

    @Slot()
    def finish(self) -> None:
        """Take the choice, or say what is not understood."""
        chosen = next(radio for radio in self.radios if radio.isChecked())
        self.visit_id = self._visits.get(chosen, "")
        self.on = None
        if chosen is self.day and not self._take_day():
            self.date.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()

    def _take_day(self) -> bool:
        try:
            self.on = self.date.value()
            said = "" if self.on else self.tr("Write the day, such as 20 May 2026")
        except ValueError as error:
            said = str(error)
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        return not said


def _visit_words(visit: Appointment) -> str:
    return f"{visit_heading(visit)}: {visit_name(visit)}"

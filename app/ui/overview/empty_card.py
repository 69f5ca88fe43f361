"""What a new case shows first: where to begin, without being asked for anything."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_20, SPACE_24


class EmptyCard(Card):
    """Three ways to begin.

    Signals:
        add_wanted(str): add a row to a table.
    """

    add_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        first = self.tr("Start with what you remember. A year is enough.")
        self.setAccessibleName(first)
        treatment = Button(theme, self.tr("Add a treatment"), icon="route", kind="filled")
        treatment.clicked.connect(self._want_treatment)
        visit = Button(theme, self.tr("Add an appointment"), icon="calendar-plus")
        visit.clicked.connect(self._want_appointment)
        document = Button(theme, self.tr("Add a document"), icon="file-plus")
        document.clicked.connect(self._want_document)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_12)
        column.addWidget(make_label(first, "section", wrap=True))
        second = self.tr("Everything can be changed or added later, in any order. It saves itself.")
        column.addWidget(make_label(second, "muted", wrap=True))
        buttons = FlowLayout(SPACE_8)
        for button in (treatment, visit, document):
            buttons.addWidget(button)
        column.addLayout(buttons)
        self.body.addLayout(column)

    @Slot()
    def _want_treatment(self) -> None:
        self.add_wanted.emit("treatment")

    @Slot()
    def _want_appointment(self) -> None:
        self.add_wanted.emit("appointment")

    @Slot()
    def _want_document(self) -> None:
        self.add_wanted.emit("document")

"""The page's own view: allergies, then the medicines taken now, then those stopped."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.medicines.allergies_card import AllergiesCard
from app.ui.medicines.medicine_table import MedicineTable
from app.ui.page import Surroundings
from app.ui.page_header import SearchField
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16


class MedicineLists(QWidget):
    """Allergies and medicines.

    Signals:
        add_wanted(): a new medicine.
        edit_wanted(str), duplicate_wanted(str), delete_wanted(str): the medicine of this id.
        stop_wanted(str), again_wanted(str): it was stopped, or is taken again.
        back_wanted(str): show what it said before.
    """

    add_wanted = Signal()
    edit_wanted = Signal(str)
    duplicate_wanted = Signal(str)
    delete_wanted = Signal(str)
    stop_wanted = Signal(str)
    again_wanted = Signal(str)
    back_wanted = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.allergies = AllergiesCard(around.theme)
        self.now = MedicineTable(around.theme, stopped=False)
        self.stopped = MedicineTable(around.theme, stopped=True)
        self.filter = SearchField(around.theme, self.tr("Find on this page"), "Ctrl+F")
        self.filter.textChanged.connect(self._filter)
        self.stop_button = self._button("circle-slash", self.tr("Stopped on…"), self._stop)
        self.again_button = self._button("undo-2", self.tr("Taken again"), self._again)
        self._lay_out()
        for table in (self.now, self.stopped):
            table.opened.connect(self.edit_wanted)
            table.duplicated.connect(self.duplicate_wanted)
            table.deleted.connect(self.delete_wanted)
            table.looked_back.connect(self.back_wanted)
            table.selectionModel().selectionChanged.connect(self._note_choice)
        self.now.stop_wanted.connect(self.stop_wanted)
        self.stopped.stop_wanted.connect(self.again_wanted)

    def show_case(self) -> None:
        """Read the case again; the chosen medicine stays chosen."""
        case = self._around.case
        self.allergies.show_allergies(
            case.facts.allergies, writable=case.session.read_only_because is None
        )
        for table in (self.now, self.stopped):
            chosen = table.current_id()
            table.entries.show_case(case.case)
            table.fit_height()
            if chosen:
                table.select(chosen)
        some, before = self.now.entries.rowCount(), self.stopped.entries.rowCount()
        self._now_card.setVisible(some > 0)
        self._stopped_card.setVisible(before > 0)
        self._bar.setVisible(some + before > 0)
        self._empty.setVisible(some == 0)
        self._note_choice()

    def open_medicine(self, medicine_id: str) -> None:
        """Choose a medicine."""
        for table in (self.now, self.stopped):
            if table.entries.row_of(medicine_id) >= 0:
                table.select(medicine_id)
                table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> str:
        """The id of the chosen medicine, "" where there is none."""
        first, second = self.now, self.stopped
        if second.hasFocus() and second.current_id():
            first, second = second, first
        return first.current_id() or second.current_id()

    def _lay_out(self) -> None:
        self._bar = QWidget()
        line = FlowLayout(SPACE_8)
        self._bar.setLayout(line)
        line.addWidget(self.filter)
        line.addWidget(self.stop_button)
        line.addWidget(self.again_button)
        line.addWidget(self._button("pencil", self.tr("Edit"), self._edit))
        line.addWidget(self._button("copy", self.tr("Duplicate"), self._duplicate))
        line.addWidget(self._button("trash-2", self.tr("Delete"), self._delete))
        self._now_card = _table_card(self.tr("Now"), self.now)
        self._stopped_card = _table_card(self.tr("Stopped"), self.stopped)
        self._empty = self._make_empty()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        for widget in (
            *(self.allergies, self._bar, self._empty, self._now_card, self._stopped_card),
        ):
            column.addWidget(widget)
        column.addStretch(1)

    def _make_empty(self) -> Card:
        card = Card()
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        inside.setSpacing(SPACE_12)
        inside.addWidget(make_label(self.tr("Add the medicines taken today."), wrap=True))
        inside.addWidget(self._button("plus", self.tr("Add medicine"), self._add))
        card.body.addLayout(inside)
        return card

    def _button(self, icon: str, words: str, act: Callable[[], None]) -> Button:
        button = Button(self._around.theme, words, icon=icon)
        button.clicked.connect(act)
        return button

    @Slot()
    def _note_choice(self) -> None:
        """Only one table has a chosen row, and the button fits it."""
        source = self.sender()
        if source is self.now.selectionModel() and self.now.selectionModel().hasSelection():
            self.stopped.setCurrentIndex(self.stopped.rootIndex())
        elif source is self.stopped.selectionModel() and source.hasSelection():
            self.now.setCurrentIndex(self.now.rootIndex())
        over = bool(self.stopped.current_id()) and not self.now.current_id()
        self.again_button.setVisible(over)
        self.stop_button.setVisible(not over)

    @Slot()
    def _filter(self) -> None:
        for table in (self.now, self.stopped):
            table.filter(self.filter.text())

    @Slot()
    def _add(self) -> None:
        self.add_wanted.emit()

    @Slot()
    def _stop(self) -> None:
        self._tell(self.stop_wanted)

    @Slot()
    def _again(self) -> None:
        self._tell(self.again_wanted)

    @Slot()
    def _edit(self) -> None:
        self._tell(self.edit_wanted)

    @Slot()
    def _duplicate(self) -> None:
        self._tell(self.duplicate_wanted)

    @Slot()
    def _delete(self) -> None:
        self._tell(self.delete_wanted)

    def _tell(self, signal: SignalInstance) -> None:
        if self.chosen:
            signal.emit(self.chosen)
        else:
            self.now.setFocus(Qt.FocusReason.OtherFocusReason)


def _table_card(title: str, table: MedicineTable) -> Card:
    card = Card(title)
    card.body.setContentsMargins(1, 1, 1, 1)
    card.body.addWidget(table)
    return card

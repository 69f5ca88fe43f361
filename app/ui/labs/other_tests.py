"""The other kinds of test, each as a list of its own."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.case.case import SPECS
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.lists.entry_model import EntryModel
from app.ui.lists.entry_table import EntryTable
from app.ui.page import Surroundings
from app.ui.tokens import HEIGHT_ROW, SPACE_8, SPACE_12

_FEWEST_ROWS = 5


class OtherTests(QWidget):
    """One kind of test with everything that may be done to its entries.

    Signals:
        add_wanted(str), edit_wanted(str, str), duplicate_wanted(str, str),
        delete_wanted(str, str): as those of a page.
        back_wanted(str, str): show what an entry said before: its table and id.
    """

    add_wanted = Signal(str)
    edit_wanted = Signal(str, str)
    duplicate_wanted = Signal(str, str)
    delete_wanted = Signal(str, str)
    back_wanted = Signal(str, str)

    def __init__(self, around: Surroundings, table: str, name: str) -> None:
        super().__init__()
        self._around = around
        self._name = table
        self.model = EntryModel(SPECS[table], self)
        self.table = EntryTable(around.theme, self.model)
        self.table.setMinimumHeight(around.theme.px(HEIGHT_ROW) * _FEWEST_ROWS)
        self.table.opened.connect(self._edit_row)
        self.table.duplicated.connect(self._copy_row)
        self.table.deleted.connect(self._delete_row)
        self.table.looked_back.connect(self._look_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(make_label(name, "card-title"))
        column.addLayout(self._bar())
        self._card = Card()
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.body.addWidget(self.table)
        self._nothing = make_label(self.tr("Nothing here yet."), "muted")
        column.addWidget(self._nothing)
        column.addWidget(self._card, 1)
        column.addStretch(0)

    def show_case(self) -> None:
        """Read the rows again; the chosen one stays chosen."""
        chosen = self.table.current_id()
        self.model.show_case(self._around.case.case)
        self._card.setVisible(self.model.rowCount() > 0)
        self._nothing.setVisible(self.model.rowCount() == 0)
        if chosen:
            self.table.select(chosen)

    def _bar(self) -> FlowLayout:
        bar = FlowLayout(SPACE_8)
        theme = self._around.theme
        for icon, words, act in (
            ("plus", self.tr("Add"), self._add),
            ("pencil", self.tr("Edit"), self._edit),
            ("copy", self.tr("Duplicate"), self._copy),
            ("trash-2", self.tr("Delete"), self._delete),
        ):
            button = Button(theme, words, icon=icon)
            button.clicked.connect(act)
            bar.addWidget(button)
        return bar

    @Slot()
    def _add(self) -> None:
        self.add_wanted.emit(self._name)

    @Slot()
    def _edit(self) -> None:
        self._edit_row(self.table.current_id())

    @Slot()
    def _copy(self) -> None:
        self._copy_row(self.table.current_id())

    @Slot()
    def _delete(self) -> None:
        self._delete_row(self.table.current_id())

    @Slot(str)
    def _edit_row(self, row: str) -> None:
        if row:
            self.edit_wanted.emit(self._name, row)

    @Slot(str)
    def _copy_row(self, row: str) -> None:
        if row:
            self.duplicate_wanted.emit(self._name, row)

    @Slot(str)
    def _look_back(self, row: str) -> None:
        self.back_wanted.emit(self._name, row)

    @Slot(str)
    def _delete_row(self, row: str) -> None:
        if row:
            self.delete_wanted.emit(self._name, row)

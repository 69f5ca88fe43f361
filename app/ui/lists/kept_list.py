"""One plain list of entries as a part of a page, with everything one may do to a row."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.case.declaration import SPECS
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.lists.entry_model import EntryModel
from app.ui.lists.entry_table import EntryTable
from app.ui.page import Surroundings
from app.ui.page_header import SearchField
from app.ui.tokens import HEIGHT_ROW, SPACE_8, SPACE_12, SPACE_16, SPACE_20, SPACE_24

_FEWEST_ROWS = 5


class KeptList(QWidget):
    """The rows of one table with a filter, Add, Edit, Duplicate and Delete.

    Attributes:
        table: the kind of entry.
        rows: the list itself.

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

    def __init__(self, around: Surroundings, table: str, empty: str, *, heading: str = "") -> None:
        """Make the list of a table.

        Args:
            empty: stands there while there is nothing.
            heading: what stands above the list, where the page does not say it.
        """
        super().__init__()
        self._around = around
        self.table = table
        self._model = EntryModel(SPECS[table], self)
        self.rows = EntryTable(around.theme, self._model)
        self.filter = SearchField(around.theme, self.tr("Find in this list"), "Ctrl+F")
        self.filter.textChanged.connect(self._filter)
        self._lay_out(empty, heading)
        self.rows.opened.connect(self._open)
        self.rows.duplicated.connect(self._duplicate)
        self.rows.deleted.connect(self._delete)
        self.rows.looked_back.connect(self._look_back)

    @property
    def count(self) -> int:
        """How many entries there are."""
        return self._model.rowCount()

    def show_case(self) -> None:
        """Read the rows again; the chosen one stays chosen."""
        chosen = self.rows.current_id()
        self._model.show_case(self._around.case.case)
        for part in self._full:
            part.setVisible(self.count > 0)
        self._empty.setVisible(not self.count)
        if chosen:
            self.rows.select(chosen)

    def _lay_out(self, empty: str, heading: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        if heading:
            column.addWidget(make_label(heading, "card-title", wrap=True))
        bar = QWidget()
        line = FlowLayout(SPACE_8)
        line.setContentsMargins(0, 0, 0, 0)
        bar.setLayout(line)
        line.addWidget(self.filter)
        line.addWidget(self._button("plus", self.tr("Add"), self._add))
        line.addWidget(self._button("pencil", self.tr("Edit"), self._edit_chosen))
        line.addWidget(self._button("copy", self.tr("Duplicate"), self._duplicate_chosen))
        line.addWidget(self._button("trash-2", self.tr("Delete"), self._delete_chosen))
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.rows)
        self.rows.setMinimumHeight(self._around.theme.px(HEIGHT_ROW) * _FEWEST_ROWS)
        self._full = (bar, card)
        self._empty = self._make_empty(empty)
        column.addWidget(bar)
        column.addWidget(card, 1)
        column.addWidget(self._empty)
        column.addStretch(0)

    def _make_empty(self, words: str) -> Card:
        card = Card()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_20)
        column.setSpacing(SPACE_16)
        column.addWidget(make_label(words, wrap=True))
        column.addWidget(self._button("plus", self.tr("Add"), self._add))
        card.body.addLayout(column)
        return card

    def _button(self, icon: str, words: str, act: Callable[[], None]) -> Button:
        button = Button(self._around.theme, words, icon=icon)
        button.clicked.connect(act)
        return button

    def find_here(self) -> None:
        """Put the keyboard into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _filter(self) -> None:
        self.rows.filter(self.filter.text())

    @Slot()
    def _add(self) -> None:
        self.add_wanted.emit(self.table)

    @Slot()
    def _edit_chosen(self) -> None:
        self._open(self.rows.current_id())

    @Slot()
    def _duplicate_chosen(self) -> None:
        self._duplicate(self.rows.current_id())

    @Slot()
    def _delete_chosen(self) -> None:
        self._delete(self.rows.current_id())

    @Slot(str)
    def _open(self, entry_id: str) -> None:
        if entry_id:
            self.edit_wanted.emit(self.table, entry_id)

    @Slot(str)
    def _duplicate(self, entry_id: str) -> None:
        if entry_id:
            self.duplicate_wanted.emit(self.table, entry_id)

    @Slot(str)
    def _look_back(self, entry_id: str) -> None:
        self.back_wanted.emit(self.table, entry_id)

    @Slot(str)
    def _delete(self, entry_id: str) -> None:
        if entry_id:
            self.delete_wanted.emit(self.table, entry_id)

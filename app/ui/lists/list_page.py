"""A page of lists: one kind of entry at a time, with everything one may do to a row."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.case.declaration import SPECS, EntitySpec
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.lists.entry_model import EntryModel
from app.ui.lists.entry_table import EntryTable
from app.ui.lists.page_lists import ListPageKind
from app.ui.page import Page, Surroundings
from app.ui.page_header import SearchField
from app.ui.scroll_column import ScrollColumn
from app.ui.segmented import Segmented
from app.ui.tokens import HEIGHT_ROW, SPACE_8, SPACE_12, SPACE_16, SPACE_20, SPACE_24
from app.ui.words import QT_TRANSLATE_NOOP

_FEWEST_ROWS = 5
# Where the plural of the declaration would not do as a heading.
_LIST_NAMES = {
    "status_event": QT_TRANSLATE_NOOP("Places", "Disease status"),
    "radiation": QT_TRANSLATE_NOOP("Places", "Radiation"),
    "lab_panel": QT_TRANSLATE_NOOP("Places", "Labs"),
    "vital_signs": QT_TRANSLATE_NOOP("Places", "Weight"),
    "csf_sample": QT_TRANSLATE_NOOP("Places", "Spinal fluid"),
    "care_person": QT_TRANSLATE_NOOP("Places", "People"),
    "alert": QT_TRANSLATE_NOOP("Places", "Alerts"),
    "call_plan": QT_TRANSLATE_NOOP("Places", "At night"),
    "insurance": QT_TRANSLATE_NOOP("Places", "Insurance"),
    "problem": QT_TRANSLATE_NOOP("Places", "Other health problems"),
    "share_record": QT_TRANSLATE_NOOP("Places", "Copies given away"),
}


class ListPage(Page):
    """Lists of a few kinds of entry; which, its kind says."""

    def __init__(self, around: Surroundings, kind: ListPageKind) -> None:
        super().__init__(around)
        self.kind = kind
        self._specs = [SPECS[table] for table in kind.tables]
        self._stack = QStackedWidget()
        self._lists: dict[str, _EntryList] = {}
        self._table = kind.tables[0]
        self._choice = Segmented(self.tr("Kind of entry"), _choices(self._specs), wraps=True)
        self._choice.choose(kind.tables[0])
        self._choice.chosen.connect(self.show_table)
        self._filter = SearchField(self.theme, self.tr("Find on this page"), "Ctrl+F")
        self._filter.textChanged.connect(self._filter_rows)
        self._add = Button(self.theme, kind.add, icon="plus", kind="filled")
        self._add.clicked.connect(self._want_add)
        self._lay_out()

    @property
    def adds(self) -> str:  # type: ignore[override]
        """The table that Ctrl+N adds to: the one that is shown."""
        return self._table

    def title(self) -> str:
        """Return the name of the page."""
        return self.kind.title

    def summary(self) -> str:
        """Return how many entries of the shown kind there are."""
        return self.tr("%n entries", "", self._shown().model.rowCount())

    def main_button(self) -> QPushButton:
        """Return Add."""
        return self._add

    def refresh(self) -> None:
        """Read the case again."""
        self._shown().show_case()
        self._name_add()
        self.header_changed.emit()

    def open_target(self, target: object) -> None:
        """Show a kind of entry, or one entry of it (`table`, `id`)."""
        if isinstance(target, str) and target in self.kind.tables:
            self._choice.choose(target)
            self.show_table(target)
        elif isinstance(target, tuple):
            self.open_target(target[0])
            self._shown().table.select(target[1])

    @Slot(str)
    def show_table(self, table: str) -> None:
        """Show another kind of entry."""
        self._table = table
        self._stack.setCurrentWidget(self._shown())
        self._shown().show_case()
        self._filter_rows()
        self._name_add()
        self.header_changed.emit()

    def find_here(self) -> None:
        """Put the keyboard into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _shown(self) -> "_EntryList":
        """Return the list that is shown; each is made when it is first looked at."""
        if self._table not in self._lists:
            made = _EntryList(self.around, SPECS[self._table], self.kind.empty)
            self._lists[self._table] = made
            self._stack.addWidget(made)
            self._connect_list(made)
        return self._lists[self._table]

    def _name_add(self) -> None:
        first = self._table == self.kind.tables[0]
        self._add.say(self.kind.add if first else self.tr("Add"))

    def _connect_list(self, entry_list: "_EntryList") -> None:
        entry_list.table.opened.connect(self._open)
        entry_list.table.duplicated.connect(self._duplicate)
        entry_list.table.deleted.connect(self._delete)
        entry_list.add_button.clicked.connect(self._want_add)

    def _lay_out(self) -> None:
        bar = FlowLayout(SPACE_8)
        self._choice.setVisible(len(self._specs) > 1)
        bar.addWidget(self._filter)
        bar.addWidget(self._row_button("pencil", self.tr("Edit"), self._edit))
        bar.addWidget(self._row_button("copy", self.tr("Duplicate"), self._copy))
        bar.addWidget(self._row_button("trash-2", self.tr("Delete"), self._remove))
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        column.setSpacing(SPACE_12)
        column.addWidget(self._choice)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        # With large text in a small window the whole page scrolls, rather than nothing fitting.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(column))

    def _row_button(self, icon: str, words: str, act: Callable[[], None]) -> Button:
        button = Button(self.theme, words, icon=icon)
        button.clicked.connect(act)
        return button

    @Slot()
    def _filter_rows(self) -> None:
        self._shown().table.filter(self._filter.text())

    @Slot()
    def _want_add(self) -> None:
        self.add_wanted.emit(self.adds)

    @Slot()
    def _edit(self) -> None:
        self._open(self._shown().table.current_id())

    @Slot()
    def _copy(self) -> None:
        self._duplicate(self._shown().table.current_id())

    @Slot()
    def _remove(self) -> None:
        self._delete(self._shown().table.current_id())

    @Slot(str)
    def _open(self, entry_id: str) -> None:
        if entry_id:
            self.edit_wanted.emit(self.adds, entry_id)

    @Slot(str)
    def _duplicate(self, entry_id: str) -> None:
        if entry_id:
            self.duplicate_wanted.emit(self.adds, entry_id)

    @Slot(str)
    def _delete(self, entry_id: str) -> None:
        if entry_id:
            self.delete_wanted.emit(self.adds, entry_id)


class _EntryList(QWidget):
    """The rows of one table, or what stands there while there are none."""

    def __init__(self, around: Surroundings, spec: EntitySpec, empty: str) -> None:
        super().__init__()
        self._around = around
        self.model = EntryModel(spec, self)
        self.table = EntryTable(around.theme, self.model)
        self._card = Card()
        self._card.setProperty("kind", "card")
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.body.addWidget(self.table)
        self.table.setMinimumHeight(around.theme.px(HEIGHT_ROW) * _FEWEST_ROWS)
        self.add_button = Button(around.theme, self.tr("Add"), icon="plus")
        self._empty = self._make_empty(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card, 1)
        column.addWidget(self._empty)
        column.addStretch(0)

    def show_case(self) -> None:
        """Read the rows again; the chosen one stays chosen."""
        chosen = self.table.current_id()
        self.model.show_case(self._around.case.case)
        some = self.model.rowCount() > 0
        self._card.setVisible(some)
        self._empty.setVisible(not some)
        if chosen:
            self.table.select(chosen)

    def _make_empty(self, words: str) -> Card:
        card = Card()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_20)
        column.setSpacing(SPACE_16)
        column.addWidget(make_label(words, wrap=True))
        column.addWidget(self.add_button)
        card.body.addLayout(column)
        return card


def _choices(specs: Sequence[EntitySpec]) -> list[tuple[str, str]]:
    return [(spec.table, _LIST_NAMES.get(spec.table) or _capital(spec.plural)) for spec in specs]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

"""A page with a view of its own, and plain lists of what else belongs there."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.lists.kept_list import KeptList
from app.ui.page import Page, Surroundings
from app.ui.page_header import SearchField
from app.ui.scroll_column import ScrollColumn
from app.ui.segmented import Segmented
from app.ui.tokens import SPACE_12, SPACE_20


class PageWithLists(Page):
    """Chips at the top choose between the page's own view and the lists.

    A subclass calls `set_parts`, and overrides `show_own` to fill its own view.
    """

    own_table = ""
    """The kind of entry of the page's own view."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.shown = self.own_table
        self.lists: dict[str, KeptList] = {}
        self._empty_words: Mapping[str, str] = {}
        self._stack = QStackedWidget()
        self._own: QWidget = QWidget()
        self._add = Button(self.theme, "", icon="plus", kind="filled")
        self._add.clicked.connect(self._want_add)

    def set_parts(
        self, own: QWidget, own_words: str, lists: Sequence[tuple[str, str, str]], add: str
    ) -> None:
        """Lay out the page.

        Args:
            own: the page's own view.
            own_words: its chip.
            lists: table, words of the chip and of the empty list, in their order.
            add: words of the filled button.
        """
        self._own = own
        self._add_words = add
        self._add.say(add)
        self._empty_words = {table: empty for table, _, empty in lists}
        chips = [(self.own_table, own_words), *((table, words) for table, words, _ in lists)]
        self.chips = Segmented(self.tr("Part of this page"), chips, wraps=True)
        self.chips.choose(self.own_table)
        self.chips.chosen.connect(self.show_part)
        self._stack.addWidget(own)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        column.setSpacing(SPACE_12)
        column.addWidget(self.chips)
        column.addWidget(self._stack, 1)
        # With large text in a small window the whole page scrolls, rather than nothing fitting.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(column))

    @property
    def adds(self) -> str:  # type: ignore[override]
        """The table that Ctrl+N adds to: the one that is shown."""
        return self.shown

    def main_button(self) -> QPushButton | None:
        """Return Add."""
        return self._add

    def refresh(self) -> None:
        """Read the case again."""
        if self.shown == self.own_table:
            self.show_own()
        else:
            self._list(self.shown).show_case()
        self.header_changed.emit()

    def show_own(self) -> None:
        """Fill the page's own view."""
        raise NotImplementedError

    def open_own(self, row_id: str) -> None:
        """Show one entry in the page's own view."""

    @Slot(str)
    def show_part(self, table: str) -> None:
        """Show the page's own view, or a list."""
        self.shown = table
        self.chips.choose(table)
        own = table == self.own_table
        self._stack.setCurrentWidget(self._own if own else self._list(table))
        self._add.say(self._add_words if own else self.tr("Add"))
        self.refresh()

    def open_target(self, target: object) -> None:
        """Show a kind of entry, or one entry of it (`table`, `id`)."""
        table, row_id = target if isinstance(target, tuple) else (target, "")
        if table == self.own_table:
            self.show_part(self.own_table)
            if row_id:
                self.open_own(str(row_id))
        elif isinstance(table, str) and table in self._empty_words:
            self.show_part(table)
            self._list(table).rows.select(str(row_id))

    def find_here(self) -> None:
        """Put the keyboard into the filter of the shown list."""
        if self.shown != self.own_table:
            self._list(self.shown).find_here()
            return
        field = self._own.findChild(SearchField)
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _list(self, table: str) -> KeptList:
        """Return a list; each is made when it is first looked at."""
        if table not in self.lists:
            made = KeptList(self.around, table, self._empty_words[table])
            self.lists[table] = made
            made.add_wanted.connect(self.add_wanted)
            made.edit_wanted.connect(self.edit_wanted)
            made.duplicate_wanted.connect(self.duplicate_wanted)
            made.delete_wanted.connect(self.delete_wanted)
            made.back_wanted.connect(self.look_back)
            self._stack.addWidget(made)
        return self.lists[table]

    @Slot()
    def _want_add(self) -> None:
        self.add_wanted.emit(self.adds)

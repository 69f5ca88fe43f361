"""The tab Changes: the list of operations, and the chosen one beside it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.change_log.entry_card import MOST_SENTENCES, EntryCard
from app.ui.change_log.log_model import WIDTHS, LogModel
from app.ui.change_log.log_table import LogTable
from app.ui.labels import ElidedLabel, make_label
from app.ui.page import Surroundings
from app.ui.page_header import SearchField
from app.ui.tokens import HEIGHT_ROW, SPACE_8, SPACE_12, SPACE_16, TWO_COLUMNS_EM
from app.usecases.change_log import Entry, sentences

_DETAIL_EM = 22
_FEWEST_ROWS = 6


class ChangesView(QWidget):
    """Who changed what and when.

    Signals:
        undo_wanted(object): take the `Entry` back.
    """

    undo_wanted = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._theme = around.theme
        self.model = LogModel(around.case.session, self)
        self.table = LogTable(self._theme, self.model, self.tr("Changes"), WIDTHS)
        self.filter = SearchField(self._theme, self.tr("Find in the log"), "Ctrl+F")
        self.detail = EntryCard(self._theme)
        self._only = QWidget()
        self._only_words = ElidedLabel("", "strong")
        self._all = Button(self._theme, self.tr("Show all changes"))
        self._empty = make_label("", "muted", wrap=True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the log again; the chosen operation stays chosen."""
        entry = self.model.entry(self.table.row)
        self.model.show_log()
        row = self.model.row_of(entry.id) if entry is not None else 0
        self.table.choose(max(row, 0))
        self._show_row()

    def show_only(self, row: tuple[str, str] | None, words: str = "") -> None:
        """Show the earlier values of one entry of the case: its table and id; None for all."""
        self._only.setVisible(row is not None)
        self._only_words.setText(self.tr("Only: {entry}").format(entry=words))
        self.model.show_row(row)
        self.table.choose(0)
        self._show_row()

    @Slot()
    def show_all(self) -> None:
        """Show every operation again."""
        self.show_only(None)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self.table.row_chosen.connect(self._show_row)
        self.table.opened.connect(self._show_row)
        self.detail.undo_wanted.connect(self._want_undo)
        self.model.came.connect(self._show_state)
        self._all.clicked.connect(self.show_all)
        self._theme.changed.connect(self._arrange)

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.model.filter(text)
        self.table.choose(0)
        self._show_row()

    @Slot()
    def _show_row(self) -> None:
        entry = self.model.entry(self.table.row)
        self.detail.setVisible(entry is not None)
        if entry is not None:
            self._show_entry(entry)

    def _show_entry(self, entry: Entry) -> None:
        said = sentences(self._around.case.session, entry, MOST_SENTENCES)
        taken_back = self.model.taken_back.holds(entry.id)
        self.detail.show_entry(entry, said, taken_back=taken_back)

    @Slot()
    def _show_state(self) -> None:
        none = self.model.rowCount() == 0
        self._card.setVisible(not none)
        self._empty.setVisible(none)
        nothing = self.tr("No change has these words.")
        still = self.tr("Looking further back…")
        self._empty.setText(nothing if self.model.ended else still)
        if not none and self.table.row < 0:
            self.table.choose(0)

    @Slot()
    def _want_undo(self) -> None:
        entry = self.model.entry(self.table.row)
        if entry is not None:
            self.undo_wanted.emit(entry)

    def _lay_out(self) -> None:
        self._card = Card()
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.body.addWidget(self.table)
        left = QVBoxLayout()
        left.setSpacing(SPACE_8)
        left.addWidget(self.filter)
        left.addWidget(self._only)
        left.addWidget(self._card, 1)
        left.addWidget(self._empty)
        left.addStretch(0)
        only = QHBoxLayout(self._only)
        only.setContentsMargins(0, 0, 0, 0)
        only.setSpacing(SPACE_12)
        only.addWidget(self._only_words, 1)
        only.addWidget(self._all)
        self._only.hide()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(SPACE_16)
        self._across.addLayout(left, 3)
        self._across.addWidget(self.detail, 2)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between side by side and one below the other."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_EM * self._theme.em
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(across if wide else down)
        rows = self._theme.px(HEIGHT_ROW) * _FEWEST_ROWS
        self.table.setMinimumHeight(rows)
        self.detail.setMinimumHeight(0 if wide else rows)
        self.detail.setMinimumWidth(_DETAIL_EM * self._theme.em if wide else 0)

    def find_here(self) -> None:
        """Put the keyboard into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

"""The change log as a model: read a few hundred operations at a time, the newest first."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal, Slot

from app.ui.change_log.log_table import QUIET_ROLE, Index
from app.ui.change_log.log_words import what, when, when_short, who
from app.ui.labels import plain_tooltip
from app.ui.search.texts import plain
from app.ui.words import translate
from app.usecases.change_log import Entry, TakenBack, entries, entries_of_row
from app.usecases.session import Session

_AT_ONCE = 300
WHEN, WHAT, WHO = range(3)
WIDTHS = (9.6, 0, 8)


class LogModel(QAbstractTableModel):
    """Operations that fit the filter.

    Signals:
        came(): more of them are there now, or the end is reached.
    """

    came = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: list[Entry] = []
        self._words: list[str] = []
        self._row: tuple[str, str] | None = None
        self._next: int | None = None
        self._ended = False
        self.taken_back = TakenBack()
        self.total = 0
        # A filter may find nothing among the first; the rest is read bit by bit.
        self._go_on = QTimer(self)
        self._go_on.setInterval(0)
        self._go_on.timeout.connect(self._read_on)

    def show_log(self) -> None:
        """Read the log again from its newest end."""
        self.beginResetModel()
        self._shown, self._next, self._ended = [], None, False
        self.taken_back = TakenBack()
        newest = self._read()
        self.total = newest[0].number if newest else 0
        self._shown = [entry for entry in newest if self._fits(entry)]
        self.endResetModel()
        self._look_for_more()

    def filter(self, text: str) -> None:
        """Show only operations with these words in their name, date or person."""
        words = plain(text).split()
        if words != self._words:
            self._words = words
            self.show_log()

    def show_row(self, row: tuple[str, str] | None) -> None:
        """Show only what was done to one entry of the case: its table and id; None for all."""
        self._row = row
        self.show_log()

    def entry(self, row: int) -> Entry | None:
        """Return the operation of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, entry_id: str) -> int:
        """Return the row of an operation among those read so far, -1 where it is not there."""
        found = (row for row, entry in enumerate(self._shown) if entry.id == entry_id)
        return next(found, -1)

    @property
    def ended(self) -> bool:
        """Whether the oldest operation was read."""
        return self._ended

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many operations are shown so far."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return three: when, what, who."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are older ones."""
        return not parent.isValid() and not self._ended

    def fetchMore(self, parent: Index) -> None:
        """Read some older ones."""
        if not parent.isValid():
            self._read_on()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == QUIET_ROLE:
            return self.taken_back.holds(entry.id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words_of(entry, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._words_of(entry, index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("When"), self.tr("What"), self.tr("Who"))[section]

    def _words_of(self, entry: Entry, column: int) -> str:
        if column == WHEN:
            return when_short(entry.at)
        if column == WHO:
            return who(entry)
        if self.taken_back.holds(entry.id):
            return translate("ChangeLog", "{what} (taken back)").format(what=what(entry))
        return what(entry)

    def _read(self) -> list[Entry]:
        """Read the next older operations."""
        if self._row is not None:
            found = entries_of_row(self._session, *self._row)
            self._ended = True
        else:
            found = entries(self._session, _AT_ONCE, self._next)
            self._ended = len(found) < _AT_ONCE
        if found:
            self._next = found[-1].number
        self.taken_back.look_at(found)
        return found

    @Slot()
    def _read_on(self) -> None:
        if not self._ended:
            fitting = [entry for entry in self._read() if self._fits(entry)]
            if fitting:
                first = len(self._shown)
                self.beginInsertRows(QModelIndex(), first, first + len(fitting) - 1)
                self._shown += fitting
                self.endInsertRows()
        self._look_for_more()

    def _look_for_more(self) -> None:
        if self._words and not self._ended and len(self._shown) < _AT_ONCE:
            self._go_on.start()
        else:
            self._go_on.stop()
        self.came.emit()

    def _fits(self, entry: Entry) -> bool:
        if not self._words:
            return True
        hay = plain(f"{what(entry)} {who(entry)} {when(entry.at)}")
        return all(word in hay for word in self._words)

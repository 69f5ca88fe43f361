"""The lines of one import under the headings of their groups, for a table of thousands of rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.trials.record import Skipped
from app.ui.bring.line_words import SKIPPED, listed, look_of
from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases.reconcile_import import ProposedLine

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NOWHERE = QModelIndex()
_COLUMNS = (
    QT_TRANSLATE_NOOP("Reconcile", "Entry"),
    QT_TRANSLATE_NOOP("Reconcile", "Read as"),
    QT_TRANSLATE_NOOP("Reconcile", "Date"),
    QT_TRANSLATE_NOOP("Reconcile", "Compared"),
    QT_TRANSLATE_NOOP("Reconcile", "In the file’s own words"),
    QT_TRANSLATE_NOOP("Reconcile", "Our entry"),
)
WHAT, VALUE, DATE, KIND, SOURCE, OURS = range(len(_COLUMNS))
_CHOSEN = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The heading of a group.

    Attributes:
        words: how many lines of each kind stand under it: "12 new, 3 already here".
        choosable: numbers of those that can be taken or left.
    """

    group: str
    words: str = ""
    choosable: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as it is shown.

    Attributes:
        number: number of the proposed line, -1 for what was skipped.
        kind: new, near, conflict, same or skipped.
        can_be_chosen: it can be taken or left; what is here already cannot.
    """

    number: int
    kind: str
    group: str
    what: str
    date: str = ""
    value: str = ""
    ours: str = ""
    source: str = ""
    place: str = ""
    why: str = ""
    can_be_chosen: bool = False


ReconcileRow = HeadingRow | LineRow


class ReconcileModel(QAbstractTableModel):
    """What a file would bring, and what of it is chosen.

    Attributes:
        chosen: numbers of the lines that would be taken.

    Signals:
        chosen_changed(): others are chosen now.
    """

    chosen_changed = Signal()

    def __init__(
        self,
        lines: Sequence[ProposedLine],
        skipped: Sequence[Skipped],
        chosen: Iterable[int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.chosen = set(chosen)
        self._lines = lines
        self._skipped = skipped
        self._kind = ""
        self._rows: list[int | HeadingRow] = []
        self._headings: dict[str, int] = {}
        self._fill()

    def show_kind(self, kind: str) -> None:
        """Show only lines of one kind, "" for all."""
        self.beginResetModel()
        self._kind = kind
        self._fill()
        self.endResetModel()

    @property
    def heading_rows(self) -> list[int]:
        """The rows that are headings."""
        return list(self._headings.values())

    def row(self, place: int) -> ReconcileRow:
        """Return what stands in a row."""
        row = self._rows[place]
        if isinstance(row, HeadingRow):
            return row
        if row >= len(self._lines):
            skipped = self._skipped[row - len(self._lines)]
            return LineRow(-1, SKIPPED, _skipped_words(), skipped.where, why=skipped.reason)
        return _shown(self._lines[row])

    def toggle(self, places: Sequence[int]) -> None:
        """Choose the lines of these rows; where all of them are chosen, leave them."""
        numbers = {n for place in places for n in self._choosable(place)}
        if not numbers:
            return
        if numbers <= self.chosen:
            self.chosen -= numbers
        else:
            self.chosen |= numbers
        last = self.index(len(self._rows) - 1, len(_COLUMNS) - 1)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.chosen_changed.emit()

    def toggle_group(self, place: int) -> None:
        """Choose every shown line of the group a row belongs to, or leave them all."""
        row = self.row(place)
        self.toggle([self._headings[row.group]])

    def check_state(self, place: int) -> Qt.CheckState | None:
        """Return whether a row is chosen; some of a group is partly; None where it cannot be."""
        numbers = self._choosable(place)
        if not numbers:
            return None
        chosen = len(numbers & self.chosen)
        if 0 < chosen < len(numbers):
            return Qt.CheckState.PartiallyChecked
        return _CHOSEN[chosen > 0]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are, headings among them."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its check mark, or the row."""
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == WHAT:
            return self.check_state(index.row())
        if role == ROW_ROLE:
            return self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(self.row(index.row()), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        return None

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take or leave a line, as a screen reader asks for it."""
        if role != Qt.ItemDataRole.CheckStateRole or self.check_state(index.row()) is None:
            return False
        self.toggle([index.row()])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be selected, and lines that can be taken be checked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == WHAT and self.check_state(index.row()) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return translate("Reconcile", _COLUMNS[section])

    def _fill(self) -> None:
        groups: dict[str, list[int]] = {}
        for place, line in enumerate(self._lines):
            if self._kind in ("", line.kind):
                groups.setdefault(line.group, []).append(place)
        if self._skipped and self._kind in ("", SKIPPED):
            first = len(self._lines)
            groups[_skipped_words()] = list(range(first, first + len(self._skipped)))
        self._rows, self._headings = [], {}
        for group, places in groups.items():
            self._headings[group] = len(self._rows)
            self._rows.append(self._heading(group, places))
            self._rows += places

    def _choosable(self, place: int) -> AbstractSet[int]:
        row = self._rows[place]
        if isinstance(row, HeadingRow):
            return row.choosable
        return {self._lines[row].number} if self._is_choosable(row) else frozenset()

    def _is_choosable(self, place: int) -> bool:
        return place < len(self._lines) and self._lines[place].kind != "same"

    def _heading(self, group: str, places: Sequence[int]) -> HeadingRow:
        if places[0] >= len(self._lines):
            return HeadingRow(group, listed({SKIPPED: len(places)}))
        counts = Counter(self._lines[place].kind for place in places)
        choosable = frozenset(self._lines[n].number for n in places if self._is_choosable(n))
        return HeadingRow(group, listed({str(kind): n for kind, n in counts.items()}), choosable)

    def _spoken(self, index: Index) -> str:
        row = self.row(index.row())
        if isinstance(row, HeadingRow):
            return ", ".join((row.group, row.words))
        if index.column() != WHAT:
            return _cell(row, index.column())
        said = (look_of(row.kind).words, row.what, row.value, row.date, row.why)
        return ". ".join(words for words in said if words)


def _shown(line: ProposedLine) -> LineRow:
    return LineRow(
        number=line.number,
        kind=line.kind,
        group=line.group,
        what=line.what,
        date=line.date,
        value=line.value,
        ours=line.ours,
        source=line.source,
        place=line.place,
        why=line.why,
        can_be_chosen=line.kind != "same",
    )


def _cell(row: ReconcileRow, column: int) -> str:
    if isinstance(row, HeadingRow):
        return row.group if column == WHAT else ""
    if column == KIND:
        return look_of(row.kind).words
    return (row.what, row.value, row.date, "", row.source or row.why, row.ours)[column]


def _skipped_words() -> str:
    return translate("Reconcile", "Skipped")

"""The rows of the table under a chart, as a model whose cells are made when they are looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.labels import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SORT_ROLE = CELL_ROLE + 1
KEY_ROLE = CELL_ROLE + 2
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    Attributes:
        text: the words.
        icon: name of an icon before them.
        link: what a click on it points to, "" for plain words.
        behind: muted words behind, such as a unit.
        strong, muted: how the words are set.
        order: what the column is sorted by, the words where nothing is given.
    """

    text: str
    icon: str = ""
    link: str = ""
    behind: str = ""
    strong: bool = False
    muted: bool = False
    order: Any = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        heading: its words.
        em: its width in em; 0 for a share of what is left.
        share: of what is left, how much against the others.
        right: numbers, at the right edge.
        rank: the highest is dropped first where there is no room; 0 is never dropped.
    """

    heading: str
    em: float = 0
    share: float = 1
    right: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its key, and its cells made when they are first looked at."""

    key: str
    cells: Callable[[], Sequence[Cell]]
    made: list[Sequence[Cell]] = field(default_factory=list)

    def cell(self, column: int) -> Cell:
        """Return one cell."""
        if not self.made:
            self.made.append(self.cells())
        return self.made[0][column]


class RowsModel(QAbstractTableModel):
    """Rows as a model, with one more column for the "…" button."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns
        self.rows: Sequence[TableRow] = ()

    def show(self, rows: Sequence[TableRow], columns: Sequence[Column] | None = None) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.columns = columns or self.columns
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are, the one with "…" among them."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, the cell, what it sorts by, or the key of its row."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == KEY_ROLE:
            return row.key
        if index.column() == len(self.columns):
            return self.tr("More") if role == Qt.ItemDataRole.AccessibleTextRole else None
        cell = row.cell(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{cell.text} {cell.behind}".strip()
        if role == CELL_ROLE:
            return cell
        if role == SORT_ROLE:
            return cell.text.casefold() if cell.order is None else cell.order
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{cell.text} {cell.behind}".strip())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the words of a heading."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

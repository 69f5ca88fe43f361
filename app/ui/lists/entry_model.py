"""The rows of one table as a model: columns from the declaration, newest first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.case import kinds
from app.case.case import Case
from app.case.declaration import Entity, EntitySpec, FieldSpec
from app.ui.forms.field_text import one_line
from app.ui.labels import plain_tooltip
from app.ui.lists.list_columns import list_columns
from app.ui.words import short_day

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
_NUMBERS = (kinds.NumberKind, kinds.WholeKind)


class EntryModel(QAbstractTableModel):
    """Entries of one kind, decoded when they are looked at."""

    def __init__(self, spec: EntitySpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.columns = list_columns(spec)
        self._case: Case | None = None
        self._rows: list[int] = []
        self._entries: Sequence[Entity] = ()

    def show_case(self, case: Case) -> None:
        """Show the rows of a case."""
        self.beginResetModel()
        self._case = case
        self._entries = case.all(self.spec.entity)
        self._rows = self._newest_first(case)
        self.endResetModel()

    def entry(self, row: int) -> Entity:
        """Return the entry of a row."""
        return self._entries[self._rows[row]]

    def row_of(self, entry_id: str) -> int:
        """Return the row of an entry, -1 where it is not here."""
        rows = range(len(self._rows))
        return next((row for row in rows if self.entry(row).id == entry_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many entries there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell, what it sorts by, or the id of its row."""
        if not index.isValid():
            return None
        entry, field = self.entry(index.row()), self.columns[index.column()]
        value = getattr(entry, field.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(entry, field, value)
        if role == SORT_ROLE:
            return _sort_key(field, value)
        if role == ID_ROLE:
            return entry.id
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(field.kind, _NUMBERS):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._words(entry, field, value))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the label of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        field = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return field.label
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(field.kind, _NUMBERS):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _words(self, entry: Entity, field: FieldSpec, value: Any) -> str:
        if value is None:
            absence = entry.absence(field.name)
            return absence.words if absence is not None else ""
        if field.kind is kinds.DATE:
            return short_day(value)
        words = one_line(field, value, self._case)
        return f"{words} {field.unit}" if field.unit else words

    def _newest_first(self, case: Case) -> list[int]:
        table = case.all(self.spec.entity)
        places = range(len(table))
        if self.spec.day is None:
            return list(places)
        days = table.stored(self.spec.day)
        return sorted(places, key=lambda place: _stored_day(days[place]), reverse=True)


def _stored_day(stored: object) -> str:
    # Stored dates sort as text once the sign for "about" is away; undated rows come last.
    return str(stored).removeprefix("~") if stored is not None else ""


def _sort_key(field: FieldSpec, value: Any) -> Any:
    if value is None:
        return ""
    if field.kind is kinds.DATE:
        return value.iso.removeprefix("~")
    if isinstance(field.kind, _NUMBERS):
        return float(value)
    return one_line(field, value).casefold()

"""The backups as a model."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from app.ui.change_log.log_table import Index
from app.ui.change_log.log_words import reason, size, when_short
from app.ui.labels import plain_tooltip
from app.usecases.backups import KeptBackup

WIDTHS = (9.6, 0, 9, 6, 9)
_NUMBERS = 3


class BackupModel(QAbstractTableModel):
    """Backups: when, why, where, how large, when last looked into."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[KeptBackup] = []
        self._looked_into: set[Path] = set()

    def show_backups(self, rows: Sequence[KeptBackup]) -> None:
        """Show other backups."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def note_looked_into(self, backup: Path) -> None:
        """Remember that a backup was opened and found whole just now."""
        self._looked_into.add(backup)
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def kept(self, row: int) -> KeptBackup | None:
        """Return the backup of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, path: Path) -> int:
        """Return the row of a file, -1 where it is not there."""
        found = (row for row, kept in enumerate(self._rows) if kept.backup.path == path)
        return next(found, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many backups there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return five."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell."""
        kept = self.kept(index.row())
        if kept is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(kept)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(str(kept.backup.path))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("Made"), self.tr("Why"), self.tr("Where"), self.tr("Size"))
        return (*names, self.tr("Checked"))[section]

    def _words(self, kept: KeptBackup) -> tuple[str, ...]:
        backup = kept.backup
        place = self.tr("second place") if kept.second else self.tr("beside the case")
        now = backup.path in self._looked_into
        checked = self.tr("just now") if now else self.tr("when made")
        return when_short(backup.taken), reason(backup), place, size(backup.size), checked

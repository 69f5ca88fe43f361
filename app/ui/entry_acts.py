"""Adding, changing and deleting entries: form, use case, and what is said afterwards."""

from PySide6.QtCore import QObject, Signal, Slot

from app.ui.page import Surroundings


class EntryActs(QObject):
    """What the Add menu and the rows of every page lead to.

    Signals:
        done(str): something was done that Undo takes back; a sentence.
    """

    done = Signal(str)

    def __init__(self, parent: QObject, around: Surroundings) -> None:
        super().__init__(parent)
        self._around = around

    @Slot(str)
    def add(self, table: str) -> None:
        """Open the form for a new row of a table."""

    @Slot(str, str)
    def edit(self, table: str, row_id: str) -> None:
        """Open the form of a row."""

    @Slot(str, str)
    def delete(self, table: str, row_id: str) -> None:
        """Delete a row; Undo stands ready."""

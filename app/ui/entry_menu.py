"""The menu of one entry, the same behind "…" and the right button: edit, duplicate, delete."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.theme import Theme
from app.ui.words import translate


class EntryMenu(QMenu):
    """What can be done with an entry; a page may put its own acts in the middle.

    Signals:
        chosen(str, str): the name of the act, such as "edit", and the entry's id.
    """

    chosen = Signal(str, str)

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        entry_id: str = "",
        *,
        edit_key: str = "",
        delete_key: str = "",
        more: tuple[tuple[str, str, str], ...] = (),
    ) -> None:
        """Make the menu.

        Args:
            edit_key: the key that edits as well, as it is shown: "F2".
            delete_key: the key that deletes as well.
            more: name, icon and words of acts between editing and duplicating.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entry_id = entry_id
        lines = (
            ("edit", "pencil", _with_key(self.tr("Edit"), edit_key)),
            *more,
            ("duplicate", "copy", self.tr("Duplicate")),
            ("delete", "trash-2", _with_key(self.tr("Delete"), delete_key)),
        )
        for act, icon, words in lines:
            self.addAction(theme.icon(icon), words).setData(act)
        self.triggered.connect(self._tell)

    @Slot(QAction)
    def _tell(self, action: QAction) -> None:
        self.chosen.emit(action.data(), self._entry_id)


def earlier_values() -> tuple[str, str, str]:
    """Return the line that leads to what an entry said before; its act is "earlier"."""
    return ("earlier", "history", translate("EntryMenu", "Earlier values"))


def _with_key(words: str, key: str) -> str:
    return f"{words}\t{key}" if key else words

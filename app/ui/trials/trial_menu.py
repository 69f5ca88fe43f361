"""What can be done with a trial and with the chosen line: one menu for the button and the rows."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.theme import Theme


class TrialMenu(QMenu):
    """The menu of the "…" button; a right-click opens the same one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[QAction] = []
        self.moves: list[QAction] = []

    def fill(self, theme: Theme, acts: dict[str, Callable[[], None]]) -> None:
        """Put the acts into the menu; each is a method, never a lambda."""
        words = {
            "answer": (self.tr("Look at the chosen line, or answer it…"), "pencil"),
            "ask": (self.tr("Ask about the chosen line"), "plus"),
            "record": (self.tr("Open the record of the chosen line"), "link"),
            "up": (self.tr("Move up"), "arrow-up"),
            "down": (self.tr("Move down"), "arrow-down"),
            "page": (self.tr("The trial's page on the web…"), "external-link"),
            "copy": (self.tr("Copy the trial number"), "copy"),
            "edit": (self.tr("Edit our entry…"), "pencil"),
            "delete": (self.tr("Delete"), "trash-2"),
        }
        for name, (said, icon) in words.items():
            if name in ("up", "page", "edit"):
                self.addSeparator()
            action = self.addAction(said)
            action.triggered.connect(acts[name])
            theme.dress(action, icon)
            if name in ("answer", "ask", "record"):
                self.lines.append(action)
            if name in ("up", "down"):
                self.moves.append(action)

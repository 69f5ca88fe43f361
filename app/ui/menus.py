"""The menu bar: every command of the window with its key, declared in one table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.ui.buttons import escape_ampersand
from app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu.

    Attributes:
        name: key under which the action is found again.
        words: what it is called.
        do: what it does; a method, never a lambda.
        keys: shortcuts, the first one is shown.
        icon: name of its icon.
        checked: None for an ordinary command, else whether it is ticked.
        one_of: commands with the same text here exclude each other.
    """

    name: str
    words: str
    do: Callable[[], None]
    keys: Sequence[str] = ()
    icon: str = ""
    checked: bool | None = None
    one_of: str = ""


Line = Command | None
"""None draws a line between groups of commands."""


class Menus:
    """Builds the menus and keeps their actions by name."""

    def __init__(self, bar: QMenuBar, theme: Theme) -> None:
        self._bar = bar
        self._theme = theme
        self._groups: dict[str, QActionGroup] = {}
        self.actions: dict[str, QAction] = {}

    def add(self, title: str, lines: Sequence[Line]) -> QMenu:
        """Add a menu with its commands."""
        menu = QMenu(title, self._bar)
        self._bar.addMenu(menu)
        self.fill(menu, lines)
        return menu

    def fill(self, menu: QMenu, lines: Sequence[Line]) -> None:
        """Put commands into a menu."""
        for line in lines:
            if line is None:
                menu.addSeparator()
            else:
                menu.addAction(self.action(line, menu))

    def action(self, command: Command, owner: QWidget) -> QAction:
        """Return the action of a command; it belongs to `owner`."""
        action = QAction(escape_ampersand(command.words), owner)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(command.do)
        if command.icon:
            self._theme.dress(action, command.icon)
        if command.checked is not None:
            action.setCheckable(True)
            action.setChecked(command.checked)
        if command.one_of:
            self._group(command.one_of).addAction(action)
        self.actions[command.name] = action
        return action

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            self._groups[name] = QActionGroup(self._bar)
        return self._groups[name]

"""The menu bar: every command of the window with its key, declared in one table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.case.value_class import value_class
from app.ui.buttons import escape_ampersand
from app.ui.theme import Theme


@value_class
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


class MenuIcons(QObject):
    """Draws the icons of a menu when it is first opened: a window is there sooner without them."""

    def __init__(self, menu: QMenu, theme: Theme) -> None:
        super().__init__(menu)
        self._theme = theme
        self._bare: list[tuple[QAction, str]] = []
        menu.aboutToShow.connect(self._dress)

    def add(self, action: QAction, icon: str) -> None:
        """Have an action wear an icon."""
        self._bare.append((action, icon))

    @Slot()
    def _dress(self) -> None:
        for action, icon in self._bare:
            self._theme.dress(action, icon)
        self._bare = []


class AltKey(QObject):
    """Opens a menu by Alt and its letter, without the line that Qt draws under the letter."""

    def __init__(self, bar: QMenuBar, menu: QMenu, keys: QKeySequence) -> None:
        super().__init__(menu)
        self._bar = bar
        self._menu = menu
        if not keys.isEmpty():  # macOS has none
            QShortcut(keys, bar).activated.connect(self._open)

    @Slot()
    def _open(self) -> None:
        self._bar.setActiveAction(self._menu.menuAction())


class Menus:
    """Builds the menus and keeps their actions by name."""

    def __init__(self, bar: QMenuBar, theme: Theme) -> None:
        self._bar = bar
        self._theme = theme
        self._groups: dict[str, QActionGroup] = {}
        self.actions: dict[str, QAction] = {}

    def add(self, title: str, lines: Sequence[Line]) -> QMenu:
        """Add a menu with its commands; Alt and the letter behind "&" open it."""
        menu = QMenu(title.replace("&", ""), self._bar)
        self._bar.addMenu(menu)
        AltKey(self._bar, menu, QKeySequence.mnemonic(title))
        self.fill(menu, lines)
        return menu

    def fill(self, menu: QMenu, lines: Sequence[Line]) -> None:
        """Put commands into a menu."""
        icons = MenuIcons(menu, self._theme)
        for line in lines:
            if line is None:
                menu.addSeparator()
                continue
            action = self._action(line, menu)
            menu.addAction(action)
            if line.icon:
                icons.add(action, line.icon)

    def _action(self, command: Command, owner: QWidget) -> QAction:
        action = QAction(escape_ampersand(command.words), owner)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(command.do)
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

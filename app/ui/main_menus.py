"""The menus of a case's window, line by line, with their keys (ui.md, sections 2 and 4)."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from app.case.case import SPECS
from app.ui.addable import addable
from app.ui.buttons import escape_ampersand
from app.ui.case_acts import CaseActs
from app.ui.go_acts import GoActs
from app.ui.lists.page_lists import list_pages
from app.ui.lock.window_lock import WindowLock
from app.ui.menus import Command, Line, MenuIcons, Menus
from app.ui.page import Surroundings
from app.ui.places import places_beside
from app.ui.sidebar import Place
from app.ui.theme import ThemeChoice
from app.ui.view_choices import ViewChoices

_WHILE_LOCKED = frozenset({"close", "quit"})


class WindowActs(Protocol):
    """What the menus ask of their window.

    Attributes:
        case_acts: what is done with the case file as a whole.
        go: where the menus lead.
        lock: locks the window.
    """

    case_acts: CaseActs
    go: GoActs
    lock: WindowLock

    def ask_for_new(self) -> None:
        """Ask for a new case."""

    def ask_for_other(self) -> None:
        """Ask for another case to open."""

    def say_saved(self) -> None:
        """Answer that everything is saved."""

    def close_window(self) -> None:
        """Close the window."""

    def quit(self) -> None:
        """Close every window."""

    def undo(self) -> None:
        """Take the last operation back."""

    def redo(self) -> None:
        """Make it again."""

    def next_pane(self) -> None:
        """Go to the next part of the window."""

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar."""


class MainMenus(QObject):
    """Builds the menu bar and keeps its words up to date.

    Signals:
        page_wanted(str): a page was chosen in the Go menu.
        add_wanted(str): a kind of entry was chosen in the Add menu.
    """

    page_wanted = Signal(str)
    add_wanted = Signal(str)

    def __init__(
        self, bar: QMenuBar, window: WindowActs, places: Sequence[Place], around: Surroundings
    ) -> None:
        super().__init__(bar)
        self._window = window
        self._places = places
        self._around = around
        self.views = ViewChoices(around.theme, around.settings, self)
        self._menus = Menus(bar, around.theme)
        self._menus.add(self.tr("&Case"), self._case_lines())
        self._menus.add(self.tr("&Edit"), self._edit_lines())
        self.add_menu = self._menus.add(self.tr("&Add"), self._add_lines())
        self._add_other_kinds()
        self._menus.add(self.tr("&Go"), self._go_lines())
        self._menus.add(self.tr("&View"), self._view_lines())
        self._menus.add(self.tr("&Help"), self._help_lines())
        around.theme.changed.connect(self._follow_theme)

    def action(self, name: str) -> QAction:
        """Return the action of a command by its name, such as `undo`."""
        return self._menus.actions[name]

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Name what Undo and Redo would do."""
        self._name("undo", self.tr("Undo"), self.tr("Undo: {what}"), undo)
        self._name("redo", self.tr("Redo"), self.tr("Redo: {what}"), redo)

    def forget_case(self) -> None:
        """Offer nothing but the end of the program, and name nothing that was done."""
        self.show_undo(None, None)
        for name, action in self._menus.actions.items():
            action.setEnabled(name in _WHILE_LOCKED)

    def know_case(self) -> None:
        """Offer everything again."""
        for action in self._menus.actions.values():
            action.setEnabled(True)

    def _name(self, command: str, plain: str, named: str, what: str | None) -> None:
        action = self.action(command)
        action.setText(escape_ampersand(named.format(what=what) if what else plain))
        action.setEnabled(what is not None)

    def _case_lines(self) -> list[Line]:
        window = self._window
        return [
            Command("new", self.tr("New case…"), window.ask_for_new, ("Ctrl+Shift+N",), "plus"),
            Command("open", self.tr("Open…"), window.ask_for_other, ("Ctrl+O",), "folder-open"),
            None,
            *self._file_lines(),
            None,
            Command("print", self.tr("Print…"), window.go.open_print, ("Ctrl+P",), "printer"),
            None,
            Command("settings", self.tr("Settings…"), window.go.open_settings, icon="settings"),
            Command("save", self.tr("Saved by itself"), window.say_saved, ("Ctrl+S",), "check"),
            Command("close", self.tr("Close"), window.close_window, ("Ctrl+W",)),
            Command("quit", self.tr("Quit"), window.quit, ("Ctrl+Q",), "log-out"),
        ]

    def _file_lines(self) -> list[Line]:
        window, acts = self._window, self._window.case_acts
        bring, out = self.tr("Bring in a file…"), self.tr("Take everything out…")
        share, folder = self.tr("Copy for somebody else…"), self.tr("Documents as a folder…")
        words = self.tr("Password…")
        return [
            Command("copy", self.tr("Save a copy…"), acts.save_a_copy, icon="copy"),
            Command("merge", self.tr("Bring in a relative's copy…"), acts.bring_in_a_copy),
            Command("bring", bring, acts.files.choose, ("Ctrl+I",), "download"),
            Command("take_out", out, acts.take_out, icon="upload"),
            Command("share", share, acts.share_a_copy, icon="users"),
            Command("folder", folder, acts.documents_into_a_folder, icon="folder"),
            None,
            Command("backups", self.tr("Backups"), window.go.open_backups, icon="archive"),
            Command("password", words, acts.ask_for_password, icon="key-round"),
            Command("lock", self.tr("Lock"), window.lock.lock, ("Ctrl+L",), "lock"),
        ]

    def _edit_lines(self) -> list[Line]:
        window = self._window
        return [
            Command("undo", self.tr("Undo"), window.undo, ("Ctrl+Z",), "undo-2"),
            Command("redo", self.tr("Redo"), window.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
            None,
            Command(
                "search",
                self.tr("Search everything"),
                window.go.search_everything,
                ("Ctrl+K",),
                "search",
            ),
            Command("find", self.tr("Find on this page"), window.go.find_here, ("Ctrl+F",)),
        ]

    def _add_lines(self) -> list[Line]:
        lines: list[Line] = [
            Command("add_here", self.tr("Add here"), self._window.go.add_here, ("Ctrl+N",), "plus"),
            None,
        ]
        for kind in addable():
            keys = ("Ctrl+Shift+Q",) if kind.table == "question" else ()
            name = f"add_{kind.table}"
            lines.append(Command(name, kind.words, self._add_chosen, keys, kind.icon))
        return lines

    def _add_other_kinds(self) -> None:
        """Offer every other kind of entry, grouped as the pages are."""
        known = {kind.table for kind in addable()}
        self.add_menu.addSeparator()
        icons = MenuIcons(self.add_menu, self._around.theme)
        for page in list_pages():
            others = [table for table in page.tables if table not in known]
            if others:
                group = QMenu(escape_ampersand(page.title), self.add_menu)
                icons.add(group.menuAction(), page.icon)
                self.add_menu.addMenu(group)
                self._menus.fill(group, [self._add_line(table) for table in others])

    def _add_line(self, table: str) -> Command:
        label = SPECS[table].label
        return Command(f"add_{table}", label[:1].upper() + label[1:], self._add_chosen)

    def _go_lines(self) -> list[Line]:
        lines: list[Line] = [
            Command("back", self.tr("Back"), self._window.go.back, ("Alt+Left",), "arrow-left"),
            Command(
                "next_pane", self.tr("Next part of the window"), self._window.next_pane, ("F6",)
            ),
            None,
        ]
        for number, place in enumerate(self._places, 1):
            keys = (f"Ctrl+{number}",) if number <= 9 else ()
            name = f"go_{place.key}"
            lines.append(Command(name, place.words, self._page_chosen, keys, place.icon))
        lines.append(None)
        for place in places_beside():
            lines.append(Command(f"go_{place.key}", place.words, self._page_chosen, (), place.icon))
        return lines

    def _view_lines(self) -> list[Line]:
        views, choice = self.views, self._around.theme.choice
        system, light, dark = ThemeChoice.SYSTEM, ThemeChoice.LIGHT, ThemeChoice.DARK
        return [
            Command("larger", self.tr("Larger text"), views.larger_text, ("Ctrl++", "Ctrl+=")),
            Command("smaller", self.tr("Smaller text"), views.smaller_text, ("Ctrl+-",)),
            Command("normal", self.tr("Normal text"), views.normal_text, ("Ctrl+0",)),
            None,
            _theme_line(system, self.tr("Colors of the system"), views.follow_system, choice),
            _theme_line(light, self.tr("Light colors"), views.use_light, choice),
            _theme_line(dark, self.tr("Dark colors"), views.use_dark, choice),
            None,
            Command(
                "sidebar",
                self.tr("Show the sidebar"),
                self._window.toggle_sidebar,
                ("F9",),
                checked=True,
            ),
        ]

    def _help_lines(self) -> list[Line]:
        window = self._window
        here, more = self.tr("Help for this page"), self.tr("All help texts")
        words = self.tr("Therapies and words")
        return [
            Command("help", here, window.go.open_help, ("F1",), "circle-question-mark"),
            Command("help_all", more, window.go.open_help_overview, icon="book-open"),
            Command("words", words, window.go.open_therapies),
            None,
            Command("privacy", self.tr("What leaves this computer"), window.go.tell_privacy),
            Command("about", self.tr("About Casebook"), window.go.tell_about),
        ]

    @Slot()
    def _page_chosen(self) -> None:
        self.page_wanted.emit(self._chosen_name().removeprefix("go_"))

    @Slot()
    def _add_chosen(self) -> None:
        self.add_wanted.emit(self._chosen_name().removeprefix("add_"))

    def _chosen_name(self) -> str:
        sender = self.sender()
        return next(name for name, action in self._menus.actions.items() if action is sender)

    @Slot()
    def _follow_theme(self) -> None:
        self.action(f"theme_{self._around.theme.choice.value}").setChecked(True)


def _theme_line(
    theme: ThemeChoice, words: str, do: Callable[[], None], chosen: ThemeChoice
) -> Command:
    name = f"theme_{theme.value}"
    return Command(name, words, do, checked=theme == chosen, one_of="theme")

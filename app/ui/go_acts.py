"""Where the menus lead: to pages, to help, into the search and the filter, and back."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from app.ui.help.about import tell_about
from app.ui.page import Surroundings
from app.ui.page_stack import PageStack
from app.ui.search.search_box import SearchBox


class GoActs(QObject):
    """What the menus of one window open, and where they put the keyboard."""

    def __init__(
        self, window: QWidget, around: Surroundings, pages: PageStack, search: SearchBox
    ) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self._pages = pages
        self._search = search

    # to a page, and back

    @Slot()
    def back(self) -> None:
        """Go back to where the last link was."""
        self._pages.back()

    @Slot()
    def open_patient(self) -> None:
        """Show what is noted about the person."""
        self._pages.open("patient")

    @Slot()
    def open_print(self) -> None:
        """Open the page Print."""
        self._pages.open("print")

    @Slot()
    def open_backups(self) -> None:
        """Show the backups."""
        self._pages.open("log", "backups")

    @Slot()
    def open_settings(self) -> None:
        """Show the settings."""
        self._follow("settings")

    @Slot()
    def open_therapies(self) -> None:
        """Show therapies and words explained."""
        self._follow("therapies")

    # help

    @Slot()
    def open_help(self) -> None:
        """Show help for the page that is open."""
        page = self._pages.page
        if page is not None and page.key != "help":
            self._follow("help", getattr(page, "help_key", page.key) or "overview")

    @Slot()
    def open_help_overview(self) -> None:
        """Show the list of help texts."""
        self._follow("help")

    @Slot()
    def tell_privacy(self) -> None:
        """Say what leaves this computer: nothing."""
        self._follow("help", "privacy")

    @Slot()
    def tell_about(self) -> None:
        """Say which program this is."""
        tell_about(self._around.ask, self._window)

    # what the page and the search do

    @Slot()
    def add_here(self) -> None:
        """Add what this page keeps."""
        if self._pages.page is not None:
            self._pages.page.add_here()

    @Slot()
    def find_here(self) -> None:
        """Put the keyboard into the filter of this page."""
        if self._pages.page is not None:
            self._pages.page.find_here()

    @Slot()
    def search_everything(self) -> None:
        """Put the keyboard into the search over everything."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _follow(self, key: str, target: object = None) -> None:
        self._pages.open(key, target, by_link=True)

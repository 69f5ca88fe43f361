"""What every page of the window is made of."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from app.case.value_class import value_class
from app.errors import CasebookError
from app.settings import Settings
from app.ui.ask import Ask
from app.ui.jobs import Jobs
from app.ui.open_case import OpenCase
from app.ui.theme import Theme
from app.ui.words import translate

T = TypeVar("T")


@value_class
class Surroundings:
    """What a page needs to know; handed to its constructor.

    Attributes:
        case: the open case.
        theme: colours, sizes, icons.
        ask: the one door for questions.
        jobs: work beside the window.
        settings: this computer's settings.
        pages: keys of the pages there are; a link to another one is not shown.
    """

    case: OpenCase
    theme: Theme
    ask: Ask
    jobs: Jobs
    settings: Settings
    pages: frozenset[str] = frozenset()

    def has_page(self, key: str) -> bool:
        """Whether a page exists, so that a link to it leads somewhere."""
        return key in self.pages


def tell_unsaved(around: Surroundings, above: QWidget, error: CasebookError) -> None:
    """Say why what saves itself could not be saved, and that the words are still there."""
    stays = translate(
        "Page", "What you typed is still on the page. Saving it is tried again by itself."
    )
    around.ask.tell(above, around.case.title, error.sentence, "\n".join([*error.places, stays]))


class Page(QWidget):
    """One page: it reads the case, shows it, and asks the window for everything else.

    Signals:
        header_changed(): title, summary or buttons are others now.
        wanted(str, object): open another page by its key, with what to show there.
        add_wanted(str): open the form for a new row of a table.
        edit_wanted(str, str): open the form of a row: its table and id.
        duplicate_wanted(str, str): open the form for a copy of a row.
        delete_wanted(str, str): delete a row: its table and id.
        done(str): something was done that Undo takes back; a sentence for the undo bar.
        noted(str): a sentence for the status line.
        bring_wanted(object): take files in: their paths, or None to ask for them.
    """

    header_changed = Signal()
    wanted = Signal(str, object)
    add_wanted = Signal(str)
    edit_wanted = Signal(str, str)
    duplicate_wanted = Signal(str, str)
    delete_wanted = Signal(str, str)
    done = Signal(str)
    noted = Signal(str)
    bring_wanted = Signal(object)

    key: ClassVar[str] = ""
    adds: ClassVar[str] = ""
    """The table that Ctrl+N adds to on this page; empty where there is none."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        self.theme = around.theme
        self.setProperty("kind", "page")

    def title(self) -> str:
        """Return what stands at the top of the page."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return the short line behind the title."""
        return ""

    def tools(self) -> list[QPushButton]:
        """Return the outlined buttons of the header, left of the filled one."""
        return []

    def main_button(self) -> QPushButton | None:
        """Return the one filled button of the header."""
        return None

    def refresh(self) -> None:
        """Read the case again; called when the page is opened and after every change."""

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Return what `act` returns; an error of the world is shown calmly and gives None."""
        try:
            return act()
        except CasebookError as error:
            self.around.ask.tell_error(self, self.around.case.title, error)
            return None

    def writable(self) -> bool:
        """Whether the case may be changed; where it may not, the reason is told."""
        why = self.around.case.session.read_only_because
        if why is not None:
            self.around.ask.tell(self, self.around.case.title, why)
        return why is None

    def save_now(self) -> bool:
        """Have everything saved that is being typed; return False where that was impossible."""
        return True

    @Slot(str, str)
    def look_back(self, table: str, row_id: str) -> None:
        """Show the earlier values of an entry, on the page Change log."""
        self.wanted.emit("log", (table, row_id))

    def add_here(self) -> None:
        """Add what this page keeps, as its filled button does where that one is quicker."""
        if self.adds:
            self.add_wanted.emit(self.adds)

    def find_here(self) -> None:
        """Put the keyboard into the page's own filter, where it has one."""

    def open_target(self, target: object) -> None:
        """Show what another page pointed to."""

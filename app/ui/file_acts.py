"""Bringing files in, from the menu, from any page and by dropping them on the window."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui.page import Surroundings

if TYPE_CHECKING:
    from app.ui.bring.bring_files import BringFiles


class FileActs(QObject):
    """Leads to the part that takes files in, which is loaded when it is first wanted.

    Signals:
        done(str): something was taken in that Undo takes back; a sentence.
        noted(str): a sentence for the status line.
        page_wanted(str, object): open a page, with what to show there.
        case_wanted(object): open another case; its path.
        copy_wanted(object): bring in a relative's copy; its path.
    """

    done = Signal(str)
    noted = Signal(str)
    page_wanted = Signal(str, object)
    case_wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self._bringing: BringFiles | None = None

    @Slot()
    def choose(self) -> None:
        """Ask for files and take them in."""
        self.bring(None)

    @Slot(object)
    def bring(self, paths: list[Path] | None) -> None:
        """Take files in; None asks for them."""
        if self._bringing is None:
            self._bringing = self._made()
        self._bringing.bring_or_choose(paths)

    def _made(self) -> "BringFiles":
        from app.ui.bring.bring_files import BringFiles

        made = BringFiles(self._window, self._around)
        made.done.connect(self.done)
        made.noted.connect(self.noted)
        made.page_wanted.connect(self.page_wanted)
        made.case_wanted.connect(self.case_wanted)
        made.copy_wanted.connect(self.copy_wanted)
        return made

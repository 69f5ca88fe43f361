"""Bringing files in, from the menu and from any page."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui.page import Surroundings

_BRINGING = "app.ui.bring.bring_files"


class FileActs(QObject):
    """Leads to the part that takes files in, which is loaded when it is first wanted.

    Signals:
        done(str): something was taken in that Undo takes back; a sentence.
        noted(str): a sentence for the status line.
        page_wanted(str, object): open a page, with what to show there.
        case_wanted(object): open another case; its path.
    """

    done = Signal(str)
    noted = Signal(str)
    page_wanted = Signal(str, object)
    case_wanted = Signal(object)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self._bringing: Any = None

    @Slot()
    def choose(self) -> None:
        """Ask for files and take them in."""
        self.bring(None)

    @Slot(object)
    def bring(self, paths: list[Path] | None) -> None:
        """Take files in; None asks for them."""
        why = self._around.case.session.read_only_because
        if why is not None:
            self._around.ask.tell(self._window, self.tr("Bring in a file"), why)
            return
        if self._bringing is None:
            self._bringing = self._made()
        if paths is None:
            self._bringing.choose()
        else:
            self._bringing.bring(paths)

    def _made(self) -> Any:
        made = import_module(_BRINGING).BringFiles(self._window, self._around)
        made.done.connect(self.done)
        made.noted.connect(self.noted)
        made.page_wanted.connect(self.page_wanted)
        made.case_wanted.connect(self.case_wanted)
        return made


def can_bring_files() -> bool:
    """Whether this program can take files in."""
    try:
        return find_spec(_BRINGING) is not None
    except ModuleNotFoundError:
        return False

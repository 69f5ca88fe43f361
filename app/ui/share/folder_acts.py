"""Case > Documents into a folder…: asks where, and writes them beside the window."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.ui.jobs import Progress
from app.ui.page import Surroundings
from app.ui.start.file_place import documents_folder
from app.usecases import documents_folder as folders
from app.usecases.documents_folder import FolderMade
from app.usecases.safe_names import safe_stem
from app.usecases.session import Session


class FolderActs(QObject):
    """All documents as a folder with an index.

    Signals:
        noted(str): what is going on; a sentence for the status line.
    """

    noted = Signal(str)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around

    @Slot()
    def documents_into_a_folder(self) -> None:
        """Ask in which folder the new one is made, and write every document there."""
        title = self.tr("Where to put the documents")
        place = self._around.ask.folder(self._window, title, documents_folder())
        if place is None:
            return
        name = self.tr("Documents of {name}").format(name=self._around.case.name)
        target = _free(place, safe_stem(name))
        self.noted.emit(self.tr("Saving {name}…").format(name=target.name))
        work = _Folder(self._around.case.session, target)
        self._around.jobs.start(work, name="folder", done=self._made, failed=self._failed)

    @Slot(object)
    def _made(self, made: FolderMade) -> None:
        said = self.tr("The documents are in {folder}. Open index.html to see the list.").format(
            folder=made.folder.name
        )
        self.noted.emit(said)
        self._around.ask.tell(self._window, made.folder.name, said, "\n".join(made.notes))

    @Slot(object)
    def _failed(self, error: CasebookError) -> None:
        self.noted.emit("")
        self._around.ask.tell_error(self._window, self.tr("Not saved"), error)


class _Folder:
    """The work of a job."""

    def __init__(self, session: Session, target: Path) -> None:
        self._session = session
        self._target = target

    def __call__(self, _progress: Progress) -> FolderMade:
        return folders.documents_folder(self._session, self._target)


def _free(place: Path, name: str) -> Path:
    """Return a folder of this name that is not there yet."""
    target, number = place / name, 2
    while target.exists():
        target = place / f"{name} {number}"
        number += 1
    return target

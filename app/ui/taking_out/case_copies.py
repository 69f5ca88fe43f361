"""Case > Save a copy…, Take everything out…: asks where, and writes beside the window."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.ui.jobs import Progress
from app.ui.page import Surroundings
from app.ui.start.file_place import SUFFIX, documents_folder, free_place, place_words
from app.ui.taking_out.take_out_dialog import TakeOutDialog
from app.ui.words import translate
from app.usecases.documents_folder import documents_folder as write_documents
from app.usecases.save_copy import save_copy
from app.usecases.session import Session
from app.usecases.take_out import FOLDER, exported, save

_ENDINGS = {"json": ".json", "csv": ".zip", "ics": ".ics", "fhir": ".json"}


class CaseCopies(QObject):
    """Everything that leaves the case as a file.

    Signals:
        noted(str): what is going on; a sentence for the status line.
    """

    noted = Signal(str)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around

    @Slot()
    def save_a_copy(self) -> None:
        """Ask where, and write a checked copy of the case there."""
        suggested = free_place(documents_folder(), self._around.case.name)
        kinds = self.tr("Casebook (*{suffix})").format(suffix=SUFFIX)
        title = self.tr("Save a copy")
        place = self._around.ask.save_file(self._window, title, suggested, kinds)
        if place is not None:
            self._start(_Copy(self._around.case.session, _with_ending(place, SUFFIX)))

    @Slot()
    def take_out(self) -> None:
        """Ask in which form and where, and write everything there."""
        dialog = TakeOutDialog(self._around.theme, self._window)
        if not self._around.ask.run(dialog):
            return
        if dialog.form == FOLDER:
            self._take_documents_out()
            return
        ending = _ENDINGS.get(dialog.form, f".{dialog.form}")
        suggested = documents_folder() / f"{self._around.case.name}{ending}"
        title = self.tr("Take everything out")
        kinds = self.tr("Files (*{suffix})").format(suffix=ending)
        place = self._around.ask.save_file(self._window, title, suggested, kinds)
        if place is not None:
            target = _with_ending(place, ending)
            self._start(_TakeOut(self._around.case.session, dialog.form, target))

    def _take_documents_out(self) -> None:
        title = self.tr("Where shall the folder go?")
        place = self._around.ask.folder(self._window, title, documents_folder())
        if place is not None:
            name = self.tr("{name} documents").format(name=self._around.case.session.path.stem)
            self._start(_Folder(self._around.case.session, _free_folder(place, name)))

    def _start(self, work: "_Copy | _TakeOut | _Folder") -> None:
        self.noted.emit(self.tr("Saving {name}…").format(name=work.target.name))
        self._around.jobs.start(work, name="copy", done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, done: "tuple[Path, tuple[str, ...]]") -> None:
        place, notes = done
        said = self.tr("Saved: {place}").format(place=place_words(place))
        self.noted.emit(said)
        if notes:
            self._around.ask.tell(self._window, place.name, said, "\n".join(notes))

    @Slot(object)
    def _failed(self, error: CasebookError) -> None:
        self.noted.emit("")
        self._around.ask.tell_error(self._window, translate("CaseCopies", "Not saved"), error)


class _Copy:
    """The work of a job."""

    def __init__(self, session: Session, target: Path) -> None:
        self._session = session
        self.target = target

    def __call__(self, _progress: Progress) -> tuple[Path, tuple[str, ...]]:
        return save_copy(self._session, self.target), ()


class _TakeOut:
    """The work of a job."""

    def __init__(self, session: Session, form: str, target: Path) -> None:
        self._session = session
        self._form = form
        self.target = target

    def __call__(self, _progress: Progress) -> tuple[Path, tuple[str, ...]]:
        taken = exported(self._session, self._form)
        save(self.target, taken)
        return self.target, taken.notes


class _Folder:
    """The work of a job."""

    def __init__(self, session: Session, target: Path) -> None:
        self._session = session
        self.target = target

    def __call__(self, _progress: Progress) -> tuple[Path, tuple[str, ...]]:
        made = write_documents(self._session, self.target)
        return self.target, made.notes


def _free_folder(place: Path, name: str) -> Path:
    """Return a folder in `place` that does not exist yet."""
    folder, number = place / name, 2
    while folder.exists():
        folder, number = place / f"{name} {number}", number + 1
    return folder


def _with_ending(place: Path, ending: str) -> Path:
    return place if place.suffix.lower() == ending else place.with_name(place.name + ending)

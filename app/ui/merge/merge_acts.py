"""Case > Bring in a relative's copy…: looks into it, asks what both changed, takes it in."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.ui.jobs import Progress
from app.ui.merge.merge_dialog import MergeDialog
from app.ui.merge.merge_words import copy_name
from app.ui.page import Surroundings
from app.ui.start.file_place import SUFFIX, documents_folder
from app.usecases.merge_copies import Decision, Key, MergePlan, look_at_copy, take_copy
from app.usecases.session import Changes, PasswordNeeded, Session, WrongPassword


class MergeActs(QObject):
    """Brings a relative's copy of the case in.

    Signals:
        noted(str): what is going on; a sentence for the status line.
        done(str): the copy was brought in; a sentence for the undo bar.
    """

    noted = Signal(str)
    done = Signal(str)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self._copy = Path()
        self._password: str | None = None
        self._name = ""

    @Slot()
    def choose_copy(self) -> None:
        """Ask for the relative's file, and look into it."""
        case = self._around.case
        why = case.session.read_only_because
        if why is not None:
            self._around.ask.tell(self._window, case.title, why)
            return
        kinds = self.tr("Casebook (*{suffix})").format(suffix=SUFFIX)
        copy = self._around.ask.open_file(self._window, self._title(), documents_folder(), kinds)
        if copy is not None:
            self.look_into(copy)

    def look_into(self, copy: Path, password: str | None = None) -> None:
        """Compare a copy with the case, beside the window."""
        self._copy, self._password = copy, password
        self.noted.emit(self.tr("Looking into {name}…").format(name=copy.name))
        work = _Look(self._around.case.session, copy, password)
        self._around.jobs.start(work, name="merge", done=self._looked, failed=self._not_looked)

    @Slot(object)
    def _looked(self, plan: MergePlan) -> None:
        self.noted.emit("")
        self._name = copy_name(plan)
        ask, case = self._around.ask, self._around.case
        if plan.brings_nothing:
            said = self.tr("{copy} holds nothing that is not here already. Nothing was changed.")
            ask.tell(self._window, self._title(), said.format(copy=self._name))
            return
        dialog = MergeDialog(self._around.theme, case.session, plan, self._window)
        if ask.run(dialog):
            self._take(dialog.decisions, dialog.complete)

    def _take(self, decisions: dict[Key, Decision], finished: bool) -> None:
        self.noted.emit(self.tr("Making a backup, then bringing the copy in…"))
        work = _Take(self._around.case.session, self._copy, self._password, decisions, finished)
        self._around.jobs.start(work, name="merge", done=self._taken, failed=self._failed)

    @Slot(object)
    def _taken(self, changes: Changes) -> None:
        self.noted.emit("")
        self._around.case.session.tell(changes)
        self._around.case.look_at_file()
        if changes:
            self.done.emit(self.tr("{copy} was brought in").format(copy=self._name))

    @Slot(object)
    def _not_looked(self, error: CasebookError) -> None:
        if not isinstance(error, PasswordNeeded | WrongPassword):
            self._failed(error)
            return
        self.noted.emit("")
        said = self.tr("This copy has another password than the case here.")
        password = self._around.ask.password(self._window, self._title(), said)
        if password:
            self.look_into(self._copy, password)

    @Slot(object)
    def _failed(self, error: CasebookError) -> None:
        self.noted.emit("")
        self._around.ask.tell_error(self._window, self._title(), error)

    def _title(self) -> str:
        return self.tr("Bring in a relative's copy")


class _Look:
    """The work of comparing."""

    def __init__(self, session: Session, copy: Path, password: str | None) -> None:
        self._session = session
        self._copy = copy
        self._password = password

    def __call__(self, _progress: Progress) -> MergePlan:
        return look_at_copy(self._session, self._copy, self._password)


class _Take:
    """The work of bringing in."""

    def __init__(
        self,
        session: Session,
        copy: Path,
        password: str | None,
        decisions: dict[Key, Decision],
        finished: bool,
    ) -> None:
        self._session = session
        self._copy = copy
        self._password = password
        self._decisions = decisions
        self._finished = finished

    def __call__(self, _progress: Progress) -> Changes:
        return take_copy(
            self._session,
            self._copy,
            self._decisions,
            password=self._password,
            finished=self._finished,
        )

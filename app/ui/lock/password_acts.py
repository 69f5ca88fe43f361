"""Case > Password…: asks, then writes the file anew beside the window."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.ui.jobs import Progress
from app.ui.lock.password_dialog import PasswordDialog
from app.ui.page import Surroundings
from app.usecases.keep_safe import PasswordChanged
from app.usecases.password import change_password
from app.usecases.session import Session


class PasswordActs(QObject):
    """Sets, changes and removes the password.

    Signals:
        noted(str): what is going on; a sentence for the status line.
    """

    noted = Signal(str)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self._dialog: PasswordDialog | None = None

    @Slot()
    def ask_for_password(self) -> None:
        """Ask for the new password and change it."""
        case = self._around.case
        if case.session.read_only_because is not None:
            self._tell(case.session.read_only_because)
            return
        self._dialog = PasswordDialog(self._around.theme, self._window, protected=case.protected)
        self._ask()

    def _ask(self) -> None:
        if self._dialog is None or not self._around.ask.run(self._dialog):
            self._dialog = None
            return
        self.noted.emit(self.tr("The file is being written anew. This may take a moment."))
        work = _Change(self._around.case.session, self._dialog.old, self._dialog.new)
        self._around.jobs.start(work, name="password", done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, changed: PasswordChanged) -> None:
        self._dialog = None
        self._around.case.look_at_file()
        self.noted.emit("")
        self._tell(changed.sentence, self._more(changed))

    @Slot(object)
    def _failed(self, error: CasebookError) -> None:
        self.noted.emit("")
        self._around.ask.tell_error(self._window, self.tr("Password"), error)
        # The dialog comes again with what was typed.
        self._ask()

    def _more(self, changed: PasswordChanged) -> str:
        said = []
        if self._around.case.protected:
            said.append(self.tr("If the password is lost, nobody can open the case."))
        if changed.notes:
            said.append(self.tr("These older backups do not have the new password:"))
            said += changed.notes
        return "\n".join(said)

    def _tell(self, sentence: str, more: str = "") -> None:
        self._around.ask.tell(self._window, self.tr("Password"), sentence, more)


class _Change:
    """The work of a job."""

    def __init__(self, session: Session, old: str | None, new: str | None) -> None:
        self._session = session
        self._old = old
        self._new = new

    def __call__(self, _progress: Progress) -> PasswordChanged:
        return change_password(self._session, old=self._old, new=self._new)

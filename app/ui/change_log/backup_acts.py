"""Making a backup and bringing one back, beside the window."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.settings import BACKUP_FOLDER
from app.ui.change_log.log_words import when
from app.ui.change_log.restore_dialog import RestoreDialog
from app.ui.jobs import Progress
from app.ui.page import Surroundings
from app.usecases.backups import KeptBackup, Made, WouldChange, back_up, restore, would_change
from app.usecases.session import Changes, PasswordNeeded, Session, WrongPassword


class BackupActs(QObject):
    """What the buttons of the tab Backups do.

    Signals:
        working(str): what is being done now; "" when it is finished.
        looked_into(object): a backup was opened and is whole: its path.
        made(): there is a new backup.
        done(str): the case was changed; Undo takes it back.
        noted(str): a sentence for the status line.
    """

    working = Signal(str)
    looked_into = Signal(object)
    made = Signal()
    done = Signal(str)
    noted = Signal(str)

    def __init__(self, page: QWidget, around: Surroundings) -> None:
        super().__init__(page)
        self._page = page
        self._around = around
        self._session = around.case.session
        self._kept: KeptBackup | None = None
        self._password: str | None = None
        self._busy = False

    @Slot()
    def back_up_now(self) -> None:
        """Make a backup, and a copy of it at the second place."""
        work = _BackUp(self._session, self._around.settings.get(BACKUP_FOLDER))
        if self._begin(self.tr("Making a backup and checking it…")):
            self._around.jobs.start(work, name="backup", done=self._made, failed=self._failed)

    @Slot(object)
    def preview(self, kept: KeptBackup) -> None:
        """Find out what a backup would change, then show it."""
        if self._begin(self.tr("Opening the backup and comparing it…")):
            self._kept, self._password = kept, None
            self._compare()

    def _compare(self) -> None:
        if self._kept is not None:
            work = _Compare(self._session, self._kept.backup.path, self._password)
            self._around.jobs.start(
                work, name="compare", done=self._compared, failed=self._not_compared
            )

    @Slot(object)
    def _compared(self, changes: tuple[WouldChange, ...]) -> None:
        self._end()
        kept = self._kept
        if kept is None:
            return
        self.looked_into.emit(kept.backup.path)
        dialog = RestoreDialog(self._around.theme, self._page.window(), kept.backup, changes)
        if not self._around.ask.run(dialog) or not changes:
            return
        why = self._session.read_only_because
        if why is not None:
            self._around.ask.tell(self._page, self.tr("Backups"), why)
        elif self._begin(self.tr("Bringing the backup back…")):
            work = _Restore(self._session, kept.backup.path, self._password)
            self._around.jobs.start(work, name="restore", done=self._restored, failed=self._failed)

    @Slot(object)
    def _not_compared(self, error: CasebookError) -> None:
        if not isinstance(error, PasswordNeeded | WrongPassword):
            self._failed(error)
            return
        said = self.tr("This backup has another password than the case has now.")
        title = self.tr("Backups")
        self._password = self._around.ask.password(self._page, title, said)
        if self._password:
            self._compare()
        else:
            self._end()

    @Slot(object)
    def _made(self, made: Made) -> None:
        self._end()
        self._around.case.look_at_file()
        self.made.emit()
        self.noted.emit(self.tr("Backup made and checked"))
        if made.notes:
            said = self.tr("The backup beside the case was made and checked.")
            self._around.ask.tell(self._page, self.tr("Backups"), said, "\n".join(made.notes))

    @Slot(object)
    def _restored(self, changes: Changes) -> None:
        self._end()
        self._session.tell(changes)
        self._around.case.look_at_file()
        self.made.emit()
        if changes and self._kept is not None:
            said = self.tr("The backup of {when} was brought back")
            self.done.emit(said.format(when=when(self._kept.backup.taken)))

    @Slot(object)
    def _failed(self, error: CasebookError) -> None:
        self._end()
        self._around.ask.tell_error(self._page, self.tr("Backups"), error)

    def _begin(self, words: str) -> bool:
        """Say what begins; False where something is still under way."""
        if self._busy:
            self.noted.emit(self.tr("One moment, please. The last step is not finished yet."))
            return False
        self._busy = True
        self.working.emit(words)
        return True

    def _end(self) -> None:
        self._busy = False
        self.working.emit("")


class _BackUp:
    """The work of a job."""

    def __init__(self, session: Session, second: Path | None) -> None:
        self._session = session
        self._second = second

    def __call__(self, _progress: Progress) -> Made:
        return back_up(self._session, self._second)


class _Compare:
    """The work of a job."""

    def __init__(self, session: Session, backup: Path, password: str | None) -> None:
        self._session = session
        self._backup = backup
        self._password = password

    def __call__(self, _progress: Progress) -> tuple[WouldChange, ...]:
        return would_change(self._session, self._backup, self._password)


class _Restore:
    """The work of a job."""

    def __init__(self, session: Session, backup: Path, password: str | None) -> None:
        self._session = session
        self._backup = backup
        self._password = password

    def __call__(self, _progress: Progress) -> Changes:
        return restore(self._session, self._backup, self._password)

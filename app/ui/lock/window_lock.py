"""Locking a window: by Ctrl+L, or by itself after minutes without input."""

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import CasebookError
from app.settings import AUTOLOCK_MINUTES
from app.ui.ask import LOCKED
from app.ui.jobs import Progress
from app.ui.lock.held_dialogs import HeldDialogs
from app.ui.lock.idle_watch import IdleWatch
from app.ui.page import Surroundings
from app.usecases.session import Session

if TYPE_CHECKING:
    from app.ui.lock.lock_screen import LockScreen


class LockableWindow(Protocol):
    """What the lock asks of its window."""

    def save_typed(self) -> bool:
        """Save everything that is being typed, without a word; return whether all of it is."""

    def take_case_away(self, *, keep_page: bool) -> None:
        """Leave nothing of the case on the screen; `keep_page` only hides the shown page."""

    def bring_case_back(self) -> None:
        """Show the case again."""


class WindowLock(QObject):
    """Locks one window and opens it again with the password.

    The case file stays open underneath, so that what somebody was typing can still be saved.

    Attributes:
        locked: whether it is locked.

    Signals:
        password_wanted(): the case has no password yet, and locking needs one.
        screen_made(object): what stands in the window while it is locked was made.
    """

    password_wanted = Signal()
    screen_made = Signal(object)

    def __init__(self, window: LockableWindow, widget: QWidget, around: Surroundings) -> None:
        super().__init__(widget)
        self._window = window
        self._widget = widget
        self._around = around
        self._held = HeldDialogs(widget)
        self._trying = False
        self.locked = False
        self.watch = IdleWatch(self._minutes, self)
        self.watch.idle.connect(self._lock_when_idle)
        around.case.kept.connect(self._watch_where_protected)
        self._watch_where_protected()

    @cached_property
    def screen(self) -> "LockScreen":
        """What stands in the window meanwhile, made when it is first locked."""
        from app.ui.lock.lock_screen import LockScreen

        screen = LockScreen(self._around.theme)
        screen.password_given.connect(self.try_password)
        self.screen_made.emit(screen)
        return screen

    @property
    def holds_typed_text(self) -> bool:
        """Whether a dialog, or words that could not be saved, wait behind the lock."""
        return self.locked and (self._held.some or not self._window.save_typed())

    @Slot()
    def lock(self) -> None:
        """Lock, or offer a password where the case has none."""
        if self.locked:
            return
        if not self._around.case.protected:
            self._offer_password()
            return
        # Nobody may be there to read a box; the line at the foot says it after unlocking.
        self._around.case.saving.quiet = True
        saved = self._window.save_typed()
        self._set_locked(True)
        # A page that is in the middle of a question must live to hear the answer.
        asking = QApplication.activeModalWidget() is not None
        self._held.hide()
        self._window.take_case_away(keep_page=asking or self._held.some or not saved)
        self.screen.begin()

    @Slot(str)
    def try_password(self, password: str) -> None:
        """Unlock where the password fits."""
        if self._trying or not self.locked:
            return
        self._trying = True
        self.screen.say_busy()
        work = _Try(self._around.case.session, password)
        self._around.jobs.start(work, name="unlock", done=self._tried, failed=self._failed)

    @Slot(object)
    def _tried(self, fitting: bool) -> None:
        self._trying = False
        if not fitting:
            said = self.tr("This password does not open the case. Please try again.")
            self.screen.say_problem(said)
            return
        self._set_locked(False)
        self._around.case.saving.quiet = False
        self.screen.begin()
        self._window.bring_case_back()
        self._held.show()

    def _set_locked(self, locked: bool) -> None:
        self.locked = locked
        self._widget.setProperty(LOCKED, locked)

    @Slot(object)
    def _failed(self, error: CasebookError) -> None:
        self._trying = False
        self.screen.say_problem(error.sentence)

    @Slot()
    def _watch_where_protected(self) -> None:
        self.watch.set_on(self._around.case.protected)

    @Slot()
    def _lock_when_idle(self) -> None:
        if self._around.case.protected and self._widget.isVisible():
            self.lock()

    def _offer_password(self) -> None:
        said = self.tr("Locking needs a password, and this case has none yet.")
        answers = (self.tr("Set a password…"), self.tr("Not now"))
        if self._around.ask.choose(self._widget, self.tr("Lock"), said, answers) == 0:
            self.password_wanted.emit()

    def _minutes(self) -> int:
        return self._around.settings.get(AUTOLOCK_MINUTES)


class _Try:
    """The work of a job: a password takes a noticeable time to try, on purpose."""

    def __init__(self, session: Session, password: str) -> None:
        self._session = session
        self._password = password

    def __call__(self, _progress: Progress) -> bool:
        from app.usecases.password import fits

        return fits(self._session, self._password)

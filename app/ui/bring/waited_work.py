"""One piece of work beside the window, with a dialog that waits for it and can stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import Cancelled, CasebookError
from app.ui.bring.bring_work import Work
from app.ui.bring.waiting_dialog import WaitingDialog
from app.ui.page import Surroundings


class WaitedWork(QObject):
    """Does one piece of work after the other, and goes on with what came of it.

    Attributes:
        dialog: the dialog that waits, while something is being done.

    Signals:
        stopped(object): the person stopped the work; the `Cancelled` that says so.
    """

    stopped = Signal(object)

    def __init__(self, window: QWidget, around: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._around = around
        self.dialog: WaitingDialog | None = None
        self._work: Work[Any] | None = None
        self._then: Callable[[Any], None] = _nothing
        self._failed: Callable[[CasebookError], None] = _nothing

    def start(
        self,
        work: Work[Any],
        words: str,
        then: Callable[[Any], None],
        failed: Callable[[CasebookError], None],
    ) -> None:
        """Do work beside the window; `then` goes on with its result, `failed` with its error."""
        self._work, self._then, self._failed = work, then, failed
        dialog = WaitingDialog(
            self._around.theme, self._window, words, can_be_stopped=work.can_be_stopped
        )
        self.dialog = dialog
        dialog.stopped.connect(self._stop)
        job = self._around.jobs.start(
            work, name="bring", done=self._came, failed=self._came_to_nothing
        )
        job.progressed.connect(dialog.show_progress)
        job.ended.connect(dialog.end)
        dialog.stopped.connect(job.cancel)
        dialog.begin()

    @Slot()
    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()

    @Slot(object)
    def _came(self, result: object) -> None:
        stopped = self._work is not None and self._work.is_stopped()
        writes = self._work is not None and self._work.writes
        self._end()
        if stopped and not writes:
            self.stopped.emit(Cancelled())  # it was quicker than the person; the wish counts
        else:
            self._then(result)

    @Slot(object)
    def _came_to_nothing(self, error: CasebookError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.stopped.emit(error)
        else:
            self._failed(error)

    def _end(self) -> None:
        if self.dialog is not None:
            self.dialog.end()
            self.dialog = None
        self._work = None


def _nothing(_result: object) -> None:
    """Do nothing; stands where no work was begun."""

"""Long work beside the window: plain data in, plain data out, the answer back on Qt's thread."""

import sys
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from app.errors import Cancelled, CasebookError
from app.ui.garbage import GarbageCollector

T = TypeVar("T")


class Progress:
    """How far a job is; handed to the work, which calls it now and then."""

    def __init__(self, job: "Job[Any]") -> None:
        self._job = job

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Tell how far the work is.

        Raises:
            Cancelled: the person stopped it.
        """
        if self._job.cancelled:
            raise Cancelled
        self._job.progressed.emit(done, total, words)


class Job(QObject, Generic[T]):
    """One piece of work.

    Signals (all on the window's thread):
        finished(object): the result.
        failed(CasebookError): the world's error; `Cancelled` when the person stopped it.
        progressed(int, int, str): done, of how many, words.
        ended(): after either of the first two, and after an error of ours.
    """

    finished = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int, str)
    ended = Signal()
    _came = Signal(object, object)

    def __init__(self, work: Callable[[Progress], T], name: str) -> None:
        super().__init__()
        self.name = name
        self.cancelled = False
        self._work = work
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self.cancelled = True

    def run(self) -> None:
        """Do the work, on the thread of a pool."""
        try:
            self._came.emit(self._work(Progress(self)), None)
        except Exception as error:  # noqa: BLE001 - handed on to the window's thread, never lost
            self._came.emit(None, error)

    @Slot(object, object)
    def _deliver(self, result: T, error: Exception | None) -> None:
        if error is None:
            self.finished.emit(result)
        elif isinstance(error, CasebookError):
            self.failed.emit(error)
        else:
            # An error of ours: the same way as one that happens in the window itself.
            sys.excepthook(type(error), error, error.__traceback__)
        self.ended.emit()


class _Runnable(QRunnable):
    def __init__(self, job: Job[Any]) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Jobs(QObject):
    """Runs jobs one after the other on a thread of its own, and keeps them until they end.

    One thread, because what works on a case file must not overtake other work on it.

    Signals:
        busy_changed(bool): work began, or the last of it ended.
    """

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        GarbageCollector.begin()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: list[Job[Any]] = []

    @property
    def busy(self) -> bool:
        """Whether any work is under way."""
        return bool(self._running)

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        name: str,
        done: Callable[[T], None],
        failed: Callable[[CasebookError], None] | None = None,
    ) -> Job[T]:
        """Start `work`; its result comes to `done`, the world's error to `failed`."""
        job = Job(work, name)
        job.finished.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        job.ended.connect(self._forget_ended)
        self._running.append(job)
        if len(self._running) == 1:
            self.busy_changed.emit(True)
        self._pool.start(_Runnable(job))
        return job

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait until the work is done, before the program closes; its answers are dropped."""
        for job in self._running:
            job.cancel()
        return self._pool.waitForDone(milliseconds)

    @Slot()
    def _forget_ended(self) -> None:
        ended = self.sender()
        self._running = [job for job in self._running if job is not ended]
        if not self._running:
            self.busy_changed.emit(False)

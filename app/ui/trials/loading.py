"""Work for what is shown: beside the window, and dropped where something newer is wanted."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import CasebookError
from app.ui.jobs import Jobs, Progress


class Loading(QObject):
    """One piece of work of each kind counts: the newest.

    Signals:
        came(str, object): a kind of thing was made.
        failed(str, object): it could not be: the world's error.
    """

    came = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._newest: dict[str, int] = {}

    def start(self, kind: str, work: Callable[[], Any]) -> None:
        """Start work; what is under way of the same kind is dropped when it comes."""
        number = self._newest.get(kind, 0) + 1
        self._newest[kind] = number
        self._jobs.start(_numbered(kind, number, work), name=kind, done=self._take)

    def drop(self, kind: str) -> None:
        """Let what is under way of a kind come to nothing."""
        self._newest[kind] = self._newest.get(kind, 0) + 1

    @Slot(object)
    def _take(self, made: tuple[str, int, Any, CasebookError | None]) -> None:
        kind, number, result, error = made
        if self._newest.get(kind) != number:
            return
        if error is None:
            self.came.emit(kind, result)
        else:
            self.failed.emit(kind, error)


def _numbered(
    kind: str, number: int, work: Callable[[], Any]
) -> Callable[[Progress], tuple[str, int, Any, CasebookError | None]]:
    def run(_progress: Progress) -> tuple[str, int, Any, CasebookError | None]:
        try:
            return kind, number, work(), None
        except CasebookError as error:
            return kind, number, None, error

    return run

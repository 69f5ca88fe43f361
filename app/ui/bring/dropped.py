"""Files dropped anywhere on a window."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class Lockable(Protocol):
    """What may be locked, so that nothing can be dropped on it."""

    @property
    def locked(self) -> bool:
        """Whether it is locked."""


class DropTarget:
    """Takes files that are dropped on a window, which hands its events on."""

    def __init__(
        self, window: QWidget, bring: Callable[[list[Path]], None], lock: Lockable
    ) -> None:
        self._bring = bring
        self._lock = lock
        window.setAcceptDrops(True)

    def enter(self, event: QDragEnterEvent) -> None:
        """Let in what can be taken."""
        if dropped_files(event.mimeData()) and not self._lock.locked:
            event.acceptProposedAction()

    def drop(self, event: QDropEvent) -> None:
        """Take what is dropped on the window."""
        files = dropped_files(event.mimeData())
        if files and not self._lock.locked:
            event.acceptProposedAction()
            self._bring(files)


def dropped_files(dropped: QMimeData) -> list[Path]:
    """Return the files and folders that are being dropped; none where it is something else."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]

"""Files dropped anywhere on a window."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class Lockable(Protocol):
    """What may be locked, so that nothing can be dropped on it."""

    @property
    def locked(self) -> bool:
        """Whether it is locked."""


class DropTarget(QObject):
    """Takes files that are dropped on a window."""

    def __init__(
        self, window: QWidget, bring: Callable[[list[Path]], None], lock: Lockable
    ) -> None:
        super().__init__(window)
        self._bring = bring
        self._lock = lock
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped on the window."""
        if isinstance(event, QDragEnterEvent):
            if dropped_files(event.mimeData()) and not self._lock.locked:
                event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            files = dropped_files(event.mimeData())
            if files and not self._lock.locked:
                event.acceptProposedAction()
                self._bring(files)
            return True
        return super().eventFilter(watched, event)


def dropped_files(dropped: QMimeData) -> list[Path]:
    """Return the files and folders that are being dropped; none where it is something else."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]

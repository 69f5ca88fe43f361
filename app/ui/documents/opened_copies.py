"""Read-only copies handed to other programs; they are gone when the window closes."""

import stat
import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError


class OpenedCopies(QObject):
    """Keeps copies of documents for as long as a window is open."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        # Only its owner may look into such a folder.
        self._folder = tempfile.TemporaryDirectory(prefix="casebook-", ignore_cleanup_errors=True)
        window.installEventFilter(self)

    @staticmethod
    def of(window: QWidget) -> "OpenedCopies":
        """Return the copies of a window, begun when first needed."""
        return window.findChild(OpenedCopies) or OpenedCopies(window)

    @property
    def folder(self) -> Path:
        """Where the copies are."""
        return Path(self._folder.name)

    def open(self, name: str, content: bytes) -> bool:
        """Open content with the program the system has for it; whether there is one.

        Raises:
            CasebookError: there is no room for a copy.
        """
        place = Path(tempfile.mkdtemp(dir=self.folder)) / name
        try:
            place.write_bytes(content)
            place.chmod(stat.S_IRUSR)
        except OSError as error:
            raise CasebookError(
                "A copy for the other program could not be made. The disk may be full. "
                "Your case is safe."
            ) from error
        return self.open_at(place)

    @staticmethod
    def open_at(place: Path) -> bool:
        """Open a file with the program the system has for it; whether there is one."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def remove(self) -> None:
        """Remove every copy."""
        self._folder.cleanup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remove the copies when the window closes."""
        if watched is self.parent() and event.type() == QEvent.Type.Close:
            self.remove()
        return False

"""The place and size of a case's window on the screen, kept from one time to the next."""

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from app.settings import WINDOW_GEOMETRY, Settings

_FIRST_SIZE = (1280, 800)


class WindowPlace:
    """Where the window of one case stands; every case has its own place."""

    def __init__(self, window: QWidget, settings: Settings, case_id: str) -> None:
        self._window = window
        self._settings = settings
        self._case_id = case_id

    def restore(self) -> None:
        """Put the window where it stood last."""
        self._window.resize(*_FIRST_SIZE)
        known = self._settings.get(WINDOW_GEOMETRY).get(self._case_id)
        if known:
            self._window.restoreGeometry(QByteArray.fromBase64(QByteArray(known.encode())))

    def keep(self) -> None:
        """Note where the window stands.

        Raises:
            CasebookError: the settings cannot be written.
        """
        text = bytes(self._window.saveGeometry().toBase64().data()).decode()
        self._settings.remember_window(self._case_id, text)

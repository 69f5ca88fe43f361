"""Notices that nobody has used the program for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

_LOOK_EVERY_MS = 10_000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """Compares the clock with the last input, so that a sleeping computer counts as unused.

    It looks at every event of the program, so it is switched on only where it is needed.

    Signals:
        idle(): nobody has touched keys, mouse or screen for the chosen minutes.
    """

    idle = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        parent: QObject,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Make a watch that is switched off.

        Args:
            minutes: how long is too long, asked at every look; 0 for never.
            parent: whoever watches.
            now: the time in seconds.
        """
        super().__init__(parent)
        self._minutes = minutes
        self._now = now
        self._last = now()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def set_on(self, on: bool) -> None:
        """Begin to watch, or stop."""
        app = QApplication.instance()
        if app is None or on == self._timer.isActive():
            return
        if on:
            self._last = self._now()
            self._timer.start()
            app.installEventFilter(self)
        else:
            self._timer.stop()
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of every input; it goes on to where it belongs."""
        if event.type() in _INPUT:
            # After a long sleep the first touch must not make good what has passed.
            self.look()
            self._last = self._now()
        return super().eventFilter(watched, event)

    @Slot()
    def look(self) -> None:
        """Say `idle` where too much time has passed."""
        minutes = self._minutes()
        if minutes and self._now() - self._last >= minutes * 60:
            self._last = self._now()
            self.idle.emit()

"""Python's garbage collected on Qt's thread only.

Python collects wherever it happens to make objects. A dialog that refers to itself would then be
taken apart on the thread of a job, and Qt crashes when a widget dies on another thread than its
own. So Python's own collecting is switched off, and a timer does it instead.
"""

import gc
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

_BEGUN = "collects_garbage"
_EVERY_MS = 1000
# Looking through everything may take a tenth of a second in a large case; it gets a small share.
_SHARE = 200
_SELDOM_SECONDS = 30.0
_WHOLE = 2


class GarbageCollector(QObject):
    """Collects now and then, by Python's own thresholds."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        gc.disable()
        gc.freeze()  # modules and classes stay; looking through them would be felt
        self._next_whole = time.monotonic() + _SELDOM_SECONDS
        self._settled = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @staticmethod
    def begin() -> None:
        """Collect on Qt's thread from now on; again changes nothing."""
        app = QCoreApplication.instance()
        if app is not None and not app.property(_BEGUN):
            # Noted by name: looking among the application's children would have PySide make up
            # a class for each of Qt's own, while the window is waited for.
            app.setProperty(_BEGUN, True)
            GarbageCollector(app)

    @Slot()
    def look(self) -> None:
        """Collect the youngest objects where there are many, the older ones more rarely."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [age for age in range(len(counts)) if counts[age] > limits[age]]
        if not due:
            return
        begun = time.monotonic()
        if begun >= self._next_whole and not self._settled:
            # Half a minute after the start: what is there now is the program and its first pages.
            gc.freeze()
            self._settled = True
        age = max(due) if begun >= self._next_whole else min(max(due), _WHOLE - 1)
        gc.collect(age)
        if age == _WHOLE:
            took = time.monotonic() - begun
            self._next_whole = begun + max(_SELDOM_SECONDS, took * _SHARE)

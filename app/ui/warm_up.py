"""Reading the program's own pages while nobody waits for them.

A page is imported when it is first opened, so that the window is there at once. Importing takes up
to half a second for the pages that read criteria; here it is done beside the window, after its
first picture.

Qt's classes are made up by PySide when they are first asked for, some with every class that comes
of them. That is not done on another thread, but in small steps while the window has nothing to do.
"""

from collections.abc import Iterable
from importlib import import_module
from threading import Event, Thread

from PySide6 import QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Slot


class WarmUp:
    """Imports modules one after the other on a thread of its own."""

    def __init__(self, modules: Iterable[str]) -> None:
        self._modules = tuple(modules)
        self._stop = Event()
        self._thread = Thread(target=self._load, name="warm-up")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Import no further module, and wait for the one that is being imported."""
        self._stop.set()
        self.wait()

    def wait(self) -> None:
        """Wait until it is done."""
        if self._thread.is_alive():
            self._thread.join()

    @property
    def busy(self) -> bool:
        """Whether modules are still being imported."""
        return self._thread.is_alive()

    def _load(self) -> None:
        for name in self._modules:
            if self._stop.is_set():
                return
            import_module(name)


class QtClasses(QObject):
    """Has PySide make up Qt's classes, one in each idle moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [(module, name) for module in (QtGui, QtWidgets) for name in dir(module)]
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.make_next)

    @property
    def busy(self) -> bool:
        """Whether some are still to come."""
        return bool(self._names)

    def start(self) -> None:
        """Begin; what the person does comes first."""
        self._timer.start(0)

    @Slot()
    def make_next(self) -> None:
        """Make up one class."""
        if self._names:
            getattr(*self._names.pop())
        else:
            self._timer.stop()

"""Reading the program's own pages while nobody waits for them.

A page is imported when it is first opened, so that the window is there at once. Importing takes up
to half a second for the pages that read criteria; here it is done beside the window, after its
first picture.
"""

from collections.abc import Iterable
from importlib import import_module
from threading import Event, Thread


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

"""Work put off to later turns of the event loop, one piece in each, that ends with its owner."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

Work = Callable[[], None]


class NextTurns(QObject):
    """Pieces of work in their order; a child of whoever they belong to."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._due: list[Work] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._do_one)

    def put_off(self, work: Sequence[Work]) -> None:
        """Do these pieces, in place of what was put off before."""
        self._due = list(work)
        self._timer.start()

    def do_until(self, last: Work) -> None:
        """Do now what was put off, up to and with one piece."""
        while last in self._due:
            self._due.pop(0)()

    def drop(self) -> None:
        """Forget what is still put off."""
        self._due.clear()
        self._timer.stop()

    def do_all(self) -> None:
        """Do now everything that was put off."""
        while self._due:
            self._due.pop(0)()
        self._timer.stop()

    @Slot()
    def _do_one(self) -> None:
        if self._due:
            self._due.pop(0)()
        if not self._due:
            self._timer.stop()

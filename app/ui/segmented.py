"""A few choices side by side, one of them taken: Letter | A4."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segmented(QWidget):
    """Choices with a code and a word each.

    Signals:
        chosen(str): the code of the choice the person took.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for number, (code, words) in enumerate(choices):
            button = _segment(words, name, number, len(choices))
            self._buttons[code] = button
            self._group.addButton(button)
            line.addWidget(button)
        self._group.buttonClicked.connect(self._tell)

    @property
    def code(self) -> str:
        """The code of what is chosen."""
        return next((c for c, b in self._buttons.items() if b.isChecked()), "")

    def choose(self, code: str) -> None:
        """Take a choice, without telling."""
        if code in self._buttons:
            self._buttons[code].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the neighbour with the arrow keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        codes = list(self._buttons)
        place = max(0, min(len(codes) - 1, codes.index(self.code) + step))
        self._buttons[codes[place]].setFocus()
        self._buttons[codes[place]].click()

    @Slot(QAbstractButton)
    def _tell(self, _button: QAbstractButton) -> None:
        self.chosen.emit(self.code)


def _segment(words: str, name: str, number: int, count: int) -> QPushButton:
    button = QPushButton(words)
    button.setCheckable(True)
    button.setAccessibleName(f"{name}: {words}")
    button.setProperty("kind", "segment")
    ends = {0: "first", count - 1: "last"}
    button.setProperty("end", "only" if count == 1 else ends.get(number, "middle"))
    return button

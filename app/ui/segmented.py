"""A few choices side by side, one of them taken: Letter | A4, or a row of chips that wraps."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.ui.buttons import escape_ampersand
from app.ui.flow_layout import FlowLayout
from app.ui.tokens import SPACE_4


class Segmented(QWidget):
    """Choices with a code and a word each.

    Signals:
        chosen(str): the code of the choice the person took.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], *, wraps: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        line = self._line(wraps)
        for number, (code, words) in enumerate(choices):
            button = _choice(words, name)
            if wraps:
                button.setProperty("kind", "chip-choice")
            else:
                button.setProperty("kind", "segment")
                button.setProperty("end", _end(number, len(choices)))
            self._buttons[code] = button
            self._group.addButton(button)
            line.addWidget(button)
        self._group.buttonClicked.connect(self._tell)
        # Whoever is sent here has the keyboard at something that can be pressed.
        self.setFocusProxy(next(iter(self._buttons.values())))

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
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
            return
        codes = list(self._buttons)
        place = max(0, min(len(codes) - 1, codes.index(self.code) + step))
        self._buttons[codes[place]].setFocus(Qt.FocusReason.TabFocusReason)
        self._buttons[codes[place]].click()

    def _line(self, wraps: bool) -> FlowLayout:
        # Joined segments go on in a second line too where large or longer words leave no room.
        # Neighbours share the pixel of their borders, so that the end of a line has one as well.
        line = FlowLayout(SPACE_4 if wraps else -1)
        across = QSizePolicy.Policy.Preferred if wraps else QSizePolicy.Policy.Maximum
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setLayout(line)
        return line

    @Slot(QAbstractButton)
    def _tell(self, _button: QAbstractButton) -> None:
        self.chosen.emit(self.code)


_STEPS = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}


def _choice(words: str, name: str) -> QPushButton:
    button = QPushButton(escape_ampersand(words))
    button.setCheckable(True)
    button.setAccessibleName(f"{name}: {words}")
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button


def _end(number: int, count: int) -> str:
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last"}.get(number, "middle")

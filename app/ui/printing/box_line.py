"""A check box whose words may break into lines, which Qt's own cannot."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.labels import make_label
from app.ui.tokens import SPACE_4


def box_line(box: QCheckBox, words: str) -> QHBoxLayout:
    """Return a box with its words beside it."""
    label = make_label(words, wrap=True)
    label.setBuddy(box)
    line = QHBoxLayout()
    line.setSpacing(SPACE_4)
    line.addWidget(box)
    line.addWidget(ClickableWords(label, box), 1)
    return line


class ClickableWords(QWidget):
    """The words of a check box; a click on them is a click on the box."""

    def __init__(self, label: QLabel, box: QCheckBox) -> None:
        super().__init__()
        self._box = box
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(label)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Click the box."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._box.click()

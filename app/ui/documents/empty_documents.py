"""What stands on the page Documents while there is none: where to drop a file, and a button."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import RADIUS_CARD, SPACE_12, SPACE_24

_ICON = 32
_HEIGHT = 220


class EmptyDocuments(QWidget):
    """A place to drop a file; the whole window takes drops, here it is said.

    Signals:
        choose_wanted(): the person wants to choose a file.
    """

    choose_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.choose = Button(theme, self.tr("Choose a file…"), icon="folder-open")
        self.choose.clicked.connect(self.choose_wanted)
        words = make_label(
            self.tr("Drop a file here or choose one. A copy is kept inside the case."), wrap=True
        )
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_12)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconLabel(theme, "file-plus", "muted", _ICON), 0, middle)
        column.addWidget(words)
        column.addWidget(self.choose, 0, middle)
        column.addStretch(1)
        self.setMinimumHeight(theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground with a dashed border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("field_border"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.colour("surface"))
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, RADIUS_CARD, RADIUS_CARD)
        painter.end()

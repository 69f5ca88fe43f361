"""A line on a sunken ground: an icon, a word in strong type, and what was said."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import RADIUS_CHIP, SPACE_4, SPACE_8, SPACE_16


class SunkenLine(QWidget):
    """What became of a question or a step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = IconLabel(theme, "check", "text", 16)
        self._state = make_label("", "strong")
        self._said = make_label("", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_8, SPACE_4, SPACE_16, SPACE_4)
        line.setSpacing(SPACE_8)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, SPACE_4, 0, 0)
        beside.addWidget(self._icon)
        beside.addStretch(1)
        line.addLayout(beside)
        line.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._said, 1)

    def show_state(self, icon: str, state: str, said: str) -> None:
        """Show a state and what was said."""
        self._icon.show_icon(icon or "pencil", "text")
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self._said.setText(said)

    @property
    def words(self) -> str:
        """What the line says."""
        return " ".join(part for part in (self._state.text(), self._said.text()) if part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CHIP, RADIUS_CHIP)
        painter.end()

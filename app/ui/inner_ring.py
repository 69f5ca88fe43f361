"""The focus ring of a list that has no room for one around it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.focus_style import paint_focus_ring
from app.ui.theme import Theme


class InnerRing(QWidget):
    """The ring along the inner edge of a list."""

    def __init__(self, theme: Theme, inside: QWidget) -> None:
        super().__init__(inside)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.installEventFilter(self)
        self.setGeometry(inside.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the list."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        paint_focus_ring(painter, self.rect(), self._theme.colour("focus"))
        painter.end()

"""The words of a question as a place for the keyboard, and the handle it is dragged by."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.labels import WrappedLabel
from app.ui.theme import Theme
from app.ui.tokens import BODY, ICON

_MOVES = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class QuestionWords(WrappedLabel):
    """A question that takes the keyboard.

    Signals:
        opened(): Enter, the space bar or a click.
        edit_wanted(), delete_wanted(): F2, Del.
        moved(int): Alt+Up (-1) or Alt+Down (1).
    """

    opened = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("role", "row-title")
        self.setProperty("focus_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, change, delete or move the question."""
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in _OPENS:
            self.opened.emit()
        elif key == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()


class Grip(QWidget):
    """The six dots a row is dragged by; keys and the menu do the same.

    Signals:
        dragged(QPointF): the mouse is here on the screen, the row with it.
        dropped(QPointF): the row was let go here.
    """

    dragged = Signal(QPointF)
    dropped = Signal(QPointF)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._moving = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("Drag to another place, or press Alt+Up or Alt+Down"))

    def sizeHint(self) -> QSize:
        """Follow the text size."""
        return QSize(self._theme.px(ICON), self._theme.px(BODY.line))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dots."""
        side = self._theme.px(ICON)
        painter = QPainter(self)
        place = QRectF(0, (self.height() - side) / 2, side, side)
        paint_icon(painter, "grip-vertical", self._theme.colour("muted"), place)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._moving = event.button() == Qt.MouseButton.LeftButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the row would go."""
        if self._moving:
            self.dragged.emit(event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._moving:
            self._moving = False
            self.dropped.emit(event.globalPosition())

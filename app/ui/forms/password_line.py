"""A line for a password, with an eye at its end that shows the letters.

The eye is a button of its own: it follows the text size and is reached by the keyboard, which the
small picture that Qt itself can put into a line does not and is not.
"""

from PySide6.QtCore import QEvent, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.ui.icons import paint_icon
from app.ui.tokens import BODY, HEIGHT_SMALL, ICON

_EDGE = 3
"""Pixels between the eye and the border of the line."""


class EyeButton(QAbstractButton):
    """Shows the letters of a password, or dots in their place."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(self._name)
        self._name(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw an open eye, or a crossed one where the letters are shown."""
        side = ICON * _scale(self)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(self.rect()).center())
        hovered = self.underMouse() or self.isDown()
        role = QPalette.ColorRole.Text if hovered else QPalette.ColorRole.PlaceholderText
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name = "eye-off" if self.isChecked() else "eye"
        paint_icon(painter, name, self.window().palette().color(role), place)
        painter.end()

    @Slot(bool)
    def _name(self, shown: bool) -> None:
        words = self.tr("Hide the password") if shown else self.tr("Show the password")
        self.setAccessibleName(words)
        self.setToolTip(words)


class PasswordLine(QLineEdit):
    """A line that shows dots.

    Attributes:
        eye: shows the letters; whoever has a second line for the same password connects it too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.eye = EyeButton(self)
        self.eye.toggled.connect(self.show_letters)
        self.show_letters(False)

    @Slot(bool)
    def show_letters(self, shown: bool) -> None:
        """Show the letters, or dots in their place."""
        self.setEchoMode(
            QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password,
        )

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the eye first: inside a column that scrolls Qt would pass it by."""
        if forward and self.hasFocus() and self.eye.isVisible():
            self.eye.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the end."""
        super().resizeEvent(event)
        self._place_eye()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place_eye()

    def _place_eye(self) -> None:
        side = round(HEIGHT_SMALL * _scale(self))
        height = min(side, self.height() - 2 * _EDGE)
        top = (self.height() - height) // 2
        self.eye.setGeometry(self.width() - side - _EDGE, top, side, height)
        self.setTextMargins(0, 0, side - 2 * _EDGE, 0)


def _scale(widget: QAbstractButton | QLineEdit) -> float:
    return widget.fontInfo().pixelSize() / BODY.size

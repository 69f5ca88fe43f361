"""A field of several lines that saves itself: on a pause, on leaving it, before it goes away."""

from math import ceil

from PySide6.QtCore import QElapsedTimer, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from app.ui.theme import Theme
from app.ui.tokens import BODY, TypeStyle

PAUSE_MS = 1200
_LONGEST_MS = 10_000
"""Who types without a pause does not wait longer than this."""


class SavedText(QPlainTextEdit):
    """Text of a few lines that grows with what is typed.

    Attributes:
        unsaved: something was typed that nobody has been told to save.

    Signals:
        save_wanted(str): keep this text.
    """

    save_wanted = Signal(str)

    def __init__(self, theme: Theme, name: str, *, lines: int = 2, most: int = 10) -> None:
        super().__init__()
        self._theme = theme
        self._lines = (lines, most)
        self._style = BODY
        self.unsaved = False
        self._filling = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save_now)
        self._since = QElapsedTimer()
        self.textChanged.connect(self._note_typing)
        theme.changed.connect(self._fit)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what is kept; what was typed since and is not saved yet stays."""
        if self.unsaved or text == self.toPlainText().strip():
            return
        self._filling = True
        self.setPlainText(text)
        self._filling = False
        self._fit()

    def set_style(self, style: TypeStyle) -> None:
        """Write larger or smaller."""
        self._style = style
        self.setFont(self._theme.font(style))
        self._fit()

    def not_saved(self) -> None:
        """Remember that saving failed, so that it is tried again."""
        self.unsaved = True

    @Slot()
    def save_now(self) -> None:
        """Have what was typed saved."""
        self._pause.stop()
        if self.unsaved:
            self.unsaved = False
            self.save_wanted.emit(self.toPlainText().strip())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self.save_now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save before the page goes away."""
        self.save_now()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines anew, and take the height they need."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _note_typing(self) -> None:
        if self._filling:
            return
        if not self.unsaved:
            self._since.start()
        self.unsaved = True
        if not self._pause.isActive() or self._since.elapsed() < _LONGEST_MS:
            self._pause.start()
        self._fit()

    @Slot()
    def _fit(self) -> None:
        fewest, most = self._lines
        # A plain document counts its size in lines.
        wanted = round(self.document().documentLayout().documentSize().height())
        lines = max(fewest, min(most, wanted))
        # Measured, not taken from the tokens: letters of large text need more than their line.
        edges = self.contentsMargins().top() + self.contentsMargins().bottom()
        around = edges + 2 * round(self.document().documentMargin()) + 1
        height = lines * ceil(QFontMetricsF(self.font()).lineSpacing()) + around
        if height != self.height():
            self.setFixedHeight(height)

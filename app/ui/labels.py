"""Labels: words in a role of the stylesheet, words that shorten, and icons that follow the theme.

Every label shows plain text, because what a family typed may look like markup.
"""

import re
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.theme import Theme
from app.ui.tokens import ICON


def make_label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label with plain text in a role of the stylesheet (`muted`, `card-title` ...)."""
    label = WrappedLabel() if wrap else QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    if role:
        label.setProperty("role", role)
    return label


def make_rich_label(markup: str, role: str = "") -> QLabel:
    """Return a wrapping label of our own markup; what people typed must be escaped before."""
    label = make_label("", role, wrap=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(markup)
    return label


def make_line() -> QFrame:
    """Return a horizontal hairline."""
    line = QFrame()
    line.setProperty("kind", "line")
    return line


def make_bar() -> QFrame:
    """Return a vertical hairline."""
    bar = QFrame()
    bar.setProperty("kind", "bar")
    return bar


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows text as it is; Qt would take some of it for markup."""
    return f"<p>{escape(text)}</p>" if text else ""


class WrappedLabel(QLabel):
    """Words that go on in the next line, also inside a word that is longer than any line."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""

    def setText(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        rich = self.textFormat() == Qt.TextFormat.RichText
        pattern, piece = (_LONG_IN_MARKUP, _MARKUP_PIECE) if rich else (_LONG_WORD, _PIECE)
        super().setText(pattern.sub(lambda word: piece.sub(rf"\1{_MAY_BREAK}", word.group()), text))

    def text(self) -> str:
        """Return the text as it was given."""
        return self._whole


_LONG_WORD = re.compile(r"\S{32,}")
_PIECE = re.compile(r"(.{8})(?=.)")
# In markup neither a tag (nor the address in it) nor a sign such as &amp; may be broken.
_SIGN = r"(?:&[#\w]{1,8};|[^<>&\s])"
_LONG_IN_MARKUP = re.compile(rf"(?<![^>\s]){_SIGN}{{32,}}(?![^<]*>)")
_MARKUP_PIECE = re.compile(rf"({_SIGN}{{8}})(?={_SIGN})")
_MAY_BREAK = "\u200b"


class ElidedLabel(QLabel):
    """One line that shortens with "…" where there is no room; the whole is in its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self._fit()
        self.updateGeometry()

    @property
    def whole_text(self) -> str:
        """The text without shortening."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text."""
        width = self.fontMetrics().horizontalAdvance(self._whole)
        return QSize(width + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1)
        )
        super().setText(shown)
        self.setToolTip(plain_tooltip(self._whole) if shown != self._whole else "")


class IconLabel(QWidget):
    """An icon beside words; it says nothing by itself to a screen reader."""

    def __init__(self, theme: Theme, name: str, colour: str = "text", size: int = ICON) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self.icon_name = name
        self.colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon or colour."""
        self.icon_name, self.colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Follow the text size."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        side = self._theme.px(self._size)
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        paint_icon(painter, self.icon_name, self._theme.colour(self.colour), rect)
        painter.end()

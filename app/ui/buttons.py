"""Buttons in the variants of the stylesheet, each with its name for screen readers."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from app.ui.icons import paint_icon
from app.ui.labels import plain_tooltip
from app.ui.theme import Theme
from app.ui.tokens import ICON

_ICON_GAP = 5
_LINK_EM = 4
_ARROW = 16


def escape_ampersand(text: str) -> str:
    """Return text for a button or menu in which "&" is an ordinary character."""
    return text.replace("&", "&&")


class Button(QPushButton):
    """A button with words and, where given, an icon before them.

    `kind` is a variant of the stylesheet: "" (outlined), "filled", "small", "link", "quiet".
    """

    def __init__(self, theme: Theme, text: str, *, icon: str = "", kind: str = "") -> None:
        super().__init__(escape_ampersand(text))
        self._theme = theme
        self._kind = kind
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # A link may be as long as a title; where there is no room it shortens.
        across = QSizePolicy.Policy.Maximum if kind == "link" else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        if kind:
            self.setProperty("kind", kind)
        if icon:
            theme.dress(self, icon, "on_accent" if kind == "filled" else "text", _ICON_GAP)
            self._follow_size()
            theme.changed.connect(self._follow_size)

    def say(self, text: str) -> None:
        """Change the words."""
        self.setText(escape_ampersand(text))
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """Be content with a few letters where it is a link."""
        size = super().minimumSizeHint()
        if self._kind == "link":
            size.setWidth(min(size.width(), round(_LINK_EM * self._theme.em)))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole of a shortened link in its tooltip."""
        super().resizeEvent(event)
        whole = plain_tooltip(self.text().replace("&&", "&"))
        if self._is_short() and not self.toolTip():
            self.setToolTip(whole)
        elif not self._is_short() and self.toolTip() == whole:
            self.setToolTip("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button; a link without room shortens."""
        if not self._is_short():
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        option = QStyleOptionButton()
        self.initStyleOption(option)
        missing = self.sizeHint().width() - self.width()
        room = self.fontMetrics().horizontalAdvance(self.text()) - missing
        option.text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, max(room, 0)
        )
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _is_short(self) -> bool:
        return self._kind == "link" and self.width() < self.sizeHint().width()

    @Slot()
    def _follow_size(self) -> None:
        side = self._theme.px(ICON)
        self.setIconSize(QSize(side + _ICON_GAP, side))


class IconButton(QPushButton):
    """A square button with an icon only; its name says what it does."""

    def __init__(
        self, theme: Theme, icon: str, name: str, *, kind: str = "square", colour: str = "text"
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", kind)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.dress(self, icon, colour)
        self._follow_size()
        theme.changed.connect(self._follow_size)

    @Slot()
    def _follow_size(self) -> None:
        side = self._theme.px(ICON)
        self.setIconSize(QSize(side, side))


class MenuButton(Button):
    """A button that opens a menu, with a small arrow behind the words."""

    def __init__(
        self, theme: Theme, text: str, menu: QMenu, *, icon: str = "", kind: str = ""
    ) -> None:
        super().__init__(theme, "", kind=kind)
        self._icon_name = icon
        self._words = text
        self.setAccessibleName(text)
        self.setMenu(menu)

    def sizeHint(self) -> QSize:
        """Ask for room for icon, words and arrow."""
        words = self.fontMetrics().horizontalAdvance(self._words)
        sides = 2 * self._theme.px(14) + 2 * self._gap()
        width = sides + self._theme.px(ICON) + words + self._theme.px(_ARROW)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the words."""
        return self.sizeHint()

    def text(self) -> str:
        """Return the words; Qt itself holds none, because it would put them in the middle."""
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, then the words and an arrow of ours behind them."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour("on_accent" if self._kind == "filled" else "text")
        side, arrow = self._theme.px(ICON), self._theme.px(_ARROW)
        x = float(self._theme.px(14))
        if self._icon_name:
            place = QRectF(x, (self.height() - side) / 2, side, side)
            paint_icon(painter, self._icon_name, colour, place)
            x += side + self._gap()
        painter.setPen(colour)
        room = QRectF(x, 0, self.width() - x, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._words)
        right = self.width() - self._theme.px(12) - arrow
        place = QRectF(right, (self.height() - arrow) / 2, arrow, arrow)
        paint_icon(painter, "chevron-down", colour, place)
        painter.end()

    def _gap(self) -> int:
        return self._theme.px(8)

"""The line at the top of a page: back, title, summary, search, and the page's own buttons."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.buttons import IconButton
from app.ui.flow_layout import FlowLayout
from app.ui.icons import paint_icon
from app.ui.labels import ElidedLabel
from app.ui.page import Page
from app.ui.theme import Theme
from app.ui.tokens import ICON, SMALL, SPACE_12


class SearchField(QLineEdit):
    """A field with a magnifying glass, and the key that leads to it at its end."""

    def __init__(self, theme: Theme, placeholder: str, key_hint: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._key_hint = key_hint
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(False)
        self._make_room()
        theme.changed.connect(self._make_room)

    def sizeHint(self) -> QSize:
        """Ask for room for the words and the key."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(words + self._theme.px(125), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then what lies in it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._theme.px(ICON)
        top = (self.height() - side) / 2
        place = QRectF(self._theme.px(10), top, side, side)
        paint_icon(painter, "search", self._theme.colour("muted"), place)
        if self._key_hint and not self.text() and self.width() >= self.sizeHint().width():
            self._paint_key(painter)
        painter.end()

    def _paint_key(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(SMALL))
        words = painter.fontMetrics().horizontalAdvance(self._key_hint)
        key = QRectF(0, 0, words + 12, painter.fontMetrics().height() + 2)
        key.moveCenter(QRectF(self.rect()).center())
        key.moveRight(self.width() - self._theme.px(10))
        painter.setPen(self._theme.colour("hairline"))
        painter.setBrush(self._theme.colour("sunken"))
        painter.drawRoundedRect(key, 4, 4)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._key_hint)

    @Slot()
    def _make_room(self) -> None:
        self.setTextMargins(self._theme.px(ICON + 8), 0, 0, 0)


class PageHeader(QWidget):
    """Title on the left, search and buttons on the right; on two lines where one is too short.

    Signals:
        back_wanted(): Back was pressed.
    """

    back_wanted = Signal()

    def __init__(self, theme: Theme, search: QLineEdit | None = None) -> None:
        super().__init__()
        self._theme = theme
        self.back = IconButton(theme, "arrow-left", self.tr("Back"))
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.title = ElidedLabel("", "page-title")
        # Opening a page puts the keyboard here, so that a screen reader says where one is.
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.summary = ElidedLabel("", "muted")
        self._search = search
        self._buttons: list[QPushButton] = []
        self._build()

    def show_page(self, page: Page, *, back: bool) -> None:
        """Show a page's title and buttons."""
        self.title.setText(page.title())
        self.summary.setText(page.summary())
        self.back.setVisible(back)
        main = page.main_button()
        self._show_buttons([*page.tools(), *([main] if main else [])])
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change to one or two lines."""
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self._left = QWidget()
        left = QHBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE_12)
        left.addWidget(self.back)
        left.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBaseline)
        left.addWidget(self.summary, 1, Qt.AlignmentFlag.AlignBaseline)
        self._right = QWidget()
        self._tools = FlowLayout(SPACE_12)
        self._right.setLayout(self._tools)
        if self._search is not None:
            self._tools.addWidget(self._search)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE_12)
        self._line.addWidget(self._left, 1)
        self._line.addWidget(self._right)

    def _show_buttons(self, buttons: list[QPushButton]) -> None:
        for old in self._buttons:
            self._tools.removeWidget(old)
            old.hide()
        self._buttons = buttons
        for button in buttons:
            self._tools.addWidget(button)
            button.show()

    def _arrange(self) -> None:
        title = self.title.sizeHint().width() + self._theme.px(60)
        wanted = title + self._right.sizeHint().width() + SPACE_12
        one_line = wanted <= self.width()
        across = QBoxLayout.Direction.LeftToRight
        down = QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if one_line else down)
        # On one line the tools keep their width; on two they may break into several lines.
        self._line.setStretchFactor(self._left, 1 if one_line else 0)
        self._right.setMinimumWidth(self._right.sizeHint().width() if one_line else 0)

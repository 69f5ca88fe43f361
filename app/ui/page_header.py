"""The line at the top of a page: back, title, summary, search, and the page's own buttons."""

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.buttons import IconButton
from app.ui.flow_layout import FlowLayout
from app.ui.icons import paint_icon
from app.ui.labels import ElidedLabel
from app.ui.page import Page
from app.ui.theme import Theme
from app.ui.tokens import ICON, SMALL, SPACE_12

_SEARCH_EM = 7
"""The search is never narrower than this."""

_SMALL_SEARCH_EM = 10.5
"""On one line with everything it is never narrower than its words."""

_SUMMARY_EM = 4
_ANY_WIDTH = 16_777_215


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
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_12)
        self._grid.setColumnStretch(0, 1)
        self._shape = _Shape.NONE
        self._put(_Shape.ONE_LINE)

    def _show_buttons(self, buttons: list[QPushButton]) -> None:
        for old in self._buttons:
            self._tools.removeWidget(old)
            old.hide()
        self._buttons = buttons
        for button in buttons:
            self._tools.addWidget(button)
            button.show()
        self._right.setVisible(bool(buttons))

    def _arrange(self) -> None:
        """Take as few lines as the words allow; the search gives way before a line is begun."""
        tools = self._tools_width()
        search = self._search.sizeHint().width() if self._search is not None else 0
        beside = self.title.sizeHint().width() + self._back_width() + SPACE_12
        least = round(_SEARCH_EM * self._theme.em) if search else 0
        small = min(search, round(_SMALL_SEARCH_EM * self._theme.em))
        one_line = beside + small + tools <= self.width()
        with_title = beside + least <= self.width()
        if one_line:
            shape = _Shape.ONE_LINE
        elif with_title:
            shape = _Shape.TOOLS_BELOW
        else:
            shape = _Shape.BOTH_BELOW if least + tools <= self.width() else _Shape.THREE_LINES
        self._put(shape)
        self._fit_search(shape, beside, search, least)
        # On one line the tools keep their width; on two they may break into several lines.
        beside_search = shape in (_Shape.ONE_LINE, _Shape.BOTH_BELOW)
        self._right.setMinimumWidth(max(tools - SPACE_12, 0) if beside_search else 0)
        # A page that wants more height than there is takes it from itself, not from the buttons.
        self.setMinimumHeight(max(self._grid.heightForWidth(self.width()), 0))

    def _back_width(self) -> int:
        return 0 if self.back.isHidden() else self.back.sizeHint().width() + SPACE_12

    def _fit_search(self, shape: "_Shape", beside: int, wanted: int, least: int) -> None:
        """Share the first line between the summary and the search."""
        words = self.summary.sizeHint().width() + SPACE_12 if self.summary.whole_text else 0
        room = self.width() - beside
        if shape is _Shape.ONE_LINE:
            room -= self._tools_width()
            wanted = min(wanted, room)
            room -= wanted
        elif shape is _Shape.TOOLS_BELOW:
            room -= least
            words = words if words <= room else 0
            wanted = min(wanted, room + least - words)
        # A summary of which only a letter or two would be left is better away.
        self.summary.setVisible(min(words, room) >= min(words, _SUMMARY_EM * self._theme.em) > 0)
        if self._search is not None:
            below = shape in (_Shape.BOTH_BELOW, _Shape.THREE_LINES)
            self._search.setMinimumWidth(least if below else wanted)
            self._search.setMaximumWidth(_ANY_WIDTH if below else wanted)

    def _tools_width(self) -> int:
        return self._right.sizeHint().width() + SPACE_12 if self._buttons else 0

    def _put(self, shape: "_Shape") -> None:
        if shape is self._shape:
            return
        self._shape = shape
        parts = [part for part in (self._left, self._search, self._right) if part is not None]
        for part in parts:
            self._grid.removeWidget(part)
        for part, place in zip(parts, self._places(shape), strict=True):
            self._grid.addWidget(part, *place)

    def _places(self, shape: "_Shape") -> list[tuple[int, int, int, int]]:
        """Return row, column, rows and columns of title, search and tools."""
        title, search, tools = _PLACES[shape]
        return [title, tools] if self._search is None else [title, search, tools]


class _Shape(Enum):
    """How title, search and tools lie."""

    NONE = auto()
    ONE_LINE = auto()
    TOOLS_BELOW = auto()
    BOTH_BELOW = auto()
    THREE_LINES = auto()


_PLACES = {
    _Shape.ONE_LINE: ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)),
    _Shape.TOOLS_BELOW: ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)),
    _Shape.BOTH_BELOW: ((0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)),
    _Shape.THREE_LINES: ((0, 0, 1, 2), (1, 0, 1, 2), (2, 0, 1, 2)),
}

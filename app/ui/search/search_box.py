"""The search field of the window and the list of what it found."""

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.cards import ClickableRow, empty_layout
from app.ui.labels import make_label, make_rich_label
from app.ui.page_header import SearchField
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_12

if TYPE_CHECKING:
    from app.ui.search.search_index import Hit, SearchIndex

_HIGHEST = 420
_BAR = 14
_SLICE = 0.02
"""Seconds of reading between two looks at the keyboard."""

MakeIndex = Callable[["SearchIndex | None"], "SearchIndex"]
"""Makes the index of the present case, from the one before where there is one."""


class SearchBox(SearchField):
    """Finds while one types; arrows move, Enter opens, Escape leaves.

    Signals:
        opened(object): the `Hit` that was chosen.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, window: QWidget, index: MakeIndex) -> None:
        super().__init__(theme, "", "Ctrl+K")
        self.setPlaceholderText(self.tr("Search everything"))
        self.setAccessibleName(self.tr("Search everything"))
        self._make_index = index
        self._index: SearchIndex | None = None
        self._stale = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._read_on)
        self._window = window
        self._results: SearchResults | None = None
        self.textChanged.connect(self.look)

    @property
    def results(self) -> "SearchResults":
        """The list below the field, made when something is first looked for."""
        if self._results is None:
            self._results = SearchResults(self._theme, self._window)
            self._results.chosen.connect(self._open)
        return self._results

    def forget(self) -> None:
        """Read the case again at the next search."""
        self._stale = True
        if self._is_open():
            self.look()

    def hide_results(self) -> None:
        """Hide the list."""
        if self._results is not None:
            self._results.hide()

    def _is_open(self) -> bool:
        return self._results is not None and self._results.isVisible()

    @Slot()
    def look(self) -> None:
        """Show what holds the typed words."""
        text = self.text().strip()
        if not text:
            self.hide_results()
            return
        if self._index is None or self._stale:
            self._index, self._stale = self._make_index(self._index), False
        if not self._index.fill(_SLICE):
            self._later.start(0)
        self.results.show_hits(self._index.find(text), text, self)

    @Slot()
    def _read_on(self) -> None:
        """Read another piece of the case; what is typed meanwhile comes first."""
        if self._index is None or self._stale:
            return
        if not self._index.fill(_SLICE):
            self._later.start(0)
        elif self._is_open():
            self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, open, or leave."""
        act = self._acts().get(event.key()) if self._is_open() else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the list, unless the pointer is just choosing from it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.hide_results()

    def _acts(self) -> dict[int, Callable[[], None]]:
        return {
            int(Qt.Key.Key_Down): self.results.next_hit,
            int(Qt.Key.Key_Up): self.results.previous_hit,
            int(Qt.Key.Key_Return): self.results.open_current,
            int(Qt.Key.Key_Enter): self.results.open_current,
            int(Qt.Key.Key_Escape): self._leave,
        }

    def _leave(self) -> None:
        self.clear()
        self.hide_results()

    @Slot(object)
    def _open(self, hit: "Hit") -> None:
        self._leave()
        self.opened.emit(hit)


class HitRow(ClickableRow):
    """One thing that was found.

    Signals:
        opened(object): its `Hit`.
    """

    opened = Signal(object)

    def __init__(self, hit: "Hit", text: str) -> None:
        super().__init__(f"{hit.words}, {hit.date}" if hit.date else hit.words, vertical=SPACE_4)
        self.hit = hit
        self.setProperty("kind", "hit")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line.addWidget(make_rich_label(marked(hit.words, text)), 1)
        if hit.date:
            self.line.addWidget(make_label(hit.date, "small"))
        self.activated.connect(self._open)

    def mark(self, current: bool) -> None:
        """Show that Enter would open this one."""
        self.setProperty("current", current)
        self.style().unpolish(self)
        self.style().polish(self)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.hit)


class SearchResults(QFrame):
    """The list below the field, over the page.

    Signals:
        chosen(object): the `Hit` to open.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._rows: list[HitRow] = []
        self._current = -1
        self.setProperty("kind", "results")
        self.setAccessibleName(self.tr("What was found"))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, SPACE_4, 0, SPACE_4)
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        self._area = ScrollColumn(self._column)
        outer.addWidget(self._area)
        window.installEventFilter(self)
        self.hide()

    def show_hits(self, hits: "list[Hit]", text: str, below: QWidget) -> None:
        """Show what was found below a field."""
        empty_layout(self._column)
        self._rows = []
        group = ""
        for hit in hits:
            if hit.group != group:
                group = hit.group
                heading = make_label(group, "small-strong")
                heading.setContentsMargins(SPACE_12 + 4, SPACE_4, SPACE_12, 0)
                self._column.addWidget(heading)
            self._add(hit, text)
        if not hits:
            nothing = make_label(self.tr("Nothing found. Fewer letters may help."), "muted")
            nothing.setContentsMargins(SPACE_12 + 4, SPACE_4, SPACE_12, SPACE_4)
            self._column.addWidget(nothing)
        self._column.addStretch(1)
        self._count_in()
        self._mark(0 if self._rows else -1)
        self._place(below)

    def _count_in(self) -> None:
        """Have the new rows counted: while the list is seen, Qt shows them only afterwards."""
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.show()

    @property
    def words(self) -> list[str]:
        """What is shown, in order."""
        return [row.hit.words for row in self._rows]

    @property
    def current(self) -> "Hit | None":
        """What Enter would open."""
        return self._rows[self._current].hit if 0 <= self._current < len(self._rows) else None

    def next_hit(self) -> None:
        """Go down one."""
        self._mark(min(self._current + 1, len(self._rows) - 1))

    def previous_hit(self) -> None:
        """Go up one."""
        self._mark(max(self._current - 1, 0) if self._rows else -1)

    def open_current(self) -> None:
        """Open the marked one."""
        if self.current is not None:
            self.chosen.emit(self.current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide when the window changes its size, because the field moves."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self.hide()
        return super().eventFilter(watched, event)

    def _add(self, hit: "Hit", text: str) -> None:
        row = HitRow(hit, text)
        row.opened.connect(self.chosen)
        self._rows.append(row)
        self._column.addWidget(row)

    def _mark(self, place: int) -> None:
        self._current = place
        for number, row in enumerate(self._rows):
            row.mark(number == place)
        if 0 <= place < len(self._rows):
            self._area.ensureWidgetVisible(self._rows[place], 0, 8)

    def _place(self, below: QWidget) -> None:
        window = self._window
        width = max(below.width(), min(self._theme.px(420), window.width() - 40))
        corner = below.mapTo(window, QPoint(below.width() - width, below.height() + 4))
        column = self._column
        wraps = column.hasHeightForWidth()
        high = column.heightForWidth(width - _BAR) if wraps else column.sizeHint().height()
        content = high + 4
        room = window.height() - corner.y() - 12
        self.setGeometry(max(corner.x(), 8), corner.y(), width, min(content, _HIGHEST, room))
        self.show()
        self.raise_()


def marked(words: str, text: str) -> str:
    """Return words as markup in which every typed word stands in bold."""
    typed = [re.escape(escape(word)) for word in text.split()]
    pattern = "|".join(sorted(typed, key=len, reverse=True))
    return re.sub(f"({pattern})", r"<b>\1</b>", escape(words), flags=re.IGNORECASE)

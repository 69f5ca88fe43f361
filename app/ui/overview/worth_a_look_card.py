"""The card "Worth a look": three lines at most, each opening what it is about."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout

from app.ui.cards import Card, Row, empty_layout
from app.ui.labels import IconLabel, make_label
from app.ui.overview.worth_a_look import Item
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_12


class ItemRow(Row):
    """One item; a click or Enter opens it.

    Signals:
        opened(str, str): table and id of what it is about.
    """

    opened = Signal(str, str)

    def __init__(self, theme: Theme, item: Item) -> None:
        super().__init__(vertical=SPACE_12 - 2)
        self._item = item
        self.setAccessibleName(f"{item.title}. {item.details}")
        self.line.addWidget(IconLabel(theme, item.icon, "note"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.line.addLayout(self._words(), 1)
        if item.row_id:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setProperty("focus_ring", True)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            arrow = IconLabel(theme, "chevron-right", "text")
            self.line.addWidget(arrow, 0, Qt.AlignmentFlag.AlignVCenter)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter or the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4 // 2)
        words.addWidget(make_label(self._item.title, "row-title", wrap=True))
        if self._item.details:
            words.addWidget(make_label(self._item.details, "small", wrap=True))
        return words

    def _open(self) -> None:
        if self._item.row_id:
            self.opened.emit(self._item.table, self._item.row_id)


class WorthALookCard(Card):
    """Shows the items.

    Signals:
        opened(str, str): table and id of what an item is about.
    """

    opened = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("Worth a look"))
        self._theme = theme
        self._count = make_label("", "muted")
        self.add_beside_title(self._count)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_items(self, items: list[Item]) -> None:
        """Show other items; the card stays, and says so, where there are none."""
        empty_layout(self._rows)
        self._count.setText(self.tr("%n items", "", len(items)) if items else "")
        for item in items:
            row = ItemRow(self._theme, item)
            row.setProperty("kind", "row")
            row.opened.connect(self._open)
            self._rows.addWidget(row)
        if not items:
            self._rows.addWidget(self._nothing())

    def _nothing(self) -> Row:
        row = Row(vertical=SPACE_12)
        row.setProperty("kind", "row")
        row.line.addWidget(make_label(self.tr("Nothing needs a look today."), "muted", wrap=True))
        return row

    @Slot(str, str)
    def _open(self, table: str, row_id: str) -> None:
        self.opened.emit(table, row_id)

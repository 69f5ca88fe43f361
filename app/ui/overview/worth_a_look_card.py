"""The card "Worth a look": three lines at most, each opening what it is about."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from app.ui.cards import Card, ClickableRow, Row, empty_layout
from app.ui.labels import IconLabel, make_label
from app.ui.overview.worth_a_look import Item
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12


class ItemRow(ClickableRow):
    """One item; opening it leads to the entry it is about.

    Signals:
        opened(str, str): table and id of that entry.
    """

    opened = Signal(str, str)

    def __init__(self, theme: Theme, item: Item) -> None:
        super().__init__(f"{item.title}. {item.details}", vertical=SPACE_8)
        self._item = item
        self.line.addWidget(IconLabel(theme, item.icon, "note"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.line.addLayout(self._words(), 1)
        if item.row_id:
            arrow = IconLabel(theme, "chevron-right", "text")
            self.line.addWidget(arrow, 0, Qt.AlignmentFlag.AlignVCenter)
            self.activated.connect(self._open)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.unsetCursor()

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4 // 2)
        words.addWidget(make_label(self._item.title, "row-title", wrap=True))
        if self._item.details:
            words.addWidget(make_label(self._item.details, "small", wrap=True))
        return words

    @Slot()
    def _open(self) -> None:
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

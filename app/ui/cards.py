"""Cards: summaries on a white ground with a title line, and the rows inside them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.labels import ElidedLabel
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16


class Card(QFrame):
    """A frame with rounded corners; never put into another card.

    Attributes:
        body: where the content goes, from top to bottom.
    """

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.title_line = QHBoxLayout()
        self.title_line.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_8)
        self.title_line.setSpacing(SPACE_8)
        if title:
            self.setAccessibleName(title)
            words = ElidedLabel(title, "card-title")
            self.title_line.addWidget(words, 0, Qt.AlignmentFlag.AlignBaseline)
            self.title_line.addStretch(1)
            self.body.addLayout(self.title_line)

    def add_beside_title(self, widget: QWidget, *, right: bool = True) -> None:
        """Put a small text or link into the title line."""
        # The stretch lies behind the title and what follows it directly.
        place = self.title_line.count() if right else self.title_line.count() - 1
        self.title_line.insertWidget(place, widget, 0, Qt.AlignmentFlag.AlignBaseline)

    def add_row(self, row: QWidget) -> None:
        """Add a row that is set apart by a hairline above it."""
        row.setProperty("kind", "row")
        self.body.addWidget(row)


class Row(QFrame):
    """One row of a card: things side by side.

    Attributes:
        line: where the content goes, from left to right.
    """

    def __init__(self, *, vertical: int = SPACE_8) -> None:
        super().__init__()
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(SPACE_16, vertical, SPACE_16, vertical)
        self.line.setSpacing(SPACE_12)


class ClickableRow(Row):
    """A row that is opened by a click, Enter or the space bar.

    Signals:
        activated(): it was opened.
    """

    activated = Signal()

    def __init__(self, name: str, *, vertical: int = SPACE_8) -> None:
        super().__init__(vertical=vertical)
        self.setProperty("kind", "row")
        self.setProperty("focus_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click that ends inside."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter or the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)


def empty_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()

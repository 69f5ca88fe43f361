"""Widgets side by side, going on in the next line where the first is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """A line of buttons or chips that breaks like words do."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._gap = spacing
        self._items: list[QLayoutItem] = []
        self._end: QWidget | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def add_at_end(self, widget: QWidget) -> None:
        """Add a widget that stands at the right edge of its line."""
        self._end = widget
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item; called by `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Grow in height where the width is small."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the items into their places."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        shown = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in shown) + self._gap * max(len(shown) - 1, 0)
        return self._with_margins(QSize(width, max((s.height() for s in shown), default=0)))

    def minimumSize(self) -> QSize:
        """Be content with the widest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        across, down = margins.left() + margins.right(), margins.top() + margins.bottom()
        return size + QSize(across, down)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, whole: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        rect = whole.marginsRemoved(margins)
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(size.height() for _, size in line)
            if move:
                self._place_line(line, QRect(rect.x(), y, rect.width(), height))
            y += height + self._gap
        return max(y - self._gap - rect.y(), 0) + margins.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            if size.width() > width:
                high = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
                size = QSize(width, high)
            if not lines or used + self._gap + size.width() > width:
                lines.append([])
                used = -self._gap
            lines[-1].append((item, size))
            used += self._gap + size.width()
        return lines

    def _place_line(self, line: list[tuple[QLayoutItem, QSize]], room: QRect) -> None:
        x = room.x()
        for item, size in line:
            top = room.y() + (room.height() - size.height()) // 2
            if item.widget() is self._end and self._end is not None:
                x = room.right() + 1 - size.width()
            item.setGeometry(QRect(QPoint(x, top), size))
            x += size.width() + self._gap

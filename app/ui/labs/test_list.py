"""The list of tests, each with its newest value and a small line, painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.ui.icons import paint_icon
from app.ui.labs.test_words import row_words, test_name
from app.ui.theme import Theme
from app.ui.tokens import SMALL, SMALL_STRONG, TABLE, TABLE_STRONG
from app.usecases.lab_values import TestRow

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NOWHERE = QModelIndex()
_TEST, _PLACE, _HEADING = 40, 34, 32
_SPARK = 66
_ARROWS = {"low": "arrow-down", "high": "arrow-up"}
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class ListHeading:
    """Words above a group."""

    text: str


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """Another kind of test, which has a list of its own.

    Attributes:
        table: its table.
        words: its name, with how many there are.
    """

    table: str
    words: str


ListRow = TestRow | ListHeading | OtherPlace


def key_of(row: ListRow) -> str:
    """Return what names a row, "" for a heading."""
    if isinstance(row, TestRow):
        return row.key
    return f"table/{row.table}" if isinstance(row, OtherPlace) else ""


class TestModel(QAbstractListModel):
    """The rows of the list."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[ListRow] = ()

    def show(self, rows: Sequence[ListRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are, headings among them."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a row, or the row itself."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, TestRow):
                return f"{test_name(row)}, {row_words(row)}"
            return row.text if isinstance(row, ListHeading) else row.words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything but headings be chosen."""
        if isinstance(self.rows[index.row()], ListHeading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class TestList(QListView):
    """The list itself.

    Signals:
        chosen(str): another row is the chosen one: its key.
        opened(str): a row was activated with Enter or a double click.
    """

    __test__ = False

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, spark: Callable[[str], Points]) -> None:
        super().__init__()
        self._quiet = False
        self.rows = TestModel()
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("Tests"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(_Delegate(theme, spark, self))
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def key(self) -> str:
        """The key of the chosen row, "" where there is none."""
        index = self.currentIndex()
        return key_of(index.data(ROW_ROLE)) if index.isValid() else ""

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show other rows; the chosen one stays where it is still there."""
        key = self.key
        self._quiet = True
        self.rows.show(rows)
        self.select(key)
        self._quiet = False

    def select(self, key: str) -> bool:
        """Choose a row by its key without telling; return whether it is there."""
        for place, row in enumerate(self.rows.rows):
            if key and key_of(row) == key:
                before, self._quiet = self._quiet, True
                index = self.rows.index(place)
                self.setCurrentIndex(index)
                self.scrollTo(index)
                self._quiet = before
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if self.key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.key)
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet and now.isValid() and key_of(now.data(ROW_ROLE)):
            self.chosen.emit(key_of(now.data(ROW_ROLE)))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if key_of(index.data(ROW_ROLE)):
            self.opened.emit(key_of(index.data(ROW_ROLE)))


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, spark: Callable[[str], Points], view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._spark = spark
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give two lines to a test, one to everything else."""
        row = index.data(ROW_ROLE)
        height = _TEST if isinstance(row, TestRow) else _PLACE
        height = _HEADING if isinstance(row, ListHeading) else height
        return QSize(self._view.viewport().width(), self._theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row, rect = index.data(ROW_ROLE), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, self._theme.colour("selection" if chosen else "surface"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, self._theme.colour("hairline"))
        if chosen:
            bar = QRect(rect.left(), rect.top(), 4, rect.height())
            painter.fillRect(bar, self._theme.colour("accent"))
        room = rect.adjusted(self._theme.px(13), 0, -self._theme.px(8), 0)
        if isinstance(row, TestRow):
            self._paint_test(painter, room, row, chosen=chosen)
        else:
            self._paint_words(painter, room, row, chosen=chosen)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, room: QRect, row: ListHeading | OtherPlace, *, chosen: bool
    ) -> None:
        heading = isinstance(row, ListHeading)
        style = SMALL_STRONG if heading else TABLE_STRONG if chosen else TABLE
        painter.setFont(self._theme.font(style))
        painter.setPen(self._theme.colour("muted" if heading else "text"))
        words = row.text if isinstance(row, ListHeading) else row.words
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        align = Qt.AlignmentFlag.AlignBottom if heading else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(0, 0, 0, -4 if heading else 0), align, shown)

    def _paint_test(self, painter: QPainter, room: QRect, row: TestRow, *, chosen: bool) -> None:
        px = self._theme.px
        arrow, spark = px(18), px(_SPARK)
        words = room.adjusted(0, px(1), -arrow - spark - px(10), -px(2))
        half = words.height() // 2
        top = QRect(words.left(), words.top(), words.width(), half)
        below = QRect(words.left(), words.top() + half, words.width() + px(8), half)
        self._line(painter, top, test_name(row), "text", strong=chosen, small=False)
        self._line(painter, below, row_words(row), "text", strong=False, small=True)
        place = QRectF(room.right() - arrow - spark - px(4), room.top() + px(8), spark, px(22))
        self._paint_spark(painter, place, self._spark(row.key))
        icon = _ARROWS.get(row.flag or "")
        if icon:
            middle = room.center().y() - px(8)
            box = QRectF(room.right() - px(16), middle, px(16), px(16))
            paint_icon(painter, icon, self._theme.colour("text"), box)

    def _line(
        self, painter: QPainter, room: QRect, words: str, colour: str, *, strong: bool, small: bool
    ) -> None:
        style = SMALL if small else TABLE_STRONG if strong else TABLE
        painter.setFont(self._theme.font(style))
        painter.setPen(self._theme.colour(colour))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_spark(self, painter: QPainter, box: QRectF, points: Points) -> None:
        if not points:
            return
        placed = _placed(box, points)
        pen = QPen(self._theme.colour("accent"), 1.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(placed))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawEllipse(placed[-1], 3.0, 3.0)


def _placed(box: QRectF, points: Points) -> list[QPointF]:
    """Lay the results out evenly: in so little room days would hide all but the last ones."""
    values = [value for _, value in points]
    tall, last = (max(values) - min(values)) or 1.0, max(len(points) - 1, 1)
    flat = max(values) == min(values)
    return [
        QPointF(
            box.left() + box.width() * (place / last if len(points) > 1 else 1.0),
            box.center().y()
            if flat
            else box.bottom() - box.height() * (value - min(values)) / tall,
        )
        for place, value in enumerate(values)
    ]

"""The table under a chart: the same entries in words, sorted, with every act by key and menu."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.charts.rows_model import (
    CELL_ROLE,
    KEY_ROLE,
    SORT_ROLE,
    Cell,
    Column,
    RowsModel,
    TableRow,
)
from app.ui.icons import paint_icon
from app.ui.theme import Theme
from app.ui.tokens import HEIGHT_ROW, ROW_TITLE, STRONG, TABLE, TypeStyle

Index = QModelIndex | QPersistentModelIndex


class RowsTable(QTableView):
    """The table itself.

    Signals:
        chosen(str): another row is the chosen one.
        opened(str), duplicated(str), deleted(str): what to do with the row of this key.
        looked_back(str): show what the row of this key said before.
        followed(str): a link was followed: what it points to.
    """

    chosen = Signal(str)
    opened = Signal(str)
    duplicated = Signal(str)
    deleted = Signal(str)
    looked_back = Signal(str)
    followed = Signal(str)

    def __init__(self, theme: Theme, name: str, columns: Sequence[Column]) -> None:
        super().__init__()
        self._theme = theme
        self._quiet = False
        self.rows = RowsModel(columns)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.rows)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setAccessibleName(name)
        self.setItemDelegate(_CellDelegate(theme, self))
        self._set_up()
        self.customContextMenuRequested.connect(self._open_menu)
        self.doubleClicked.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(self._tell)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def key(self) -> str:
        """The key of the chosen row, "" where there is none."""
        index = self.currentIndex()
        return str(index.data(KEY_ROLE)) if index.isValid() else ""

    def show_rows(self, rows: Sequence[TableRow], columns: Sequence[Column] | None = None) -> None:
        """Show other rows; the chosen one stays chosen."""
        key = self.key
        self._quiet = True
        self.rows.show(rows, columns)
        self.select(key)
        self._quiet = False
        self._share_width()

    def say_newest_first(self, column: int) -> None:
        """Mark the column of days: rows come in that order, so nothing is sorted for it."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(column, Qt.SortOrder.DescendingOrder)
        header.blockSignals(False)

    def select(self, key: str) -> bool:
        """Choose a row without telling; return whether it is there."""
        place = next((i for i, row in enumerate(self.rows.rows) if row.key == key), -1)
        if place < 0:
            return False
        before, self._quiet = self._quiet, True
        index = self._sorted.mapFromSource(self.rows.index(place, 0))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._quiet = before
        return True

    def sizeHint(self) -> QSize:
        """Ask for few rows: the page gives what is left."""
        return QSize(super().sizeHint().width(), 2 * self._theme.px(HEIGHT_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or F2, delete with Del, follow the link with Ctrl+Enter, copy, menu."""
        key, control = Qt.Key(event.key()), bool(event.modifiers() & _CTRL)
        if self.key and key in _OPEN_KEYS:
            self._follow_row() if control else self.opened.emit(self.key)
        elif self.key and key == Qt.Key.Key_Delete:
            self.deleted.emit(self.key)
        elif self.key and key == Qt.Key.Key_D and control:
            self.duplicated.emit(self.key)
        elif self.key and key == Qt.Key.Key_Menu:
            self._open_menu(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link, or open the menu of the "…" button."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if index.column() == len(self.rows.columns):
            self._open_menu(event.position().toPoint())
            return
        cell = index.data(CELL_ROLE)
        if cell.link:
            self.followed.emit(cell.link)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a hand over links and the "…" button."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            index = self.indexAt(event.position().toPoint())
            cell = index.data(CELL_ROLE) if index.isValid() else None
            more = index.isValid() and index.column() == len(self.rows.columns)
            hand = more or (cell is not None and bool(cell.link))
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def make_menu(self) -> QMenu:
        """Return the menu of the chosen row."""
        menu = QMenu(self)
        edit = menu.addAction(self._theme.icon("pencil"), self.tr("Edit\tEnter"))
        copy = menu.addAction(self._theme.icon("copy"), self.tr("Duplicate\tCtrl+D"))
        edit.triggered.connect(self._open_current)
        copy.triggered.connect(self._duplicate_current)
        if self._link():
            follow = menu.addAction(
                self._theme.icon("file-text"), self.tr("Show the record\tCtrl+Enter")
            )
            follow.triggered.connect(self._follow_row)
        earlier = menu.addAction(self._theme.icon("history"), self.tr("Earlier values"))
        earlier.triggered.connect(self._look_back_current)
        menu.addSeparator()
        delete = menu.addAction(self._theme.icon("trash-2"), self.tr("Delete\tDel"))
        delete.triggered.connect(self._delete_current)
        return menu

    @Slot(QPoint)
    def _open_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid():
            self.setCurrentIndex(index)
            self.make_menu().popup(self.viewport().mapToGlobal(point))

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(KEY_ROLE)))

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet and now.isValid():
            self.chosen.emit(str(now.data(KEY_ROLE)))

    @Slot()
    def _open_current(self) -> None:
        self.opened.emit(self.key)

    @Slot()
    def _duplicate_current(self) -> None:
        self.duplicated.emit(self.key)

    @Slot()
    def _look_back_current(self) -> None:
        self.looked_back.emit(self.key)

    @Slot()
    def _delete_current(self) -> None:
        self.deleted.emit(self.key)

    @Slot()
    def _follow_row(self) -> None:
        if self._link():
            self.followed.emit(self._link())

    def _link(self) -> str:
        row = next((row for row in self.rows.rows if row.key == self.key), None)
        if row is None:
            return ""
        cells = (row.cell(column) for column in range(len(self.rows.columns)))
        return next((cell.link for cell in cells if cell.link), "")

    def _set_up(self) -> None:
        self.setSortingEnabled(True)
        self._sorted.sort(-1)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(20)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()

    @Slot()
    def _follow_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(HEIGHT_ROW))
        self._share_width()

    def _share_width(self) -> None:
        """Give numbers and dates what they need, drop what has no room, share out the rest."""
        em, columns = self._theme.em, self.rows.columns
        more = self._theme.px(40)
        room = self.viewport().width() - more
        shown = _shown(columns, room, em)
        fixed = sum(columns[i].em for i in shown) * em
        shares = sum(columns[i].share for i in shown if not columns[i].em) or 1
        for number, column in enumerate(columns):
            self.setColumnHidden(number, number not in shown)
            share = (room - fixed) * column.share / shares
            self.setColumnWidth(number, round(column.em * em if column.em else max(share, 4 * em)))
        self.setColumnHidden(len(columns), False)
        self.setColumnWidth(len(columns), more)


def _shown(columns: Sequence[Column], room: int, em: int) -> set[int]:
    """Return the columns that have room, the highest rank dropped first."""
    shown = set(range(len(columns)))
    for rank in sorted({c.rank for c in columns if c.rank}, reverse=True):
        wanted = sum(columns[i].em or 7 * columns[i].share for i in shown) * em
        if wanted <= room:
            break
        shown = {i for i in shown if columns[i].rank != rank}
    return shown


class _CellDelegate(QStyledItemDelegate):
    """Draws cells with hairlines below; the chosen row has a fill and a bar before it."""

    def __init__(self, theme: Theme, table: RowsTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, self._theme.colour("selection" if chosen else "surface"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, self._theme.colour("hairline"))
        if chosen and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), 4, rect.height())
            painter.fillRect(bar, self._theme.colour("accent"))
        cell = index.data(CELL_ROLE)
        if cell is None:
            self._paint_more(painter, rect)
        else:
            self._paint_cell(painter, rect, cell, self._table.rows.columns[index.column()])
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Keep the height of a row."""
        return QSize(super().sizeHint(option, index).width(), self._theme.px(HEIGHT_ROW))

    def _paint_more(self, painter: QPainter, rect: QRect) -> None:
        side = self._theme.px(18)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(rect).center())
        paint_icon(painter, "ellipsis", self._theme.colour("text"), place)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, column: Column) -> None:
        room = QRectF(rect.adjusted(12, 0, -8, 0))
        if cell.icon:
            side = self._theme.px(17)
            place = QRectF(room.left(), room.center().y() - side / 2, side, side)
            paint_icon(painter, cell.icon, self._theme.colour("text"), place)
            room.setLeft(room.left() + side + self._theme.px(8))
        if column.right:
            self._paint_right(painter, room, cell)
            return
        self._paint_words(painter, room, cell)

    def _paint_words(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        font = self._theme.font(_style(cell))
        font.setUnderline(bool(cell.link))
        painter.setFont(font)
        colour = "accent" if cell.link else "muted" if cell.muted else "text"
        painter.setPen(self._theme.colour(colour))
        words = painter.fontMetrics().elidedText(
            cell.text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_right(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if cell.behind:
            painter.setFont(self._theme.font(TABLE))
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(room, right, cell.behind)
            width = painter.fontMetrics().horizontalAdvance(cell.behind + " ")
            room = room.adjusted(0, 0, -width, 0)
        painter.setFont(self._theme.font(STRONG if cell.strong else TABLE))
        painter.setPen(self._theme.colour("muted" if cell.muted else "text"))
        words = painter.fontMetrics().elidedText(
            cell.text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, right, words)


def _style(cell: Cell) -> TypeStyle:
    return ROW_TITLE if cell.strong or cell.link else TABLE


_CTRL = Qt.KeyboardModifier.ControlModifier
_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)

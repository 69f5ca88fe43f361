"""A list of entries: sorted by any column, filtered as one types, opened with Enter."""

from PySide6.QtCore import (
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
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.case import kinds
from app.case.declaration import FieldSpec
from app.ui.entry_menu import EntryMenu, earlier_values
from app.ui.icons import paint_icon
from app.ui.lists.entry_model import ID_ROLE, SORT_ROLE, EntryModel
from app.ui.theme import Theme
from app.ui.tokens import BODY, HEIGHT_ROW, ICON, ROW_TITLE

_SHORT_KINDS = (kinds.DateKind, kinds.WholeKind, kinds.NumberKind, kinds.ClockKind)
_NARROWEST_EM = 8
_SHORT_EM = 7.6
_MORE = 40
"""Pixels for the "…" at the end of a row."""


class EntryTable(QTableView):
    """The rows of one kind of entry.

    Signals:
        opened(str), duplicated(str), deleted(str): what to do with the row of this id.
        looked_back(str): show what the row of this id said before.
    """

    opened = Signal(str)
    duplicated = Signal(str)
    deleted = Signal(str)
    looked_back = Signal(str)

    def __init__(self, theme: Theme, model: EntryModel) -> None:
        super().__init__()
        self._theme = theme
        self.entries = model
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(model)
        self._sorted.setSortRole(SORT_ROLE)
        self._sorted.setFilterKeyColumn(-1)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._sorted)
        self.setAccessibleName(model.spec.plural)
        self._set_up_view()
        self.setItemDelegate(_RowDelegate(theme, model, self))
        self.doubleClicked.connect(self._open_index)
        self.customContextMenuRequested.connect(self._open_menu)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def filter(self, text: str) -> None:
        """Show only rows that hold a text."""
        self._sorted.setFilterFixedString(text)

    def select(self, entry_id: str) -> None:
        """Select a row and bring it into sight."""
        row = self.entries.row_of(entry_id)
        if row >= 0:
            index = self._sorted.mapFromSource(self.entries.index(row, 0))
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def current_id(self) -> str:
        """Return the id of the chosen row, "" where there is none."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or F2, delete with Del."""
        act = _KEYS.get(Qt.Key(event.key()))
        entry_id = self.current_id()
        if act is None or not entry_id:
            super().keyPressEvent(event)
            return
        (self.opened if act == "open" else self.deleted).emit(entry_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the menu of the "…" at the end of a row."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.more_place(self.visualRect(self.indexAt(point))).contains(point):
            self._open_menu(point)

    def more_place(self, cell: QRect) -> QRect:
        """Return where the "…" of a row lies that a cell belongs to."""
        width = self._theme.px(_MORE)
        return QRect(self.viewport().width() - width, cell.top(), width, cell.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the last columns where there is no room for all."""
        super().resizeEvent(event)
        self._drop_columns()

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(ID_ROLE)))

    @Slot(QPoint)
    def _open_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        self.row_menu().popup(self.viewport().mapToGlobal(point))

    def row_menu(self) -> EntryMenu:
        """Return what can be done with the chosen row."""
        more = (*self.more_acts(), earlier_values())
        menu = EntryMenu(
            self, self._theme, self.current_id(), edit_key="Enter", delete_key="Del", more=more
        )
        menu.chosen.connect(self.act)
        return menu

    def more_acts(self) -> tuple[tuple[str, str, str], ...]:
        """Return acts of a special kind of table: name, icon and words."""
        return ()

    @Slot(str, str)
    def act(self, act: str, entry_id: str) -> None:
        """Tell what was chosen in the menu."""
        told = {
            "edit": self.opened,
            "duplicate": self.duplicated,
            "delete": self.deleted,
            "earlier": self.looked_back,
        }
        told[act].emit(entry_id)

    def _set_up_view(self) -> None:
        self.setSortingEnabled(True)
        self._sorted.sort(-1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)

    @Slot()
    def _follow_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(HEIGHT_ROW))
        self._drop_columns()

    def _drop_columns(self) -> None:
        em = max(self._theme.em, 1)
        room = self.viewport().width() // (_NARROWEST_EM * em)
        shown = max(2, min(room, len(self.entries.columns)))
        for column in range(len(self.entries.columns)):
            self.setColumnHidden(column, column >= shown)
        self._share_width(shown)

    def _share_width(self, shown: int) -> None:
        """Give dates and numbers what they need, and share the rest among the words."""
        em, columns = self._theme.em, self.entries.columns[:shown]
        fixed = {i: round(_SHORT_EM * em) for i, f in enumerate(columns) if _is_short(f)}
        weights = {i: self._weight(f) for i, f in enumerate(columns) if i not in fixed}
        room = self.viewport().width() - sum(fixed.values()) - self._theme.px(_MORE)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in range(shown):
            share = weights.get(column, 0) * room / max(sum(weights.values()), 1)
            self.setColumnWidth(column, fixed.get(column, max(round(share), 6 * em)))

    def _weight(self, field: FieldSpec) -> float:
        if field.name == self.entries.spec.title[0]:
            return 3
        return 1.4 if field.codes else 2


def _is_short(field: FieldSpec) -> bool:
    return isinstance(field.kind, _SHORT_KINDS)


class _RowDelegate(QStyledItemDelegate):
    """Draws rows with hairlines; the chosen one has a fill, a bar before it and strong type."""

    def __init__(self, theme: Theme, model: EntryModel, parent: EntryTable) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table = parent
        self._title = next(
            (i for i, f in enumerate(model.columns) if f.name in model.spec.title), 0
        )

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        self.initStyleOption(option, index)
        chosen = bool(option.state & _SELECTED)
        rect = QRectF(option.rect)
        painter.save()
        painter.fillRect(rect, self._theme.colour("selection" if chosen else "surface"))
        painter.fillRect(
            QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self._theme.colour("hairline")
        )
        if chosen and index.column() == 0:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 4, rect.height()), self._theme.colour("accent")
            )
        strong = chosen or index.column() == self._title
        painter.setFont(self._theme.font(ROW_TITLE if strong else BODY))
        painter.setPen(self._theme.colour("text"))
        more = QRectF(self._table.more_place(option.rect))
        room = rect.adjusted(12, 0, -8, 0)
        room.setRight(min(room.right(), more.left()))
        words = painter.fontMetrics().elidedText(
            option.text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, option.displayAlignment | Qt.AlignmentFlag.AlignVCenter, words)
        if rect.right() > more.left():
            side = self._theme.px(ICON)
            place = QRectF(0, 0, side, side)
            place.moveCenter(more.center())
            paint_icon(painter, "ellipsis", self._theme.colour("text"), place)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Keep the height of a row."""
        return QSize(super().sizeHint(option, index).width(), self._theme.px(HEIGHT_ROW))


_KEYS = {
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_F2: "open",
    Qt.Key.Key_Delete: "delete",
}

_SELECTED = QStyle.StateFlag.State_Selected

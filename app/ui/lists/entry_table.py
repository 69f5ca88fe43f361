"""A list of entries: sorted by any column, filtered as one types, opened with Enter."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.case import kinds
from app.case.declaration import FieldSpec
from app.ui.lists.entry_model import ID_ROLE, SORT_ROLE, EntryModel
from app.ui.theme import Theme
from app.ui.tokens import BODY, HEIGHT_ROW, ROW_TITLE

_SHORT_KINDS = (kinds.DateKind, kinds.WholeKind, kinds.NumberKind, kinds.ClockKind)
_NARROWEST_EM = 8
_SHORT_EM = 7.6


class EntryTable(QTableView):
    """The rows of one kind of entry.

    Signals:
        opened(str), duplicated(str), deleted(str): what to do with the row of this id.
    """

    opened = Signal(str)
    duplicated = Signal(str)
    deleted = Signal(str)

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
        menu = QMenu(self)
        edit = menu.addAction(self._theme.icon("pencil"), self.tr("Edit\tEnter"))
        copy = menu.addAction(self._theme.icon("copy"), self.tr("Duplicate"))
        menu.addSeparator()
        delete = menu.addAction(self._theme.icon("trash-2"), self.tr("Delete\tDel"))
        edit.triggered.connect(self._open_current)
        copy.triggered.connect(self._duplicate_current)
        delete.triggered.connect(self._delete_current)
        menu.popup(self.viewport().mapToGlobal(point))

    @Slot()
    def _open_current(self) -> None:
        self.opened.emit(self.current_id())

    @Slot()
    def _duplicate_current(self) -> None:
        self.duplicated.emit(self.current_id())

    @Slot()
    def _delete_current(self) -> None:
        self.deleted.emit(self.current_id())

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
        room = self.viewport().width() - sum(fixed.values())
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

    def __init__(self, theme: Theme, model: EntryModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme
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
        room = rect.adjusted(12, 0, -8, 0)
        words = painter.fontMetrics().elidedText(
            option.text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, option.displayAlignment | Qt.AlignmentFlag.AlignVCenter, words)
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

"""A table of the change log page: rows of one height, one column that takes what room there is."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.theme import Theme
from app.ui.tokens import BODY, HEIGHT_ROW, ROW_TITLE

Index = QModelIndex | QPersistentModelIndex
QUIET_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether a row is shown in muted colour, because it no longer holds."""


class LogTable(QTableView):
    """Shows a model; `widths` are in em, 0 for the column that takes the rest.

    Signals:
        row_chosen(int): another row is the chosen one.
        opened(int): Enter or a double click on a row.
    """

    row_chosen = Signal(int)
    opened = Signal(int)

    def __init__(
        self, theme: Theme, model: QAbstractTableModel, name: str, widths: Sequence[float]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._widths = tuple(widths)
        self.setModel(model)
        self.setAccessibleName(name)
        self._set_up()
        self.setItemDelegate(_RowDelegate(theme, self._widths.index(0), self))
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self._open_index)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    @property
    def row(self) -> int:
        """The chosen row, -1 where there is none."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row >= 0:
            self.opened.emit(self.row)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(now.row())

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _follow_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(HEIGHT_ROW))
        self._share_width()

    def _share_width(self) -> None:
        """Give each column its width; the last ones go first where there is no room."""
        em, room = self._theme.em, self.viewport().width()
        least = 9.0 * em
        for column, width in enumerate(self._widths):
            before = sum(self._widths[: column + 1]) * em + least
            self.setColumnHidden(column, width > 0 and column > 1 and before > room)
        shown = [i for i in range(len(self._widths)) if not self.isColumnHidden(i)]
        fixed = sum(self._widths[i] for i in shown) * em
        for column in shown:
            width = self._widths[column] * em or max(room - fixed, least)
            self.setColumnWidth(column, round(width))


class _RowDelegate(QStyledItemDelegate):
    """Draws rows with hairlines; the chosen one has a fill, a bar before it and strong type."""

    def __init__(self, theme: Theme, title: int, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = title

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        self.initStyleOption(option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect)
        painter.save()
        painter.fillRect(rect, self._theme.colour("selection" if chosen else "surface"))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, self._theme.colour("hairline"))
        if chosen and index.column() == 0:
            bar = QRectF(rect.left(), rect.top(), 4, rect.height())
            painter.fillRect(bar, self._theme.colour("accent"))
        strong = chosen or index.column() == self._title
        quiet = bool(index.data(QUIET_ROLE))
        painter.setFont(self._theme.font(ROW_TITLE if strong and not quiet else BODY))
        painter.setPen(self._theme.colour("muted" if quiet else "text"))
        room = rect.adjusted(12, 0, -8, 0)
        words = painter.fontMetrics().elidedText(
            option.text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, option.displayAlignment | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

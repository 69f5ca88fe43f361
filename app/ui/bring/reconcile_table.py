"""The table in which the lines of an import are taken or left, by mouse and by keys."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.bring.line_words import look_of
from app.ui.bring.reconcile_model import (
    DATE,
    KIND,
    OURS,
    ROW_ROLE,
    SOURCE,
    VALUE,
    WHAT,
    HeadingRow,
    LineRow,
    ReconcileModel,
)
from app.ui.icons import paint_icon
from app.ui.indicators import paint_check_box
from app.ui.labels import plain_tooltip
from app.ui.theme import Theme
from app.ui.tokens import (
    HEIGHT_ROW,
    ROW_TITLE,
    SMALL,
    SMALL_STRONG,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    TABLE,
    TABLE_STRONG,
)

_BOX = 18
_ICON = 15
# Which columns stay, from most to least needed, and how they share the width.
_NEEDED = (WHAT, KIND, VALUE, DATE, SOURCE, OURS)
_SHARES = {WHAT: 2.9, VALUE: 2.0, DATE: 1.9, KIND: 1.9, SOURCE: 2.4, OURS: 2.4}
_NARROWEST_EM = 10


class ReconcileTable(QTableView):
    """Lines under the headings of their groups.

    Space takes or leaves what is selected, Ctrl+A the whole group.

    Signals:
        current_changed(object): another row is the current one: a `LineRow`, `HeadingRow` or None.
    """

    current_changed = Signal(object)

    def __init__(self, theme: Theme, model: ReconcileModel) -> None:
        super().__init__()
        self._theme = theme
        self.lines = model
        self.setModel(model)
        self.setAccessibleName(self.tr("What the file would bring"))
        self.setItemDelegate(_LineDelegate(theme, self))
        self._set_up()
        model.modelReset.connect(self._begin)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()
        self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take or leave with Space, the whole group with Ctrl+A."""
        here = self.currentIndex().row()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Space and here >= 0:
            self.lines.toggle(self._selected() or [here])
        elif event.key() == Qt.Key.Key_A and control and here >= 0:
            self.lines.toggle_group(here)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take or leave with a click on the box."""
        index = self.indexAt(event.position().toPoint())
        box = self.box_of(index)
        near = box.adjusted(-SPACE_8, -SPACE_8, SPACE_8, SPACE_8)
        if index.isValid() and near.contains(event.position().toPoint()):
            self.setCurrentIndex(index)
            self.lines.toggle([index.row()])
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take or leave with a double click anywhere in the row."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.lines.toggle([index.row()])

    def box_of(self, index: QModelIndex) -> QRect:
        """Return where the check box of a row is, empty where it has none."""
        if not index.isValid() or self.lines.check_state(index.row()) is None:
            return QRect()
        return box_in(self._theme, self.visualRect(index.siblingAtColumn(WHAT)))

    def viewportEvent(self, event: object) -> bool:
        """Show the whole of what is shortened."""
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            words = str(index.data() or "") if index.isValid() else ""
            self.viewport().setToolTip(plain_tooltip(words))
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the columns that matter least where there is no room for all."""
        super().resizeEvent(event)
        self._share_width()

    def _selected(self) -> list[int]:
        return [index.row() for index in self.selectionModel().selectedRows(WHAT)]

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)

    @Slot()
    def _begin(self) -> None:
        """Give headings the whole width, and begin at the first line."""
        self.clearSpans()
        for row in self.lines.heading_rows:
            self.setSpan(row, 0, 1, self.lines.columnCount())
        if self.lines.rowCount() > 1:
            self.setCurrentIndex(self.lines.index(1, WHAT))
        else:
            self.current_changed.emit(None)

    @Slot(QModelIndex, QModelIndex)
    def _tell_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(now.data(ROW_ROLE) if now.isValid() else None)

    @Slot()
    def _follow_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(HEIGHT_ROW))
        self._share_width()

    def _share_width(self) -> None:
        room, em = self.viewport().width(), max(self._theme.em, 1)
        fits = max(2, min(len(_NEEDED), int(room / (_NARROWEST_EM * em))))
        shown = _NEEDED[:fits]
        whole = sum(_SHARES[column] for column in shown)
        for column in _NEEDED:
            self.setColumnHidden(column, column not in shown)
            if column in shown:
                self.setColumnWidth(column, round(room * _SHARES[column] / whole))


def box_in(theme: Theme, cell: QRect) -> QRect:
    """Return the place of the check box in the first cell of a row."""
    side = theme.px(_BOX)
    top = cell.top() + (cell.height() - side) // 2
    return QRect(cell.left() + SPACE_12, top, side, side)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: ReconcileTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Keep the height of a row."""
        return QSize(0, self._theme.px(HEIGHT_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell, or a heading across the row."""
        row = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option.rect, row, chosen=chosen, first=index.column() == WHAT)
        left = option.rect.left() + SPACE_12
        if index.column() == WHAT:
            left = self._paint_box(painter, option.rect, index.row())
        room = QRect(left, option.rect.top(), option.rect.right() - left - SPACE_8, 0)
        room.setHeight(option.rect.height())
        if isinstance(row, HeadingRow):
            self._paint_heading(painter, room, row)
        elif index.column() == KIND:
            self._paint_kind(painter, room, row)
        else:
            self._paint_words(painter, room, row, index.column(), str(index.data() or ""))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, row: object, *, chosen: bool, first: bool
    ) -> None:
        heading = isinstance(row, HeadingRow)
        ground = "selection" if chosen else "sunken" if heading else "surface"
        painter.fillRect(rect, self._theme.colour(ground))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, self._theme.colour("hairline"))
        if chosen and first:
            bar = QRect(rect.left(), rect.top(), 4, rect.height())
            painter.fillRect(bar, self._theme.colour("accent"))

    def _paint_box(self, painter: QPainter, rect: QRect, place: int) -> int:
        box = box_in(self._theme, rect)
        state = self._view.lines.check_state(place)
        if state is not None:
            option = QStyleOptionButton()
            option.rect = box
            option.state = QStyle.StateFlag.State_Enabled | _MARKS[state]
            paint_check_box(painter, option, self._theme)
        return box.right() + SPACE_12

    def _paint_heading(self, painter: QPainter, room: QRect, row: HeadingRow) -> None:
        painter.setFont(self._theme.font(TABLE_STRONG))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, row.group)
        used = painter.fontMetrics().horizontalAdvance(row.group) + SPACE_12
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(self._theme.colour("muted"))
        self._draw(painter, room.adjusted(used, 0, 0, 0), row.words)

    def _paint_kind(self, painter: QPainter, room: QRect, row: LineRow) -> None:
        look = look_of(row.kind)
        side = self._theme.px(_ICON)
        place = QRectF(room.left(), room.top() + (room.height() - side) / 2, side, side)
        paint_icon(painter, look.icon, self._theme.colour(look.colour), place)
        painter.setFont(self._theme.font(SMALL_STRONG))
        painter.setPen(self._theme.colour(look.colour))
        self._draw(painter, room.adjusted(side + SPACE_4 + 2, 0, 0, 0), look.words)

    def _paint_words(
        self, painter: QPainter, room: QRect, row: LineRow, column: int, words: str
    ) -> None:
        quiet = column in (SOURCE, OURS, DATE) or not row.can_be_chosen
        painter.setFont(self._theme.font(ROW_TITLE if column == WHAT else TABLE))
        painter.setPen(self._theme.colour("muted" if quiet and column != WHAT else "text"))
        self._draw(painter, room, words)

    def _draw(self, painter: QPainter, room: QRect, words: str) -> None:
        line = " ".join(words.split())
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


_MARKS = {
    Qt.CheckState.Checked: QStyle.StateFlag.State_On,
    Qt.CheckState.Unchecked: QStyle.StateFlag.State_Off,
    Qt.CheckState.PartiallyChecked: QStyle.StateFlag.State_NoChange,
}

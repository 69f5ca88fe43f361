"""The lines of a trial beside the record: painted rows, because a trial may have hundreds."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.icons import paint_icon
from app.ui.theme import Theme
from app.ui.tokens import RADIUS_CHIP, RADIUS_CONTROL, SMALL_STRONG, SPACE_4, SPACE_8
from app.ui.trials.line_layout import LineLayout, LineSetter, Piece, columns_for
from app.usecases.trial_page_lines import LineShown

_NOWHERE = QModelIndex()
_LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ICON = 16
_BAR = 4


class CriteriaModel(QAbstractListModel):
    """The lines that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[LineShown, ...] = ()

    def show(self, lines: Sequence[LineShown]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a line, or everything it says as sentences for a screen reader."""
        line = self.lines[index.row()]
        if role == _LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        return None


class CriteriaList(QListView):
    """The lines. Enter opens one, the space bar asks about it.

    Signals:
        opened(str): a line was opened: its key.
        asked(str): a question about a line is wanted on the list.
        question_wanted(str): the question that asks about a line, by its id.
        record_wanted(str, str): an entry of the record: its table and id.
        menu_wanted(str, object): the menu of a line, at a place on the screen.
    """

    opened = Signal(str)
    asked = Signal(str)
    question_wanted = Signal(str)
    record_wanted = Signal(str, str)
    menu_wanted = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setter = LineSetter(theme)
        self.model_of_lines = CriteriaModel()
        self.setModel(self.model_of_lines)
        self.setAccessibleName(self.tr("Lines of the trial and our record"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: rows must not break anew, and be higher, when it comes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._want_menu)
        self.setItemDelegate(_Delegate(self))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def line(self) -> LineShown | None:
        """The chosen line."""
        return self.line_at(self.currentIndex())

    def show_lines(self, lines: Sequence[LineShown]) -> None:
        """Show other lines; the chosen one stays where it is still there."""
        key = self.line.key if self.line else ""
        place = self.verticalScrollBar().value()
        self.model_of_lines.show(lines)
        number = next((n for n, line in enumerate(lines) if line.key == key), 0)
        if lines:
            self.setCurrentIndex(self.model_of_lines.index(number))
        self.verticalScrollBar().setValue(place if key else 0)

    def line_at(self, index: QModelIndex | QPersistentModelIndex) -> LineShown | None:
        """Return the line of a row."""
        line = index.data(_LINE_ROLE) if index.isValid() else None
        return line if isinstance(line, LineShown) else None

    def layout_of(self, line: LineShown) -> LineLayout:
        """Return the pieces of a line at the present width."""
        return self.setter.set(line, self.viewport().width())

    def act_at(self, point: QPoint) -> tuple[LineShown | None, str]:
        """Return the line at a place and what a click there does."""
        index = self.indexAt(point)
        line = self.line_at(index)
        if line is None:
            return None, ""
        inside = point - self.visualRect(index).topLeft()
        return line, self.layout_of(line).act_at(inside.x(), inside.y())

    def do(self, line: LineShown, act: str) -> None:
        """Do what a piece of a line stands for."""
        if act == "ask":
            self.asked.emit(line.key)
        elif act == "list":
            self.question_wanted.emit(line.question_id)
        elif act.startswith("record"):
            record = line.records[int(act.removeprefix("record "))]
            self.record_wanted.emit(record.table, record.row_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            line, act = self.act_at(event.position().toPoint())
            if line is not None and act:
                self.do(line, act)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the line."""
        line, act = self.act_at(event.position().toPoint())
        if line is not None and not act:
            self.opened.emit(line.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what can be clicked."""
        super().mouseMoveEvent(event)
        _, act = self.act_at(event.position().toPoint())
        hand = Qt.CursorShape.PointingHandCursor if act else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or F2, ask with the space bar."""
        line, key = self.line, event.key()
        if line is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit(line.key)
        elif line is not None and key == Qt.Key.Key_Space and line.can_ask:
            self.do(line, "list" if line.question_id else "ask")
        else:
            super().keyPressEvent(event)

    @Slot(QPoint)
    def _want_menu(self, point: QPoint) -> None:
        line = self.line_at(self.indexAt(point))
        if line is not None:
            self.menu_wanted.emit(line.key, self.viewport().mapToGlobal(point))


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: CriteriaList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Ask for the height that the words need at this width."""
        width = self._view.viewport().width()
        return QSize(width, self._view.setter.set(index.data(_LINE_ROLE), width).height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        theme = self._view.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        painter.fillRect(rect, theme.colour("selection" if chosen else "surface"))
        if chosen:
            bar = QRect(rect.left(), rect.top(), _BAR, rect.height())
            painter.fillRect(bar, theme.colour("accent"))
        painter.fillRect(
            QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("hairline")
        )
        for piece in self._view.setter.set(index.data(_LINE_ROLE), rect.width()).pieces:
            _paint(painter, theme, piece, rect.topLeft())
        painter.restore()


def _paint(painter: QPainter, theme: Theme, piece: Piece, corner: QPoint) -> None:
    px = theme.px
    rect = QRectF(piece.rect.translated(corner))
    inset = px(SPACE_8) if piece.fill or piece.act in ("ask", "list") else 0
    if piece.fill:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(piece.fill))
        painter.drawRoundedRect(rect, RADIUS_CHIP, RADIUS_CHIP)
    elif piece.border:
        painter.setPen(QPen(theme.colour("field_border"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
    x = rect.left() + inset
    if piece.icon:
        side = px(_ICON)
        x -= 0 if inset else side + px(SPACE_4)
        place = QRectF(x, rect.top() + (rect.height() - side) / 2, side, side)
        paint_icon(painter, piece.icon, theme.colour(piece.colour), place)
        x += side + px(SPACE_4)
    font = theme.font(piece.style)
    font.setUnderline(piece.underlined)
    painter.setFont(font)
    painter.setPen(theme.colour(piece.colour))
    room = QRectF(x, rect.top(), rect.right() - x + px(SPACE_8), rect.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, piece.text)


class CriteriaHead(QWidget):
    """The names of the columns, where there are columns."""

    def __init__(self, theme: Theme, view: CriteriaList) -> None:
        super().__init__()
        self._theme = theme
        self._view = view
        self._names = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, check: str, asks: str, record: str) -> None:
        """Name the columns."""
        self._names = (check, asks, record)
        self.setAccessibleName(", ".join(self._names))
        self.update()

    def sizeHint(self) -> QSize:
        """Take one line, or nothing where the columns stand below each other."""
        columns = columns_for(self._theme, self._view.viewport().width())
        return QSize(100, 1 if columns.stacked else self._theme.px(33))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names over their columns."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        line = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, self._theme.colour("hairline"))
        columns = columns_for(self._theme, self._view.viewport().width())
        if not columns.stacked:
            painter.setFont(self._theme.font(SMALL_STRONG))
            painter.setPen(self._theme.colour("muted"))
            for left, name in zip(
                (columns.check, columns.asks, columns.record), self._names, strict=True
            ):
                room = QRect(left, 0, self.width() - left, self.height())
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()

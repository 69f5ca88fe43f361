"""A list of things that are opened one at a time, painted: it may hold thousands."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.ui.choosing.choice import Choice, Heading, Row
from app.ui.choosing.choice_painting import ChoicePainter
from app.ui.theme import Theme

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NOWHERE = QModelIndex()


class ChoiceModel(QAbstractListModel):
    """The rows of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many rows there are, headings among them."""
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the words of a row, or the row itself."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text if isinstance(row, Heading) else row.words
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let choices be chosen, and headings not."""
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ChoiceList(QListView):
    """The list itself.

    Signals:
        chosen(str): another row is the chosen one: its key.
        opened(str): a row was activated with Enter or a double click.
        deleted(str): Del was pressed.
        moved(str, int): Alt+Up (-1) or Alt+Down (1) was pressed.
        menu_wanted(str, object): the menu of a row is wanted at a place on the screen (QPoint).
    """

    chosen = Signal(str)
    opened = Signal(str)
    deleted = Signal(str)
    moved = Signal(str, int)
    menu_wanted = Signal(str, object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._filling = False
        self.rows = ChoiceModel()
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._want_menu)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell)
        self.setItemDelegate(_Delegate(theme, self))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def key(self) -> str:
        """The key of the chosen row, "" where there is none."""
        return self._key(self.currentIndex())

    def show_rows(self, rows: Sequence[Row], keep: str = "") -> None:
        """Show other rows; the chosen one stays, else `keep`, else the first choice."""
        wanted = keep or self.key
        self._filling = True
        self.rows.show(rows)
        self._filling = False
        if not self.select(wanted):
            first = next((r.key for r in self.rows.rows if isinstance(r, Choice)), "")
            self.select(first)

    def select(self, key: str) -> bool:
        """Choose a row by its key and return whether it is there."""
        for place, row in enumerate(self.rows.rows):
            if isinstance(row, Choice) and row.key == key:
                index = self.rows.index(place)
                self.setCurrentIndex(index)
                # A list that is not seen yet has no width of its own to lay out its rows for; Qt
                # scrolls to the chosen one when it is shown.
                if self.isVisible():
                    self.scrollTo(index)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every row the height for the new width; Qt looks only at a new height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or F2, delete with Del, move with Alt and arrows."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self.key and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit(self.key)
        elif self.key and key == Qt.Key.Key_Delete:
            self.deleted.emit(self.key)
        elif self.key and alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(self.key, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._filling and self._key(now):
            self.chosen.emit(self._key(now))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if self._key(index):
            self.opened.emit(self._key(index))

    @Slot(QPoint)
    def _want_menu(self, point: QPoint) -> None:
        key = self._key(self.indexAt(point))
        if key:
            self.menu_wanted.emit(key, self.viewport().mapToGlobal(point))

    def _key(self, index: QModelIndex) -> str:
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row.key if isinstance(row, Choice) else ""


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: ChoiceList) -> None:
        super().__init__(view)
        self._view = view
        self._painter = ChoicePainter(theme)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._painter.paint(painter, option.rect, index.data(ROW_ROLE), chosen=chosen)

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Ask for the height that the words need at this width."""
        width = self._view.viewport().width()
        return QSize(width, self._painter.height(index.data(ROW_ROLE), width))

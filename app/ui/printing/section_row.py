"""One section of the summary in the list of sections: handle, tick, what it holds."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.printing.elided_box import ElidedBox
from app.ui.printing.hint import Hint
from app.ui.theme import Theme
from app.ui.tokens import ICON, SPACE_8, SPACE_12

_MOVES = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
_HIGH = 3


class SectionBox(ElidedBox):
    """The tick of a section; Alt with the arrows moves its section.

    Signals:
        moved(int): Alt+Up (-1) or Alt+Down (1).
        entered(): it has the keyboard.
        stays(): somebody tried to untick what always stays.
    """

    moved = Signal(int)
    entered = Signal()
    stays = Signal()

    def __init__(self, words: str, *, always: bool) -> None:
        super().__init__(words)
        self._always = always
        self.setChecked(True)
        if always:
            self.setAccessibleDescription(self.tr("Always on the page"))

    def nextCheckState(self) -> None:
        """Change the tick, unless the section always stays."""
        if self._always:
            self.stays.emit()
        else:
            super().nextCheckState()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the section with Alt and the arrows."""
        step = _MOVES.get(event.key())
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Tell which section is at hand."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.entered.emit()


class SectionRow(QWidget):
    """A row of the list.

    Attributes:
        key: the code of the section.
        box: its tick.

    Signals (the first argument is the key):
        toggled(str): it was ticked or unticked.
        entered(str): it is the row at hand.
        moved(str, int): up (-1) or down (1).
        dragged(str, QPointF), dropped(str, QPointF): where the mouse is on the screen.
        stays(str): somebody tried to untick what always stays.
    """

    toggled = Signal(str)
    entered = Signal(str)
    moved = Signal(str, int)
    dragged = Signal(str, QPointF)
    dropped = Signal(str, QPointF)
    stays = Signal(str)

    def __init__(self, theme: Theme, key: str, words: str, *, always: bool, fixed: bool) -> None:
        super().__init__()
        self.key = key
        self.words = words
        self._theme = theme
        self._fixed = fixed
        self._current = False
        self.box = SectionBox(words, always=always)
        self._holds = Hint()
        self._held_at: QPointF | None = None
        self._dragging = False
        self._lay_out()
        self._connect()

    @property
    def holds(self) -> str:
        """What the section is said to hold."""
        return self._holds.whole_text

    def say_holds(self, words: str) -> None:
        """Say what the section holds."""
        self._holds.setText(words)
        self.box.setAccessibleName(f"{self.words}, {words}" if words else self.words)

    def set_current(self, current: bool) -> None:
        """Mark the row at hand, the one below whose list its choices stand."""
        if current != self._current:
            self._current = current
            self.update()

    def menu(self) -> QMenu:
        """Return what can be done with the row; the keys and the buttons below do the same."""
        menu = QMenu(self)
        for step, icon, words in (
            (-1, "arrow-up", self.tr("Move up\tAlt+Up")),
            (1, "arrow-down", self.tr("Move down\tAlt+Down")),
        ):
            menu.addAction(self._theme.icon(icon), words).setData(step)
        menu.triggered.connect(self._act)
        return menu

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make it the row at hand, and take hold of it."""
        self.box.setFocus(Qt.FocusReason.MouseFocusReason)
        self._held_at = None if self._fixed else event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the row would go, once the mouse has really moved."""
        if self._held_at is None:
            return
        way = (event.position() - self._held_at).manhattanLength()
        self._dragging = self._dragging or way >= QApplication.startDragDistance()
        if self._dragging:
            self.dragged.emit(self.key, event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        dropped, self._dragging, self._held_at = self._dragging, False, None
        if dropped:
            self.dropped.emit(self.key, event.globalPosition())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the hairline, the ground of the row at hand, and the dots it is dragged by."""
        painter = QPainter(self)
        if self._current:
            painter.fillRect(self.rect(), self._theme.colour("selection"))
            painter.fillRect(QRect(0, 0, 4, self.height()), self._theme.colour("accent"))
        painter.fillRect(QRect(0, 0, self.width(), 1), self._theme.colour("hairline"))
        if not self._fixed:
            side = self._theme.px(ICON)
            place = QRectF(SPACE_8, (self.height() - side) / 2, side, side)
            paint_icon(painter, "grip-vertical", self._theme.colour("muted"), place)
        painter.end()

    def _lay_out(self) -> None:
        # The dots are painted: with a widget for each, the page would open noticeably later.
        self._line = QHBoxLayout(self)
        self._line.setSpacing(SPACE_8)
        self._line.addWidget(self.box)
        self._line.addWidget(self._holds, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._follow_size()
        if not self._fixed:
            self.setToolTip(self.tr("Drag to another place, or press Alt+Up or Alt+Down"))
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    @Slot()
    def _follow_size(self) -> None:
        grip = SPACE_8 + self._theme.px(ICON) + SPACE_8
        self._line.setContentsMargins(grip, _HIGH, SPACE_12, _HIGH)

    def _connect(self) -> None:
        self.box.toggled.connect(self._tell_toggled)
        self.box.entered.connect(self._tell_entered)
        self.box.moved.connect(self._tell_moved)
        self.box.stays.connect(self._tell_stays)
        self._theme.changed.connect(self._follow_size)
        self.customContextMenuRequested.connect(self._open_menu)

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        self.menu().popup(self.mapToGlobal(place))

    @Slot(QAction)
    def _act(self, action: QAction) -> None:
        self.moved.emit(self.key, action.data())

    @Slot()
    def _tell_toggled(self) -> None:
        self.toggled.emit(self.key)

    @Slot()
    def _tell_entered(self) -> None:
        self.entered.emit(self.key)

    @Slot(int)
    def _tell_moved(self, step: int) -> None:
        self.moved.emit(self.key, step)

    @Slot()
    def _tell_stays(self) -> None:
        self.stays.emit(self.key)

""" "Sort by our order" with a small arrow, and the menu of orders it opens."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from app.ui.icons import paint_icon
from app.ui.theme import Theme
from app.ui.tokens import BODY, ROW_TITLE, SPACE_4
from app.ui.words import translate

_ARROW = 14


class OrderButton(QPushButton):
    """Names the order in which trials stand, and lets another one be chosen.

    Attributes:
        order: the code of the order.

    Signals:
        chosen(str): the code of the order a person took.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, orders: Mapping[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self._orders = orders
        self.order = next(iter(orders))
        self.setProperty("kind", "quiet-small")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._actions: dict[str, QAction] = {}
        self.setMenu(self._menu())
        self.choose(self.order)

    def choose(self, order: str) -> None:
        """Name another order, without telling."""
        self.order = order
        self._actions[order].setChecked(True)
        said = self.tr("Sort by {order}").format(order=self._words)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for the words and the arrow."""
        words = self.fontMetrics().horizontalAdvance(f"{self.tr('Sort by')} {self._words}")
        return QSize(words + self._theme.px(22), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never be smaller."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words and the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = float(SPACE_4)
        words = ((self.tr("Sort by"), BODY, "muted"), (self._words, ROW_TITLE, "text"))
        for text, style, colour in words:
            painter.setFont(self._theme.font(style))
            painter.setPen(self._theme.colour(colour))
            room = QRectF(x, 0, self.width() - x, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
            x += painter.fontMetrics().horizontalAdvance(text) + self._theme.px(SPACE_4 + 1)
        side = self._theme.px(_ARROW)
        place = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", self._theme.colour("text"), place)
        painter.end()

    @property
    def _words(self) -> str:
        return translate("TrialRows", self._orders[self.order])

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for code, words in self._orders.items():
            action = menu.addAction(translate("TrialRows", words))
            action.setData(code)
            action.setCheckable(True)
            group.addAction(action)
            self._actions[code] = action
        group.triggered.connect(self._take)
        return menu

    @Slot(QAction)
    def _take(self, action: QAction) -> None:
        self.choose(action.data())
        self.chosen.emit(self.order)

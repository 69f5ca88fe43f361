"""The tabs of a trial: words with a line under the chosen one, wrapping where there is no room."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QWidget

from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme
from app.ui.tokens import ROW_TITLE, SPACE_8, SPACE_12, STRONG

_BAR = 3


class _Tab(QPushButton):
    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self._theme = theme
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Change the words."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the words, as wide as they are when chosen."""
        self.ensurePolished()
        self.setFont(self._theme.font(STRONG))
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(
            words + self._theme.px(SPACE_8),
            self._theme.px(STRONG.line) + self._theme.px(SPACE_8) + _BAR + 4,
        )

    def minimumSizeHint(self) -> QSize:
        """Never be smaller."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, and the line under them where they are chosen."""
        painter = QPainter(self)
        chosen = self.isChecked()
        painter.setFont(self._theme.font(STRONG if chosen else ROW_TITLE))
        painter.setPen(self._theme.colour("accent" if chosen else "muted"))
        room = QRect(0, 0, self.width(), self.height() - _BAR)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if chosen:
            bar = QRect(0, self.height() - _BAR, self.width(), _BAR)
            painter.fillRect(bar, self._theme.colour("accent"))
        painter.end()


class TabLine(QWidget):
    """Tabs with a code and words each.

    Signals:
        chosen(str): another one was chosen: its code.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._tabs: dict[str, _Tab] = {}
        self._group = QButtonGroup(self)
        line = FlowLayout(SPACE_12)
        line.setContentsMargins(0, 0, 0, 0)
        for code, words in tabs:
            tab = self._tabs[code] = _Tab(theme, words)
            self._group.addButton(tab)
            line.addWidget(tab)
        self.setLayout(line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group.buttonClicked.connect(self._tell)

    @property
    def code(self) -> str:
        """The code of the chosen one."""
        return next((code for code, tab in self._tabs.items() if tab.isChecked()), "")

    def choose(self, code: str) -> None:
        """Choose one, without telling."""
        self._tabs[code].setChecked(True)

    def say(self, code: str, words: str) -> None:
        """Change the words of one."""
        self._tabs[code].say(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the neighbour with the arrow keys."""
        step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key())
        if step is None:
            super().keyPressEvent(event)
            return
        codes = list(self._tabs)
        place = max(0, min(len(codes) - 1, codes.index(self.code) + step))
        self._tabs[codes[place]].setFocus(Qt.FocusReason.TabFocusReason)
        self._tabs[codes[place]].click()

    @Slot(QAbstractButton)
    def _tell(self, _tab: QAbstractButton) -> None:
        self.chosen.emit(self.code)

"""A page's content that scrolls up and down beside an unmoving right edge.

Sideways it scrolls only where words are so long or large that something would be cut off.
"""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget

from app.ui.in_sight import is_seen, scroll_to

_BAR = 12


class _Content(QWidget):
    """What scrolls: where words break into lines, its height is that for the width it has.

    Qt would ask for the height that a much narrower column needs, and show a bar for nothing.
    """

    def minimumSizeHint(self) -> QSize:
        """Ask for the width that is needed, and for a height only where no words wrap."""
        size = super().minimumSizeHint()
        layout = self.layout()
        return QSize(size.width(), 0) if layout and layout.hasHeightForWidth() else size


class ScrollColumn(QScrollArea):
    """Scrolls a layout; the room of the scroll bar is taken from the right margin."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        content = _Content()
        content.setProperty("kind", "scrolled")
        content.setLayout(layout)
        self._layout = layout
        self._right = layout.contentsMargins().right()
        # One of our own shows the ground behind, and Python knows it: asked for Qt's, PySide first
        # makes up every class of widget there is.
        self.setViewport(QWidget())
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._keep_edge)
        self.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self.verticalScrollBar().valueChanged.connect(self._note_scrolled)
        self._left_behind: QWidget | None = None

    @Slot()
    def _keep_edge(self) -> None:
        shown = self.verticalScrollBar().maximum() > 0
        margins = self._layout.contentsMargins()
        right = max(self._right - (_BAR if shown else 0), 0)
        if margins.right() != right:
            margins.setRight(right)
            self._layout.setContentsMargins(margins)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight what has the keyboard, where a line below takes room of the page."""
        super().resizeEvent(event)
        self._keep_in_sight()

    @Slot()
    def _keep_in_sight(self) -> None:
        """Follow what has the keyboard when things above it grow, unless one scrolled away."""
        here = self._keyboard()
        if here is not None and here is not self._left_behind:
            scroll_to(here)

    @Slot()
    def _note_scrolled(self) -> None:
        here = self._keyboard()
        self._left_behind = here if here is not None and not is_seen(here) else None

    def _keyboard(self) -> QWidget | None:
        here, content = QApplication.focusWidget(), self.widget()
        inside = here is not None and content is not None and content.isAncestorOf(here)
        return here if inside else None

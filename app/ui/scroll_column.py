"""A page's content that scrolls up and down beside an unmoving right edge.

Sideways it scrolls only where words are so long or large that something would be cut off.
"""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

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

    @Slot()
    def _keep_edge(self) -> None:
        shown = self.verticalScrollBar().maximum() > 0
        margins = self._layout.contentsMargins()
        right = max(self._right - (_BAR if shown else 0), 0)
        if margins.right() != right:
            margins.setRight(right)
            self._layout.setContentsMargins(margins)

"""The frame of every dialog of ours: heading, content that scrolls, buttons at the foot."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.labels import make_label, make_line
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24

_HIGHEST = 600
_ABOUT_A_BAR = 90
"""Pixels of a screen that the title bar and the bar of the system take."""
_SIDE = SPACE_24 + 2


class DialogFrame(QDialog):
    """A dialog with one filled button.

    The filled button is never disabled: a subclass overrides `finish` to check, to move the
    keyboard to the first problem, or to accept.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        *,
        window_title: str,
        heading: str,
        below: str = "",
        accept: str,
        footnote: str = "",
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._revealed: QWidget | None = None
        self.setWindowTitle(window_title)
        self.heading = make_label(heading, "page-title", wrap=True)
        self._below = make_label(below, "muted", wrap=True)
        if not below:
            self._below.hide()  # shown before it has its place, it would be a window
        self._footnote = make_label(footnote, "small-text", wrap=True)
        self.cancel_button = Button(theme, self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button = Button(theme, accept, kind="filled")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.finish)

    @Slot()
    def finish(self) -> None:
        """Accept what was entered."""
        self.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on with Tab as one reads, also through what was made later."""
        from app.ui.focus_order import move_keyboard  # not before a key is pressed

        return move_keyboard(self, [self], forward=forward) or super().focusNextPrevChild(forward)

    def set_content(self, content: QLayout, *, width: int = 700) -> None:
        """Put the content between heading and foot, and take a fitting size."""
        content.setContentsMargins(_SIDE, SPACE_4, _SIDE, SPACE_12)
        self._body = content
        self._area = ScrollColumn(content)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._top_rows, self._foot_line = self._top(), self._foot()
        rows.addLayout(self._top_rows)
        rows.addWidget(self._area, 1)
        rows.addWidget(make_line())
        rows.addLayout(self._foot_line)
        self._fit(self.theme.px(width))

    def grow(self, more: int = 0) -> None:
        """Become taller where more is shown than before, as far as the screen has room.

        Args:
            more: pixels to leave empty, for what will be said.
        """
        self._body.invalidate()
        wanted = min(self._whole_height(self.width()) + more, _most_height())
        self.resize(self.width(), max(self.height(), wanted))

    def draw_together(self, low: bool) -> None:
        """Leave less room above the heading and around the buttons, or as much as usual."""
        self._top_rows.setContentsMargins(_SIDE, SPACE_8 if low else SPACE_16, _SIDE, SPACE_8)
        margins = self._body.contentsMargins()
        margins.setBottom(SPACE_4 if low else SPACE_12)
        self._body.setContentsMargins(margins)
        foot = (SPACE_8, SPACE_8) if low else (SPACE_12, SPACE_16)
        self._foot_line.setContentsMargins(_SIDE, foot[0], _SIDE, foot[1])

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget is seen."""
        self._area.ensureWidgetVisible(widget, 0, 40)
        # What was just said makes the content longer only when it is laid out.
        self._revealed = widget
        QTimer.singleShot(0, self._reveal_again)

    @Slot()
    def _reveal_again(self) -> None:
        if self._revealed is not None and self.isAncestorOf(self._revealed):
            self._area.ensureWidgetVisible(self._revealed, 0, 40)
        self._revealed = None

    def _fit(self, width: int) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width = min(width, screen.width() - 40, 960)
        for child in self.findChildren(QWidget):
            # Before, a label does not know its font, nor how many lines it needs.
            child.ensurePolished()
        self.resize(width, 200)
        self.resize(width, min(self._whole_height(width), _most_height()))

    def _whole_height(self, width: int) -> int:
        """Return the height that shows everything."""
        body = self._body
        wrapped = body.hasHeightForWidth()
        tall = body.heightForWidth(width) if wrapped else body.sizeHint().height()
        return tall + self._frame_height(width)

    def _frame_height(self, width: int) -> int:
        """Return the height of what stands above and below the content."""
        top, foot = self._top_rows, self._foot_line
        below = foot.heightForWidth(width) if foot.hasHeightForWidth() else foot.sizeHint().height()
        return top.heightForWidth(width) + below + 2

    def _top(self) -> QVBoxLayout:
        top = QVBoxLayout()
        top.setContentsMargins(_SIDE, SPACE_16, _SIDE, SPACE_8)
        top.setSpacing(SPACE_4)
        top.addWidget(self.heading)
        top.addWidget(self._below)
        return top

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, SPACE_12, _SIDE, SPACE_16)
        foot.setSpacing(SPACE_8 + 2)
        foot.addWidget(self._footnote, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.accept_button)
        return foot


def _most_height() -> int:
    """Return the height that a dialog may have; at the smallest window it is 600."""
    return max(
        _HIGHEST, QGuiApplication.primaryScreen().availableGeometry().height() - _ABOUT_A_BAR
    )

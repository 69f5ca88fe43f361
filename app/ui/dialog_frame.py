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
        self._below.setVisible(bool(below))
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

    def set_content(self, content: QLayout, *, width: int = 700) -> None:
        """Put the content between heading and foot, and take a fitting size."""
        content.setContentsMargins(_SIDE, SPACE_4, _SIDE, SPACE_12)
        self._area = ScrollColumn(content)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._top())
        rows.addWidget(self._area, 1)
        rows.addWidget(make_line())
        rows.addLayout(self._foot())
        self._fit(content, self.theme.px(width))

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

    def _fit(self, content: QLayout, width: int) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width = min(width, screen.width() - 40, 960)
        self.resize(width, 200)
        tall = content.heightForWidth(width) if content.hasHeightForWidth() else -1
        wanted = max(tall, content.sizeHint().height()) + self._frame_height()
        self.resize(width, min(wanted, max(_HIGHEST, screen.height() - 120)))

    def _frame_height(self) -> int:
        above = self.heading.sizeHint().height() + self._below.sizeHint().height()
        return above + self.accept_button.sizeHint().height() + 80

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

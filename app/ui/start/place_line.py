"""Where a new file goes, said in words, and the button that chooses another place."""

from pathlib import Path

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.ask import Ask
from app.ui.buttons import Button
from app.ui.icons import paint_icon
from app.ui.labels import plain_tooltip
from app.ui.start.file_place import SUFFIX, free_place, place_words
from app.ui.theme import Theme
from app.ui.tokens import ICON, SPACE_8


class FolderLine(QLineEdit):
    """A line that only shows a place, with a folder before it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self._make_room()
        theme.changed.connect(self._make_room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, then the folder."""
        super().paintEvent(event)
        side = self._theme.px(ICON)
        place = QRectF(self._theme.px(11), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, "folder", self._theme.colour("muted"), place)
        painter.end()

    @Slot()
    def _make_room(self) -> None:
        self.setTextMargins(self._theme.px(ICON + 8), 0, 0, 0)


class PlaceLine(QWidget):
    """A case file's place: free beside the others until somebody chooses another.

    Attributes:
        shown: the place in words; it cannot be typed into.
    """

    def __init__(self, theme: Theme, ask: Ask, folder: Path, asked: str) -> None:
        """Make the line.

        Args:
            folder: where the file goes if nobody chooses another place.
            asked: heading of the window that asks for another place.
        """
        super().__init__()
        self._ask = ask
        self._folder = folder
        self._asked = asked
        self._name = ""
        self._chosen: Path | None = None
        self.shown = FolderLine(theme)
        self.change = Button(theme, self.tr("Change…"))
        self.change.clicked.connect(self.choose)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        line.addWidget(self.shown, 1)
        line.addWidget(self.change)
        self._show()

    @property
    def place(self) -> Path:
        """The file to make."""
        return self._chosen or free_place(self._folder, self._name)

    @Slot(str)
    def name_after(self, name: str) -> None:
        """Name the file after somebody, unless a place was chosen."""
        self._name = name
        self._show()

    @Slot()
    def choose(self) -> None:
        """Ask for another folder or file name."""
        kinds = self.tr("Casebook (*{suffix})").format(suffix=SUFFIX)
        chosen = self._ask.save_file(self, self._asked, self.place, kinds)
        if chosen is not None:
            self.put(chosen)

    def put(self, place: Path) -> None:
        """Take a place somebody chose; the file's kind is added where it was left out."""
        self._chosen = place if place.suffix == SUFFIX else Path(f"{place}{SUFFIX}")
        self._show()

    def _show(self) -> None:
        self.shown.setText(place_words(self.place))
        # A long path shows its beginning; its end stands in the tooltip.
        self.shown.setCursorPosition(0)
        self.shown.setToolTip(plain_tooltip(self.shown.text()))

"""A column that scrolls: headings, facts with their source, links. It is filled anew as a whole."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.cards import empty_layout
from app.ui.labels import IconLabel, make_label, make_line
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import BODY, SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.trials.shapes import STATE_COLOURS, STATE_ICONS
from app.ui.words import translate
from app.usecases.compared_cells import Cell

_LONGEST = 6000


class LinkButton(Button):
    """A link that says which thing it stands for.

    Signals:
        followed(str): it was pressed: its target.
    """

    followed = Signal(str)

    def __init__(self, theme: Theme, text: str, target: str, *, kind: str = "link") -> None:
        super().__init__(theme, text, kind=kind)
        self._target = target
        self.clicked.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        self.followed.emit(self._target)


class FactsColumn(QWidget):
    """What is read from top to bottom.

    Attributes:
        body: where the content goes.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        outer = QVBoxLayout()
        outer.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        outer.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_4)
        outer.addLayout(self.body)
        outer.addStretch(1)
        self.area = ScrollColumn(outer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.addWidget(self.area)

    def clear(self) -> None:
        """Take everything out."""
        empty_layout(self.body)
        self.area.verticalScrollBar().setValue(0)

    def title(self, words: str) -> None:
        """Add what the whole column is about."""
        self.body.addWidget(make_label(words, "section", wrap=True))

    def heading(self, words: str) -> None:
        """Add a heading."""
        label = make_label(words, "card-title", wrap=True)
        label.setContentsMargins(0, SPACE_12 if self.body.count() else 0, 0, 0)
        self.body.addWidget(label)

    def words(self, text: str, role: str = "") -> None:
        """Add a paragraph; nothing for an empty one."""
        if text:
            self.body.addWidget(make_label(text[:_LONGEST], role, wrap=True))

    def line(self) -> None:
        """Add a hairline."""
        self.body.addWidget(make_line())

    def fact(self, label: str, cell: Cell) -> None:
        """Add what is said on one thing, with where it comes from and of which day."""
        row = QFrame()
        row.setProperty("kind", "row")
        across = QHBoxLayout(row)
        across.setContentsMargins(0, SPACE_8, 0, SPACE_8)
        across.setSpacing(SPACE_12)
        name = make_label(label, "small-strong", wrap=True)
        name.setFixedWidth(self._theme.px(132))
        across.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(SPACE_4)
        for text in cell.lines:
            said.addWidget(make_label(text[:_LONGEST], "", wrap=True))
        source = source_words(cell)
        if source:
            said.addWidget(make_label(source, "small", wrap=True))
        across.addLayout(said, 1)
        self.body.addWidget(row)

    def link(self, text: str, target: str) -> LinkButton:
        """Add a link and return it, to be connected."""
        made = LinkButton(self._theme, text, target)
        self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def state(self, state: str, text: str) -> None:
        """Add a sentence with the shape of a state before it."""
        part = QWidget()
        across = QHBoxLayout(part)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_8)
        shape = ShapeBeside(self._theme, STATE_ICONS[state], STATE_COLOURS[state])
        across.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(make_label(text, "", wrap=True), 1)
        self.body.addWidget(part)

    def bullets(self, texts: Sequence[str], role: str = "") -> None:
        """Add paragraphs with a dot before each."""
        for text in texts:
            self.words(translate("FactsColumn", "• {text}").format(text=text), role)


class ShapeBeside(IconLabel):
    """A shape that stands in the middle of the first line of the words beside it."""

    def sizeHint(self) -> QSize:
        """Be as high as that line."""
        return QSize(super().sizeHint().width(), self._theme.px(BODY.line))


def source_words(cell: Cell) -> str:
    """Return "Registry record, 10 May 2026"."""
    day = cell.date.words() if cell.date else ""
    return ", ".join(part for part in (cell.source, day) if part)

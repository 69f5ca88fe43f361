"""One help text as a card."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.ui.cards import Card
from app.ui.help.general_texts import key_rows
from app.ui.help.help_text import HelpText, Part
from app.ui.labels import make_label
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_20, SPACE_24

KEYS = "keys"


class HelpCard(Card):
    """Title, paragraphs and lists; the keys as a table."""

    def __init__(self, text: HelpText) -> None:
        super().__init__()
        self.setAccessibleName(text.title)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, SPACE_16, SPACE_20, SPACE_20)
        column.setSpacing(SPACE_8)
        column.addWidget(make_label(text.title, "section", wrap=True))
        if text.key == KEYS:
            _add_keys(column, text)
        else:
            for part in text.parts:
                _add_part(column, part)
        self.body.addLayout(column)


def _add_part(column: QVBoxLayout, part: Part) -> None:
    if part.heading:
        heading = make_label(part.heading, "card-title", wrap=True)
        heading.setContentsMargins(0, SPACE_12, 0, 0)
        column.addWidget(heading)
    for line in part.lines:
        if part.listed:
            column.addLayout(_point(line))
        else:
            column.addWidget(make_label(line, wrap=True))


def _point(line: str) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setContentsMargins(SPACE_4, 0, 0, 0)
    across.setSpacing(SPACE_8)
    across.addWidget(make_label("•"), 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(make_label(line, wrap=True), 1)
    return across


def _add_keys(column: QVBoxLayout, text: HelpText) -> None:
    first, _, last = text.parts
    _add_part(column, first)
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_24)
    grid.setVerticalSpacing(SPACE_8)
    for row, (keys, words) in enumerate(key_rows()):
        grid.addWidget(make_label(keys, "strong"), row, 0)
        grid.addWidget(make_label(words, wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    column.addLayout(grid)
    _add_part(column, last)

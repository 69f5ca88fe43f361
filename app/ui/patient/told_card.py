"""A card with a title, rows of label and words, what is missing, and a way to change it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from app.ui.buttons import Button
from app.ui.cards import Card, empty_layout
from app.ui.labels import make_label
from app.ui.patient.person_facts import Told
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16

_MOST = 12
_LABEL_EM = 9


class ToldCard(Card):
    """What is known about one side of the person.

    Attributes:
        button: changes it.
    """

    def __init__(self, theme: Theme, title: str, button: str, name: str, empty: str) -> None:
        """Make a card.

        Args:
            theme: sizes.
            title: above it.
            button: words of the button, such as "Edit".
            name: what the button does, for screen readers.
            empty: what stands there while nothing is known.
        """
        super().__init__(title)
        self._theme = theme
        self._empty = empty
        self.button = Button(theme, button, kind="link")
        self.button.setAccessibleName(name)
        self.add_beside_title(self.button)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_16)
        self._grid.setVerticalSpacing(SPACE_8)
        self._grid.setColumnStretch(1, 1)
        self._missing = make_label("", "small", wrap=True)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_12)
        inside.addLayout(self._grid)
        inside.addWidget(self._missing)
        inside.addStretch(1)
        self.body.addLayout(inside, 1)

    def show_told(self, told: Told) -> None:
        """Show what is known."""
        empty_layout(self._grid)
        self._grid.setColumnMinimumWidth(0, 0)
        top = Qt.AlignmentFlag.AlignTop
        for number, line in enumerate(told.lines[:_MOST]):
            label = make_label(line.label, "small-strong", wrap=True)
            label.setFixedWidth(_LABEL_EM * self._theme.em)
            self._grid.addWidget(label, number, 0, top)
            self._grid.addWidget(make_label(line.words, wrap=True), number, 1, top)
        more = len(told.lines) - _MOST
        if more > 0:
            self._grid.addWidget(make_label(self.tr("and %n more", "", more), "small"), _MOST, 1)
        if not told.lines:
            self._grid.addWidget(make_label(self._empty, "muted", wrap=True), 0, 0, 1, 2)
        listed = ", ".join(told.missing)
        said = self.tr("Not noted yet: {what}").format(what=listed.lower() if listed else "")
        self._missing.setText(said)
        self._missing.setVisible(bool(told.missing) and bool(told.lines))

"""What the treatment history says while nothing is noted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_16, SPACE_20, SPACE_24


class NoHistory(Card):
    """A card with the first step.

    Signals:
        add_wanted(): the first treatment shall be added.
    """

    add_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_20)
        column.setSpacing(SPACE_16)
        words = self.tr("Add the first treatment, even if you only know the year.")
        column.addWidget(make_label(words, wrap=True))
        add = Button(theme, self.tr("Add treatment"), icon="plus")
        add.clicked.connect(self.add_wanted)
        column.addWidget(add)
        self.body.addLayout(column)

"""What stands on the page before a trial is saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_24


class NoTrials(QWidget):
    """A card with the two ways to begin.

    Signals:
        save_wanted(), find_wanted(): one of them.
    """

    save_wanted = Signal()
    find_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        card = Card()
        card.body.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        card.body.setSpacing(SPACE_8)
        title = self.tr("Paste a trial number or its text, or open a saved file.")
        card.body.addWidget(make_label(title, "card-title", wrap=True))
        card.body.addWidget(make_label(self._below(), "muted", wrap=True))
        buttons = QWidget()
        flow = FlowLayout(SPACE_12)
        save = Button(theme, self.tr("Paste or choose a file…"), icon="plus")
        save.clicked.connect(self.save_wanted)
        find = Button(theme, self.tr("Find trials…"), icon="search")
        find.clicked.connect(self.find_wanted)
        flow.addWidget(save)
        flow.addWidget(find)
        buttons.setLayout(flow)
        card.body.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)

    def _below(self) -> str:
        return self.tr(
            "Casebook then puts every line that the trial asks for beside your own record, with "
            "its date and source. Only the trial team can decide."
        )

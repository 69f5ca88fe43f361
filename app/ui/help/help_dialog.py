"""Help where no case is open: what can be read without one, in one dialog."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.dialog_frame import DialogFrame
from app.ui.help.beginning_text import beginning_text
from app.ui.help.general_texts import general_texts
from app.ui.help.help_card import HelpCard
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12

BEGINNING = "beginning"


class HelpDialog(DialogFrame):
    """Every text about the program as a whole, the asked one first in sight.

    Attributes:
        cards: the texts by their key.
    """

    def __init__(self, theme: Theme, parent: QWidget | None, key: str = BEGINNING) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Help"),
            heading=self.tr("Help"),
            below=self.tr("Every page of an open case has help of its own: press F1 there."),
            accept=self.tr("Close"),
        )
        self.cancel_button.hide()
        texts = (beginning_text(), *general_texts())
        self.cards = {text.key: HelpCard(text) for text in texts}
        self._key = key
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        for card in self.cards.values():
            column.addWidget(card)
        self.set_content(column)
        # Long texts scroll by key too.
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setProperty("focus_ring", True)
        self._area.setAccessibleName(self.tr("Help text"))
        self._area.setFocus()
        QTimer.singleShot(0, self._show_text)

    @Slot()
    def _show_text(self) -> None:
        top = self.cards[self._key].y() if self._key != BEGINNING else 0
        self._area.verticalScrollBar().setValue(top)

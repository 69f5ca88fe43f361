"""The receipt of an import on the page Documents."""

from PySide6.QtWidgets import QVBoxLayout

from app.case.entities import ImportReceipt, PendingItem
from app.ui.bring.receipt_dialog import ReceiptNumbers, receipt_about
from app.ui.cards import Card, empty_layout
from app.ui.labels import make_label
from app.ui.page import Surroundings
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16


class ReceiptDetail(Card):
    """Shows what was in a file and what became of it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._title = make_label("", "section", wrap=True)
        self._about = make_label("", "muted", wrap=True)
        self._numbers = QVBoxLayout()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addLayout(self._numbers, 1)
        self.body.addLayout(column)

    def show_receipt(self, receipt: ImportReceipt) -> None:
        """Show a receipt."""
        waiting = len(self._around.case.case.parts(PendingItem, receipt))
        self._title.setText(receipt.file_name or self.tr("Import"))
        self._about.setText(receipt_about(receipt))
        empty_layout(self._numbers)
        self._numbers.addWidget(ReceiptNumbers(self._around.theme, receipt, waiting=waiting))

    @property
    def words(self) -> str:
        """What it is called, and what kind of file it was."""
        return f"{self._title.text()}\n{self._about.text()}"

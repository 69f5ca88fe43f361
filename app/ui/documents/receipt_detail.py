"""The receipt of an import on the page Documents."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout

from app.case.entities import ImportReceipt, PendingItem
from app.errors import CasebookError
from app.ui.bring.receipt_dialog import ReceiptNumbers, receipt_about
from app.ui.buttons import Button
from app.ui.cards import Card, empty_layout
from app.ui.labels import make_label
from app.ui.page import Surroundings
from app.ui.start.file_place import documents_folder
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.usecases.output_files import write_whole
from app.usecases.page_choice import PageChoice


class ReceiptDetail(Card):
    """Shows what was in a file and what became of it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._title = make_label("", "section", wrap=True)
        self._about = make_label("", "muted", wrap=True)
        self._numbers = QVBoxLayout()
        self._receipt_id = ""
        self.save = Button(around.theme, self.tr("Save as PDF…"), icon="download")
        self.save.clicked.connect(self.save_pdf)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._numbers, 1)
        self.body.addLayout(column)

    def show_receipt(self, receipt: ImportReceipt) -> None:
        """Show a receipt."""
        self._receipt_id = receipt.id
        waiting = len(self._around.case.case.parts(PendingItem, receipt))
        self._title.setText(receipt.file_name or self.tr("Import"))
        self._about.setText(receipt_about(receipt))
        empty_layout(self._numbers)
        self._numbers.addWidget(ReceiptNumbers(self._around.theme, receipt, waiting=waiting))

    @Slot()
    def save_pdf(self) -> None:
        """Ask where, and save the receipt as a page to print."""
        # What draws pages is not needed to look at documents.
        from app.usecases.print_page import page_pdf

        ask, title = self._around.ask, self.tr("Save as PDF")
        choice = PageChoice(what="receipt", receipt=self._receipt_id)
        try:
            printed = page_pdf(self._around.case.session, choice)
            suggested = documents_folder() / printed.name
            path = ask.save_file(self, title, suggested, "PDF (*.pdf)")
            if path is not None:
                write_whole(path, printed.pdf)
        except CasebookError as error:
            ask.tell_error(self, title, error)

    @property
    def words(self) -> str:
        """What it is called, and what kind of file it was."""
        return f"{self._title.text()}\n{self._about.text()}"

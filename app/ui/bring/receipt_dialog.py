"""The receipt of an import: every number adds up, every line left out has its reason."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.case.entities import ImportReceipt
from app.ui.dialog_frame import DialogFrame
from app.ui.labels import make_label, make_line
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_24
from app.ui.words import translate

_REASONS_HEIGHT = 150


class ReceiptNumbers(QWidget):
    """What was read and what became of it, and why lines were skipped.

    Attributes:
        counts: the numbers in their order; together they are what was read.
    """

    def __init__(self, theme: Theme, receipt: ImportReceipt, *, waiting: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self.counts = self._counts(receipt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addLayout(self._numbers(receipt.read or 0))
        if waiting:
            words = self.tr(
                "%n lines wait for your decision. You find them under Documents.", "", waiting
            )
            column.addWidget(make_label(words, wrap=True))
        if receipt.skipped_reasons:
            column.addWidget(make_label(self.tr("Skipped, and why"), "small-strong"))
            column.addWidget(self._reasons(receipt.skipped_reasons), 1)
        column.addStretch(0)

    def _counts(self, receipt: ImportReceipt) -> list[tuple[str, int]]:
        named = [
            (self.tr("New"), receipt.new),
            (self.tr("Newer version"), receipt.newer),
            (self.tr("Already here"), receipt.same),
            (self.tr("Nearly the same as ours"), receipt.near),
            (self.tr("Different from ours"), receipt.conflicts),
            (self.tr("Skipped"), receipt.skipped),
        ]
        return [(words, count or 0) for words, count in named]

    def _numbers(self, read: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_24)
        grid.setVerticalSpacing(SPACE_8)
        grid.setColumnStretch(2, 1)
        for row, (words, count) in enumerate(self.counts):
            _add(grid, row, words, count, "")
        last = grid.rowCount()
        grid.addWidget(make_line(), last, 0, 1, 2)
        _add(grid, last + 1, self.tr("Read in all"), read, "strong")
        return grid

    def _reasons(self, reasons: tuple[str, ...]) -> QPlainTextEdit:
        text = QPlainTextEdit("\n".join(reasons))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("Skipped, and why"))
        text.setMinimumHeight(self._theme.px(_REASONS_HEIGHT))
        return text


class ReceiptDialog(DialogFrame):
    """Shows the receipt that is kept with the case."""

    def __init__(
        self, theme: Theme, receipt: ImportReceipt, parent: QWidget | None, *, waiting: int = 0
    ) -> None:
        """Show a receipt; `waiting` lines of it wait for a decision."""
        super().__init__(
            theme,
            parent,
            window_title=translate("Receipt", "Receipt"),
            heading=receipt.file_name or translate("Receipt", "Receipt"),
            below=receipt_about(receipt),
            accept=translate("Receipt", "Done"),
            footnote=translate("Receipt", "The receipt is kept under Documents."),
        )
        self.cancel_button.hide()
        self.numbers = ReceiptNumbers(theme, receipt, waiting=waiting)
        column = QVBoxLayout()
        column.addWidget(self.numbers)
        self.set_content(column, width=560)
        self.accept_button.setFocus()


def receipt_about(receipt: ImportReceipt) -> str:
    """Return what kind of file it was, and when it came in."""
    kind = receipt.kind or ""
    if receipt.received_on is None:
        return kind
    said = translate("Receipt", "{kind}, received {date}")
    return said.format(kind=kind, date=receipt.received_on.words())


def _add(grid: QGridLayout, row: int, words: str, count: int, role: str) -> None:
    number = make_label(str(count), role)
    number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(make_label(words, role), row, 0)
    grid.addWidget(number, row, 1)

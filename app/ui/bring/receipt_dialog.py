"""The receipt of an import: every number adds up, every line left out has its reason."""

from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.case.entities import ImportReceipt
from app.ui.dialog_frame import DialogFrame
from app.ui.labels import make_label, make_line
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_24
from app.ui.words import translate

_REASONS_HEIGHT = 150


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
            below=_about(receipt),
            accept=translate("Receipt", "Done"),
            footnote=translate("Receipt", "The receipt is kept under Documents."),
        )
        self.cancel_button.hide()
        self._receipt = receipt
        self._waiting = waiting
        self.set_content(self._lay_out(), width=560)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """The numbers in their order: what was read, then what became of it."""
        receipt = self._receipt
        named = [
            (self.tr("New"), receipt.new),
            (self.tr("Newer version"), receipt.newer),
            (self.tr("Already here"), receipt.same),
            (self.tr("Nearly the same as ours"), receipt.near),
            (self.tr("Different from ours"), receipt.conflicts),
            (self.tr("Skipped"), receipt.skipped),
        ]
        return [(words, count or 0) for words, count in named]

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        column.addLayout(self._numbers())
        if self._waiting:
            words = self.tr(
                "%n lines wait for your decision. You find them under Documents.", "", self._waiting
            )
            column.addWidget(make_label(words, wrap=True))
        if self._receipt.skipped_reasons:
            column.addWidget(make_label(self.tr("Skipped, and why"), "small-strong"))
            column.addWidget(self._reasons(), 1)
        column.addStretch(1)
        return column

    def _numbers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_24)
        grid.setVerticalSpacing(SPACE_8)
        grid.setColumnStretch(2, 1)
        for row, (words, count) in enumerate(self.counts):
            _add(grid, row, words, count, "")
        last = grid.rowCount()
        grid.addWidget(make_line(), last, 0, 1, 2)
        _add(grid, last + 1, self.tr("Read in all"), self._receipt.read or 0, "strong")
        return grid

    def _reasons(self) -> QPlainTextEdit:
        text = QPlainTextEdit("\n".join(self._receipt.skipped_reasons or ()))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("Skipped, and why"))
        text.setMinimumHeight(self.theme.px(_REASONS_HEIGHT))
        return text


def _add(grid: QGridLayout, row: int, words: str, count: int, role: str) -> None:
    number = make_label(str(count), role)
    grid.addWidget(make_label(words, role), row, 0)
    grid.addWidget(number, row, 1)


def _about(receipt: ImportReceipt) -> str:
    kind = receipt.kind or ""
    if receipt.received_on is None:
        return kind
    said = translate("Receipt", "{kind}, received {date}")
    return said.format(kind=kind, date=receipt.received_on.words())

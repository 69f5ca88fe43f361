"""Trial records on their way in: what is new, newer, already here or skipped; then Take in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.dialog_frame import DialogFrame
from app.ui.labels import ElidedLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.ui.words import translate
from app.usecases.receipt import Receipt

_REASONS_HEIGHT = 130


class TrialsDialog(DialogFrame):
    """Shows what files of trial records would bring."""

    def __init__(
        self,
        theme: Theme,
        receipts: Sequence[Receipt],
        paths: Sequence[Path],
        parent: QWidget | None,
    ) -> None:
        read = sum(receipt.read for receipt in receipts)
        super().__init__(
            theme,
            parent,
            window_title=translate("TrialsDialog", "Bring in trials"),
            heading=translate("TrialsDialog", "%n trial records", "", read),
            below=", ".join(path.name for path in paths),
            accept="",
            footnote=translate("TrialsDialog", "One Undo takes a file back."),
        )
        self._receipts = list(receipts)
        self.coming = sum(receipt.new + receipt.newer for receipt in receipts)
        words = self.tr("Take in %n records", "", self.coming)
        self.accept_button.say(words if self.coming else self.tr("Done"))
        # Where nothing would come, there is nothing to cancel.
        self.cancel_button.setVisible(bool(self.coming))
        self.set_content(self._lay_out(), width=620)
        self.accept_button.setFocus()

    @property
    def lines(self) -> list[tuple[str, int]]:
        """What became of the records, in words, with how many there are of each."""
        skipped = sum(len(receipt.skipped) for receipt in self._receipts)
        named = [
            (self.tr("New trials"), sum(r.new for r in self._receipts)),
            (self.tr("Newer records of saved trials"), sum(r.newer for r in self._receipts)),
            (self.tr("Already here"), sum(r.same for r in self._receipts)),
            (self.tr("Skipped"), skipped),
        ]
        return [(words, count) for words, count in named if count] or [
            (self.tr("Nothing that could be read"), 0)
        ]

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_16)
        grid.setVerticalSpacing(SPACE_8)
        grid.setColumnStretch(1, 1)
        for row, (words, count) in enumerate(self.lines):
            grid.addWidget(make_label(str(count), "strong"), row, 0)
            grid.addWidget(ElidedLabel(words), row, 1)
        column.addLayout(grid)
        reasons = [f"{s.where}: {s.reason}" for r in self._receipts for s in r.skipped]
        if reasons:
            column.addWidget(make_label(self.tr("Skipped, and why"), "small-strong"))
            column.addWidget(self._reasons(reasons))
        column.addStretch(1)
        return column

    def _reasons(self, reasons: Sequence[str]) -> QPlainTextEdit:
        text = QPlainTextEdit("\n".join(reasons))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("Skipped, and why"))
        text.setMinimumHeight(self.theme.px(_REASONS_HEIGHT))
        return text

"""How old our copies of the records are, and where newer ones are found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.dialog_frame import DialogFrame
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label, make_line
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12
from app.ui.trials.facts_column import LinkButton
from app.usecases.update_copies import HOW, Copy

_MOST = 40


class UpdateCopiesDialog(DialogFrame):
    """Lists our copies, the oldest first; then a newer file is brought in.

    Signals:
        browser_wanted(str): the page of a trial is to be opened: its address.
    """

    browser_wanted = Signal(str)

    def __init__(self, theme: Theme, copies: Sequence[Copy], parent: QWidget | None) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Update copies"),
            heading=self.tr("Update copies"),
            below=HOW,
            accept=self.tr("Bring in a newer file…"),
            footnote=self.tr("Only the address you see goes to the browser."),
        )
        self.cancel_button.say(self.tr("Close"))
        self._copied = make_label("", "small", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(SPACE_8)
        for copy in copies[:_MOST]:
            self._add(column, copy)
        if len(copies) > _MOST:
            words = self.tr("and %n more", "", len(copies) - _MOST)
            column.addWidget(make_label(words, "muted"))
        if not copies:
            column.addWidget(make_label(self.tr("No trials are saved yet."), "muted"))
        column.addWidget(self._copied)
        column.addStretch(1)
        self.set_content(column)

    def _add(self, column: QVBoxLayout, copy: Copy) -> None:
        column.addWidget(make_label(copy.name, "row-title", wrap=True))
        column.addWidget(make_label(copy.words, "small", wrap=True))
        if copy.address:
            column.addWidget(make_label(copy.address, "small-text", wrap=True))
            row = QWidget()
            flow = FlowLayout(SPACE_12)
            for words, act in (
                (self.tr("Open in the browser"), self.browser_wanted),
                (self.tr("Copy the address"), self.copy),
            ):
                link = LinkButton(self.theme, words, copy.address)
                link.setAccessibleName(f"{words}: {copy.name}")
                link.followed.connect(act)
                flow.addWidget(link)
            row.setLayout(flow)
            column.addWidget(row)
        column.addWidget(make_line())

    @Slot(str)
    def copy(self, address: str) -> None:
        """Copy the address of a trial's page."""
        QGuiApplication.clipboard().setText(address)
        self._copied.setText(self.tr("Copied: {what}").format(what=address))

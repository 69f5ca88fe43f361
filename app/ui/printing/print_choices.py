"""The left column of the page Print: for which visit, what, on which paper."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from app.ui.cards import Card
from app.ui.labels import make_label
from app.ui.open_case import OpenCase
from app.ui.printing.box_line import box_line
from app.ui.printing.kept_sections import choose
from app.ui.printing.section_list import SectionList
from app.ui.printing.what_to_print import WhatToPrint
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.usecases.page_choice import SUMMARY, PageChoice


class PrintChoices(QWidget):
    """What to print and how.

    Attributes:
        what: the card of visit and pages.
        sections: the card of what stands on the summary.

    Signals:
        changed(): something was chosen.
        said(str): a sentence for the status line.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme, paper: str) -> None:
        super().__init__()
        self.what = WhatToPrint(theme)
        self.sections = SectionList(theme)
        self._paper = Segmented(
            self.tr("Paper"), [("letter", self.tr("Letter")), ("a4", self.tr("A4"))]
        )
        self._paper.choose(paper)
        self._text = Segmented(
            self.tr("Text"), [("normal", self.tr("Normal")), ("large", self.tr("Large"))]
        )
        self._text.choose("normal")
        self._two_sided, self._no_names, self._no_number = QCheckBox(), QCheckBox(), QCheckBox()
        self._boxes = (
            (self._two_sided, self.tr("Use both sides of the sheet")),
            (self._no_names, self.tr("Leave out all names")),
            (self._no_number, self.tr("Leave out the hospital record number")),
        )
        self._lay_out()
        self._connect()

    def show_case(self, case: OpenCase) -> None:
        """Offer the visits and trials of this case."""
        self.what.show_case(case)
        self.sections.show_case(case)
        self._show_sections()

    def choice(self) -> PageChoice:
        """Return everything that was chosen; the summary where no document is ticked."""
        what, *also = self.what.documents or (SUMMARY,)
        choice = PageChoice(
            what=what,
            also=tuple(also),
            visit=self.what.visit,
            noted=self.what.noted,
            trial=self.what.trial,
            paper=self._paper.code,
            large=self._text.code == "large",
            two_sided=self._two_sided.isChecked(),
            without_names=self._no_names.isChecked(),
            without_record_number=self._no_number.isChecked(),
        )
        return choose(choice, self.sections.sections) if self._has_summary() else choice

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self.what)
        column.addWidget(self.sections)
        column.addWidget(self._paper_card())

    def _paper_card(self) -> Card:
        card = Card()
        card.setAccessibleName(self.tr("Paper and text"))
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_12)
        grid.setColumnStretch(2, 1)
        choices = ((self.tr("Paper"), self._paper), (self.tr("Text"), self._text))
        for row, (words, choice) in enumerate(choices):
            grid.addWidget(make_label(words, "small-strong"), row, 0)
            grid.addWidget(choice, row, 1)
        inside.addLayout(grid)
        for box, words in self._boxes:
            box.setAccessibleName(words)
            inside.addLayout(box_line(box, words))
        card.body.addLayout(inside)
        return card

    def _connect(self) -> None:
        self.what.changed.connect(self._show_sections)
        self.what.changed.connect(self._tell)
        self.sections.changed.connect(self._tell)
        self.sections.said.connect(self.said)
        self._paper.chosen.connect(self._tell)
        self._text.chosen.connect(self._tell)
        for box, _ in self._boxes:
            box.toggled.connect(self._tell)

    def _has_summary(self) -> bool:
        return SUMMARY in self.what.documents

    @Slot()
    def _show_sections(self) -> None:
        self.sections.setVisible(self._has_summary())

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

"""The left column of the page Print: for which visit, what, on which paper."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.ui.cards import Card
from app.ui.labels import make_label
from app.ui.open_case import OpenCase
from app.ui.printing.section_list import SectionList
from app.ui.printing.what_to_print import WhatToPrint
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.usecases.page_choice import PRINTABLE, PageChoice

_SUMMARY = PRINTABLE[0]


class PrintChoices(QWidget):
    """What to print and how.

    Attributes:
        what: the card of visit and pages.
        sections: the card of what stands on the summary.

    Signals:
        changed(): something was chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme, paper: str) -> None:
        super().__init__()
        self.what = WhatToPrint(theme)
        self.sections = SectionList()
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
        """Return everything that was chosen."""
        return PageChoice(
            what=self.what.what,
            visit=self.what.visit,
            trial=self.what.trial,
            paper=self._paper.code,
            large=self._text.code == "large",
            two_sided=self._two_sided.isChecked(),
            without_names=self._no_names.isChecked(),
            without_record_number=self._no_number.isChecked(),
            without=self.sections.without if self._is_summary() else frozenset(),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self.what)
        column.addWidget(self.sections)
        column.addWidget(self._paper_card())

    def _paper_card(self) -> Card:
        card = Card(self.tr("Paper and text"))
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_12)
        grid.setColumnStretch(2, 1)
        grid.addWidget(make_label(self.tr("Paper"), "small-strong"), 0, 0)
        grid.addWidget(self._paper, 0, 1)
        grid.addWidget(make_label(self.tr("Text"), "small-strong"), 1, 0)
        grid.addWidget(self._text, 1, 1)
        inside.addLayout(grid)
        for box, words in self._boxes:
            box.setAccessibleName(words)
            inside.addLayout(_box_line(box, words))
        card.body.addLayout(inside)
        return card

    def _connect(self) -> None:
        self.what.changed.connect(self._show_sections)
        self.what.changed.connect(self._tell)
        self.sections.changed.connect(self._tell)
        self._paper.chosen.connect(self._tell)
        self._text.chosen.connect(self._tell)
        for box, _ in self._boxes:
            box.toggled.connect(self._tell)

    def _is_summary(self) -> bool:
        return self.what.what == _SUMMARY

    @Slot()
    def _show_sections(self) -> None:
        self.sections.setVisible(self._is_summary())

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()


def _box_line(box: QCheckBox, words: str) -> QHBoxLayout:
    """Return a check box whose words may break into lines, which Qt's own cannot."""
    label = make_label(words, wrap=True)
    label.setBuddy(box)
    line = QHBoxLayout()
    line.setSpacing(SPACE_4)
    line.addWidget(box)
    line.addWidget(ClickableWords(label, box), 1)
    return line


class ClickableWords(QWidget):
    """The words of a check box; a click on them is a click on the box."""

    def __init__(self, label: QLabel, box: QCheckBox) -> None:
        super().__init__()
        self._box = box
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(label)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Click the box."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._box.click()

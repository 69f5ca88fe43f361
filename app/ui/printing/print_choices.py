"""The left column of the page Print: for which visit, what, on which paper."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.case.facts.model import Visit
from app.ui.cards import Card
from app.ui.choice_field import ChoiceField
from app.ui.labels import ElidedLabel, make_label
from app.ui.open_case import OpenCase
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import QT_TRANSLATE_NOOP, near_day, translate, weekday_short
from app.usecases.page_choice import PRINTABLE, PageChoice

_NAMES = {
    "summary": QT_TRANSLATE_NOOP("PrintChoices", "Appointment summary"),
    "packet": QT_TRANSLATE_NOOP("PrintChoices", "Full packet"),
    "card": QT_TRANSLATE_NOOP("PrintChoices", "Emergency card"),
}
_HINTS = {
    "summary": QT_TRANSLATE_NOOP("PrintChoices", "1 page"),
    "packet": QT_TRANSLATE_NOOP("PrintChoices", "several pages"),
    "card": QT_TRANSLATE_NOOP("PrintChoices", "to cut out"),
}


class PrintChoices(QWidget):
    """What to print and how.

    Signals:
        changed(): something was chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme, paper: str) -> None:
        super().__init__()
        self._theme = theme
        self._visit = ChoiceField(theme, self.tr("For which visit"))
        self._what = QButtonGroup(self)
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
        """Offer the visits of this case; the choice stays where it still exists."""
        chosen = self._visit.currentData()
        self._visit.blockSignals(True)
        self._visit.clear()
        for visit in case.facts.visits_ahead:
            self._visit.addItem(_visit_words(visit, case), visit.evidence.id)
        if not self._visit.count():
            self._visit.addItem(self.tr("No visit noted yet"), "next")
        self._visit.setCurrentIndex(max(self._visit.findData(chosen), 0))
        self._visit.blockSignals(False)

    def choose_visit(self, visit_id: str) -> None:
        """Choose a visit by its id."""
        place = self._visit.findData(visit_id)
        if place >= 0:
            self._visit.setCurrentIndex(place)

    def choose_what(self, what: str) -> None:
        """Choose what to print, by its code."""
        for button in self._what.buttons():
            if button.objectName() == what:
                button.setChecked(True)
                self.changed.emit()

    def choice(self) -> PageChoice:
        """Return everything that was chosen."""
        checked = self._what.checkedButton()
        return PageChoice(
            what=checked.objectName() if checked else PRINTABLE[0],
            visit=self._visit.currentData() or "next",
            paper=self._paper.code,
            large=self._text.code == "large",
            two_sided=self._two_sided.isChecked(),
            without_names=self._no_names.isChecked(),
            without_record_number=self._no_number.isChecked(),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self._visit_card())
        column.addWidget(self._paper_card())

    def _visit_card(self) -> Card:
        card = Card(self.tr("For which visit"))
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_4)
        inside.addWidget(self._visit)
        inside.addSpacing(SPACE_8)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(0)
        for row, what in enumerate(PRINTABLE):
            grid.addWidget(self._what_button(what), row, 0)
            hint = ElidedLabel(translate("PrintChoices", _HINTS.get(what, "")), "small")
            hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(hint, row, 1)
        inside.addLayout(grid)
        card.body.addLayout(inside)
        return card

    def _what_button(self, what: str) -> QRadioButton:
        name = translate("PrintChoices", _NAMES.get(what, what))
        button = QRadioButton(name)
        button.setObjectName(what)
        button.setAccessibleName(name)
        button.setChecked(what == PRINTABLE[0])
        self._what.addButton(button)
        return button

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
        self._visit.currentIndexChanged.connect(self._tell)
        self._what.buttonClicked.connect(self._tell_button)
        self._paper.chosen.connect(self._tell)
        self._text.chosen.connect(self._tell)
        for box, _ in self._boxes:
            box.toggled.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

    @Slot(QAbstractButton)
    def _tell_button(self, _button: QAbstractButton) -> None:
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


def _visit_words(visit: Visit, case: OpenCase) -> str:
    who = visit.with_whom or visit.purpose or translate("PrintChoices", "Appointment")
    if visit.date is None:
        return who
    exact = visit.date.exact
    when = near_day(visit.date, case.as_of)
    if exact is not None:
        when = f"{weekday_short(exact)} {when}"
    return translate("PrintChoices", "{date}, {who}").format(date=when, who=who)

"""For which visit, and which pages: of the case as a whole, or about a saved trial."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.case.facts.model import Visit
from app.ui.cards import Card
from app.ui.choice_field import ChoiceField
from app.ui.labels import ElidedLabel
from app.ui.open_case import OpenCase
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import QT_TRANSLATE_NOOP, near_day, translate, weekday_short
from app.usecases.page_choice import PRINTABLE, TRIAL_PAGES

_NAMES = {
    "summary": QT_TRANSLATE_NOOP("PrintChoices", "Appointment summary"),
    "questions": QT_TRANSLATE_NOOP("PrintChoices", "Questions only"),
    "note": QT_TRANSLATE_NOOP("PrintChoices", "Note of the last visit"),
    "packet": QT_TRANSLATE_NOOP("PrintChoices", "Full packet"),
    "card": QT_TRANSLATE_NOOP("PrintChoices", "Emergency card"),
    "review": QT_TRANSLATE_NOOP("PrintChoices", "Trial review sheet"),
    "trials": QT_TRANSLATE_NOOP("PrintChoices", "Saved trials, compared"),
    "access": QT_TRANSLATE_NOOP("PrintChoices", "Access, outside a trial"),
}
_HINTS = {
    "summary": QT_TRANSLATE_NOOP("PrintChoices", "1 page"),
    "questions": QT_TRANSLATE_NOOP("PrintChoices", "room for answers"),
    "note": QT_TRANSLATE_NOOP("PrintChoices", "after the visit"),
    "packet": QT_TRANSLATE_NOOP("PrintChoices", "several pages"),
    "card": QT_TRANSLATE_NOOP("PrintChoices", "to cut out"),
    "review": QT_TRANSLATE_NOOP("PrintChoices", "to fill in"),
    "trials": QT_TRANSLATE_NOOP("PrintChoices", "several pages"),
    "access": QT_TRANSLATE_NOOP("PrintChoices", "steps"),
}
_ABOUT_ONE_TRIAL = "review"
_ABOUT_ACCESS = "access"


class WhatToPrint(Card):
    """The first card of the choices.

    Signals:
        changed(): something was chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("For which visit"))
        self._visit = ChoiceField(theme, self.tr("For which visit"))
        self._trial = ChoiceField(theme, self.tr("About which trial"))
        self._buttons: dict[str, QRadioButton] = {}
        self._hints: dict[str, QWidget] = {}
        self._group = QButtonGroup(self)
        self._lay_out()
        self._group.buttonClicked.connect(self._note_button)
        self._visit.currentIndexChanged.connect(self._note)
        self._trial.currentIndexChanged.connect(self._note)

    @property
    def what(self) -> str:
        """The code of the pages."""
        return next((code for code, b in self._buttons.items() if b.isChecked()), PRINTABLE[0])

    @property
    def visit(self) -> str:
        """The id of the visit, `next` where none is noted."""
        return self._visit.currentData() or "next"

    @property
    def trial(self) -> str | None:
        """The trial that the pages are about, None where they are about the case."""
        return self._trial.currentData() if self.what == _ABOUT_ONE_TRIAL else None

    def show_case(self, case: OpenCase) -> None:
        """Offer the visits and trials of this case; a choice stays where it still exists."""
        visits = [(_visit_words(v, case), v.evidence.id) for v in case.facts.visits_ahead]
        _offer(self._visit, visits or [(self.tr("No visit noted yet"), "next")])
        trials = [(trial.name, trial.evidence.id) for trial in case.facts.trials]
        _offer(self._trial, trials)
        requests = bool(case.facts.access_requests)
        for what in TRIAL_PAGES:
            self._offer_page(what, requests if what == _ABOUT_ACCESS else bool(trials))
        self._show_trial_field()

    def choose_visit(self, visit_id: str) -> None:
        """Choose a visit by its id."""
        place = self._visit.findData(visit_id)
        if place >= 0:
            self._visit.setCurrentIndex(place)

    def choose(self, target: str) -> None:
        """Choose the kind of page with this code, else the visit with this id."""
        if target in self._buttons:
            self.choose_what(target)
        else:
            self.choose_visit(target)

    def choose_what(self, what: str) -> None:
        """Choose the pages by their code."""
        self._buttons[what].setChecked(True)
        self._note()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(0)
        for row, what in enumerate((*PRINTABLE, *TRIAL_PAGES)):
            self._add_line(grid, row, what)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_4)
        inside.addWidget(self._visit)
        inside.addSpacing(SPACE_8)
        inside.addLayout(grid)
        inside.addWidget(self._trial)
        self.body.addLayout(inside)

    def _add_line(self, grid: QGridLayout, row: int, what: str) -> None:
        name = translate("PrintChoices", _NAMES[what])
        button = QRadioButton(name)
        button.setAccessibleName(name)
        button.setChecked(what == PRINTABLE[0])
        self._group.addButton(button)
        self._buttons[what] = button
        hint = ElidedLabel(translate("PrintChoices", _HINTS[what]), "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(button, row, 0)
        self._hints[what] = hint
        grid.addWidget(hint, row, 1)

    def _offer_page(self, what: str, offered: bool) -> None:
        """Show or hide a line; what is not offered cannot stay chosen."""
        button = self._buttons[what]
        button.setVisible(offered)
        self._hints[what].setVisible(offered)
        if not offered and button.isChecked():
            self._buttons[PRINTABLE[0]].setChecked(True)

    def _show_trial_field(self) -> None:
        self._trial.setVisible(self.what == _ABOUT_ONE_TRIAL)

    @Slot(QAbstractButton)
    def _note_button(self, _button: QAbstractButton) -> None:
        self._note()

    @Slot()
    def _note(self) -> None:
        self._show_trial_field()
        self.changed.emit()


def _offer(field: ChoiceField, entries: list[tuple[str, str]]) -> None:
    """Fill a field anew without telling, and keep what was chosen."""
    chosen = field.currentData()
    field.blockSignals(True)
    field.clear()
    for words, value in entries:
        field.addItem(words, value)
    field.setCurrentIndex(max(field.findData(chosen), 0))
    field.blockSignals(False)


def _visit_words(visit: Visit, case: OpenCase) -> str:
    who = visit.with_whom or visit.purpose or translate("PrintChoices", "Appointment")
    if visit.date is None:
        return who
    exact = visit.date.exact
    when = near_day(visit.date, case.as_of)
    if exact is not None:
        when = f"{weekday_short(exact)} {when}"
    return translate("PrintChoices", "{date}, {who}").format(date=when, who=who)

"""For which visit, and which documents: of the case as a whole, or about a saved trial."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.case.entities import Appointment
from app.case.facts.model import Visit
from app.case.facts.records import order_of
from app.case.facts.visits import is_ahead
from app.case.partial_date import PartialDate
from app.ui.cards import Card
from app.ui.choice_field import ChoiceField
from app.ui.open_case import OpenCase
from app.ui.printing.elided_box import ElidedBox
from app.ui.printing.hint import Hint
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.ui.words import QT_TRANSLATE_NOOP, near_day, translate, weekday_short
from app.usecases.page_choice import SUMMARY

_NAMES = {
    "summary": QT_TRANSLATE_NOOP("PrintChoices", "Appointment summary"),
    "review": QT_TRANSLATE_NOOP("PrintChoices", "Trial review sheet"),
    "questions": QT_TRANSLATE_NOOP("PrintChoices", "Questions only"),
    "note": QT_TRANSLATE_NOOP("PrintChoices", "Visit note"),
    "card": QT_TRANSLATE_NOOP("PrintChoices", "Emergency card"),
    "packet": QT_TRANSLATE_NOOP("PrintChoices", "Full record"),
    "trials": QT_TRANSLATE_NOOP("PrintChoices", "Saved trials, compared"),
    "access": QT_TRANSLATE_NOOP("PrintChoices", "Access, outside a trial"),
}
"""The documents in the order in which they stand, here and in the PDF."""

_HINTS = {
    "summary": QT_TRANSLATE_NOOP("PrintChoices", "1 page"),
    "review": QT_TRANSLATE_NOOP("PrintChoices", "to fill in"),
    "questions": QT_TRANSLATE_NOOP("PrintChoices", "room for answers"),
    "note": QT_TRANSLATE_NOOP("PrintChoices", "what was said"),
    "card": QT_TRANSLATE_NOOP("PrintChoices", "to cut out"),
    "packet": QT_TRANSLATE_NOOP("PrintChoices", "several pages"),
    "trials": QT_TRANSLATE_NOOP("PrintChoices", "several pages"),
    "access": QT_TRANSLATE_NOOP("PrintChoices", "steps"),
}
_REVIEW, _NOTE, _ACCESS, _TRIALS = "review", "note", "access", "trials"


class WhatToPrint(Card):
    """The first card of the choices.

    Attributes:
        boxes: the ticks of the documents, by their codes.

    Signals:
        changed(): something was chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("For which visit"))
        self._visit = ChoiceField(theme, self.tr("For which visit"))
        self._trial = ChoiceField(theme, self.tr("About which trial"))
        self._noted = ChoiceField(theme, self.tr("Note of which visit"))
        self.boxes: dict[str, QCheckBox] = {}
        self._hints: dict[str, Hint] = {}
        self._lines: dict[str, QWidget] = {}
        self._printed: dict[str, int] = {}
        self._counted: dict[str, int] = {}
        self._lay_out()
        for field in (self._visit, self._trial, self._noted):
            field.currentIndexChanged.connect(self._note)

    @property
    def documents(self) -> tuple[str, ...]:
        """The codes of what is ticked, in the order in which it is printed."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    @property
    def visit(self) -> str:
        """The id of the visit, `next` where none is noted."""
        return self._visit.currentData() or "next"

    @property
    def noted(self) -> str | None:
        """The id of the visit whose note is printed, None where no note is."""
        return self._noted.currentData() if _NOTE in self.documents else None

    @property
    def trial(self) -> str | None:
        """The trial of the review sheet, None where none is printed."""
        return self._trial.currentData() if _REVIEW in self.documents else None

    def show_case(self, case: OpenCase) -> None:
        """Offer the visits and trials of this case; a choice stays where it still exists."""
        visits = [(_visit_words(v, case), v.evidence.id) for v in case.facts.visits_ahead]
        _offer(self._visit, visits or [(self.tr("No visit noted yet"), "next")])
        trials = [(trial.name, trial.evidence.id) for trial in case.facts.trials]
        _offer(self._trial, trials)
        noted = _visits_behind(case)
        _offer(self._noted, noted)
        offered = {
            _REVIEW: bool(trials),
            _TRIALS: bool(trials),
            _ACCESS: bool(case.facts.access_requests),
            _NOTE: bool(noted),
        }
        for code, is_there in offered.items():
            self._offer_document(code, is_there)
        self._show_fields()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many pages the printed documents have; of others the last number is "about"."""
        self._printed = dict(counts)
        self._counted.update(counts)
        for code, hint in self._hints.items():
            pages = self._counted.get(code)
            if pages is None:
                words = translate("PrintChoices", _HINTS[code])
            elif code in counts:
                words = self.tr("%n pages", "", pages)
            else:
                words = self.tr("about %n pages", "", pages)
            hint.setText(words)
            name = document_name(code)
            self.boxes[code].setAccessibleName(f"{name}, {words}")

    def show_estimate(self, code: str, pages: int) -> None:
        """Say about how many pages a document has that is not printed."""
        self._counted[code] = pages
        self.show_counts(self._printed)

    def knows_pages(self, code: str) -> bool:
        """Whether it is said how many pages a document has."""
        return code in self._counted

    def forget_counts(self) -> None:
        """Forget the numbers of pages: the case or the paper is another one."""
        self._counted.clear()

    def choose_visit(self, visit_id: str) -> None:
        """Choose a visit by its id: one ahead for every page, one behind for its note."""
        for field in (self._visit, self._noted):
            place = field.findData(visit_id)
            if place >= 0:
                field.setCurrentIndex(place)

    def choose(self, target: str) -> None:
        """Choose the document with this code alone, else the visit with this id."""
        if target in self.boxes:
            self.choose_what(target)
        else:
            self.choose_visit(target)

    def choose_what(self, *documents: str) -> None:
        """Tick these documents and no others."""
        for code, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(code in documents)
            box.blockSignals(False)
        self._note()

    def take_focus(self) -> None:
        """Put the keyboard at the first document."""
        self.boxes[SUMMARY].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.setSpacing(1)
        inside.addWidget(self._visit)
        inside.addSpacing(SPACE_8)
        for code in _NAMES:
            inside.addWidget(self._line(code))
        for field in (self._trial, self._noted):
            inside.addWidget(field)
        self.body.addLayout(inside)

    def _line(self, code: str) -> QWidget:
        name = document_name(code)
        box = ElidedBox(name)
        box.setChecked(code == SUMMARY)
        box.toggled.connect(self._note)
        self.boxes[code] = box
        hint = Hint(translate("PrintChoices", _HINTS[code]))
        self._hints[code] = hint
        self._lines[code] = row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        line.addWidget(box)
        line.addWidget(hint, 1)
        return row

    def _offer_document(self, code: str, offered: bool) -> None:
        """Show or hide a line; what is not offered cannot stay chosen."""
        box = self.boxes[code]
        self._lines[code].setVisible(offered)
        if not offered and box.isChecked():
            box.setChecked(False)
            if not self.documents:
                self.boxes[SUMMARY].setChecked(True)

    def _show_fields(self) -> None:
        self._trial.setVisible(_REVIEW in self.documents)
        self._noted.setVisible(_NOTE in self.documents)

    @Slot()
    def _note(self) -> None:
        self._show_fields()
        self.changed.emit()


def document_name(code: str) -> str:
    """Return what a document is called."""
    return translate("PrintChoices", _NAMES[code])


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
    return _dated(visit.with_whom or visit.purpose, visit.date, case)


def _visits_behind(case: OpenCase) -> list[tuple[str, str]]:
    """Return the visits that took place, the last one first."""
    rows = [
        row
        for row in case.case.all(Appointment)
        if row.date is not None and not is_ahead(row, case.as_of)
    ]
    rows.sort(key=lambda row: (order_of(row.date), row.time or ""), reverse=True)
    return [(_dated(row.with_whom or row.purpose, row.date, case), row.id) for row in rows]


def _dated(who: str | None, day: PartialDate | None, case: OpenCase) -> str:
    name = who or translate("PrintChoices", "Appointment")
    if day is None:
        return name
    exact = day.exact
    when = near_day(day, case.as_of)
    if exact is not None:
        when = f"{weekday_short(exact)} {when}"
    return translate("PrintChoices", "{date}, {who}").format(date=when, who=name)

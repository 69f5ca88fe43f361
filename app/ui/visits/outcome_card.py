"""What comes of a visit: in words, as decisions, as next steps with owner and date."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.case.entities import Appointment, Decision, NextStep
from app.case.partial_date import PartialDate
from app.ui.buttons import Button, IconButton
from app.ui.cards import Card, Row, empty_layout
from app.ui.entry_menu import EntryMenu, earlier_values
from app.ui.flow_layout import FlowLayout
from app.ui.forms.date_field import DateField
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.visits.saved_text import SavedText
from app.ui.words import short_day, translate


class OutcomeCard(Card):
    """Decisions and next steps, each with a line for one more, and what came of the visit.

    Signals:
        outcome_typed(str): what came of the visit, in words.
        decision_added(str): a new decision.
        step_added(str, str, object): a new next step: what, who, by when (a date or None).
        step_ticked(str, bool): a next step is done, or not.
        act_wanted(str, str, str): edit, duplicate or delete the row of a table.
    """

    outcome_typed = Signal(str)
    decision_added = Signal(str)
    step_added = Signal(str, str, object)
    step_ticked = Signal(str, bool)
    act_wanted = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("What came of it"))
        self._theme = theme
        self.outcome = SavedText(theme, self.tr("What came of the visit, in your own words"))
        self.outcome.setPlaceholderText(self.tr("In your own words. You can skip this."))
        self.outcome.save_wanted.connect(self.outcome_typed)
        self._decisions, self._steps = QVBoxLayout(), QVBoxLayout()
        for rows in (self._decisions, self._steps):
            rows.setSpacing(0)
        self.decision = _line(self.tr("What was decided?"))
        self.step = _line(self.tr("What is to be done?"))
        self.owner = _line(self.tr("Who"))
        self.due = DateField(theme)
        self.due.line.setAccessibleName(self.tr("By when"))
        self.due.line.setPlaceholderText(self.tr("By when, such as 15 May 2026"))
        self._problem = make_label("", "problem", wrap=True)
        self._problem.hide()
        self._lay_out()

    def show_outcome(
        self, visit: Appointment, decisions: Sequence[Decision], steps: Sequence[NextStep]
    ) -> None:
        """Show what is noted of a visit; what is being typed stays."""
        self.outcome.show_text(visit.outcome or "")
        empty_layout(self._decisions)
        for decision in decisions:
            row = OutcomeRow(self._theme, decision, decision.decision or "", _decided(decision))
            row.act_wanted.connect(self.act_wanted)
            self._decisions.addWidget(row)
        empty_layout(self._steps)
        for step in steps:
            row = OutcomeRow(self._theme, step, step.text or "", _owner_and_day(step))
            row.act_wanted.connect(self.act_wanted)
            row.ticked.connect(self.step_ticked)
            self._steps.addWidget(row)

    def set_writable(self, writable: bool) -> None:
        """Let the words be changed and rows be added, or only read."""
        self.outcome.setReadOnly(not writable)
        lines: tuple[QWidget, ...] = (self.decision, self.step, self.owner, self.due)
        for field in (*lines, self._add_decision, self._add_step):
            field.setVisible(writable)
        for row in self.findChildren(OutcomeRow):
            row.set_writable(writable)

    def save_now(self) -> None:
        """Have what is being typed saved."""
        self.outcome.save_now()

    def clear_decision(self) -> None:
        """Make room for the next decision."""
        self.decision.clear()

    def clear_step(self) -> None:
        """Make room for the next step."""
        for field in (self.step, self.owner, self.due.line):
            field.clear()

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.addWidget(self.outcome)
        self.body.addLayout(inside)
        self._add_decision = self._button(self.tr("Add decision"))
        self._add_decision.clicked.connect(self._take_decision)
        self.decision.returnPressed.connect(self._take_decision)
        self._add_step = self._button(self.tr("Add step"))
        self._add_step.clicked.connect(self._take_step)
        self.step.returnPressed.connect(self._take_step)
        self._part(self.tr("Decided"), self._decisions, [self.decision, self._add_decision])
        heading = self.tr("Next steps: who does what by when")
        fields: list[QWidget] = [self.step, self.owner, self.due, self._add_step]
        self._part(heading, self._steps, fields)
        self.body.addWidget(self._problem)
        self._problem.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_8)

    def _part(self, heading: str, rows: QVBoxLayout, fields: list[QWidget]) -> None:
        frame = QFrame()
        frame.setProperty("kind", "row")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, SPACE_8, 0, SPACE_8)
        column.setSpacing(SPACE_8)
        words = make_label(heading, "small-strong")
        words.setContentsMargins(SPACE_16, 0, SPACE_16, 0)
        column.addWidget(words)
        column.addLayout(rows)
        column.addLayout(self._field_line(fields))
        self.body.addWidget(frame)

    def _field_line(self, fields: list[QWidget]) -> FlowLayout:
        line = FlowLayout(SPACE_8)
        line.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        widths = {self.decision: 420, self.step: 300, self.owner: 150, self.due: 250}
        for field in fields:
            if field in widths:
                field.setMinimumWidth(min(self._theme.px(widths[field]), 420))
                field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line.addWidget(field)
        return line

    def _button(self, words: str) -> Button:
        return Button(self._theme, words)

    @Slot()
    def _take_decision(self) -> None:
        text = self.decision.text().strip()
        if text:
            self.decision_added.emit(text)
        else:
            self.decision.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take_step(self) -> None:
        text = self.step.text().strip()
        if not text:
            self.step.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            due = self.due.value()
        except ValueError as error:
            self._problem.setText(str(error))
            self._problem.show()
            self.due.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._problem.hide()
        self.step_added.emit(text, self.owner.text().strip(), due)


class OutcomeRow(Row):
    """A decision or a next step.

    Signals:
        act_wanted(str, str, str): edit, duplicate, delete the row of a table, or look back at it.
        ticked(str, bool): the step is done, or not.
    """

    act_wanted = Signal(str, str, str)
    ticked = Signal(str, bool)

    def __init__(self, theme: Theme, entry: Decision | NextStep, words: str, details: str) -> None:
        super().__init__(vertical=SPACE_4)
        self._theme = theme
        self._entry = entry
        if isinstance(entry, NextStep):
            self.box = QCheckBox()
            self.box.setAccessibleName(self.tr("Done: {what}").format(what=words))
            self.box.setChecked(entry.done_on is not None)
            self.box.toggled.connect(self._tick)
            self.line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(make_label(words, "row-title", wrap=True))
        if details:
            said.addWidget(make_label(details, "small", wrap=True))
        self.line.addLayout(said, 1)
        name = self.tr("More for: {what}").format(what=words)
        self._more = IconButton(theme, "ellipsis", name, kind="tiny")
        self._more.clicked.connect(self._open_menu)
        self.line.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def set_writable(self, writable: bool) -> None:
        """Let the step be ticked, or only be read."""
        if isinstance(self._entry, NextStep):
            self.box.setEnabled(writable)

    def menu(self) -> EntryMenu:
        """Return what can be done with it."""
        menu = EntryMenu(self, self._theme, more=(earlier_values(),))
        menu.chosen.connect(self._act)
        return menu

    @Slot()
    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(str)
    def _act(self, act: str) -> None:
        self.act_wanted.emit(act, self._entry.spec.table, self._entry.id)

    @Slot(bool)
    def _tick(self, done: bool) -> None:
        self.ticked.emit(self._entry.id, done)


def _line(words: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(words)
    line.setAccessibleName(words.rstrip("?"))
    return line


def _decided(row: Decision) -> str:
    parts = [", ".join(row.who or ()), _again(row.revisit_on)]
    return ". ".join(part for part in parts if part)


def _again(day: PartialDate | None) -> str:
    if day is None:
        return ""
    return translate("Visits", "To be looked at again on {date}").format(date=day.words())


def _owner_and_day(row: NextStep) -> str:
    if row.done_on is not None:
        said = translate("Visits", "Done {date}").format(date=short_day(row.done_on))
        return f"{row.owner}, {said}" if row.owner else said
    owner = row.owner or translate("Visits", "Who is not noted")
    if row.due is None:
        return owner
    said = translate("Visits", "{owner}, by {date}")
    return said.format(owner=owner, date=short_day(row.due))

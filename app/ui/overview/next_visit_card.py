"""The next appointment: when, with whom, what to ask first, and one click to the page for it."""

from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.case.facts.model import QuestionFact, Visit
from app.ui.buttons import Button
from app.ui.cards import Card, empty_layout
from app.ui.flow_layout import FlowLayout
from app.ui.labels import ElidedLabel, make_label, make_rich_label
from app.ui.open_case import OpenCase
from app.ui.overview.date_tile import DateTile
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import days_from_now, near_day, translate

_FIRST = 3


class NextVisitCard(Card):
    """The centre of the Overview.

    Signals:
        print_wanted(str): print the page for the visit with this id.
        questions_wanted(): show every question.
        add_wanted(str): add an appointment or a question.
    """

    print_wanted = Signal(str)
    questions_wanted = Signal()
    add_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("Next appointment"))
        self._theme = theme
        self._visit_id = ""
        self._when = make_label("", "chip")
        self.add_beside_title(self._when)
        self._tile = DateTile(theme)
        self._what = make_rich_label("", "strong")
        self._visit: Visit | None = None
        self._ask_first = make_label(self.tr("Ask first:"), "muted")
        self._questions = QGridLayout()
        self._then = ElidedLabel("", "small")
        self._make_buttons()
        self._lay_out()
        theme.changed.connect(self._show_heading)

    def show_case(self, case: OpenCase) -> None:
        """Show the next visit of this case, or ask when it is."""
        visit = case.facts.next_visit
        self._visit_id = visit.evidence.id if visit else ""
        self._show_visit(visit)
        questions = case.facts.questions_for(self._visit_id or None)
        self._show_questions(questions)
        self._print.setVisible(visit is not None)
        self._add_visit.setVisible(visit is None)
        then = _then(case)
        self._then.setText(then)
        self._then.setVisible(bool(then))

    def _make_buttons(self) -> None:
        theme = self._theme
        self._print = Button(theme, self.tr("Print for this visit"), icon="printer", kind="filled")
        self._print.clicked.connect(self._want_print)
        self._all = Button(theme, "", icon="message-circle-question-mark")
        self._all.clicked.connect(self.questions_wanted)
        self._add_visit = Button(
            theme, self.tr("Add an appointment"), icon="calendar-plus", kind="filled"
        )
        self._add_visit.clicked.connect(self._want_visit)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4 // 2)
        words.addWidget(self._what)
        words.addSpacing(SPACE_4)
        words.addWidget(self._ask_first)
        words.addLayout(self._questions)
        words.addStretch(1)
        self._questions.setContentsMargins(SPACE_4, 0, 0, 0)
        self._questions.setHorizontalSpacing(SPACE_8)
        self._questions.setVerticalSpacing(0)
        self._questions.setColumnStretch(1, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(SPACE_16, 0, SPACE_16, 0)
        middle.setSpacing(SPACE_16)
        middle.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        middle.addLayout(words, 1)
        self.body.addLayout(middle, 1)
        self.body.addLayout(self._button_line())

    def _button_line(self) -> FlowLayout:
        line = FlowLayout(SPACE_8)
        line.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        for button in (self._print, self._add_visit, self._all):
            line.addWidget(button)
        line.add_at_end(self._then)
        return line

    def _show_visit(self, visit: Visit | None) -> None:
        self._tile.show_date(visit.date if visit else None)
        self._when.setVisible(visit is not None and bool(_ahead(visit)))
        self._when.setText(_ahead(visit) if visit else "")
        self._visit = visit
        self._show_heading()

    @Slot()
    def _show_heading(self) -> None:
        """Time and person in strong type, the place behind them in the quiet colour."""
        if self._visit is None:
            self._what.setText(self.tr("When is the next visit? A date is enough."))
            return
        colour, place = self._theme.colours.muted, escape(self._visit.place or "")
        quiet = f'&ensp;<span style="color:{colour};font-weight:400">{place}</span>'
        self._what.setText(escape(_what(self._visit)) + (quiet if place else ""))

    def _show_questions(self, questions: tuple[QuestionFact, ...]) -> None:
        empty_layout(self._questions)
        for row, question in enumerate(questions[:_FIRST]):
            number = make_label(f"{row + 1}.", "table")
            self._questions.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
            self._questions.addWidget(make_label(question.text, "table", wrap=True), row, 1)
        self._ask_first.setVisible(bool(questions))
        count = len(questions)
        if count:
            self._all.say(self.tr("All %n questions", "", count))
        else:
            self._all.say(self.tr("Write a question"))

    @Slot()
    def _want_print(self) -> None:
        self.print_wanted.emit(self._visit_id)

    @Slot()
    def _want_visit(self) -> None:
        self.add_wanted.emit("appointment")


def _what(visit: Visit) -> str:
    parts = [(visit.time or "").removeprefix("0"), visit.with_whom or visit.purpose]
    return ", ".join(part for part in parts if part)


def _ahead(visit: Visit) -> str:
    ahead = visit.days_ahead
    exact = ahead.exact if ahead is not None else None
    return "" if exact is None or exact < 0 else days_from_now(exact)


def _then(case: OpenCase) -> str:
    ahead = case.facts.visits_ahead
    following = ahead[1] if len(ahead) > 1 else None
    if following is None or following.date is None:
        return ""
    what = following.purpose or following.with_whom or ""
    when = near_day(following.date, case.as_of)
    return translate("NextVisitCard", "Then: {what}, {date}").format(what=what, date=when)

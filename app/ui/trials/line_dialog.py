"""One line of a trial by itself: all of its words, what was understood, and a person's answer."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.case import codes
from app.case.partial_date import PartialDate
from app.ui.buttons import Button
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.date_field import DateField
from app.ui.labels import IconLabel, make_label
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12
from app.ui.trials.shapes import STATE_COLOURS, STATE_ICONS
from app.usecases.answer_criterion import Answer, LineAnswer
from app.usecases.trial_page_lines import NOTHING, LineShown, place_of_line

_LONGEST = 20_000


class LineDialog(DialogFrame):
    """Shows a line and takes an answer.

    Attributes:
        line: the line.
        act: what was chosen: "answer", "again", "remove" or "ask".
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None, line: LineShown, who: str, today: PartialDate
    ) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("A line of the trial"),
            heading=line.word,
            below=place_of_line(line),
            accept=self.tr("Save answer"),
            footnote=self.tr("Only the trial team can decide."),
        )
        self.line = line
        self.act = "answer"
        words = list(codes.choices("criterion.answer"))
        self.answers = Segmented(self.tr("Answer"), words)
        self.who = QLineEdit(who)
        self.who.setAccessibleName(self.tr("Who said so"))
        self.on = DateField(theme)
        self.on.line.setAccessibleName(self.tr("On which day"))
        self.on.show_value(today)
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(self.tr("What they said"))
        self.note.setFixedHeight(theme.px(84))
        self.note.setTabChangesFocus(True)
        self._problem = make_label("", "problem", wrap=True)
        self._problem.hide()
        self.set_content(self._content())
        if self.line.number:
            self.answers.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def given(self) -> LineAnswer:
        """The answer as it was entered."""
        said: Answer = self.answers.code  # type: ignore[assignment]  # a code of the list
        day = self.on.value()
        note = self.note.toPlainText()
        return LineAnswer(self.line.section, self.line.number, said, self.who.text(), day, note)

    @Slot()
    def finish(self) -> None:
        """Check what was entered; the keyboard goes to the first thing that is missing."""
        if not self.answers.code:
            self._tell(self.tr("Please choose an answer."), self.answers)
        elif not self.who.text().strip():
            self._tell(self.tr("Please say who answered: a name is enough."), self.who)
        elif self._day_problem():
            self._tell(self._day_problem(), self.on.line)
        else:
            self.accept()

    @Slot()
    def take_again(self) -> None:
        """Give the same answer again, by the same name, as of today."""
        self._leave_with("again")

    @Slot()
    def take_away(self) -> None:
        """Remove the answer."""
        self._leave_with("remove")

    @Slot()
    def take_to_list(self) -> None:
        """Put a question about the line onto the list."""
        self._leave_with("ask")

    def _leave_with(self, act: str) -> None:
        self.act = act
        self.accept()

    def _day_problem(self) -> str:
        try:
            self.on.value()
        except ValueError as error:
            return str(error)
        return ""

    def _tell(self, words: str, widget: QWidget) -> None:
        self._problem.setText(words)
        self._problem.show()
        self.reveal(self._problem)
        widget.setFocus()

    def _content(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        column.addLayout(self._registry())
        column.addLayout(self._record())
        if self.line.answer:
            column.addLayout(self._present_answer())
        if self.line.number:
            column.addLayout(self._form())
        else:
            self.accept_button.hide()
        column.addStretch(1)
        return column

    def _registry(self) -> QVBoxLayout:
        part = _part(self.tr("The trial asks for, in the registry's own words"))
        if self.line.above:
            part.addWidget(make_label(self.line.above, "small", wrap=True))
        part.addWidget(make_label(self.line.text[:_LONGEST], "", wrap=True))
        if self.line.understood:
            said = self.tr("Read as: {what}").format(what=self.line.understood)
            part.addWidget(make_label(said, "small", wrap=True))
        return part

    def _record(self) -> QVBoxLayout:
        part = _part(self.tr("Our record"))
        for record in self.line.records:
            part.addWidget(make_label(record.words, "strong", wrap=True))
            part.addWidget(make_label(record.link, "small", wrap=True))
        if not self.line.records:
            part.addWidget(make_label(NOTHING, "muted", wrap=True))
        why = self.line.why if self.line.records else self.line.reason
        if why:
            part.addWidget(make_label(why, "", wrap=True))
        if self.line.can_ask and not self.line.question_id:
            ask = Button(self.theme, self.tr("Ask the team"), icon="plus")
            ask.clicked.connect(self.take_to_list)
            part.addWidget(ask, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _present_answer(self) -> QVBoxLayout:
        part = _part(self.tr("Answered"))
        part.addWidget(make_label(self.line.answer, "strong", wrap=True))
        if self.line.answer_note:
            part.addWidget(make_label(self.line.answer_note, "", wrap=True))
        for why in self.line.look_again:
            said = self.tr("Look again: {why}").format(why=why)
            part.addWidget(make_label(said, "small-text", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        if self.line.look_again and self.line.number:
            again = Button(self.theme, self.tr("The answer still holds"), icon="check")
            again.clicked.connect(self.take_again)
            buttons.addWidget(again)
        gone = Button(self.theme, self.tr("Remove this answer"), icon="trash-2")
        gone.clicked.connect(self.take_away)
        buttons.addWidget(gone)
        buttons.addStretch(1)
        part.addLayout(buttons)
        if self.line.ours:
            part.addLayout(self._ours())
        return part

    def _ours(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_4)
        state = next((s for s, w in _WORDS.items() if w == self.line.ours), "ask")
        line.addWidget(IconLabel(self.theme, STATE_ICONS[state], STATE_COLOURS[state]))
        said = self.tr("Our own check stays visible: {state}").format(state=self.line.ours)
        line.addWidget(make_label(said, "small", wrap=True), 1)
        return line

    def _form(self) -> QVBoxLayout:
        part = _part(self.tr("What did the team say?"))
        part.addWidget(self.answers)
        for label, field in (
            (self.tr("Who said so"), self.who),
            (self.tr("On which day"), self.on),
            (self.tr("What they said"), self.note),
        ):
            named = make_label(label, "field-label")
            named.setBuddy(field)
            part.addWidget(named)
            part.addWidget(field)
        part.addWidget(self._problem)
        return part


_WORDS = {"fits": "Fits", "rule_out": "May rule out"}


def _part(title: str) -> QVBoxLayout:
    part = QVBoxLayout()
    part.setSpacing(SPACE_4)
    part.addWidget(make_label(title, "card-title", wrap=True))
    return part

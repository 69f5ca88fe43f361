"""Where an answer is typed, and what became of the question is chosen."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.case.entities import Question
from app.ui.buttons import Button
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import BODY, SPACE_4, SPACE_16, TypeStyle
from app.ui.visits.saved_text import SavedText
from app.usecases.visits_questions import ANSWERED, ASKED, DROPPED

LARGE = TypeStyle(19, 26)


class AnswerArea(QWidget):
    """The answer field of one question, and three choices below it.

    Signals:
        typed(str): keep this answer.
        settled(str): what became of the question, a code of `question.status`.
        other_day_wanted(): ask again at another time than the one offered.
    """

    typed = Signal(str)
    settled = Signal(str)
    other_day_wanted = Signal()

    def __init__(self, theme: Theme, question: str, *, large: bool) -> None:
        super().__init__()
        self.text = SavedText(theme, self.tr("Answer to: {question}").format(question=question))
        if large:
            self.text.set_style(LARGE)
        self.text.save_wanted.connect(self.typed)
        self._again = QRadioButton()
        self._radios = {
            ANSWERED: QRadioButton(self.tr("Answered")),
            ASKED: self._again,
            DROPPED: QRadioButton(self.tr("No longer needed")),
        }
        self._group = QButtonGroup(self)
        self._other = Button(theme, self.tr("Another day"), kind="link")
        self._other.clicked.connect(self.other_day_wanted)
        line = FlowLayout(SPACE_16)
        line.setContentsMargins(0, 0, 0, 0)
        for code, radio in self._radios.items():
            radio.setFont(theme.font(LARGE if large else BODY))
            self._group.addButton(radio)
            line.addWidget(radio)
            if code == ASKED:
                line.addWidget(self._other)
        self._group.buttonClicked.connect(self._settle)
        label = make_label(self.tr("Answer"), "small-strong")
        label.setBuddy(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(label)
        column.addWidget(self.text)
        column.addLayout(line)

    def show_question(self, row: Question, again: str, *, writable: bool) -> None:
        """Show what is kept of a question; `again` says when it would be asked again."""
        self.text.show_text(row.answer or "")
        self.text.setReadOnly(not writable)
        self._other.setVisible(writable)
        for radio in self._radios.values():
            radio.setEnabled(writable)
        self._again.setText(again)
        for code, radio in self._radios.items():
            radio.setAccessibleName(radio.text())
            if code == row.status:
                radio.setChecked(True)
        if row.status not in self._radios:
            self._group.setExclusive(False)
            for radio in self._radios.values():
                radio.setChecked(False)
            self._group.setExclusive(True)

    def focus_chain(self) -> list[QWidget]:
        """Return what takes the keyboard, in the order in which it stands there."""
        answered, again, dropped = self._radios.values()
        return [self.text, answered, again, self._other, dropped]

    @Slot(QAbstractButton)
    def _settle(self, button: QAbstractButton) -> None:
        self.text.save_now()
        self.settled.emit(next(code for code, radio in self._radios.items() if radio is button))

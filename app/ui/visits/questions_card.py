"""The questions of a visit: before, during and after it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.cards import Card, empty_layout
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.visits.question_row import QuestionRow, ShownQuestion

FIRST = 3
BEFORE, DURING, AFTER = "before", "during", "after"
_MOST = 40


class QuestionsCard(Card):
    """The list of questions with what is asked first on top.

    Signals:
        phase_chosen(str): before, during or after the visit.
        question_added(str): a new question.
        opened, typed, settled, other_day_wanted, moved, origin_wanted, act_wanted: as those of
            a row.
        placed(str, int): a row was dragged to this place, from 0.
    """

    phase_chosen = Signal(str)
    question_added = Signal(str)
    opened = Signal(str)
    typed = Signal(str, str)
    settled = Signal(str, str)
    other_day_wanted = Signal(str)
    moved = Signal(str, int)
    placed = Signal(str, int)
    origin_wanted = Signal(str, str)
    act_wanted = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Questions"))
        self._theme = theme
        self._large = False
        self._all = False
        self._shown: Sequence[ShownQuestion] = ()
        self.rows: dict[str, QuestionRow] = {}
        choices = [
            (BEFORE, self.tr("Before")),
            (DURING, self.tr("During the visit")),
            (AFTER, self.tr("After")),
        ]
        self.phase = Segmented(self.tr("Questions"), choices)
        self.phase.choose(BEFORE)
        self.phase.chosen.connect(self.phase_chosen)
        self.large = Button(theme, self.tr("Large type"), icon="maximize", kind="small")
        self.large.setCheckable(True)
        self._hint = make_label(self.tr("Drag or press Alt+Up, Alt+Down to reorder"), "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._mark = QFrame(self)
        self._mark.setProperty("kind", "drop")
        self._mark.hide()
        self.line = QLineEdit()
        self._add = Button(theme, self.tr("Add question"))
        self._lay_out()

    def show_questions(self, shown: Sequence[ShownQuestion], *, large: bool) -> None:
        """Show the questions of a visit; rows that stay keep what is being typed."""
        if large != self._large:
            self._large = large
            self._forget_rows()
        self._shown = shown
        self._hint.setVisible(len(shown) > 1 and self.phase.code == BEFORE)
        few = shown if self._all else shown[:_MOST]
        wanted = [each.row.id for each in few]
        for key in [key for key in self.rows if key not in wanted]:
            self._let_go(self.rows.pop(key))
        for each in few:
            if each.row.id in self.rows:
                self.rows[each.row.id].show_question(each)
            else:
                self.rows[each.row.id] = self._row(each)
        self._place(few, len(shown) - len(few))

    def set_writable(self, writable: bool) -> None:
        """Let questions be added, or only be read."""
        self._below.setVisible(writable)

    def row(self, key: str) -> QuestionRow | None:
        """Return the row of a question."""
        return self.rows.get(key)

    def save_now(self) -> None:
        """Have every answer saved that is being typed."""
        for row in list(self.rows.values()):
            row.save_now()

    @property
    def unsaved(self) -> bool:
        """Whether an answer could not be saved."""
        answers = (row.answer for row in self.rows.values())
        return any(answer is not None and answer.text.unsaved for answer in answers)

    def forget(self) -> None:
        """Show another visit: nothing of the last one stays."""
        self.save_now()
        self._all = False
        self._forget_rows()

    def _forget_rows(self) -> None:
        for row in self.rows.values():
            row.save_now()
            self._let_go(row)
        self.rows.clear()

    def _let_go(self, row: QuestionRow) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _row(self, shown: ShownQuestion) -> QuestionRow:
        row = QuestionRow(self._theme, shown, large=self._large)
        row.opened.connect(self.opened)
        row.typed.connect(self.typed)
        row.settled.connect(self.settled)
        row.other_day_wanted.connect(self.other_day_wanted)
        row.moved.connect(self.moved)
        row.origin_wanted.connect(self.origin_wanted)
        row.act_wanted.connect(self.act_wanted)
        row.dragged.connect(self._show_mark)
        row.dropped.connect(self._drop)
        return row

    def _place(self, shown: Sequence[ShownQuestion], more: int) -> None:
        """Put the rows in order, with a heading above the first three and above the rest."""
        for row in self.rows.values():
            self._rows.removeWidget(row)
        empty_layout(self._rows)
        for number, each in enumerate(shown):
            if number == 0:
                self._rows.addWidget(self._heading(self.tr("Ask these first"), line=False))
            if number == FIRST:
                self._rows.addWidget(self._heading(self.tr("If there is time"), line=True))
            row = self.rows[each.row.id]
            self._rows.addWidget(row)
            row.show()
        if not shown:
            words = self.tr("No questions yet. Write the first one below.")
            self._rows.addWidget(self._heading(words, line=False))
        if more:
            button = Button(self._theme, self.tr("and %n more", "", more), kind="link")
            button.clicked.connect(self._show_all)
            self._rows.addWidget(button)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        rows = [self.rows[each.row.id] for each in self._shown if each.row.id in self.rows]
        order = [widget for row in rows for widget in row.focus_chain()]
        for first, second in pairwise([*order, self.line, self._add]):
            QWidget.setTabOrder(first, second)

    def _heading(self, words: str, *, line: bool) -> QFrame:
        frame = QFrame()
        if line:
            frame.setProperty("kind", "row")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        inside.addWidget(make_label(words, "small-strong"))
        return frame

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self.show_questions(self._shown, large=self._large)

    def _lay_out(self) -> None:
        top = FlowLayout(SPACE_12)
        top.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, 0)
        top.addWidget(make_label(self.tr("Questions"), "card-title"))
        top.addWidget(self._hint)
        top.addWidget(self.large)
        top.add_at_end(self.phase)
        self.body.addLayout(top)
        self.body.addLayout(self._rows)
        self._below = self._foot()
        self.body.addWidget(self._below)

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("kind", "row")
        self.line.setPlaceholderText(self.tr("Write the next question here"))
        self.line.setAccessibleName(self.tr("The next question"))
        self.line.returnPressed.connect(self._add_question)
        self._add.clicked.connect(self._add_question)
        inside = QHBoxLayout(foot)
        inside.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        inside.setSpacing(SPACE_8)
        inside.addWidget(self.line, 1)
        inside.addWidget(self._add)
        return foot

    @Slot()
    def _add_question(self) -> None:
        text = self.line.text().strip()
        if text:
            self.question_added.emit(text)
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, QPointF)
    def _show_mark(self, _key: str, where: QPointF) -> None:
        """Draw a line where the row would go."""
        place = self._place_at(where)
        rows = [self.rows[each.row.id] for each in self._shown if each.row.id in self.rows]
        if not rows:
            return
        below = place >= len(rows)
        row = rows[-1] if below else rows[place]
        y = row.geometry().bottom() if below else row.geometry().top()
        self._mark.setGeometry(SPACE_4, y, self.width() - 2 * SPACE_4, 2)
        colour = self._theme.colours.accent
        self._mark.setStyleSheet(f"background: {colour}; border: none;")
        self._mark.raise_()
        self._mark.show()

    @Slot(str, QPointF)
    def _drop(self, key: str, where: QPointF) -> None:
        self._mark.hide()
        ids = [each.row.id for each in self._shown]
        before = ids.index(key)
        place = self._place_at(where)
        place -= place > before
        if place != before:
            self.placed.emit(key, place)

    def _place_at(self, where: QPointF) -> int:
        """Return before which row a point on the screen lies, from 0."""
        y = self.mapFromGlobal(where.toPoint()).y()
        middles = [
            self.rows[each.row.id].geometry().center().y()
            for each in self._shown
            if each.row.id in self.rows
        ]
        return sum(middle < y for middle in middles)

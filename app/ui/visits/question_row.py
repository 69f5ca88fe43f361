"""One question of a visit: handle, number, words, where it comes from, and its answer."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QWidget

from app.case.entities import Question
from app.ui.buttons import IconButton
from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12
from app.ui.visits.answer_area import AnswerArea
from app.ui.visits.question_words import Grip, QuestionWords
from app.ui.visits.small_link import SmallLink
from app.ui.visits.sunken_line import SunkenLine

_NARROW_EM = 26
_LONGEST_ORIGIN = 34


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """What a row shows.

    Attributes:
        row: the question as kept.
        number: its place, from 1.
        state_icon, state: what became of it, "" while it is open.
        origin_icon, origin: where it comes from, "" where that is not known.
        origin_key: table and id to open, None where there is nothing to open.
        again: the words for asking it again.
        answering: the answer field is shown.
        writable: the case may be changed.
    """

    row: Question
    number: int
    state_icon: str = ""
    state: str = ""
    origin_icon: str = ""
    origin: str = ""
    origin_key: tuple[str, str] | None = None
    again: str = ""
    answering: bool = False
    writable: bool = True


class QuestionRow(QFrame):
    """A question in the list of its visit.

    Signals (the first argument is the question's id):
        opened(str): show its answer field.
        typed(str, str): keep this answer.
        settled(str, str): what became of it.
        other_day_wanted(str): choose when to ask it again.
        moved(str, int): up (-1) or down (1).
        dragged(str, QPointF), dropped(str, QPointF): where the mouse is on the screen.
        origin_wanted(str, str): open a table's row.
        act_wanted(str, str): edit, duplicate, delete, open_again, no_visit.
    """

    opened = Signal(str)
    typed = Signal(str, str)
    settled = Signal(str, str)
    other_day_wanted = Signal(str)
    moved = Signal(str, int)
    dragged = Signal(str, QPointF)
    dropped = Signal(str, QPointF)
    origin_wanted = Signal(str, str)
    act_wanted = Signal(str, str)

    def __init__(self, theme: Theme, shown: ShownQuestion, *, large: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self._theme = theme
        self._large = large
        self.shown = shown
        self._narrow = False
        self.answer: AnswerArea | None = None
        self._grip = Grip(theme)
        self._number = make_label("", "muted")
        self.words = QuestionWords()
        if large:
            self._number.setProperty("role", "section")
            self.words.setProperty("role", "section")
        self._origin_icon = IconLabel(theme, "", "muted", 15)
        self._origin = SmallLink(theme, "")
        self._person = make_label("", "small")
        self._more = IconButton(theme, "ellipsis", self.tr("More"), kind="tiny")
        self._state_line = SunkenLine(theme)
        self._lay_out()
        self._connect()
        self.show_question(shown)

    @property
    def key(self) -> str:
        """The id of the question."""
        return self.shown.row.id

    def show_question(self, shown: ShownQuestion) -> None:
        """Show the question as it is now; what is being typed stays."""
        self.shown = shown
        row, text = shown.row, shown.row.text or ""
        self._number.setText(f"{shown.number}.")
        self.words.setText(text)
        self.words.setAccessibleName(self._spoken())
        self._more.setAccessibleName(self.tr("More for: {question}").format(question=text))
        self._show_origin()
        self._show_answer()
        self._state_line.setVisible(not shown.answering and bool(shown.state or row.answer))
        self._state_line.show_state(shown.state_icon, shown.state, row.answer or "")

    def take_focus(self) -> None:
        """Put the keyboard at the question, or into its answer."""
        where: QWidget = self.answer.text if self.answer else self.words
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_chain(self) -> list[QWidget]:
        """Return what takes the keyboard, in the order in which it stands there."""
        below = self.answer.focus_chain() if self.answer else []
        return [self.words, self._origin, self._more, *below]

    def save_now(self) -> None:
        """Have an answer that is being typed saved."""
        if self.answer is not None:
            self.answer.text.save_now()

    def _spoken(self) -> str:
        shown = self.shown
        parts = [f"{shown.number}. {shown.row.text or ''}", shown.state, shown.row.answer or ""]
        return ". ".join(part.rstrip(".") for part in [*parts, shown.origin] if part)

    def _show_origin(self) -> None:
        shown = self.shown
        known, link = bool(shown.origin), shown.origin_key is not None
        words = shown.origin
        if len(words) > _LONGEST_ORIGIN:
            words = f"{words[:_LONGEST_ORIGIN].rstrip()}…"
        self._origin_icon.setVisible(known)
        self._origin_icon.show_icon(shown.origin_icon or "user", "muted")
        self._origin.setVisible(known and link)
        self._person.setVisible(known and not link)
        self._origin.say(words)
        self._origin.setToolTip(shown.origin if words != shown.origin else "")
        self._person.setText(words)

    def _show_answer(self) -> None:
        shown = self.shown
        if shown.answering and self.answer is None:
            made = AnswerArea(self._theme, shown.row.text or "", large=self._large)
            made.typed.connect(self._tell_typed)
            made.settled.connect(self._tell_settled)
            made.other_day_wanted.connect(self._tell_other_day)
            self._grid.addWidget(made, 2, 2, 1, 2)
            self.answer = made
        if not shown.answering and self.answer is not None:
            self.answer.text.save_now()
            self.answer.hide()
            self._grid.removeWidget(self.answer)
            self.answer.deleteLater()
            self.answer = None
        if self.answer is not None:
            self.answer.show_question(shown.row, shown.again, writable=shown.writable)

    def _lay_out(self) -> None:
        self._origin_line = QWidget()
        line = QHBoxLayout(self._origin_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_4)
        for widget in (self._origin_icon, self._origin, self._person, self._more):
            line.addWidget(widget)
        top = Qt.AlignmentFlag.AlignTop
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        self._grid.setHorizontalSpacing(SPACE_8)
        self._grid.setVerticalSpacing(SPACE_4)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(self._grip, 0, 0, top)
        self._grid.addWidget(self._number, 0, 1, top)
        self._grid.addWidget(self.words, 0, 2)
        self._grid.addWidget(self._origin_line, 0, 3, top)
        self._grid.addWidget(self._state_line, 3, 2, 1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put where it comes from below the question where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self._theme.em
        if narrow == self._narrow:
            return
        self._narrow = narrow
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignTop
        self._grid.removeWidget(self._origin_line)
        if narrow:
            self._grid.addWidget(self._origin_line, 1, 2, side)
        else:
            self._grid.addWidget(self._origin_line, 0, 3, side)

    def _connect(self) -> None:
        self.words.opened.connect(self._tell_opened)
        self.words.edit_wanted.connect(self._want_edit)
        self.words.delete_wanted.connect(self._want_delete)
        self.words.moved.connect(self._tell_moved)
        self._grip.dragged.connect(self._tell_dragged)
        self._grip.dropped.connect(self._tell_dropped)
        self._origin.clicked.connect(self._tell_origin)
        self._more.clicked.connect(self._open_menu)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    @Slot()
    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the menu of the row, the same behind "…" and the right button."""
        menu = QMenu(self)
        lines = [
            ("answer", "message-circle-question-mark", self.tr("Write the answer\tEnter")),
            ("edit", "pencil", self.tr("Edit\tF2")),
            ("up", "arrow-up", self.tr("Move up\tAlt+Up")),
            ("down", "arrow-down", self.tr("Move down\tAlt+Down")),
            ("again", "calendar-clock", self.tr("Ask again…")),
            ("no_visit", "log-out", self.tr("Not at this visit")),
            ("duplicate", "copy", self.tr("Duplicate")),
            ("delete", "trash-2", self.tr("Delete\tDel")),
        ]
        if self.shown.state:
            lines.insert(1, ("open_again", "undo-2", self.tr("Open again")))
        for act, icon, words in lines:
            action = menu.addAction(self._theme.icon(icon), words)
            action.setData(act)
        menu.triggered.connect(self._act)
        return menu

    @Slot(QAction)
    def _act(self, action: QAction) -> None:
        act = action.data()
        if act == "answer":
            self.opened.emit(self.key)
        elif act in ("up", "down"):
            self.moved.emit(self.key, -1 if act == "up" else 1)
        elif act == "again":
            self.other_day_wanted.emit(self.key)
        else:
            self.act_wanted.emit(self.key, act)

    @Slot()
    def _tell_opened(self) -> None:
        self.opened.emit(self.key)

    @Slot()
    def _want_edit(self) -> None:
        self.act_wanted.emit(self.key, "edit")

    @Slot()
    def _want_delete(self) -> None:
        self.act_wanted.emit(self.key, "delete")

    @Slot(int)
    def _tell_moved(self, places: int) -> None:
        self.moved.emit(self.key, places)

    @Slot(QPointF)
    def _tell_dragged(self, where: QPointF) -> None:
        self.dragged.emit(self.key, where)

    @Slot(QPointF)
    def _tell_dropped(self, where: QPointF) -> None:
        self.dropped.emit(self.key, where)

    @Slot()
    def _tell_origin(self) -> None:
        if self.shown.origin_key is not None:
            self.origin_wanted.emit(*self.shown.origin_key)

    @Slot(str)
    def _tell_typed(self, text: str) -> None:
        self.typed.emit(self.key, text)

    @Slot(str)
    def _tell_settled(self, code: str) -> None:
        self.settled.emit(self.key, code)

    @Slot()
    def _tell_other_day(self) -> None:
        self.other_day_wanted.emit(self.key)

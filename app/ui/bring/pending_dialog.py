"""Lines of imports that wait: theirs beside ours, one decision each, with Undo."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import CasebookError
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.choosing.choice import Bit, Choice, Heading, Row
from app.ui.choosing.choice_list import ChoiceList
from app.ui.dialog_frame import DialogFrame
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.page import Surroundings
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.ui.words import translate
from app.usecases.pending_items import (
    PendingLine,
    keep_both,
    keep_ours,
    pending_lines,
    take_theirs,
)
from app.usecases.session import Changes, Session

_LIST_WIDTH = 290
_NARROW_EM = 44
_WIDE, _HIGH = 1040, 640

Decision = Callable[[Session, str], Changes]


class PendingDialog(DialogFrame):
    """Goes through the lines; each decision is written at once and can be undone."""

    def __init__(self, around: Surroundings, parent: QWidget | None) -> None:
        super().__init__(
            around.theme,
            parent,
            window_title=translate("Pending", "Lines to decide"),
            heading=translate("Pending", "These entries differ. Which one is right?"),
            accept=translate("Pending", "Close"),
            footnote=translate(
                "Pending", "What you leave open waits here. Each decision can be undone."
            ),
        )
        self._around = around
        self._session = around.case.session
        self._lines: dict[str, PendingLine] = {}
        self._decided = 0
        self.cancel_button.hide()
        self.list = ChoiceList(around.theme, self.tr("Lines to decide"))
        self.ours = _Side(self.tr("Our entry"))
        self.theirs = _Side(self.tr("In the file"))
        self.why = make_label("", wrap=True)
        self.said = make_label("", "muted", wrap=True)
        self._make_buttons()
        self.set_content(self._lay_out(), width=_WIDE)
        self._take_size()
        self.list.chosen.connect(self._show_line)
        self._fill("")

    @property
    def waiting(self) -> int:
        """How many lines still wait."""
        return len(self._lines)

    @Slot()
    def take_theirs(self) -> None:
        """Put what the file says in the place of our entry."""
        self._decide(take_theirs, self.tr("{what}: taken as the file says."))

    @Slot()
    def keep_ours(self) -> None:
        """Leave our entry as it is."""
        self._decide(keep_ours, self.tr("{what}: ours stays."))

    @Slot()
    def keep_both(self) -> None:
        """Keep both entries."""
        self._decide(keep_both, self.tr("{what}: both are kept."))

    @Slot()
    def undo(self) -> None:
        """Take the last decision made here back."""
        if self._decided and self._attempt(self._session.undo):
            self._decided -= 1
            self.said.setText(self.tr("Taken back."))
            self._fill(self.list.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put ours and theirs one below the other where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self.theme.em
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else across)
        self._sides.setDirection(down if narrow else across)

    def _decide(self, decision: Decision, words: str) -> None:
        line = self._lines.get(self.list.key)
        if line is None:
            return
        after = self._next_key(line.id)
        if self._attempt(lambda: decision(self._session, line.id)):
            self._decided += 1
            self.said.setText(words.format(what=line.what))
            self._fill(after)

    def _attempt(self, act: Callable[[], Changes]) -> bool:
        try:
            act()
        except CasebookError as error:
            self._around.ask.tell_error(self, self.windowTitle(), error)
            return False
        return True

    def _next_key(self, key: str) -> str:
        keys = list(self._lines)
        place = keys.index(key)
        return next(iter((*keys[place + 1 :], *reversed(keys[:place]))), "")

    def _fill(self, keep: str) -> None:
        self._lines = {line.id: line for line in pending_lines(self._session)}
        self.list.show_rows(_rows(list(self._lines.values())), keep)
        self._undo.setVisible(self._decided > 0)
        self._show_line(self.list.key)

    @Slot(str)
    def _show_line(self, key: str) -> None:
        line = self._lines.get(key)
        for button in (self.theirs_button, self.ours_button, self.both_button):
            button.setVisible(line is not None)
        self.theirs_button.setVisible(line is not None and line.can_be_taken)
        self.both_button.setVisible(bool(line and line.can_be_taken and line.ours))
        if line is None:
            self.ours.say("", "")
            self.theirs.say("", "")
            self.why.setText(self.tr("Nothing waits for a decision."))
            return
        self.ours.say(line.ours or self.tr("None that it belongs to"), "")
        place = translate("Pending", "{file}, received {day}. {place}")
        where = place.format(file=line.file, day=line.day, place=line.place)
        self.theirs.say(line.theirs, "\n".join(filter(None, (line.source, where))))
        self.why.setText(line.why)
        self.ours_button.say(self.tr("Keep ours") if line.ours else self.tr("Leave it out"))
        self.theirs_button.say(self.tr("Take theirs") if line.ours else self.tr("Add it"))

    def _make_buttons(self) -> None:
        theme = self.theme
        self.theirs_button = Button(theme, self.tr("Take theirs"))
        self.theirs_button.clicked.connect(self.take_theirs)
        self.ours_button = Button(theme, self.tr("Keep ours"))
        self.ours_button.clicked.connect(self.keep_ours)
        self.both_button = Button(theme, self.tr("Keep both"))
        self.both_button.clicked.connect(self.keep_both)
        self._undo = Button(theme, self.tr("Undo"), kind="link")
        self._undo.clicked.connect(self.undo)

    def _lay_out(self) -> QVBoxLayout:
        frame = Card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.list)
        frame.setMinimumWidth(self.theme.px(_LIST_WIDTH))
        frame.setMinimumHeight(self.theme.px(160))
        self._across = QHBoxLayout()
        self._across.setSpacing(SPACE_16)
        self._across.addWidget(frame)
        self._across.addLayout(self._right(), 1)
        column = QVBoxLayout()
        column.addLayout(self._across, 1)
        return column

    def _right(self) -> QVBoxLayout:
        self._sides = QHBoxLayout()
        self._sides.setSpacing(SPACE_16)
        self._sides.addWidget(self.ours, 1)
        self._sides.addWidget(self.theirs, 1)
        buttons = FlowLayout(SPACE_8)
        for button in (self.ours_button, self.theirs_button, self.both_button):
            buttons.addWidget(button)
        last = QHBoxLayout()
        last.addWidget(self.said, 1)
        last.addWidget(self._undo)
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        column.addWidget(self.why)
        column.addLayout(self._sides)
        column.addLayout(buttons)
        column.addLayout(last)
        column.addStretch(1)
        return column

    def _take_size(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            self.resize(self.width(), _HIGH)
        else:
            self.resize(min(_WIDE, parent.width() - 40), min(_HIGH, parent.height() - 40))


class _Side(Card):
    """One of the two entries: in our words, and in the file's own."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._words = make_label("", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._source = make_label("", "small", wrap=True)
        for label in (self._words, self._source):
            label.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
            self.body.addWidget(label)
        self.body.addStretch(1)

    def say(self, words: str, source: str) -> None:
        """Show an entry."""
        self._words.setText(words)
        self._source.setText(source)
        self._source.setVisible(bool(source))

    @property
    def label(self) -> QLabel:
        """What is said in our words."""
        return self._words


def _rows(lines: list[PendingLine]) -> list[Row]:
    rows: list[Row] = []
    group = None
    for line in sorted(lines, key=lambda each: each.group):
        if line.group != group:
            group = line.group
            rows.append(Heading(group[:1].upper() + group[1:]))
        rows.append(Choice(line.id, line.what or line.theirs, ((Bit(line.file),),)))
    return rows

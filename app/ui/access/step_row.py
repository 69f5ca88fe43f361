"""One step of a route: how it stands, what is to be done, who does it, what is noted."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from app.ui.access.step_marker import StepMarker
from app.ui.buttons import Button, IconButton
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SMALL, SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.usecases.access_view import DONE, NOT_NEEDED, NOT_STARTED, WAITING, StepOfRequest

_GAP_BELOW = 14
_WHO_WIDTH = 150
_NARROW_EM = 24


@dataclass(frozen=True, slots=True)
class ShownStep:
    """What a row shows.

    Attributes:
        step: the step.
        state: its state in words.
        details: what is known of it, line by line.
        document: title of the record it rests on, "" for none.
        current: it is the one to go on with; only there are buttons.
        last: no step follows.
        writable: the case may be changed; where it is only read, nothing offers to.
    """

    step: StepOfRequest
    state: str
    details: tuple[str, ...]
    document: str = ""
    current: bool = False
    last: bool = False
    writable: bool = True


class StepRow(QFrame):
    """A step in the list.

    Signals:
        act_wanted(str, str): id of the step and what to do: yes, no, done, wait, call, skip, reset.
        document_wanted(str): open the record of the step with this id.
    """

    act_wanted = Signal(str, str)
    document_wanted = Signal(str)

    def __init__(self, theme: Theme, shown: ShownStep) -> None:
        super().__init__()
        self._theme = theme
        self.shown = shown
        self.buttons: dict[str, Button] = {}
        step = shown.step
        self.setAccessibleName(
            f"{step.number}. {step.text}. {shown.state}. {' '.join(shown.details)}"
        )
        name = self.tr("More for step {number}").format(number=step.number)
        self._more = IconButton(theme, "ellipsis", name, kind="tiny")
        self._more.clicked.connect(self._open_menu)
        if not shown.writable:
            self._more.hide()  # shown before it has its place, it would be a window
        own, none = Qt.ContextMenuPolicy.CustomContextMenu, Qt.ContextMenuPolicy.NoContextMenu
        self.setContextMenuPolicy(own if shown.writable else none)
        self.customContextMenuRequested.connect(self._open_menu)
        marker = StepMarker(theme, step.number, step.state, current=shown.current, last=shown.last)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_16, 0, SPACE_12, 0)
        grid.setHorizontalSpacing(SPACE_12)
        grid.setColumnStretch(1, 1)
        grid.addWidget(marker, 0, 0)
        self._said = self._words()
        grid.addLayout(self._said, 0, 1)
        self._side = QWidget()
        self._side.setLayout(self._right())
        self._narrow = False
        grid.addWidget(self._side, 0, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the state below the step where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self._theme.em
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._said.insertWidget(1, self._side, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._said.removeWidget(self._side)
            self._grid.addWidget(self._side, 0, 2)

    def menu(self) -> QMenu:
        """Return what can be noted of the step, the same behind "…" and the right button."""
        menu = QMenu(self)
        for act, icon, words in (
            ("done", "check", self.tr("Done")),
            ("wait", "hourglass", self.tr("Waiting for an answer…")),
            ("call", "phone", self.tr("Log a call…")),
            ("skip", "minus", self.tr("Not needed")),
            ("reset", "undo-2", self.tr("Still to do")),
        ):
            menu.addAction(self._theme.icon(icon), words).setData(act)
        menu.triggered.connect(self._act)
        return menu

    def _words(self) -> QVBoxLayout:
        step = self.shown.step
        words = QVBoxLayout()
        words.setContentsMargins(0, 2, 0, _GAP_BELOW)
        words.setSpacing(SPACE_4 // 2)
        words.addWidget(make_label(step.text, "row-title", wrap=True))
        for line in self.shown.details:
            words.addWidget(make_label(line, "muted", wrap=True))
        if self.shown.document:
            link = Button(self._theme, self.shown.document, kind="link")
            link.clicked.connect(self._tell_document)
            words.addWidget(link)
        if self.shown.current and self.shown.writable:
            words.addWidget(self._button_line())
        words.addStretch(1)
        return words

    def _button_line(self) -> QWidget:
        waiting = self.shown.step.state == WAITING
        offered = [("yes", "check", self.tr("They said yes")), ("no", "", self.tr("They said no"))]
        if not waiting:
            asked = self.tr("Waiting for an answer")
            offered = [("done", "check", self.tr("Done")), ("wait", "hourglass", asked)]
        offered.append(("call", "phone", self.tr("Log a call")))
        line = QWidget()
        flow = FlowLayout(SPACE_8)
        flow.setContentsMargins(0, SPACE_4, 0, 0)
        line.setLayout(flow)
        for act, icon, words in offered:
            button = Button(self._theme, words, icon=icon, kind="small")
            button.clicked.connect(self._pressed)
            self.buttons[act] = button
            flow.addWidget(button)
        return line

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setContentsMargins(0, 2, 0, 0)
        right.setSpacing(SPACE_4 // 2)
        top = QHBoxLayout()
        top.setSpacing(SPACE_4)
        top.addWidget(self._state(), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        right.addLayout(top)
        holder = self.shown.step.holder
        who = make_label(holder[:1].upper() + holder[1:], "small", wrap=True)
        words = QFontMetrics(self._theme.font(SMALL)).horizontalAdvance(holder)
        edge = self._theme.px(28) + SPACE_8
        who.setMinimumWidth(min(words, self._theme.px(_WHO_WIDTH)) + edge)
        who.setAlignment(Qt.AlignmentFlag.AlignRight)
        who.setContentsMargins(0, 0, self._theme.px(28) + SPACE_4, 0)
        right.addWidget(who)
        right.addStretch(1)
        return right

    def _state(self) -> QLabel:
        state = self.shown.step.state
        label = make_label(self.shown.state, "small-text")
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if state == WAITING:
            label.setProperty("role", "chip")
        elif state in (DONE, NOT_NEEDED):
            label.setProperty("role", "")
        elif state == NOT_STARTED and self.shown.current:
            label.setProperty("role", "strong")
        return label

    @Slot()
    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(QAction)
    def _act(self, action: QAction) -> None:
        self.act_wanted.emit(self.shown.step.step_id, action.data())

    @Slot()
    def _pressed(self) -> None:
        act = next(act for act, button in self.buttons.items() if button is self.sender())
        self.act_wanted.emit(self.shown.step.step_id, act)

    @Slot()
    def _tell_document(self) -> None:
        self.document_wanted.emit(self.shown.step.step_id)

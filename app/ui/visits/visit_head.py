"""The head of a visit: when, who, where, what it should decide, and what to bring."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.case.entities import Appointment
from app.ui.buttons import Button, IconButton
from app.ui.cards import Card, empty_layout
from app.ui.entry_menu import EntryMenu, earlier_values
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.visits.visit_words import visit_heading, visit_name
from app.usecases.visits_bring_list import ToBring

_NARROW_EM = 34


class VisitHead(Card):
    """The first card of a visit.

    Signals:
        print_wanted(), edit_wanted(), duplicate_wanted(), delete_wanted(): the buttons.
        back_wanted(): show its earlier values.
        packed(str, bool): a thing to bring was ticked or unticked.
        bring_added(str), bring_removed(str): the list is another one.
    """

    print_wanted = Signal()
    edit_wanted = Signal()
    duplicate_wanted = Signal()
    delete_wanted = Signal()
    back_wanted = Signal()
    packed = Signal(str, bool)
    bring_added = Signal(str)
    bring_removed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.heading = make_label("", "section", wrap=True)
        self._who = make_label("", "", wrap=True)
        self._decision = make_label("", "muted", wrap=True)
        self.print = Button(theme, self.tr("Print for this visit"), icon="printer", kind="filled")
        self.print.clicked.connect(self.print_wanted)
        self.edit = Button(theme, self.tr("Edit"), icon="pencil")
        self.edit.clicked.connect(self.edit_wanted)
        self._more = IconButton(theme, "ellipsis", self.tr("More for this visit"))
        self._more.clicked.connect(self._open_menu)
        self.bring = BringLine(theme)
        self.bring.packed.connect(self.packed)
        self.bring.added.connect(self.bring_added)
        self.bring.removed.connect(self.bring_removed)
        self._lay_out()

    def show_visit(self, visit: Appointment, things: Sequence[ToBring], *, over: bool) -> None:
        """Show another visit; one that is over has a note in place of a page to take along."""
        said = self.tr("Visit note") if over else self.tr("Print for this visit")
        self.print.say(said)
        self.heading.setText(visit_heading(visit))
        self.setAccessibleName(f"{visit_heading(visit)}, {visit_name(visit)}")
        parts = (visit.with_whom, visit.place, None if visit.with_whom else visit.purpose)
        self._who.setText(" · ".join(part for part in parts if part))
        self._who.setVisible(bool(self._who.text()))
        wanted = visit.decision_wanted or (visit.purpose if visit.with_whom else "") or ""
        said = self.tr("To decide: {what}") if visit.decision_wanted else "{what}"
        self._decision.setText(said.format(what=wanted))
        self._decision.setVisible(bool(wanted))
        self.bring.show_things(things)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        words.addWidget(self.heading)
        words.addWidget(self._who)
        words.addWidget(self._decision)
        buttons = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        buttons.setSizePolicy(policy)
        line = FlowLayout(SPACE_8)
        buttons.setLayout(line)
        for button in (self.edit, self.print, self._more):
            line.addWidget(button)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_8)
        inside.setSpacing(SPACE_8)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.addLayout(words, 1)
        self._across.addWidget(buttons)
        inside.addLayout(self._across)
        inside.addWidget(self.bring)
        self.body.addLayout(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self._theme.em
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(down if narrow else across)

    def menu(self) -> EntryMenu:
        """Return what else can be done with the visit."""
        menu = EntryMenu(
            self, self._theme, edit_key="F2", delete_key="Del", more=(earlier_values(),)
        )
        menu.chosen.connect(self._act)
        return menu

    @Slot()
    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(str)
    def _act(self, act: str) -> None:
        acts = {
            "edit": self.edit_wanted,
            "duplicate": self.duplicate_wanted,
            "delete": self.delete_wanted,
            "earlier": self.back_wanted,
        }
        acts[act].emit()


class BringLine(QWidget):
    """What to bring, with a box to tick for each thing.

    Signals:
        packed(str, bool): a box was ticked or unticked.
        added(str), removed(str): a thing is new on the list, or off it.
    """

    packed = Signal(str, bool)
    added = Signal(str)
    removed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._things: tuple[ToBring, ...] = ()
        self._taking = False
        self.boxes: dict[str, QCheckBox] = {}
        self._flow = FlowLayout(SPACE_12)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._flow)
        self._label = make_label(self.tr("Bring"), "small-strong")
        self.add = Button(theme, self.tr("Add"), kind="link")
        self.add.setAccessibleName(self.tr("Add to the list of what to bring"))
        self.add.clicked.connect(self._open_line)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("What to bring"))
        self.line.setAccessibleName(self.tr("What to bring"))
        self.line.editingFinished.connect(self._take_line)
        self.line.hide()
        self._flow.addWidget(self._label)
        self._flow.addWidget(self.add)
        self._flow.addWidget(self.line)

    def set_writable(self, writable: bool) -> None:
        """Let things be put on the list, or only be read."""
        self.add.setVisible(writable)
        for box in self.boxes.values():
            box.setEnabled(writable)
        if not writable:
            self.line.hide()

    def show_things(self, things: Sequence[ToBring]) -> None:
        """Show another list; boxes that stay keep the keyboard."""
        if tuple(each.what for each in things) != tuple(self.boxes):
            self._make_boxes(things)
        self._things = tuple(things)
        for each in things:
            box = self.boxes[each.what]
            box.blockSignals(True)
            box.setChecked(each.packed)
            box.blockSignals(False)

    def _make_boxes(self, things: Sequence[ToBring]) -> None:
        for widget in (self._label, self.add, self.line):
            self._flow.removeWidget(widget)
        empty_layout(self._flow)
        self.boxes = {}
        self._flow.addWidget(self._label)
        for each in things:
            box = QCheckBox(each.what.replace("&", "&&"))
            box.setAccessibleName(self.tr("Bring {what}").format(what=each.what))
            box.setToolTip(self.tr("Press Del to take it off the list"))
            box.toggled.connect(self._tell_packed)
            remove = QAction(self.tr("Take off the list"), box)
            remove.setShortcut("Del")
            remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            remove.triggered.connect(self._tell_removed)
            box.addAction(remove)
            box.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            self.boxes[each.what] = box
            self._flow.addWidget(box)
        self._flow.addWidget(self.add)
        self._flow.addWidget(self.line)

    @Slot(bool)
    def _tell_packed(self, packed: bool) -> None:
        what = next((w for w, box in self.boxes.items() if box is self.sender()), "")
        if what:
            self.packed.emit(what, packed)

    @Slot()
    def _tell_removed(self) -> None:
        action = self.sender()
        what = next((w for w, box in self.boxes.items() if box.actions()[0] is action), "")
        if what:
            self.removed.emit(what)

    @Slot()
    def _open_line(self) -> None:
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take_line(self) -> None:
        text = self.line.text().strip()
        if not text:
            self.clear_line()
        elif not self._taking:
            # A question about a failed save takes the keyboard: the line is left once more.
            self._taking = True
            self.added.emit(text)
            self._taking = False

    def clear_line(self) -> None:
        """Put the line away, once what was typed is on the list."""
        self.line.clear()
        self.line.hide()

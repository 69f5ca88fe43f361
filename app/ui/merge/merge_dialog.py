"""Bring in a relative's copy: the choices on the left, the two versions on the right."""

from datetime import datetime

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.choosing.choice import Bit
from app.ui.choosing.choice import Choice as Listed
from app.ui.choosing.choice_list import ChoiceList
from app.ui.dialog_frame import DialogFrame
from app.ui.labels import make_label
from app.ui.merge import merge_words
from app.ui.merge.choice_panel import ChoicePanel
from app.ui.merge.versions import versions
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_12, SPACE_16
from app.usecases.merge_copies import Choice, Decision, Key, MergePlan
from app.usecases.session import Session

_WIDE, _HIGH = 1060, 640
_LIST = 282
_NARROW_EM = 46
_MOST_KINDS = 5
_MOST_ROWS = 4
_LARGE = 1.5
_ANY_WIDTH = 16_777_215


class MergeDialog(DialogFrame):
    """Shows what a copy would bring.

    Attributes:
        decisions: what was decided so far, by table and id of the entry.
        complete: False where some choices are put off until later.
    """

    def __init__(
        self, theme: Theme, session: Session, plan: MergePlan, parent: QWidget | None
    ) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Bring in a relative's copy"),
            heading=merge_words.heading(plan),
            below=merge_words.about(plan),
            accept="",
            footnote=self.tr(
                "Nothing is lost: what you do not keep stays in the change log, the copy stays as "
                "it is, and one Undo takes everything back."
            ),
        )
        if theme.scale >= _LARGE:
            # The lists say the numbers again; the versions need the room.
            self._below.hide()
            self._footnote.setText(self.tr("One Undo takes everything back."))
        self.decisions: dict[Key, Decision] = {}
        self.complete = True
        self._session = session
        self._plan = plan
        self._choices = {f"{c.table}:{c.id}": c for c in plan.choices}
        self.counter = make_label("", "small-strong")
        self.later = Button(theme, self.tr("Finish later"))
        self.later.setVisible(bool(plan.choices))
        self.choices = ChoiceList(theme, self.tr("Changed in both copies"))
        self.side = QStackedWidget()
        self.whole = self._whole_list()
        self.side.addWidget(self.whole)
        self.panel: ChoicePanel | None = None
        self._connect()
        self.set_content(self._lay_out(), width=_WIDE)
        self._take_size()
        self._fill()
        self.choices.setFocus()

    @property
    def undecided(self) -> list[str]:
        """The keys of the choices that are still open, in their order."""
        return [key for key, choice in self._choices.items() if choice.key not in self.decisions]

    @Slot()
    def finish(self) -> None:
        """Go to the next open choice; where none is left, bring the copy in."""
        if not self.undecided:
            self.accept()
            return
        here = self.choices.key
        if here not in self.undecided:
            self.choices.select(self.undecided[0])
        if self.panel is not None:
            self.panel.take_focus()

    @Slot()
    def finish_later(self) -> None:
        """Bring in what is clear; what is open stays as it is here and is asked again."""
        self.complete = False
        self.accept()

    @Slot()
    def show_all(self) -> None:
        """List everything that comes by itself."""
        self.side.setCurrentWidget(self.whole)
        self._list.setFocus()

    @Slot(str)
    def show_choice(self, key: str) -> None:
        """Show the two versions of a choice."""
        choice = self._choices.get(key)
        if choice is None:
            return
        if self.panel is not None:
            self.side.removeWidget(self.panel)
            self.panel.deleteLater()
        now = datetime.now().astimezone()
        ours, theirs = versions(self._session, self._plan, choice, now)
        self.panel = ChoicePanel(
            self.theme,
            merge_words.title_of(self._session, choice),
            self._place_words(key),
            ours,
            theirs,
            self.decisions.get(choice.key),
        )
        self.panel.decided.connect(self._decide)
        self.side.addWidget(self.panel)
        self.side.setCurrentWidget(self.panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions below the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self.theme.em
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(down if narrow else across)
        width = self.theme.px(_LIST)
        self._column.setMinimumWidth(0 if narrow else width)
        self._column.setMaximumWidth(_ANY_WIDTH if narrow else width)

    # parts

    def _connect(self) -> None:
        self.later.clicked.connect(self.finish_later)
        self.choices.chosen.connect(self.show_choice)
        self.choices.opened.connect(self._go_to_versions)
        self.choices.verticalScrollBar().rangeChanged.connect(self._show_whole_list)

    def _lay_out(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(SPACE_12)
        if self._choices:
            left.addWidget(self._choices_card())
        left.addWidget(self._coming_card())
        left.addStretch(1)
        self._column = QWidget()
        self._column.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(SPACE_16)
        self._across.addWidget(self._column, 0, Qt.AlignmentFlag.AlignTop)
        self._across.addWidget(self.side, 1)
        whole = QVBoxLayout()
        whole.addLayout(self._across)
        return whole

    def _choices_card(self) -> Card:
        card = Card(self.tr("Changed in both"))
        card.add_beside_title(self.counter)
        card.body.addWidget(self.choices)
        return card

    def _coming_card(self) -> Card:
        card = Card(self.tr("Added from {copy}").format(copy=merge_words.copy_name(self._plan)))
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_4)
        kinds = merge_words.counted(self._plan.added)
        for words in kinds[:_MOST_KINDS] or [self.tr("Nothing new")]:
            inside.addWidget(make_label(words, wrap=True))
        count = len(self._plan.added) + len(self._plan.changed) + len(self._plan.removed)
        if count:
            link = Button(self.theme, self.tr("See all %n", "", count), kind="link")
            link.clicked.connect(self.show_all)
            inside.addWidget(link)
        card.body.addLayout(inside)
        return card

    def _whole_list(self) -> Card:
        card = Card(self.tr("What comes by itself"))
        self._list = QListView()
        self._list.setModel(
            QStringListModel(merge_words.listed(self._session, self._plan), self._list)
        )
        self._list.setAccessibleName(self.tr("What comes by itself"))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setUniformItemSizes(True)
        self._list.setMinimumHeight(round(12 * self.theme.em))
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_12, 0, SPACE_12, SPACE_12)
        inside.addWidget(self._list)
        card.body.addLayout(inside)
        return card

    def _foot(self) -> QHBoxLayout:
        foot = super()._foot()
        foot.insertWidget(foot.count() - 1, self.later)
        return foot

    def _take_size(self) -> None:
        """Take most of the window it belongs to."""
        parent = self.parentWidget()
        room = parent.size() if parent else QGuiApplication.primaryScreen().availableSize()
        self.resize(min(_WIDE, room.width() - 40), min(_HIGH, room.height() - 40))

    # state

    def _fill(self) -> None:
        self._show_states()
        self._fit_list()
        if self._choices:
            self.choices.select(next(iter(self._choices)))
            self.show_choice(self.choices.key)

    def _fit_list(self) -> None:
        rows = range(min(len(self._choices), _MOST_ROWS))
        self.choices.setFixedHeight(sum(self.choices.sizeHintForRow(row) for row in rows) + 2)

    @Slot(int, int)
    def _show_whole_list(self, _least: int, hidden: int) -> None:
        """Give a short list the height at which nothing of it is hidden."""
        if hidden > 0 and len(self._choices) <= _MOST_ROWS:
            self.choices.setFixedHeight(self.choices.height() + hidden)

    def _show_states(self) -> None:
        self.choices.show_rows([self._row(key, choice) for key, choice in self._choices.items()])
        decided = len(self._choices) - len(self.undecided)
        said = self.tr("{decided} of {all} chosen")
        self.counter.setText(said.format(decided=decided, all=len(self._choices)))
        self.counter.setVisible(bool(self._choices))
        copy = merge_words.copy_name(self._plan)
        take = self.tr("Bring in {copy}").format(copy=copy)
        self.accept_button.say(self.tr("Next choice") if self.undecided else take)

    def _row(self, key: str, choice: Choice) -> Listed:
        decision = self.decisions.get(choice.key)
        bits = [Bit(merge_words.state_of(choice, decision, self._plan))]
        if decision is not None:
            bits.append(Bit("", icon="check", colour="accent", right=True))
        return Listed(key, merge_words.title_of(self._session, choice), (tuple(bits),))

    def _place_words(self, key: str) -> str:
        number = list(self._choices).index(key) + 1
        said = self.tr("Choice {number} of {all}. Which one is right?")
        return said.format(number=number, all=len(self._choices))

    @Slot(object)
    def _decide(self, decision: Decision) -> None:
        choice = self._choices[self.choices.key]
        self.decisions[choice.key] = decision
        self._show_states()

    @Slot(str)
    def _go_to_versions(self, _key: str) -> None:
        if self.panel is not None:
            self.panel.take_focus()

"""One choice: the two versions side by side, and the ways out of the question."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.merge.version_card import Version, VersionCard
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12, SPACE_16
from app.usecases.merge_copies import Decision

_NARROW_EM = 34


class ChoicePanel(QWidget):
    """Asks which of two versions is right; nothing is chosen beforehand.

    Signals:
        decided(object): a `Decision` was made.
    """

    decided = Signal(object)

    def __init__(
        self,
        theme: Theme,
        title: str,
        question: str,
        ours: Version,
        theirs: Version,
        decision: Decision | None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.ours = VersionCard(theme, ours)
        self.theirs = VersionCard(theme, theirs)
        self.both = QRadioButton(self.tr("Keep both, they are two different entries"))
        self.unsure = QRadioButton(self.tr("Not sure: keep mine and mark it to check"))
        self.both.setVisible(bool(ours.fields and theirs.fields))
        self.unsure.setVisible(bool(ours.fields))
        for button in (self.both, self.unsure):
            button.setAutoExclusive(False)
            button.setAccessibleName(button.text())
        self._connect()
        self._lay_out(title, question)
        self.show_decision(decision)

    def show_decision(self, decision: Decision | None) -> None:
        """Mark what was decided; None leaves all of it open."""
        self.ours.mark(decision is Decision.OURS)
        self.theirs.mark(decision is Decision.THEIRS)
        self.both.setChecked(decision is Decision.BOTH)
        self.unsure.setChecked(decision is Decision.UNSURE)

    def take_focus(self) -> None:
        """Put the keyboard at the first version."""
        self.ours.choice.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions one below the other where there is no room side by side."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self._theme.em
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(down if narrow else across)

    def _connect(self) -> None:
        self.ours.taken.connect(self._take_ours)
        self.theirs.taken.connect(self._take_theirs)
        self.both.clicked.connect(self._take_both)
        self.unsure.clicked.connect(self._take_none)

    def _lay_out(self, title: str, question: str) -> None:
        head = FlowLayout(SPACE_12)
        head.addWidget(make_label(title, "card-title", wrap=True))
        head.addWidget(make_label(question, "muted"))
        top = QHBoxLayout()
        top.addLayout(head, 1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(SPACE_16)
        self._pair.addWidget(self.ours, 1)
        self._pair.addWidget(self.theirs, 1)
        others = FlowLayout(SPACE_16)
        others.addWidget(self.both)
        others.addWidget(self.unsure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addLayout(top)
        column.addLayout(self._pair)
        column.addLayout(others)
        column.addStretch(1)

    def _decide(self, decision: Decision) -> None:
        self.show_decision(decision)
        self.decided.emit(decision)

    @Slot()
    def _take_ours(self) -> None:
        self._decide(Decision.OURS)

    @Slot()
    def _take_theirs(self) -> None:
        self._decide(Decision.THEIRS)

    @Slot()
    def _take_both(self) -> None:
        self._decide(Decision.BOTH)

    @Slot()
    def _take_none(self) -> None:
        self._decide(Decision.UNSURE)

"""Whom to call day and night: the team's own number and fever threshold, above everyone else."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from app.case.entities import CallPlan
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_12, SPACE_16

_NARROW_EM = 30


class NightCard(Card):
    """The call plan in a few words.

    Signals:
        edit_wanted(): change it.
    """

    edit_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(self.tr("Whom to call day and night"))
        self.number = make_label("", "section", wrap=True)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = make_label("", "muted", wrap=True)
        self.edit = Button(theme, "", icon="pencil")
        self.edit.clicked.connect(self._tell)
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        words.addWidget(make_label(self.tr("Call day and night"), "small-strong"))
        words.addWidget(self.number)
        words.addWidget(self._more)
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        line.setSpacing(SPACE_12)
        top = Qt.AlignmentFlag.AlignTop
        beside = QHBoxLayout()
        beside.setSpacing(SPACE_12)
        beside.addWidget(IconLabel(theme, "phone", "accent"), 0, top)
        beside.addLayout(words, 1)
        line.addLayout(beside, 1)
        line.addWidget(self.edit, 0, top)
        self.body.addLayout(line)

    def show_plan(self, plan: CallPlan | None) -> None:
        """Show the plan, or ask for it where there is none."""
        known = plan is not None and bool(plan.night_phone)
        ask = self.tr("Who do you call at night? Start with that number.")
        self.number.setText(plan.night_phone or "" if plan and known else ask)
        self.edit.say(self.tr("Edit") if plan is not None else self.tr("Add the number"))
        said = []
        if plan is not None and plan.fever_celsius is not None:
            fahrenheit = plan.fever_celsius * 9 / 5 + 32
            words = self.tr("Call at a fever of {celsius} °C ({fahrenheit} °F) or more.")
            said.append(
                words.format(celsius=f"{plan.fever_celsius:.1f}", fahrenheit=f"{fahrenheit:.1f}")
            )
        if plan is not None and plan.instructions:
            said.append(plan.instructions)
        self._more.setText(" ".join(said))
        self._more.setVisible(bool(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below where there is no room beside the words."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self._theme.em
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(down if narrow else across)

    @Slot()
    def _tell(self) -> None:
        self.edit_wanted.emit()

"""What changed between the versions of a trial's record, most important first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.case.partial_date import PartialDate
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12
from app.ui.trials.facts_column import FactsColumn
from app.usecases.trial_page_changes import ChangeShown, VersionStep, Wordings

_FIRST = 40


class ChangesView(QWidget):
    """The fourth tab.

    Signals:
        update_wanted(): a newer copy is to be looked for.
    """

    update_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._column = FactsColumn(theme)
        self._steps: tuple[VersionStep, ...] = ()
        self._all = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)

    def say_coming(self) -> None:
        """Say that it is being read."""
        self._column.clear()
        self._column.words(self.tr("Being compared…"), "muted")

    def show_steps(self, steps: Sequence[VersionStep], copy_words: str) -> None:
        """Show the steps between the versions kept.

        Args:
            steps: newest first.
            copy_words: of which day our copy is.
        """
        self._steps, self._copy_words, self._all = tuple(steps), copy_words, False
        self._fill()

    @Slot(str)
    def show_all(self, _target: str = "") -> None:
        """Show every change."""
        self._all = True
        self._fill()

    def _fill(self) -> None:
        column = self._column
        column.clear()
        column.words(self._copy_words, "muted")
        column.link(self.tr("Update copies…"), "").followed.connect(self._want_update)
        if not self._steps:
            column.words(self._nothing())
        left = _FIRST
        hidden = 0
        for step in self._steps:
            changes = step.changes if self._all else step.changes[: max(left, 0)]
            hidden += len(step.changes) - len(changes)
            left -= len(changes)
            if changes or not step.changes:
                self._show_step(step, changes)
        if hidden:
            words = self.tr("Show %n more", "", hidden)
            column.link(words, "").followed.connect(self.show_all)

    def _nothing(self) -> str:
        return self.tr(
            "Only one version of this record is kept. When you bring in a newer one, what changed "
            "stands here."
        )

    def _show_step(self, step: VersionStep, changes: Sequence[ChangeShown]) -> None:
        said = self.tr("From {older} to {newer}")
        self._column.heading(said.format(older=_day(step.older), newer=_day(step.newer)))
        if not changes:
            self._column.words(self.tr("Nothing that is kept differs."), "muted")
        for change in changes:
            self._column.words(change.sentence, "small" if change.small else "strong")
            self._column.bullets(change.details)
            for wordings in change.wordings:
                self._column.body.addWidget(self._side_by_side(wordings))

    def _side_by_side(self, wordings: Wordings) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "row")
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, SPACE_8, 0, SPACE_8)
        grid.setHorizontalSpacing(SPACE_12)
        before = wordings.old or self.tr("This line was not there.")
        after = wordings.new or self.tr("This line is gone.")
        for place, (title, text) in enumerate(
            ((self.tr("Before"), before), (self.tr("Now"), after))
        ):
            grid.addWidget(make_label(title, "small-strong"), 0, place)
            grid.addWidget(make_label(text, "", wrap=True), 1, place)
            grid.setColumnStretch(place, 1)
        grid.addWidget(make_label(wordings.answer, "small", wrap=True), 2, 0, 1, 2)
        return frame

    @Slot(str)
    def _want_update(self, _target: str) -> None:
        self.update_wanted.emit()


def _day(day: PartialDate | None) -> str:
    return day.words() if day else "?"

"""What concerns all saved trials: what nobody knows yet, and from when each would be possible."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.eligibility.unknowns import Unknown
from app.ui.theme import Theme
from app.ui.trials.facts_column import FactsColumn
from app.usecases.trial_dates import ASK_FIRST, DatedTrial, WaitingLine
from app.usecases.trial_page_compare import AllDates

_MOST = 60
_LONGEST_NAME = 60


def shortened(name: str) -> str:
    """Return a trial's name as it can stand among others."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


class _OverAll(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.column = FactsColumn(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.column)

    def say_coming(self) -> None:
        """Say that it is being put together."""
        self.column.clear()
        self.column.words(self.tr("Being put together from all saved trials…"), "muted")


class UnknownsView(_OverAll):
    """The missing facts over all saved trials, those whose answer settles most lines first.

    Signals:
        asked(int): a missing fact is to go onto the question list: its place in the list.
        questions_wanted(): show the question list.
    """

    asked = Signal(int)
    questions_wanted = Signal()

    def show_unknowns(
        self, unknowns: Sequence[Unknown], names: Mapping[str, str], asked: Collection[str]
    ) -> None:
        """Show what is not known.

        Args:
            unknowns: best first.
            names: what the family calls each trial, by its number.
            asked: the texts of questions that are on the list.
        """
        column = self.column
        column.clear()
        column.title(self.tr("What we don't know yet"))
        column.words(self._above(len(unknowns)), "muted")
        for place, unknown in enumerate(unknowns[:_MOST]):
            column.line()
            column.state("ask", unknown.question)
            column.words(self._settles(unknown), "small")
            told = (shortened(names.get(number, number)) for number in unknown.trials)
            trials = ", ".join(told)
            column.words(self.tr("In: {trials}").format(trials=trials), "small")
            on_list = unknown.question in asked
            words = self.tr("On list") if on_list else self.tr("Put on the question list")
            link = column.link(words, str(-1 if on_list else place))
            link.setAccessibleName(f"{words}: {unknown.question}")
            link.followed.connect(self._follow)
        if len(unknowns) > _MOST:
            column.words(self.tr("and %n more", "", len(unknowns) - _MOST), "muted")

    def _above(self, count: int) -> str:
        if not count:
            return self.tr("Nothing is open in the lines that Casebook understands.")
        return self.tr(
            "Each of these is one answer that nobody has noted yet. Those that settle most lines "
            "of the saved trials stand first."
        )

    def _settles(self, unknown: Unknown) -> str:
        count, trials_count = len(unknown.lines), len(unknown.trials)
        lines = self.tr("one line") if count == 1 else self.tr("%n lines", "", count)
        one, many = self.tr("one trial"), self.tr("%n trials", "", trials_count)
        trials = one if trials_count == 1 else many
        said = self.tr("An answer would help to settle {lines} of {trials}.")
        return said.format(lines=lines, trials=trials)

    @Slot(str)
    def _follow(self, target: str) -> None:
        if target == "-1":
            self.questions_wanted.emit()
        else:
            self.asked.emit(int(target))


class DatesView(_OverAll):
    """From which day each trial is possible by the registry's text, and what would move it.

    Signals:
        trial_wanted(str): a trial is to be opened: its id.
    """

    trial_wanted = Signal(str)

    def show_dates(self, dates: AllDates) -> None:
        """Show the dates of every saved trial."""
        column = self.column
        column.clear()
        column.title(self.tr("Earliest dates"))
        column.state("ask", ASK_FIRST)
        for trial in dates.trials:
            self._show_trial(trial)
        if dates.clashes:
            column.heading(self.tr("What would move what"))
        for clash in dates.clashes:
            column.words(clash.sentence)
            column.words(_quoted(clash.line.section, clash.line.number, clash.line.text), "small")
        if dates.too_many:
            column.words(
                self.tr("What one trial would move in another is shown when you compare them."),
                "muted",
            )
        if not dates.trials:
            column.words(self.tr("No trials are saved yet."), "muted")

    def _show_trial(self, trial: DatedTrial) -> None:
        column = self.column
        column.line()
        column.link(trial.name, trial.trial_id).followed.connect(self._follow)
        column.words(trial.sentence, "strong" if trial.not_before else "")
        for line in trial.running:
            column.words(_quoted(line.section, line.number, line.text), "small")
            column.words(self.tr("because of {what}").format(what=line.because), "small")
        for quoted, lines in groupby(trial.cannot_tell, _quoted_line):
            said = self.tr("{line} Cannot be counted yet: {why}.")
            why = "; ".join(f"{line.because}, {line.why_not}" for line in lines)
            column.words(said.format(line=quoted, why=why), "small")
        column.bullets(trial.tests, "small")
        if trial.record_date:
            said = self.tr("Registry record, {day}").format(day=trial.record_date.words())
            column.words(said, "small")

    @Slot(str)
    def _follow(self, trial_id: str) -> None:
        self.trial_wanted.emit(trial_id)


def _quoted_line(line: WaitingLine) -> str:
    return _quoted(line.section, line.number, line.text)


def _quoted(section: str, number: str, text: str) -> str:
    return f"{section[:1].upper()}{section[1:]} {number}: “{text}”"

"""Trials the family looks at, with the counts of their criteria by state; never a ranking."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.case.entities import CriterionCheck, SavedTrial
from app.case.facts.model import TrialFact
from app.ui.buttons import Button
from app.ui.cards import Card, Row, empty_layout
from app.ui.labels import IconLabel, make_label
from app.ui.open_case import OpenCase
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import translate

if TYPE_CHECKING:
    from app.usecases.trial_page_checks import TrialSummary

SummaryOf = Callable[[str], "TrialSummary | None"]

_MOST = 3
# What a family notes beside a criterion, in the three states of the screen.
_STATES = {"looks_ok": "fits", "may_not_fit": "rule_out"}
_SHAPES = {"fits": "state-fits", "rule_out": "state-may-rule-out", "ask": "state-ask"}


class OptionsCard(Card):
    """Saved trials in the family's own order.

    Signals:
        all_wanted(): show every saved trial.
    """

    all_wanted = Signal()

    def __init__(self, theme: Theme, *, link: bool) -> None:
        super().__init__(self.tr("Options being looked at"))
        self._theme = theme
        self._all = Button(theme, "", kind="link")
        self._all.clicked.connect(self.all_wanted)
        self._link = link
        self.add_beside_title(self._all)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._legend())
        self.body.addStretch(1)

    def show_case(self, case: OpenCase, summary: SummaryOf | None = None) -> None:
        """Show the saved trials of this case.

        Args:
            case: the open case.
            summary: gives what the check of a trial found, None while it is not made; without it,
                or without a registry record, what the family noted line by line is counted.
        """
        empty_layout(self._rows)
        trials = case.facts.trials
        self._all.setVisible(self._link and bool(trials))
        self._all.say(self.tr("All %n trials", "", len(trials)))
        shown = []
        for trial in trials[:_MOST]:
            found = summary(trial.evidence.id) if summary else None
            counts = _counts(case, trial, found)
            shown.append(counts)
            self._rows.addWidget(self._row(trial, _status(trial, found), counts))
        if not trials:
            self._rows.addWidget(_said(self.tr("No trials saved yet.")))
        self._key.setVisible(any(shown))

    def _row(self, trial: TrialFact, status: str, counts: Counter[str]) -> Row:
        row = Row(vertical=SPACE_8 - 1)
        row.setProperty("kind", "row")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(trial.name, "row-title", wrap=True))
        words.addWidget(make_label(status, "small", wrap=True))
        row.line.addLayout(words, 1)
        for state in ("fits", "rule_out", "ask"):
            if counts:
                row.line.addWidget(self._count(state, counts[state]))
        row.setAccessibleName(f"{trial.name}. {status}. {_spoken(counts)}")
        return row

    def _count(self, state: str, number: int) -> QWidget:
        part = QWidget()
        across = QHBoxLayout(part)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_4)
        across.addWidget(IconLabel(self._theme, _SHAPES[state], state, 16))
        across.addWidget(make_label(str(number)))
        return part

    def _legend(self) -> QWidget:
        self._key = QWidget()
        column = QVBoxLayout(self._key)
        column.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_4)
        across = QHBoxLayout()
        across.setSpacing(SPACE_4)
        words = {
            "fits": self.tr("fits"),
            "rule_out": self.tr("may rule out"),
            "ask": self.tr("ask the team"),
        }
        for state, said in words.items():
            across.addWidget(IconLabel(self._theme, _SHAPES[state], state, 14))
            across.addWidget(make_label(said, "small"))
            across.addSpacing(SPACE_8)
        across.addStretch(1)
        column.addLayout(across)
        warning = self.tr("Counts of criteria, not a decision. Only the trial team can decide.")
        column.addWidget(make_label(warning, "small", wrap=True))
        return self._key


def _status(trial: TrialFact, found: "TrialSummary | None") -> str:
    """Return the registry's status with its day; what the family noted where no record is read."""
    if found is None or not found.status or found.checked_on is None:
        return trial.words
    said = translate("OptionsCard", "{status}, as of {date}")
    return said.format(status=found.status_words, date=found.checked_on.words())


def _counts(case: OpenCase, trial: TrialFact, found: "TrialSummary | None") -> Counter[str]:
    checked = found.counts if found else None
    if checked is None:
        return _noted(case, trial)
    return Counter(fits=checked.fits, rule_out=checked.rule_out, ask=checked.ask)


def _noted(case: OpenCase, trial: TrialFact) -> Counter[str]:
    """Count the lines the family noted for a trial by the state they noted."""
    saved = case.case.get(SavedTrial, trial.evidence.id)
    if saved is None:
        return Counter()
    checks = case.case.parts(CriterionCheck, saved)
    return Counter(_STATES.get(check.state or "", "ask") for check in checks)


def _spoken(counts: Counter[str]) -> str:
    if not counts:
        return ""
    words = translate("OptionsCard", "{fits} fit, {rule_out} may rule out, {ask} to ask the team")
    return words.format(fits=counts["fits"], rule_out=counts["rule_out"], ask=counts["ask"])


def _said(words: str) -> Row:
    row = Row(vertical=SPACE_12)
    row.setProperty("kind", "row")
    row.line.addWidget(make_label(words, "muted", wrap=True), 1, Qt.AlignmentFlag.AlignLeft)
    return row

"""What the list says of each trial, made beside the window and shown as it comes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.case.entities import SavedTrial
from app.errors import CasebookError
from app.ui.jobs import Progress
from app.ui.page import Surroundings
from app.usecases.find_trial import trial_name
from app.usecases.trial_page_checks import TrialChecks, TrialSummary, first_summary
from app.usecases.trial_stage import stage_words

Made = tuple[tuple[str, TrialSummary | None], ...]

_SLICE_SECONDS = 0.15


class Summaries(QObject):
    """Keeps the summary of every saved trial, and makes those that are not known.

    Signals:
        came(object): the summaries of these trials are others now (tuple of ids).
        finished(): all of them are made.
    """

    came = Signal(object)
    finished = Signal()

    def __init__(self, around: Surroundings, checks: TrialChecks) -> None:
        super().__init__()
        self._around = around
        self._checks = checks
        self._made: dict[str, tuple[object, TrialSummary]] = {}
        self._wanted: list[str] = []
        self._working = False
        self._resting = True

    def get(self, saved: SavedTrial) -> TrialSummary:
        """Return what is known of a trial; the family's own words are always those of now."""
        found = self._made.get(saved.id)
        if found is None:
            return first_summary(saved)
        return replace(found[1], name=trial_name(saved), stage=stage_words(saved))

    @property
    def all_made(self) -> bool:
        """Whether nothing is left to make."""
        return not self._wanted and not self._working

    def fill(self, trials: Sequence[str]) -> None:
        """Have the summaries of these trials made, in this order, unless they are of now."""
        state = self._around.case.state
        self._wanted = [t for t in trials if self._made.get(t, (None,))[0] != state]
        self._go_on()

    def rest(self) -> None:
        """Make no more for now: the page is not seen."""
        self._resting = True

    def resume(self) -> None:
        """Go on."""
        self._resting = False
        self._go_on()

    def _go_on(self) -> None:
        if self._working or self._resting:
            return
        if not self._wanted:
            self.finished.emit()
            return
        self._working = True
        self._state = self._around.case.state
        work = _some_of(self._checks, tuple(self._wanted))
        self._around.jobs.start(work, name="check trials", done=self._take, failed=self._fail)

    @Slot(object)
    def _take(self, made: Made) -> None:
        self._working = False
        told = []
        for trial, summary in made:
            if summary is not None:
                self._made[trial] = (self._state, summary)
                told.append(trial)
        done = {trial for trial, _ in made}
        self._wanted = [trial for trial in self._wanted if trial not in done]
        if told and not self._resting:
            self.came.emit(tuple(told))
        self._go_on()

    @Slot(object)
    def _fail(self, _error: CasebookError) -> None:
        # The file cannot be read now; whatever is asked of it next says so.
        self._working = False
        self._wanted = []


def _some_of(checks: TrialChecks, trials: Sequence[str]) -> Callable[[Progress], Made]:
    """Return work that makes summaries for a moment and then hands over what it has."""

    def work(progress: Progress) -> Made:
        began, made = time.monotonic(), []
        for number, trial in enumerate(trials):
            progress(number, len(trials))
            made.append((trial, _summary(checks, trial)))
            if time.monotonic() - began > _SLICE_SECONDS:
                break
        return tuple(made)

    return work


def _summary(checks: TrialChecks, trial: str) -> TrialSummary | None:
    try:
        return checks.summary(trial)
    except CasebookError:
        return None  # deleted meanwhile, or its record cannot be read

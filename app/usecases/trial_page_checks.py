"""The checks of the saved trials, each made once and kept until what it was made from changes.

Checking takes some hundredths of a second for a trial. A page that shows two hundred of them asks
for what is known already, and has the others made one after the other beside the window.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.case.case import SPECS
from app.case.entities import CriterionAnswer, SavedTrial
from app.case.entities import TrialRecord as KeptRecord
from app.case.partial_date import PartialDate
from app.eligibility.answers import Answered, with_answers
from app.eligibility.check_trial import NO_CRITERIA, CheckedTrial, check_trial
from app.trials.changes import latest_step
from app.trials.record import TrialRecord
from app.trials.words import phase_label, status_label
from app.usecases.check_trials import TrialCheck
from app.usecases.find_trial import find_trial, trial_name
from app.usecases.home_place import Home, home_of
from app.usecases.kept_trials import KeptTrial, kept_trial
from app.usecases.session import Session
from app.usecases.trial_places import places_from
from app.usecases.trial_stage import stage_words

# What the family writes about its options and visits is no part of what a check looks at.
_NOT_LOOKED_AT = frozenset(
    "saved_trial trial_contact trial_record criterion_check criterion_answer access_request "
    "access_step question appointment decision next_step note import_receipt pending_item "
    "share_record care_person call_plan alert insurance".split()
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a trial are in each of the three states of the screen."""

    fits: int = 0
    rule_out: int = 0
    ask: int = 0

    @property
    def all(self) -> int:
        """Every line that asks something."""
        return self.fits + self.rule_out + self.ask


@dataclass(frozen=True, slots=True)
class TrialSummary:
    """One trial as a list shows it.

    Attributes:
        status: the registry's code such as RECRUITING, "" where none is known.
        status_words: the same in words; what the family noted where no record is saved.
        checked_on: the day of that status.
        distance: to the nearest place in words, "" where it cannot be told.
        km: the same in kilometres.
        nearest: the name of that place.
        counts: of the lines, None where there are none to check, or they are not checked yet.
        changed_on: the day of changes that nobody has looked at yet, else None.
    """

    trial_id: str
    name: str
    number: str
    status: str
    status_words: str
    checked_on: PartialDate | None
    stage: str
    saved_on: PartialDate | None
    distance: str = ""
    km: float | None = None
    nearest: str = ""
    counts: Counts | None = None
    changed_on: PartialDate | None = None
    complete: bool = True
    phase: str = ""


def screen_state(line: Answered) -> str:
    """Return "rule_out", "ask" or "fits", "" for a line that asks nothing and has no answer."""
    if line.checked.asks_nothing and line.answer is None:
        return ""
    return {"met": "fits", "not_met": "rule_out"}.get(line.state, "ask")


def counts_of(check: TrialCheck) -> Counts | None:
    """Return the counts of a check with people's answers, None where no criteria are kept."""
    if check.checked.note == NO_CRITERIA:
        return None
    states = [screen_state(line) for line in check.answered.lines]
    return Counts(states.count("fits"), states.count("rule_out"), states.count("ask"))


@dataclass(frozen=True, slots=True)
class _Read:
    """A record as read from its versions."""

    made_from: tuple[str, ...]
    versions: tuple[TrialRecord, ...]
    shown: TrialRecord | None
    changed: bool


class TrialChecks:
    """Reads and checks saved trials, and remembers both. Its methods may run beside the window."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, _Read] = {}
        self._checked: dict[str, tuple[object, CheckedTrial]] = {}
        self._home: tuple[object, Home] | None = None

    def kept(self, trial_id: str) -> KeptTrial:
        """Return a saved trial with its record, read at most once; raises `CasebookError`."""
        return self._with_record(kept_trial(self._session, find_trial(self._session, trial_id)))

    def is_read(self, trial_id: str) -> bool:
        """Whether the record was read already, so that asking for it costs nothing."""
        saved = self._session.case.get(SavedTrial, trial_id)
        found = self._read.get(trial_id)
        if saved is None or found is None:
            return False
        return found.made_from == _rows(kept_trial(self._session, saved))

    def known(self, trial_id: str) -> TrialCheck | None:
        """Return the check with the answers of now, None where it has yet to be made."""
        if not self.is_read(trial_id):
            return None
        kept = self.kept(trial_id)
        found = self._checked.get(trial_id)
        if found is None or found[0] != self._stamp(kept):
            return None
        return self._answered(kept, found[1])

    def check(self, trial_id: str) -> TrialCheck:
        """Return the check of a trial, made now where it has to be; raises `CasebookError`."""
        known = self.known(trial_id)
        if known is not None:
            return known
        kept = self.kept(trial_id)
        stamp = self._stamp(kept)
        shown = kept.shown
        if shown is None:
            made = CheckedTrial(kept.number, kept.saved.short_name, (), NO_CRITERIA)
        else:
            made = check_trial(shown, self._session.facts())
        self._checked[trial_id] = (stamp, made)
        return self._answered(kept, made)

    def every(self) -> tuple[TrialCheck, ...]:
        """Return the checks of all saved trials, in the family's own order."""
        return tuple(self.check(saved.id) for saved in self._session.case.all(SavedTrial))

    def home(self) -> Home:
        """Return where home is; where only a town is noted every record has to be read."""
        patient = self._session.case.patient
        rows = self._session.case.all(SavedTrial)
        stamp = (patient, tuple(rows.stored("id")))
        if self._home is None or self._home[0] != stamp:
            self._home = (stamp, home_of(patient, self._records()))
        return self._home[1]

    def summary(self, trial_id: str) -> TrialSummary:
        """Return a trial for the list, its check made where it has to be."""
        check = self.check(trial_id)
        return _summary(check, self.home(), changed=self._read[trial_id].changed)

    def known_summary(self, trial_id: str) -> TrialSummary | None:
        """Return the same where nothing has to be made for it, else None."""
        return self.summary(trial_id) if self._home and self.known(trial_id) else None

    def _records(self) -> Iterable[TrialRecord]:
        for saved in self._session.case.all(SavedTrial):
            shown = self.kept(saved.id).shown
            if shown is not None:
                yield shown

    def _stamp(self, kept: KeptTrial) -> tuple[object, ...]:
        return (_rows(kept), self._session.as_of(), *self._record())

    def _record(self) -> Iterator[object]:
        """Yield the tables that a check looks at; one that was changed is another object."""
        for name, spec in SPECS.items():
            if name not in _NOT_LOOKED_AT:
                yield self._session.case.all(spec.entity)

    def _with_record(self, kept: KeptTrial) -> KeptTrial:
        rows = _rows(kept)
        found = self._read.get(kept.saved.id)
        if found is None or found.made_from != rows:
            step = latest_step(kept.versions)
            changed = step is not None and bool(step.changes)
            found = _Read(rows, kept.versions, kept.shown, changed)
            self._read[kept.saved.id] = found
        else:
            # Where `cached_property` keeps what it has read.
            vars(kept).update(versions=found.versions, shown=found.shown)
        return kept

    def _answered(self, kept: KeptTrial, checked: CheckedTrial) -> TrialCheck:
        answers = self._session.case.parts(CriterionAnswer, kept.saved)
        return TrialCheck(kept, checked, with_answers(checked.criteria, answers))


def _rows(kept: KeptTrial) -> tuple[str, ...]:
    return tuple(f"{row.id} {row.content_hash}" for row in kept.kept)


def first_summary(saved: SavedTrial) -> TrialSummary:
    """Return what the family's own row says, before the record was read."""
    return TrialSummary(
        trial_id=saved.id,
        name=trial_name(saved),
        number=saved.nct_id or "",
        status="",
        status_words=_noted(saved),
        checked_on=saved.status_checked_on,
        stage=stage_words(saved),
        saved_on=saved.saved_on,
        complete=False,
    )


def _noted(saved: SavedTrial) -> str:
    if not saved.status_at_save:
        return "Status not confirmed"
    return status_label(saved.status_at_save, saved.status_at_save)


def _summary(check: TrialCheck, home: Home, *, changed: bool) -> TrialSummary:
    kept, shown = check.kept, check.kept.shown
    if shown is None:
        return replace(first_summary(kept.saved), complete=True)
    places = places_from(kept, home)
    near = places.nearest_open or places.nearest
    first_place = places.places[0].name if places.places else ""
    known = shown.status or shown.status_printed
    return TrialSummary(
        trial_id=kept.saved.id,
        name=trial_name(kept.saved),
        number=kept.number,
        status=shown.status or "",
        status_words=status_label(shown.status, shown.status_printed)
        if known
        else _noted(kept.saved),
        checked_on=shown.status_as_of or shown.as_of,
        stage=stage_words(kept.saved),
        saved_on=kept.saved.saved_on,
        distance=near.distance if near else "",
        km=near.km if near else None,
        nearest=near.name if near else first_place,
        counts=counts_of(check),
        changed_on=unseen_change(kept) if changed else None,
        phase=phase_label(shown.phases) if shown.phases else "",
    )


def unseen_change(kept: KeptTrial) -> PartialDate | None:
    """Return the day of the newest version where nobody has looked at what it changed."""
    if len(kept.versions) < 2:
        return None
    newest = max(kept.kept, key=_day_of_row)
    return None if newest.seen_on else kept.versions[-1].as_of


def _day_of_row(row: KeptRecord) -> tuple[int, ...]:
    return tuple(map(int, row.as_of.sort_key)) if row.as_of else (0,)

"""From which day on a trial is possible by the registry's text: washouts and ages of tests.

Every date is "not before DATE by the registry's text", with the line that binds and the dose it
counts from. Nothing here is advice: `ASK_FIRST` goes with every date that is shown.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from app.case.facts.dose_days import noted_day
from app.case.facts.drug_identity import drug_named
from app.case.facts.facts import Facts
from app.case.facts.model import Evidence
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.eligibility.check_trial import CheckedTrial
from app.eligibility.checking.events import Event, drug_marks
from app.eligibility.checking.measurements import MEASURED
from app.eligibility.checking.measurements import good_until as measured_until
from app.eligibility.checking.performance import SCALES
from app.eligibility.checking.performance import good_until as scored_until
from app.eligibility.checking.record import record_of
from app.eligibility.checking.verdict import State
from app.eligibility.checking.words import name_of
from app.eligibility.model import Comparison, walk
from app.eligibility.washouts import Waiting, waiting

ASK_FIRST = "Ask the team before starting, stopping or changing any medicine."


@value_class
class TestWindow:
    """A test that counts today, and until when.

    Attributes:
        name: what is measured, in words.
        good_until: the last day on which it is new enough, by the trial's own window, else by
            the usual one.
        from_text: the trial's text itself says how new it must be.
    """

    __test__ = False  # not a test of pytest's

    name: str
    evidence: Evidence
    good_until: date
    from_text: bool


@value_class
class TrialDates:
    """What the registry's text says on dates for one trial.

    Attributes:
        number: the trial.
        binding: the washout that ends last; None where none is running.
        running: all washouts that are not over, the last one first.
        cannot_tell: washouts without a day, with why.
        tests: tests that count today, the one that expires first first.
    """

    number: str
    binding: Waiting | None
    running: tuple[Waiting, ...]
    cannot_tell: tuple[Waiting, ...]
    tests: tuple[TestWindow, ...]

    @property
    def not_before(self) -> date | None:
        """The first day by the registry's text; None where no washout is running."""
        return self.binding.not_before if self.binding else None

    def sentence(self) -> str:
        """Return the date with its line, or that no waiting time is running."""
        uncounted = self._uncounted()
        if self.binding is None or self.not_before is None:
            if uncounted:
                return f"No first day can be told by the registry's text: {uncounted}."
            return "No waiting time is running by the registry's text."
        number = self.binding.read.criterion.number
        said = (
            f"Not before {PartialDate.of(self.not_before).words()} by the registry's text:"
            f" line {number}, counted from {self.binding.evidence.words}."
        )
        return f"{said} It may be later: {uncounted}." if uncounted else said

    def _uncounted(self) -> str:
        """Return "2 lines cannot be counted yet"; "" where every line has its day."""
        lines = {(w.read.criterion.section, w.read.criterion.number) for w in self.cannot_tell}
        if not lines:
            return ""
        return (
            "1 line cannot be counted yet"
            if len(lines) == 1
            else (f"{len(lines)} lines cannot be counted yet")
        )


def earliest_dates(trial: CheckedTrial, facts: Facts) -> TrialDates:
    """Return the washouts of a trial that are running, and how long its tests count."""
    return _dates(trial, facts, ())


def _dates(trial: CheckedTrial, facts: Facts, imagined: tuple[Event, ...]) -> TrialDates:
    record = record_of(facts)
    found = [w for c in trial.criteria for w in waiting(c.read, record, imagined)]
    running = [w for w in found if w.not_before is not None and w.not_before > facts.as_of]
    running.sort(key=lambda w: w.not_before or date.min, reverse=True)
    open_ones = _once(w for w in found if w.not_before is None)
    tests = sorted(_tests(trial, facts), key=lambda test: test.good_until)
    binding = running[0] if running else None
    return TrialDates(trial.number, binding, tuple(running), open_ones, tuple(tests))


def _once(found: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Return one entry per line and reason."""
    first: dict[tuple[str, str, str], Waiting] = {}
    for one in found:
        criterion = one.read.criterion
        first.setdefault((criterion.section, criterion.number, one.why_not), one)
    return tuple(first.values())


def _tests(trial: CheckedTrial, facts: Facts) -> Iterator[TestWindow]:
    """Yield the values that fulfil a line today, with the day on which they grow too old."""
    found: dict[tuple[str, date], TestWindow] = {}
    for checked in trial.criteria:
        if checked.state is State.MET and checked.read.requirement is not None:
            for part in walk(checked.read.requirement):
                if isinstance(part, Comparison):
                    test = _test(part, facts)
                    if test is not None and test.good_until >= facts.as_of:
                        found.setdefault((test.name, test.good_until), test)
    yield from found.values()


def _test(asked: Comparison, facts: Facts) -> TestWindow | None:
    record = record_of(facts)
    if asked.variable in MEASURED:
        told = measured_until(asked, record)
    elif asked.variable in SCALES:
        told = scored_until(asked, record)
    else:
        return None
    if told is None:
        return None
    return TestWindow(name_of(asked.variable), told[0], told[1], asked.window is not None)


# What if


@value_class
class Shift:
    """How a dose that was not given yet would move a trial.

    Attributes:
        number: the trial.
        now: its first day today, None where no washout is running.
        then: its first day with the dose; None where that cannot be told.
        binding: the line that would bind.
    """

    number: str
    now: date | None
    then: date | None
    binding: Waiting

    def sentence(self, drug: str) -> str:
        """Return "Starting nelarabine would move trial A to 14 May 2026"."""
        if self.then is None:
            told = f"to a day that cannot be told ({self.binding.why_not})"
        else:
            told = f"to {PartialDate.of(self.then).words()} at the earliest"
        return f"{drug} would move {self.number} {told}, by the registry's text. {ASK_FIRST}"


def if_given(
    drug: str, last_dose: date, trials: Iterable[CheckedTrial], facts: Facts
) -> tuple[Shift, ...]:
    """Return the trials that a dose on a day would move, by their washouts.

    Args:
        drug: a medicine's name; one that the vocabulary does not know moves nothing.
        last_dose: the day of its last dose, today or later.
        trials: checked trials.
        facts: the case.
    """
    event = _imagined(drug, last_dose)
    if event is None:
        return ()
    found = (_shift(trial, facts, event) for trial in trials)
    return tuple(shift for shift in found if shift is not None)


def _imagined(drug: str, day: date) -> Event | None:
    named = drug_named(drug)
    if named.id is None:
        return None
    on = PartialDate.of(day)
    words = f"{named.name}, not given yet"
    row = Evidence("imagined", named.id, named.id, on, words)
    return Event(row, drug_marks(named.id), last=noted_day(on, day), start=on)


def _shift(trial: CheckedTrial, facts: Facts, event: Event) -> Shift | None:
    now, then = _dates(trial, facts, ()), _dates(trial, facts, (event,))
    mine = [w for w in then.running if w.evidence == event.evidence]
    unknown = [w for w in then.cannot_tell if w.evidence == event.evidence]
    if not mine and not unknown:
        return None
    if mine and (now.not_before is None or (mine[0].not_before or date.min) > now.not_before):
        return Shift(trial.number, now.not_before, mine[0].not_before, mine[0])
    return Shift(trial.number, now.not_before, None, unknown[0]) if unknown else None

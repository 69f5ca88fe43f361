"""What is new about the saved trials: records that changed, tests older than a trial allows.

Nothing is checked for it: it tells of the checks that were made already.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.case.partial_date import PartialDate
from app.eligibility.checking.verdict import MissingFact, Why
from app.trials.change_sentences import status_change
from app.usecases.find_trial import trial_name
from app.usecases.kept_trials import KeptTrial
from app.usecases.trial_page_checks import TrialChecks, unseen_change


@dataclass(frozen=True, slots=True)
class ChangedTrial:
    """A trial whose registry record changed, and nobody has looked yet.

    Attributes:
        trial_id: the saved trial.
        name: what the family calls it.
        on: the day of the newest record.
        status: "Recruiting → Active, not recruiting on 2 May 2026", empty where it stayed.
    """

    trial_id: str
    name: str
    on: PartialDate
    status: str = ""


@dataclass(frozen=True, slots=True)
class OldTest:
    """A test that is older than trials allow.

    Attributes:
        name: of the test, in words that can stand in a sentence.
        last: the day of the newest result, None where it has none.
        trials: ids of the trials that ask for a newer one.
    """

    name: str
    last: PartialDate | None
    trials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionNews:
    """What deserves a look among the options."""

    changed: tuple[ChangedTrial, ...] = ()
    old_tests: tuple[OldTest, ...] = ()


def option_news(checks: TrialChecks, trials: Iterable[str]) -> OptionNews:
    """Return what is new about trials that are checked already; the others are left out."""
    changed: list[ChangedTrial] = []
    old: dict[object, tuple[MissingFact, list[str]]] = {}
    for trial_id in trials:
        found = checks.known(trial_id)
        if found is None:
            continue
        day = unseen_change(found.kept)
        if day is not None:
            name = trial_name(found.kept.saved)
            changed.append(ChangedTrial(trial_id, name, day, _status_change(found.kept)))
        for line in found.answered.lines:
            if line.answer is None:
                for fact in line.checked.missing:
                    if fact.why is Why.OLD:
                        asking = old.setdefault(fact.key, (fact, []))[1]
                        asking.append(trial_id)
    tests = (_old(fact, tuple(dict.fromkeys(asking))) for fact, asking in old.values())
    return OptionNews(tuple(changed), tuple(sorted(tests, key=lambda test: -len(test.trials))))


def _status_change(kept: KeptTrial) -> str:
    if len(kept.versions) < 2:
        return ""
    return status_change(kept.versions[-2], kept.versions[-1])


def _old(fact: MissingFact, trials: tuple[str, ...]) -> OldTest:
    return OldTest(fact.name, fact.last.date if fact.last else None, trials)

"""What changed between two versions of a trial's record, most important first.

The list is complete: every field that differs is in it once, under the registry's own path, and
nothing else is. Each has a sentence a family understands; for the criteria and the places the
details follow one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.trials.change_sentences import Told, tell
from app.trials.criteria_lines import CriterionChange, criteria_changes
from app.trials.differences import Difference, differences
from app.trials.known_fields import knows_all
from app.trials.record import TrialRecord
from app.trials.site_changes import SiteChanges


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs.

    Attributes:
        field: the registry's path under `protocolSection`.
        old, new: both values in one short line each, "(absent)" where there is none.
        sentence: the change in plain words.
        weight: how much it matters, 100 for the status; only for order.
        details: further sentences: each place, each group.
        criteria: for the criteria: the lines that differ, old and new side by side.
        places: for the places: which opened, closed, came or went.
    """

    field: str
    old: str
    new: str
    sentence: str
    weight: int
    details: tuple[str, ...] = ()
    criteria: tuple[CriterionChange, ...] = ()
    places: SiteChanges | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The changes from one version to a later one, most important first."""

    old: TrialRecord
    new: TrialRecord
    changes: tuple[Change, ...]


def steps_between(versions: Sequence[TrialRecord]) -> list[Step]:
    """Return every change between the versions of a trial's record, each once, newest first.

    A version is compared with the one before it. Where that one knows less, such as a row of a
    table between two whole records, it is compared with those further back as well: what the row
    could not say is not lost.

    Args:
        versions: records of the same trial, oldest first.
    """
    told: list[frozenset[str]] = []
    steps: list[Step] = []
    for index in range(len(versions)):
        arrived = list(_steps_to(versions, index, told))
        told.append(frozenset(change.field for step in arrived for change in step.changes))
        steps = arrived + steps
    return steps


def _steps_to(
    versions: Sequence[TrialRecord], index: int, told: Sequence[frozenset[str]]
) -> Iterator[Step]:
    """Yield the steps that end at a version; `told` are the fields told of at each before it."""
    new, known = versions[index], frozenset[str]()
    for back in range(index - 1, -1, -1):
        old = versions[back]
        changes = tuple(each for each in changes_between(old, new) if each.field not in known)
        if changes or back == index - 1:
            yield Step(old, new, changes)
        if _says_all(old, new):
            return
        known |= told[back] | {change.field for change in changes}


def _says_all(old: TrialRecord, new: TrialRecord) -> bool:
    """Whether a version leaves nothing of a later one to be compared further back."""
    alike = old.form == new.form or not knows_all(new.known_fields)
    return alike and old.known_fields >= new.known_fields


def latest_step(versions: Sequence[TrialRecord]) -> Step | None:
    """Return what changed up to the newest version since the last one that says as much.

    None where there is no version before it.
    """
    if len(versions) < 2:
        return None
    since = _since_as_full(versions)
    changes = [change for step in steps_between(since) for change in step.changes]
    changes.sort(key=lambda change: -change.weight)
    return Step(since[0], since[-1], tuple(changes))


def _since_as_full(versions: Sequence[TrialRecord]) -> Sequence[TrialRecord]:
    """Return the newest version with those before it, back to one that says as much as it."""
    for back in range(len(versions) - 2, -1, -1):
        if _says_all(versions[back], versions[-1]):
            return versions[back:]
    return versions


def changes_between(old: TrialRecord, new: TrialRecord) -> list[Change]:
    """Return every change from one version of a trial's record to a later one.

    Args:
        old, new: records of the same trial, of any form. Of two forms only what both can say is
            compared.
    """
    criteria = criteria_changes(old, new)
    found = [_change(each, tell(each, old, new, criteria)) for each in differences(old, new)]
    return sorted(found, key=lambda change: (-change.weight, change.field))


def _change(difference: Difference, told: Told) -> Change:
    return Change(
        field=difference.path,
        old=difference.old,
        new=difference.new,
        sentence=told.sentence,
        weight=told.weight,
        details=told.details,
        criteria=told.criteria,
        places=told.places,
    )

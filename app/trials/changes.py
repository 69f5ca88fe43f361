"""What changed between two versions of a trial's record, most important first.

The list is complete: every field that differs is in it once, under the registry's own path, and
nothing else is. Each has a sentence a family understands; for the criteria and the places the
details follow one by one.
"""

from dataclasses import dataclass

from app.trials.change_sentences import Told, tell
from app.trials.criteria_lines import CriterionChange, criteria_changes
from app.trials.differences import Difference, differences
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

"""Results of one day that cannot all be right: the page shows each of them."""

from app.case.facts import Facts
from app.case.facts.values.conflict import Conflict
from app.case.facts.values.measured import LabValue

_MOST = 3


def said_that_day(facts: Facts, value: LabValue) -> tuple[LabValue, ...]:
    """Return the different results of this test on the day of `value`, at most three.

    Only `value` itself where the records of that day agree.
    """
    found = next((one for one in facts.conflicts if _is_about(one, value)), None)
    if found is None:
        return (value,)
    ids = {entry.id for entry in found.entries}
    said = [point.value for point in facts.lab_series(value.key) if point.value.evidence.id in ids]
    return tuple(said[:_MOST]) or (value,)


def records_differ(facts: Facts, value: LabValue) -> bool:
    """Whether another record of the day gives another result of this test."""
    return any(_is_about(one, value) for one in facts.conflicts)


def _is_about(conflict: Conflict, value: LabValue) -> bool:
    return (
        conflict.what == "lab"
        and conflict.subject == value.key
        and any(entry.date == value.date for entry in conflict.entries)
    )

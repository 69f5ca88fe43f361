"""How much of a study's planned time is gone, in words."""

import datetime

from app.case.partial_date import PartialDate
from app.trials.record import RegistryDate, TrialRecord

NOT_STATED = "Not stated: the record names no start, or no planned end."


def time_gone_words(record: TrialRecord, today: datetime.date) -> str:
    """Return "43% of the planned time is gone (...)".

    The planned time runs from the start of the study to its primary completion, as the registry
    gives them. Where a date is known to the month only, the share is a range.
    """
    start, end = record.start, record.primary_completion
    if start is None or end is None or end.date.latest <= start.date.earliest:
        return NOT_STATED
    if start.date.earliest > today:
        return f"Not started: planned for {start.date.words()}."
    if end.date.latest <= today:
        return f"The planned time is over: the end {_was(end)} {end.date.words()}."
    low, high = _shares(start.date, end.date, today)
    share = f"{low}%" if low == high else f"Between {low}% and {high}%"
    return (
        f"{share} of the planned time is gone ({start.date.words()} to {end.date.words()}"
        f"{', the end is an estimate' if end.kind == 'ESTIMATED' else ''})."
    )


def _was(end: RegistryDate) -> str:
    return "was planned for" if end.kind == "ESTIMATED" else "was"


def _shares(start: PartialDate, end: PartialDate, today: datetime.date) -> tuple[int, int]:
    """Return the least and the most percent that can be gone."""
    most = _share(start.earliest, end.earliest, today)
    least = _share(start.latest, end.latest, today)
    return min(least, most), max(least, most)


def _share(start: datetime.date, end: datetime.date, today: datetime.date) -> int:
    whole = (end - start).days
    if whole <= 0:
        return 100
    return round(100 * min(1, max(0, (today - start).days / whole)))

"""The remissions of the course: from the assessment that found one to what ended it."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.case.facts.model import StatusFact
from app.case.partial_date import PartialDate
from app.usecases.course_values import Remission

COMPLETE = frozenset({"CR", "CRh", "CRi", "CRu", "CMR"})
"""Complete responses of any depth, and the metabolic one of a PET scan (domain 1.3)."""

ENDS_REMISSION = frozenset({"relapse", "refractory", "progression", "transformation"})
"""Types of assessment that end a remission."""


def remissions(events: Iterable[StatusFact], as_of: date) -> Iterator[Remission]:
    """Yield the remissions among assessments that come oldest first; the last may still hold."""
    began: StatusFact | None = None
    number = 0
    for event in events:
        if event.date is None:
            continue
        if began is None and _is_remission(event):
            began, number = event, number + 1
        elif began is not None and event.type in ENDS_REMISSION:
            yield _remission(number, began, event.date, as_of)
            began = None
    if began is not None:
        yield _remission(number, began, None, as_of)


def _is_remission(event: StatusFact) -> bool:
    if event.type in ENDS_REMISSION:
        return False
    return event.type == "remission" or event.response in COMPLETE


def _remission(number: int, began: StatusFact, ended: PartialDate | None, as_of: date) -> Remission:
    assert began.date is not None
    start, end = began.date.earliest, ended.earliest if ended else as_of
    exact = began.date.is_day and (ended is None or ended.is_day)
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return Remission(
        number,
        start,
        max(start, end),
        months if exact else None,
        open_start=not began.date.is_day,
        open_end=ended is not None and not ended.is_day,
    )

"""The remissions among assessments, the same for the strip of the overview and the lanes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.case.facts.values.disease import StatusFact
from app.case.partial_date import PartialDate
from app.case.remission import ENDS_REMISSION, is_remission


class RemissionSpan(NamedTuple):
    """A remission from the assessment that found it to what ended it; `ended` None: it lasts."""

    number: int
    began: PartialDate
    ended: PartialDate | None


def remission_spans(events: Iterable[StatusFact]) -> Iterator[RemissionSpan]:
    """Yield the remissions among assessments that come oldest first; undated ones are skipped."""
    began: PartialDate | None = None
    number = 0
    for event in events:
        if event.date is None:
            continue
        ends = event.type in ENDS_REMISSION
        if began is None and not ends and is_remission(event.type, event.response):
            began, number = event.date, number + 1
        elif began is not None and ends:
            yield RemissionSpan(number, began, event.date)
            began = None
    if began is not None:
        yield RemissionSpan(number, began, None)

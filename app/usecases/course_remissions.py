"""The remissions of the course as its lane draws them."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.case.calendar_months import whole_months
from app.case.facts.model import StatusFact
from app.case.facts.remission_spans import RemissionSpan, remission_spans
from app.usecases.course_values import Remission


def remissions(events: Iterable[StatusFact], as_of: date) -> Iterator[Remission]:
    """Yield the remissions among assessments that come oldest first; the last may still hold."""
    for span in remission_spans(events):
        yield _remission(span, as_of)


def _remission(span: RemissionSpan, as_of: date) -> Remission:
    start, end = span.began.earliest, span.ended.earliest if span.ended else as_of
    exact = span.began.is_day and (span.ended is None or span.ended.is_day)
    return Remission(
        span.number,
        start,
        max(start, end),
        whole_months(start, end) if exact else None,
        open_start=not span.began.is_day,
        open_end=span.ended is not None and not span.ended.is_day,
    )

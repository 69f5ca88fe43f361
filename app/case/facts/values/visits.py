"""Facts about questions, visits, decisions, saved trials and access requests."""

from typing import Literal

from app.case.facts.values.evidence import Evidence
from app.case.partial_date import DayRange, PartialDate
from app.case.value_class import value_class


@value_class
class QuestionFact:
    """A question; `for_visit` tells whether it is kept for the visit asked about."""

    text: str
    priority: int | None
    status: str | None
    answer: str | None
    answered_by: str | None
    answered_on: PartialDate | None
    appointment_id: str | None
    for_visit: bool
    evidence: Evidence


@value_class
class Visit:
    """An appointment; `days_ahead` counts from the as-of day."""

    date: PartialDate | None
    time: str | None
    type: str | None
    with_whom: str | None
    place: str | None
    purpose: str | None
    days_ahead: DayRange | None
    evidence: Evidence


@value_class
class DecisionDue:
    """A decision to be looked at again.

    Attributes:
        visit_since: a visit with an outcome on or after that day, so that it has probably been
            looked at; None where there was none.
    """

    decision: str
    revisit_on: PartialDate
    visit_since: Evidence | None
    evidence: Evidence


@value_class
class DecisionWanted:
    """What should be decided at a visit.

    Attributes:
        origin: where it stands: written on the visit, decisions to look at again, or the
            visit's purpose.
    """

    words: tuple[str, ...]
    origin: Literal["visit", "decisions", "purpose"]
    evidence: tuple[Evidence, ...]


@value_class
class TrialFact:
    """A saved trial as the family noted it.

    Attributes:
        confirmed: somebody checked the status and noted when.
        noted_on: the day the status is from.
        words: "Recruiting, as noted on 5 April 2026", or "Status not confirmed (...)".
    """

    name: str
    number: str | None
    status: str | None
    confirmed: bool
    noted_on: PartialDate | None
    interest: str | None
    words: str
    evidence: Evidence


@value_class
class AccessFact:
    """A request outside a trial; `open` is False once it was stopped, refused or treated."""

    drug: str
    pathway: str | None
    status: str | None
    open: bool
    next_step: str | None
    words: str
    evidence: Evidence

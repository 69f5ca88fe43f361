"""How a visit lies to a day: before, on or after it."""

from datetime import date

from app.case.entities import Appointment
from app.case.facts.visits import is_ahead
from app.ui.visits.questions_card import AFTER, BEFORE, DURING


def usual_phase(visit: Appointment | None, today: date) -> str:
    """Return "during" on the day of the visit, "after" once it is over, else "before"."""
    if visit is None or visit.date is None or visit.date.earliest > today:
        return BEFORE
    if visit.date.latest < today or visit.outcome:
        return AFTER
    return DURING if visit.date.exact == today else BEFORE


def is_over(visit: Appointment | None, today: date) -> bool:
    """Whether a dated visit lies behind."""
    return visit is not None and visit.date is not None and not is_ahead(visit, today)

"""The day facts are told for."""

from datetime import date

from app.case.case import Case


def as_of_day(case: Case, asked: date | None, today: date) -> date:
    """Return the day facts are told for: the day asked for, else today.

    A fictional case (`synthetic`) is set on its own day. Where that day is only a month or a
    year, it is the last day of it, so that nothing of the case lies ahead.
    """
    if asked is not None:
        return asked
    own = case.info.as_of
    if case.info.synthetic and own is not None:
        return own.exact or min(own.latest, max(own.earliest, today))
    return today

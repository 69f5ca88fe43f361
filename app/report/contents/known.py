"""What was known on the as-of day: nothing dated later stands on a page."""

from app.case.facts import Facts
from app.case.partial_date import PartialDate


def is_known(day: PartialDate | None, facts: Facts) -> bool:
    """Whether something dated `day` may lie on or before the as-of day; undated things may."""
    return day is None or day.earliest <= facts.as_of

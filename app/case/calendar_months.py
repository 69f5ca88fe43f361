"""Whole months between two days, as people count them."""

from datetime import date


def whole_months(begin: date, end: date) -> int:
    """Return the whole calendar months from one day to a later one: 12 September to 12 May is 8."""
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return months - (end.day < begin.day)

"""One number against a limit, and only as far as "<" and ">" on the report allow."""

from decimal import Decimal
from typing import Protocol

from app.case.numbers import Quantity
from app.eligibility.model import Op


class WholeRange(Protocol):
    """A whole number known to lie between two, both included."""

    @property
    def low(self) -> int:
        """The least it can be."""

    @property
    def high(self) -> int:
        """The most it can be."""


def holds(value: Quantity, op: Op, limit: Decimal) -> bool | None:
    """Whether a value satisfies a limit in the same unit; None: cannot be told."""
    if op == ">=":
        return value.at_least(limit)
    if op == ">":
        return value.more_than(limit)
    if op == "<=":
        return value.at_most(limit)
    if op == "<":
        return value.less_than(limit)
    if value.comparator is not None:
        outside = value.more_than(limit) or value.less_than(limit)
        return False if outside else None
    return value.value == limit


def range_holds(value: WholeRange, op: Op, limit: Decimal) -> bool | None:
    """Whether a whole number known as a range satisfies a limit; None: cannot be told."""
    ends = {_number_holds(value.low, op, limit), _number_holds(value.high, op, limit)}
    if op == "=" and value.low < limit < value.high:
        return None
    return ends.pop() if len(ends) == 1 else None


def _number_holds(number: int, op: Op, limit: Decimal) -> bool:
    return holds(Quantity(Decimal(number)), op, limit) is True

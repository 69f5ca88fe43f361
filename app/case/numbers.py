"""Numbers as a report prints them: no digit added, none lost, and "<" and ">" taken at their word.

A laboratory prints "0.90" and "< 0.01 %". The first keeps its last zero, the second is not 0.01:
it is some number below it, and whether it reaches 0.005 cannot be told.
"""

import re
from decimal import Decimal
from typing import Literal

from app.case.value_class import value_class

Comparator = Literal["<", ">", "<=", ">="]

_SPACES = " \u00a0\u2007\u2009\u202f"
_EXPONENT = r"(?:[eE][+-]?[0-9]{1,2})?"
_PLAIN = re.compile(rf"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+){_EXPONENT}")
# Groups of three behind a first group that does not start with 0: 1,200 but not 0,900.
_GROUPED = re.compile(
    r"[+-]?[1-9][0-9]{0,2}(?:(?P<mark>[,' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?"
)
_COMMA_DECIMAL = re.compile(
    r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:(?P<mark>[. '])[0-9]{3})(?:(?P=mark)[0-9]{3})*),[0-9]+"
)

_COMPARATORS: dict[str, Comparator] = {
    "<": "<",
    ">": ">",
    "<=": "<=",
    ">=": ">=",
    "=<": "<=",
    "=>": ">=",
    "≤": "<=",
    "≥": ">=",
    "less than": "<",
    "below": "<",
    "under": "<",
    "more than": ">",
    "greater than": ">",
    "above": ">",
    "over": ">",
    "at most": "<=",
    "up to": "<=",
    "at least": ">=",
}
_SHOWN: dict[Comparator, str] = {"<": "<", ">": ">", "<=": "≤", ">=": "≥"}
_QUANTITY = re.compile(
    r"(?P<comparator>" + "|".join(sorted(_COMPARATORS, key=len, reverse=True)) + r")?"
    r"\s*(?P<number>[+-]?[0-9.][0-9.,' ]*?(?:[eE][+-]?[0-9]{1,2})?)"
    r"(?!/[0-9]|\s*(?:to\b|[-–—±+])\s*[0-9])"  # "5 to 6", "3-4" and "1/2" are no single number
    r"\s*(?P<unit>[^0-9\s.,'].*|(?:[x×*]\s*)?10[\^*eE].*)?",
    re.IGNORECASE,
)


def read_number(text: str) -> Decimal:
    """Read a number as people and laboratories write it, keeping its digits.

    Thousands may be set apart by commas, spaces or apostrophes (`1,200`, `1 200`). A comma is
    a decimal mark only where it cannot set thousands apart: `0,9` is 0.9, `1,200` is 1200.

    Raises:
        ValueError: the text is not one plain number; a plain sentence.
    """
    plain = _one_kind_of_space(text.strip()).replace("\u2212", "-").replace("\u2019", "'")
    if _PLAIN.fullmatch(plain):
        return Decimal(plain)
    if _GROUPED.fullmatch(plain):
        return Decimal(re.sub(r"[,' ]", "", plain))
    if _COMMA_DECIMAL.fullmatch(plain):
        return Decimal(re.sub(r"[.' ]", "", plain).replace(",", "."))
    raise ValueError("Write a plain number, such as 0.9 or 1200.")


def number_text(number: Decimal) -> str:
    """Return the number with the digits it was given ("0.90" stays "0.90")."""
    # Beyond any laboratory value a row of zeros is harder to read than the power of ten.
    if -12 <= number.adjusted() <= 15:
        return format(number, "f")
    return str(number)


@value_class
class Quantity:
    """A number with the unit as printed and, where the report has one, "<" or ">".

    Two quantities are equal when their values are: 0.90 equals 0.9, and each keeps its digits.

    Raises:
        ValueError: the value is no number, or the comparator is none of the four.
    """

    value: Decimal
    unit: str | None = None
    comparator: Comparator | None = None

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise ValueError("A quantity needs a number.")
        if self.comparator is not None and self.comparator not in _SHOWN:
            raise ValueError("Only <, >, <= and >= can stand before a number.")

    def words(self) -> str:
        """Return "< 0.01 %" or "148.2 K/µL": the unit as printed."""
        parts = [_SHOWN[self.comparator]] if self.comparator else []
        parts.append(number_text(self.value))
        if self.unit:
            parts.append(self.unit)
        return " ".join(parts)

    def at_least(self, limit: Decimal) -> bool | None:
        """Whether it is `limit` or more; None: cannot be told ("< 5" against 3)."""
        if self.comparator in ("<", "<="):
            beyond = self.value < limit or (self.value == limit and self.comparator == "<")
            return False if beyond else None
        if self.value >= limit:
            return True
        return None if self.comparator else False

    def at_most(self, limit: Decimal) -> bool | None:
        """Whether it is `limit` or less; None: cannot be told."""
        if self.comparator in (">", ">="):
            beyond = self.value > limit or (self.value == limit and self.comparator == ">")
            return False if beyond else None
        if self.value <= limit:
            return True
        return None if self.comparator else False

    def less_than(self, limit: Decimal) -> bool | None:
        """Whether it is below `limit`; None: cannot be told."""
        reached = self.at_least(limit)
        return None if reached is None else not reached

    def more_than(self, limit: Decimal) -> bool | None:
        """Whether it is above `limit`; None: cannot be told."""
        within = self.at_most(limit)
        return None if within is None else not within


def read_quantity(text: str) -> Quantity:
    """Read "< 0.01 %", "148.2 K/µL" or "≥ 5": comparator, number and unit as printed.

    Raises:
        ValueError: there is no number, or more than one; a plain sentence.
    """
    found = _QUANTITY.fullmatch(_one_kind_of_space(text.strip()))
    if found is None:
        raise ValueError("Write a number and its unit, such as < 0.01 %.")
    sign = found["comparator"]
    comparator = _COMPARATORS[sign.casefold()] if sign else None
    return Quantity(read_number(found["number"]), found["unit"] or None, comparator)


def _one_kind_of_space(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, _SPACES), " "))

"""Rounding of computed numbers; what a report printed is never rounded."""

from decimal import ROUND_HALF_UP, Context, Decimal

# Numbers of a case have exponents up to 30 either way; the widest quotient still fits.
_EXACT = Context(prec=120, rounding=ROUND_HALF_UP)


def quotient(number: Decimal, divisor: Decimal, places: int) -> Decimal:
    """Return `number / divisor`, rounded half up to some decimal places."""
    return rounded(_EXACT.divide(number, divisor), places)


def difference(number: Decimal, other: Decimal) -> Decimal:
    """Return `number - other`, no digit lost."""
    return _EXACT.subtract(number, other)


def square_root(number: Decimal, places: int) -> Decimal:
    """Return the square root, rounded half up to some decimal places."""
    return rounded(_EXACT.sqrt(number), places)


def rounded(number: Decimal, places: int) -> Decimal:
    """Return the number rounded half up to some decimal places."""
    return number.quantize(Decimal(1).scaleb(-places), context=_EXACT)

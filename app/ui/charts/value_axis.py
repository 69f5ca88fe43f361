"""Values laid out from bottom to top, straight or by powers of ten, with round ticks."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """Values between two edges in pixels; `bottom` lies below `top`, so its number is larger.

    Attributes:
        low, high: the values at the edges.
        log: by powers of ten; both values are then above 0.
    """

    low: float
    high: float
    top: float
    bottom: float
    log: bool = False

    def y_of(self, value: float) -> float:
        """Return the place of a value in pixels."""
        low, high, number = self.low, self.high, value
        if self.log:
            low, high = math.log10(low), math.log10(high)
            number = math.log10(max(value, self.low / 10))
        share = (number - low) / ((high - low) or 1.0)
        return self.bottom - share * (self.bottom - self.top)

    def ticks(self, narrowest: float) -> list[float]:
        """Return round values, no two nearer than `narrowest` pixels."""
        if self.log:
            first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
            powers = [10.0**power for power in range(first, last + 1)]
            return [p for p in powers if self.low * 0.999 <= p <= self.high * 1.001]
        most = max(int((self.bottom - self.top) / max(narrowest, 1)), 1)
        step = _round_step((self.high - self.low) / most)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [round(n * step, 10) for n in range(first, last + 1)]


def _round_step(least: float) -> float:
    if least <= 0 or not math.isfinite(least):
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(nice * power for nice in _NICE if nice * power >= least * (1 - 1e-9))


def value_axis(values: Iterable[float], top: float, bottom: float, *, log: bool) -> ValueAxis:
    """Return an axis on which all these values have room; a straight one begins at 0 if near."""
    told = [value for value in values if math.isfinite(value) and (value > 0 or not log)]
    low, high = min(told, default=0.0 if not log else 0.01), max(told, default=1.0)
    if log:
        return ValueAxis(10 ** math.floor(math.log10(low)), _next_power(high), top, bottom, log)
    room = (high - low) or abs(high) or 1.0
    low = 0.0 if 0 <= low <= 0.6 * high else low - 0.08 * room
    return ValueAxis(low, high + 0.1 * (high - low or 1.0), top, bottom)


def _next_power(value: float) -> float:
    return 10.0 ** math.ceil(math.log10(value) + 1e-9)

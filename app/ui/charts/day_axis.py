"""Days laid out across a chart, and the words below them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.ui.words import month_short

_STEPS = (1, 2, 3, 6, 12)
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_DAYS = 30.4


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the chart.

    Attributes:
        day: where it stands.
        words: "Apr", "Jan 2025", "7 May".
        strong: the first of a year.
    """

    day: date
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class DayAxis:
    """A stretch of days between two edges in pixels.

    Attributes:
        first, last: the days at the edges, as ordinals; `last` lies behind `first`.
        left, right: the edges.
    """

    first: float
    last: float
    left: float
    right: float

    def x_of(self, day: date | float) -> float:
        """Return the place of a day in pixels; it may lie outside of the edges."""
        number = day.toordinal() if isinstance(day, date) else day
        share = (number - self.first) / max(self.last - self.first, 1)
        return self.left + share * (self.right - self.left)

    def day_at(self, x: float) -> float:
        """Return the day at a place, as an ordinal."""
        share = (x - self.left) / max(self.right - self.left, 1)
        return self.first + share * (self.last - self.first)

    def holds(self, x: float, slack: float = 0.5) -> bool:
        """Whether a place lies between the edges."""
        return self.left - slack <= x <= self.right + slack

    def ticks(self, narrowest: float) -> list[Tick]:
        """Return the ticks, no two nearer than `narrowest` pixels."""
        per_day = (self.right - self.left) / max(self.last - self.first, 1)
        for step in _DAY_STEPS:
            if per_day * step >= narrowest and self.last - self.first < 100:
                return list(self._days(step))
        fitting = (s for s in _STEPS if per_day * _MONTH_DAYS * s >= narrowest)
        step = next(fitting, 0) or 12 * max(1, round(narrowest / (per_day * 365 + 1e-9) + 0.5))
        return list(self._months(step))

    def _days(self, step: int) -> Iterator[Tick]:
        day = date.fromordinal(max(round(self.first), 1))
        while day.toordinal() <= self.last:
            yield Tick(day, f"{day.day} {month_short(day.month)}", day.month == day.day == 1)
            day += timedelta(days=step)

    def _months(self, step: int) -> Iterator[Tick]:
        start = date.fromordinal(max(round(self.first), 1))
        month = start.year * 12 + start.month - 1
        month += -month % step
        while month // 12 <= 9998:
            day = date(month // 12, month % 12 + 1, 1)
            if day.toordinal() > self.last:
                return
            if day.toordinal() >= self.first:
                yield _tick(day, step)
            month += step


def _tick(day: date, step: int) -> Tick:
    if step >= 12:
        return Tick(day, str(day.year), True)
    if day.month == 1:
        return Tick(day, f"{month_short(1)} {day.year}", True)
    return Tick(day, month_short(day.month))

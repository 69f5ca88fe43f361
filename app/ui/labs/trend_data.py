"""What the trend chart draws, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.usecases.lab_values import Behind, Given, Line
from app.usecases.trial_limits import Limit


@dataclass(frozen=True, slots=True)
class Trend:
    """One test, and what may lie behind it.

    Attributes:
        line: the test.
        name: its everyday name.
        unit: with the typographer's signs.
        given: transfusions that change it.
        behind: treatments, "" where they are not to be shown.
        limits: numbers of saved trials.
        band: whether the usual range is shown.
        second, second_name, second_unit, second_given: the test it is compared with.
    """

    line: Line
    name: str
    unit: str
    as_of: date
    given: Sequence[Given] = ()
    behind: Sequence[Behind] = ()
    limits: Sequence[Limit] = ()
    band: bool = True
    second: Line | None = None
    second_name: str = ""
    second_unit: str = ""
    second_given: Sequence[Given] = field(default_factory=tuple)

    @property
    def first_day(self) -> date:
        """The earliest day of a result."""
        days = [p.date.earliest for p in self.line.drawn if p.date]
        return min(days, default=self.as_of)

    @property
    def last_day(self) -> date:
        """The latest day of a result, or today."""
        days = [p.date.earliest for p in self.line.drawn if p.date]
        return max(self.as_of, *days) if days else self.as_of

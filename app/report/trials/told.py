"""What is told of a saved trial, worked out elsewhere and only laid out here.

The shapes are those of the window's own values, so that paper and screen say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.case.partial_date import PartialDate
from app.report.trials.on_paper import TrialOnPaper


class ToldCell(Protocol):
    """What is said of one trial in one row of a comparison."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The words, one paragraph each."""

    @property
    def source(self) -> str:
        """Where they come from."""

    @property
    def date(self) -> PartialDate | None:
        """The day they are from."""

    @property
    def stated(self) -> bool:
        """False where nothing is stated; then it is worth asking."""


class ToldPlace(Protocol):
    """One place of a trial."""

    @property
    def name(self) -> str:
        """Hospital and town."""

    @property
    def distance(self) -> str:
        """The distance from home in words."""

    @property
    def status(self) -> str:
        """The place's status in words."""

    @property
    def open(self) -> bool:
        """Whether it takes new people by the record."""


class ToldDates(Protocol):
    """What the registry's text says on dates."""

    @property
    def sentence(self) -> str:
        """The earliest date with the line that binds, or that no waiting is running."""

    @property
    def tests(self) -> tuple[str, ...]:
        """Until when today's tests count, one sentence each."""

    @property
    def ask_first(self) -> str:
        """Stands beside every date."""


class ToldTherapy(Protocol):
    """A therapy that the trial names: benefit and risks side by side, with source and day."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def kind(self) -> str:
        """Such as "CAR-T (ready-made)"."""

    @property
    def status_us(self) -> str:
        """Status in the United States as of `as_of`."""

    @property
    def status_elsewhere(self) -> str:
        """Status in other countries as of `as_of`; "" where none was found."""

    @property
    def as_of(self) -> PartialDate | None:
        """The day the card was true."""

    @property
    def benefit(self) -> str:
        """What it may do."""

    @property
    def risks(self) -> str:
        """What it may do besides, at the same size."""

    @property
    def numbers(self) -> str:
        """Counts with their denominators; "" where none were found."""

    @property
    def source(self) -> str:
        """Where the card comes from."""

    @property
    def caution(self) -> str:
        """What to say where no source was read; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialToPrint:
    """One saved trial with everything its column and its page say.

    Attributes:
        paper: the trial with its check and the family's own words.
        cells: the rows of the comparison by their key.
        places: nearest first.
        places_note: why there are no distances or no places; may be empty.
        dates: None where no criteria are kept.
        therapies: the therapies its record names.
    """

    paper: TrialOnPaper
    cells: Mapping[str, ToldCell]
    places: Sequence[ToldPlace] = ()
    places_note: str = ""
    dates: ToldDates | None = None
    therapies: Sequence[ToldTherapy] = field(default=())

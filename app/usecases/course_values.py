"""The course of the illness in lanes as plain values: entries, remissions, what was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.case.partial_date import PartialDate

LaneKey = Literal["status", "mrd", "therapy", "transplant", "effects"]
Group = Literal["treatments", "status", "effects"]
Shape = Literal["square", "triangle", "dot", "bar", "box", "diamond", "spot"]
FoundState = Literal["found", "not_found", "share_only"]


@dataclass(frozen=True, slots=True)
class CourseEntry:
    """One entry of the history.

    Attributes:
        number: its place in time, 1 for the first; undated ones come last.
        table, id: the row.
        group: what the filter of the page calls it.
        lane, shape: where and how it is drawn.
        icon: of its kind, for the table.
        start, end: as noted.
        ongoing: goes on on the as-of day. planned: begins after it.
        title: what it was.
        label: the short form for the chart.
        result: what came of it, or why it ended; "" where nobody noted it.
        source: where it comes from in words, "" where nobody said.
        document: id of the record it comes from, "" for none.
    """

    number: int
    table: str
    id: str
    group: Group
    lane: LaneKey
    shape: Shape
    icon: str
    start: PartialDate | None
    end: PartialDate | None
    ongoing: bool
    planned: bool
    title: str
    label: str
    result: str
    source: str
    document: str

    @property
    def key(self) -> str:
        """Table and id as one text, such as "treatment/0190..."."""
        return f"{self.table}/{self.id}"

    @property
    def when(self) -> str:
        """The days in words: "12 March 2024 – now"."""
        if self.start is None:
            return f"until {self.end.words()}" if self.end else "date not known"
        if self.ongoing:
            return f"{self.start.words()} – now"
        if self.end is None or self.end == self.start:
            return self.start.words()
        same_year = self.start.year == self.end.year and self.start.month is not None
        start = self.start.words(self.end.year if same_year else None)
        return f"{start} – {self.end.words()}"

    def days(self, as_of: date) -> tuple[date, date] | None:
        """Return the days to draw from and to; None where no day is known.

        A partial date is drawn over its whole period; nothing is drawn beyond today that has
        begun and whose end nobody noted.
        """
        first = self.start or self.end
        if first is None:
            return None
        start = first.earliest
        if self.ongoing:
            return start, max(as_of, start)
        last = (self.end or first).latest
        if not self.planned and self.end is not None and self.end.earliest <= as_of:
            last = min(last, max(as_of, start))
        return start, max(last, start)

    @property
    def open_start(self) -> bool:
        """Whether its first day is not known exactly."""
        return self.start is None or not self.start.is_day or self.start.about

    @property
    def open_end(self) -> bool:
        """Whether its last day is not known exactly."""
        if self.ongoing or self.shape not in ("bar", "box", "spot"):
            return False
        end = self.end or self.start
        return end is None or not end.is_day or end.about or (self.end is None)

    @property
    def spoken(self) -> str:
        """Number, what, when, result and source in one sentence."""
        source = f"Source: {self.source}" if self.source else "No record yet"
        parts = (f"{self.number}. {self.title}", self.when, self.result, source)
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Remission:
    """A time in remission.

    Attributes:
        number: 1 for the first.
        months: whole months, None where a partial date cannot tell.
        open_start, open_end: the day is not known exactly.
    """

    number: int
    start: date
    end: date
    months: int | None
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """How much was found on one day.

    Attributes:
        key: of the entry.
        percent: None where no number was given.
        words: as it stands beside the point.
    """

    key: str
    day: PartialDate
    percent: Decimal | None
    state: FoundState
    words: str


@dataclass(frozen=True, slots=True)
class CourseLanes:
    """Everything the page shows.

    Attributes:
        entries: in order of time, undated ones last.
        first, last: the days the chart reaches over, None where no entry has a date.
        transplant: day of the latest transplant or cell therapy given.
        is_leukemia: whether the disease may be called leukemia.
        twins: entries that another one tells better, by key: both are one event. A transplant,
            an infusion of cells and a course of radiation often stand among the treatments too.
    """

    entries: tuple[CourseEntry, ...]
    remissions: tuple[Remission, ...]
    points: tuple[FoundPoint, ...]
    as_of: date
    first: date | None
    last: date | None
    transplant: date | None
    is_leukemia: bool
    twins: Mapping[str, str]

    @property
    def since(self) -> PartialDate | None:
        """The earliest date noted."""
        dated = [entry.start for entry in self.entries if entry.start]
        return min(dated, key=lambda day: day.sort_key, default=None)

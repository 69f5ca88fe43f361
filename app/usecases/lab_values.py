"""Tests over time as plain values: a row of the list, a line with its points, what lies behind."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.case import vocabulary
from app.case.facts.model import LabValue
from app.case.partial_date import PartialDate

State = Literal["outside", "inside", "not_told"]
Flag = Literal["low", "in_range", "high"]


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test of the list.

    Attributes:
        key: names it: an id of `labs.csv` or the name as printed, `mrd`, `organ/CODE`.
        name: as it is known, or as printed.
        group: a name of `GROUPS`.
        value: the newest result with its sign, without the unit.
        unit: as printed, "" for none.
        flag: of the newest result against its report's own range.
        date: of the newest result.
        newest: the newest result of a laboratory, None for other tests.
    """

    __test__ = False

    key: str
    name: str
    group: str
    value: str
    unit: str
    flag: Flag | None
    date: PartialDate | None
    newest: LabValue | None = None

    @property
    def words(self) -> str:
        """Every name the test may be looked for by, in lower case."""
        term = vocabulary.labs().get(self.key)
        names = [self.name, self.key]
        if term is not None:
            names += [term.row["plain_name"], *term.listed("synonyms_in_criteria")]
        return " ".join(names).casefold()


@dataclass(frozen=True, slots=True)
class Point:
    """One result of a test.

    Attributes:
        key: table and id of the row it is edited as: the lab report, the organ test.
        number: in the unit of the line; None where it cannot be drawn.
        value, unit: as printed.
        state: filled or hollow. For MRD "outside" means that cells were found.
        low, high: the usual range as printed on that report, in the report's unit.
        flag: against that range.
        source: in words, "" where nobody said.
        document: id of the record, "" for none.
    """

    key: str
    row: str
    date: PartialDate | None
    number: Decimal | None
    value: str
    unit: str
    state: State
    low: Decimal | None
    high: Decimal | None
    flag: Flag | None
    source: str
    document: str


@dataclass(frozen=True, slots=True)
class Line:
    """A test over time.

    Attributes:
        points: oldest first, undated ones first of all.
        unit: of the newest number.
        low, high: the newest usual range in that unit, for the band.
        log: drawn on a logarithmic scale.
        about: what it is, in plain words, "" where unknown.
    """

    key: str
    name: str
    unit: str
    points: tuple[Point, ...]
    low: Decimal | None
    high: Decimal | None
    log: bool
    about: str

    @property
    def drawn(self) -> tuple[Point, ...]:
        """The points with a number and a day."""
        return tuple(p for p in self.points if p.date is not None and p.number is not None)


@dataclass(frozen=True, slots=True)
class Behind:
    """Something given while the test was made.

    Attributes:
        open_start, open_end: the day is not known exactly.
        medicine: from the list of medicines, not of treatments.
    """

    start: date
    end: date
    words: str
    open_start: bool
    open_end: bool
    medicine: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A transfusion."""

    day: date
    words: str

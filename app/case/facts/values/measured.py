"""Facts from laboratory, organ and virus tests."""

from decimal import Decimal
from typing import Literal

from app.case.absence import Absence
from app.case.facts.values.evidence import Evidence
from app.case.numbers import Comparator, Quantity
from app.case.partial_date import DayRange, PartialDate
from app.case.value_class import value_class

Flag = Literal["low", "in_range", "high"]


@value_class
class LabValue:
    """One lab result, as printed.

    Attributes:
        key: id in `labs.csv`, else the code or name as printed.
        name: the vocabulary's plain name, else the name on the report.
        quantity: number, comparator and unit; None for words (`text`).
        flag: against the report's own range, as the report printed it, else as computed; None
            where it cannot be told ("< 10" against a range from 5 on).
        multiple_of_uln: value over that report's own upper limit, two decimals; None where
            there is no limit, the limit is 0, or the result is no number.
        multiple_comparator: "<" or ">" where the result has one.
    """

    key: str
    name: str
    name_on_report: str | None
    quantity: Quantity | None
    text: str | None
    ref_low: Decimal | None
    ref_high: Decimal | None
    flag: Flag | None
    multiple_of_uln: Decimal | None
    multiple_comparator: Comparator | None
    date: PartialDate | None
    panel_id: str
    panel_shown_id: str
    evidence: Evidence

    @property
    def words(self) -> str:
        """Return "0.9 10^3/uL" or the words of the report."""
        return self.quantity.words() if self.quantity else self.text or "no result"


@value_class
class Panel:
    """A lab panel with its results in the report's order."""

    date: PartialDate | None
    age_days: DayRange | None
    lab_name: str | None
    context: str | None
    results: tuple[LabValue, ...]
    evidence: Evidence


@value_class
class TrendRow:
    """One test over several dates.

    Attributes:
        unit: unit of the newest number; the others are converted to it where the factor is
            known, and keep their own unit where it is not.
        cells: one per column of the table, None where the test was not made; as printed.
        numbers: the same in `unit`; None where there is no number or no known factor.
    """

    key: str
    name: str
    unit: str | None
    cells: tuple[LabValue | None, ...]
    numbers: tuple[Decimal | None, ...]


@value_class
class TrendTable:
    """Some tests over the last dates, oldest column first."""

    dates: tuple[PartialDate, ...]
    rows: tuple[TrendRow, ...]


@value_class
class TrendPoint:
    """One point of a test's line: value in the line's unit, and the result as printed."""

    date: PartialDate
    number: Decimal
    comparator: Comparator | None
    value: LabValue


@value_class
class OrganFact:
    """The newest result of one organ test.

    Attributes:
        test: code of `organ_test`, or as typed.
        age_days: days from the test to the as-of day.
        words: "Heart pumping (LVEF) 58% (echo)".
        earlier: the result before it in words with its date, None where there is none.
    """

    test: str
    label: str
    value: Quantity | str
    method: str | None
    date: PartialDate | None
    age_days: DayRange | None
    words: str
    earlier: Evidence | None
    evidence: Evidence


@value_class
class VirusFact:
    """The newest result of one virus test; `field` is its column in `virus_test`."""

    field: str
    label: str
    result: str
    date: PartialDate | None
    evidence: Evidence


@value_class
class AbsenceFact:
    """What somebody chose to say in place of a value.

    Attributes:
        field, label: the field of the row, and its label.
        absence: not known, not done, or waiting for the result.
        words: "gene panel, Karyotype, as printed: waiting for the result".
    """

    field: str
    label: str
    absence: Absence
    words: str
    evidence: Evidence

"""What came home on a sheet: ticks and notes line by line, and the doctor's block."""

from dataclasses import dataclass

from app.case.partial_date import PartialDate, read_date
from app.report.review.field_names import Tick
from app.report.review.mark import SheetMark
from app.report.review.sheet import line_name

_ANSWERS: dict[Tick, str] = {"meets": "met", "does_not": "not_met", "test": "needs_test"}
"""Codes of `criterion.answer`."""


@dataclass(frozen=True, slots=True)
class FilledLine:
    """One line as the doctor left it.

    Attributes:
        section, number: of the registry.
        words: hash of the registry's words on the sheet.
        ticks: the boxes that are ticked.
        note: what is written beside it.
    """

    section: str
    number: str
    words: str
    ticks: frozenset[Tick] = frozenset()
    note: str = ""

    @property
    def name(self) -> str:
        """List and number: `inclusion 3.a`."""
        return line_name(self.section, self.number)

    @property
    def is_unclear(self) -> bool:
        """Whether both "Meets" and "Does not" are ticked: that has to be asked."""
        return {"meets", "does_not"} <= self.ticks

    @property
    def answer(self) -> str:
        """Code of `criterion.answer`; "" where nothing is ticked or the ticks are unclear.

        A test that is needed comes before what is expected of it.
        """
        if self.is_unclear or not self.ticks:
            return ""
        tick = "test" if "test" in self.ticks else next(iter(self.ticks))
        return _ANSWERS[tick]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorsView:
    """The doctor's block; texts are empty where nothing is written."""

    refer: bool = False
    later: bool = False
    later_after: str = ""
    not_suitable: bool = False
    not_suitable_because: str = ""
    other: bool = False
    other_what: str = ""
    tests: tuple[str, ...] = ()
    other_tests: bool = False
    other_tests_what: str = ""
    clinic_calls: bool = False
    family_calls: bool = False
    call_by: str = ""
    name: str = ""
    signature: str = ""
    date: str = ""

    @property
    def day(self) -> PartialDate | None:
        """The date as read; None where it is missing, or could be two days ("3/4/2026")."""
        try:
            found = read_date(self.date) if self.date else None
        except ValueError:
            return None
        return found if isinstance(found, PartialDate) else None


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet that was read.

    Attributes:
        mark: what the sheet says about itself.
        lines: every line of it, also those left empty.
        doctor: the doctor's block.
        missing: lines whose fields are gone, such as those of a page that was taken out.
    """

    mark: SheetMark
    lines: tuple[FilledLine, ...]
    doctor: DoctorsView
    missing: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is ticked or written anywhere."""
        return self.doctor == DoctorsView() and not any(
            line.ticks or line.note for line in self.lines
        )

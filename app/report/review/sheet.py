"""The lines of a review sheet, the same for printing it and for reading it back."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.eligibility.answers import Answered
from app.eligibility.check import CheckedCriterion
from app.eligibility.check_trial import FROM_FIELD
from app.eligibility.checking.verdict import State
from app.eligibility.model import Criterion
from app.report.outline.words import Shape
from app.report.review.wanted_tests import wanted_tests
from app.report.trials.on_paper import TrialOnPaper

Group = Literal["may_rule_out", "ask", "not_read", "fits"]
GROUPS: tuple[Group, ...] = ("may_rule_out", "ask", "not_read", "fits")
"""In the order of the sheet: what is open comes first."""

_GROUPS: dict[str, Group] = {
    State.MET: "fits",
    State.NOT_MET: "may_rule_out",
    State.NOT_READ: "not_read",
}
_SHAPES: dict[Group, Shape] = {
    "may_rule_out": Shape.MAY_RULE_OUT,
    "ask": Shape.ASK,
    "not_read": Shape.ASK,
    "fits": Shape.FITS,
}
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the sheet.

    Attributes:
        id: its place among the registry's lines and its number, as field names carry it.
        answered: the program's check with the answer of a person, where there is one.
    """

    id: str
    answered: Answered

    @property
    def criterion(self) -> Criterion:
        """The criterion in the registry's own words."""
        return self.answered.checked.criterion

    @property
    def state(self) -> str:
        """A person's answer where there is one, else the program's state."""
        return self.answered.state

    @property
    def group(self) -> Group:
        """Where on the sheet it stands."""
        return _GROUPS.get(self.state, "ask")

    @property
    def shape(self) -> Shape:
        """The shape of the family's check."""
        return _SHAPES[self.group]

    @property
    def name(self) -> str:
        """List and number: `inclusion 3.a`."""
        return line_name(self.criterion.section, self.criterion.number)


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """What stands on a review sheet on one day.

    Attributes:
        case_id: the id of the case that print and export show.
        trial: the registry's number, else the id of the family's entry.
        record_date: the day of the registry's data; None where it is not known.
        made: the as-of day.
        lines: every line that asks something, in the registry's order.
        silent: headings, definitions and permissions: they ask nothing.
        tests: tests that could settle open lines, in words.
    """

    case_id: str
    trial: str
    record_date: PartialDate | None
    made: date
    lines: tuple[SheetLine, ...]
    silent: tuple[CheckedCriterion, ...]
    tests: tuple[str, ...]

    def of_group(self, group: Group) -> tuple[SheetLine, ...]:
        """Return the lines of a group."""
        return tuple(line for line in self.lines if line.group == group)


def review_sheet(trial: TrialOnPaper, facts: Facts) -> ReviewSheet:
    """Return the sheet of a trial as it would be printed on the as-of day of the facts."""
    asking = [one for one in trial.answered.lines if not one.checked.asks_nothing]
    lines = tuple(
        SheetLine(_line_id(place, one.checked.criterion), one)
        for place, one in enumerate(asking, 1)
    )
    return ReviewSheet(
        case_id=facts.case.info.shown_id,
        trial=trial.number or (trial.saved.shown_id if trial.saved else ""),
        record_date=trial.record.as_of if trial.record else None,
        made=facts.as_of,
        lines=lines,
        silent=tuple(one for one in trial.checked.criteria if one.asks_nothing),
        tests=wanted_tests(line.answered.checked for line in lines if line.group != "fits"),
    )


def line_name(section: str, number: str) -> str:
    """Return list and number of a line: `inclusion 3.a`."""
    return f"{section} {number}"


def is_registry_field(criterion: Criterion) -> bool:
    """Whether a line is the registry's own age or sex field, which has no number."""
    return criterion.parent == (FROM_FIELD,)


def _line_id(place: int, criterion: Criterion) -> str:
    number = _NO_NAME.sub("_", criterion.number).strip("_")
    return f"{place:02d}-{criterion.section}-{number}"

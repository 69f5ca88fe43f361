"""How much of each section is printed, and the fixed order in which it becomes less.

Alerts, decision, three questions, diagnosis, status, treatment lines, last doses, medicines and
allergies never disappear; when everything else has become less, they are told more briefly.
"""

from dataclasses import replace
from typing import Any, Literal, NamedTuple

from app.case.value_class import value_class
from app.report.contents.disease import Genes

ALL = 400
"""More entries of a list than any page holds."""


@value_class
class Detail:
    """How much of each section is printed.

    Attributes:
        body: size of the text in points.
        questions: how many questions; never under three.
        extras: lifetime doses and blood type.
        records: records with their dates, counted by kind, or not at all.
        resolved_infections: infections that are over.
        lab_columns: dates of blood results; 0 leaves the table out.
        lab_remarks: what stands below the table.
        trials: how many saved trials.
        brief_trials: name, number and status alone.
        effects: worst side effects beside each treatment.
        genes: gene results with their changes, names alone, or not at all.
        markers: how many markers of a report.
        course: the strip drawn to scale.
        team: how many people of the care team, where the family wants them.
        health: rows of performance, organs, infections, viruses; `short` leaves out rows that
            hold nothing but "Not known"; `none` leaves out all.
        medicines: rows in columns, rows of flowing text, or one running text.
        treatments: each treatment, or a row for each line of therapy.
        longest: longest text of an entry in characters; 0 for no limit of its own.
        most: longest list of what never disappears.
    """

    body: float = 9.5
    questions: int = 3
    extras: bool = True
    records: Literal["dates", "counts", "none"] = "dates"
    resolved_infections: bool = True
    lab_columns: int = 5
    lab_remarks: bool = True
    trials: int = 8
    brief_trials: bool = False
    effects: bool = True
    genes: Genes = "full"
    markers: int = 12
    course: bool = True
    team: int = ALL
    health: Literal["full", "short", "none"] = "full"
    medicines: Literal["rows", "flowing", "text"] = "rows"
    treatments: Literal["each", "lines"] = "each"
    longest: int = 0
    most: int = ALL

    @property
    def cell(self) -> int:
        """Most characters of a cell or value."""
        return self.longest * 2 if self.longest else 420

    @property
    def line(self) -> int:
        """Most characters of a line's treatments: about one row, then less."""
        return self.longest + 30 if self.longest else 170

    @property
    def glance(self) -> int:
        """Most rows of the glance; the first ones never go."""
        return max(12, self.most) if self.most < ALL else ALL

    @property
    def running(self) -> int:
        """Most characters of running text, such as alerts and last doses."""
        return 1400 if self.most == ALL else 12 * self.most + 240


class Step(NamedTuple):
    """One step toward less.

    Attributes:
        field, value: what changes in `Detail`.
        left_out: what is missing then, in words; "" where it is only told more briefly.
    """

    field: str
    value: Any
    left_out: str = ""


STEPS: tuple[Step, ...] = (
    Step("records", "counts"),
    Step("extras", False, "lifetime doses and blood type"),
    Step("records", "none", "records"),
    Step("resolved_infections", False, "past infections"),
    Step("lab_columns", 4, "older labs"),
    Step("lab_remarks", False, "lab remarks"),
    Step("lab_columns", 3, "older labs"),
    Step("trials", 3, "further saved trials"),
    Step("medicines", "flowing"),
    Step("body", 9.25),
    Step("body", 9.0),
    Step("body", 8.75),
    Step("brief_trials", True),
    Step("markers", 8),
    Step("body", 8.5),
    Step("effects", False, "side effects"),
    Step("genes", "names", "gene details"),
    Step("body", 8.25),
    Step("genes", "none", "genes"),
    Step("body", 8.0),
    Step("course", False, "course drawing"),
    Step("health", "short"),
    Step("team", 4, "some people of the care team"),
    Step("lab_columns", 2, "older labs"),
    Step("markers", 6, "some markers"),
    Step("treatments", "lines", "single treatments within a line"),
    Step("medicines", "text", "start dates of medicines"),
    Step("longest", 60, "parts of long texts"),
    Step("trials", 1, "further saved trials"),
    Step("lab_columns", 1, "older labs"),
    Step("team", 0, "care team"),
    Step("health", "none", "tests and infections"),
    Step("lab_columns", 0, "labs"),
    Step("longest", 24, "parts of long texts"),
    Step("most", 40, "entries of very long lists"),
    Step("most", 20, "entries of very long lists"),
    Step("most", 10, "entries of very long lists"),
    Step("most", 5, "entries of very long lists"),
)
"""The order of the contract for what disappears. Text becomes a little smaller before side
effects, genes and the drawing go; only after that is told more briefly what never goes."""

SECTION_OF = {
    "records": "records",
    "past infections": "infections",
    "older labs": "labs",
    "lab remarks": "labs",
    "labs": "labs",
    "course drawing": "course",
    "lifetime doses and blood type": "tests",
    "further saved trials": "trials",
}
"""The section to which something belongs that goes for lack of room."""

OF_TEAM = frozenset({"some people of the care team", "care team"})


def after(count: int) -> Detail:
    """Return the detail after the first `count` steps."""
    detail = Detail()
    for step in STEPS[:count]:
        detail = replace(detail, **{step.field: step.value})
    return detail


def undone(detail: Detail, index: int) -> Detail:
    """Return the detail with one step taken back.

    Steps of size are not: all text of the page keeps one size.
    """
    step = STEPS[index]
    if step.field == "body":
        return detail
    return replace(detail, **{step.field: getattr(after(index), step.field)})


def left_out(detail: Detail) -> tuple[str, ...]:
    """Return what is missing at a detail, in the order it went."""
    found: dict[str, str] = {}
    for step in STEPS:
        reached = getattr(detail, step.field) == step.value
        if reached and step.left_out:
            found[step.field] = step.left_out
    return tuple(dict.fromkeys(found.values()))

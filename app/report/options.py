"""What a person may choose before printing."""

from datetime import date
from typing import Literal

from app.case.value_class import value_class

Paper = Literal["letter", "a4"]

PAPER_SIZES: dict[Paper, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "a4": (595.276, 841.89),
}
"""Width and height in points."""


SECTIONS: dict[str, str] = {
    "course": "course drawing",
    "labs": "blood results",
    "tests": "tests",
    "infections": "infections and other problems",
    "trials": "trials and access",
    "records": "records",
}
"""What of the summary a family may leave out, as the page names it. Alerts, the decision, three
questions, diagnosis, status, treatments, last doses, medicines and allergies always stay."""


ORDER = (
    "questions",
    "glance",
    "medicines",
    "treatments",
    "labs",
    "tests",
    "infections",
    "trials",
    "records",
    "team",
)
"""The sections of the summary that can be put in another order, in the usual one. Who it is about,
the alerts and the decision wanted always stand first."""

MOST_LAB_DATES = 5


def in_full(order: tuple[str, ...]) -> tuple[str, ...]:
    """Return an order with every section once: those it does not name follow in the usual one."""
    known = tuple(dict.fromkeys(key for key in order if key in ORDER))
    return (*known, *(key for key in ORDER if key not in known))


@value_class(kw_only=True)
class PrintOptions:
    """How a page is to be printed.

    Attributes:
        as_of: the day every "today" on the page means.
        paper: `letter` or `a4`.
        large: text of 16 points and more, on as many pages as it takes, everyday words first.
        two_sided: the summary may use a second side: timeline, trends, trials, source key.
        without_names: names of people and places, phone numbers and the hospital number left out.
        without_record_number: only the hospital number left out.
        without: what of `SECTIONS` the family leaves out of the summary.
        order: the sections of the summary in the family's own order; empty for wherever each
            takes the least room.
        with_team: the care team with its phone numbers stands on the summary.
        lab_dates: of how many dates blood results stand on the summary, 1 to `MOST_LAB_DATES`.
        labs: which blood results; empty for the usual ones.
        visit: id of the appointment the page is for; None for the next one.
        language: language of the text, as PDF readers are told.
    """

    as_of: date
    paper: Paper = "letter"
    large: bool = False
    two_sided: bool = False
    without_names: bool = False
    without_record_number: bool = False
    without: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    with_team: bool = False
    lab_dates: int = MOST_LAB_DATES
    labs: tuple[str, ...] = ()
    visit: str | None = None
    language: str = "en"

    @property
    def paper_size(self) -> tuple[float, float]:
        """Width and height in points."""
        return PAPER_SIZES[self.paper]

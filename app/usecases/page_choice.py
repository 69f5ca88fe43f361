"""What a person chooses before printing; light to import, unlike the printing itself."""

import datetime

from app.case.case import ENTITIES, Case
from app.case.entities import CaseInfo, Diagnosis, Patient
from app.case.value_class import value_class

SUMMARY = "summary"

PRINTABLE = ("summary", "questions", "note", "card", "packet")
"""Pages about the case as a whole."""

TRIAL_PAGES = ("review", "trials", "access")
"""Pages about saved trials and access routes."""

RECORD_PAGES = ("request", "receipt")
"""Letters that ask hospitals for records, and the receipt of an import."""

PAPERS = ("letter", "a4")

MOST_LAB_DATES = 5

SECTIONS = ("course", "labs", "tests", "infections", "trials", "records")
"""What of the appointment summary may be left out."""

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
"""The sections of the summary that can be put in another order, in the usual one."""

LAB_CHOICES: dict[str, tuple[str, ...]] = {
    "main": (),
    "counts": ("anc", "plt", "hgb", "wbc"),
    "organs": ("alt", "ast", "tbili", "dbili", "creatinine", "ldh"),
}
"""Which blood results the summary shows, for a choice in the window; empty for the usual ones."""

# A name and a diagnosis come from the dialog that made the case; the story begins after them.
_FROM_THE_BEGINNING = (CaseInfo, Patient, Diagnosis)


def nothing_noted(case: Case) -> bool:
    """Whether a case holds no more than what it was made with."""
    return not any(len(case.all(kind)) for kind in ENTITIES if kind not in _FROM_THE_BEGINNING)


@value_class(kw_only=True)
class PageChoice:
    """What a person chose to print.

    Attributes:
        what: one of `PRINTABLE`, `TRIAL_PAGES` or `RECORD_PAGES`.
        also: further documents that follow in the same PDF.
        visit: `next`, or the id of an appointment.
        noted: the visit whose note is printed; None for the last one that took place.
        trial: number of a saved trial, for pages about one trial.
        receipt: id of the receipt of an import; None for the last one.
        paper: `letter` or `a4`; None for what is usual where the person lives.
        without: what of `SECTIONS` is left out of the summary.
        order: sections of `ORDER` as the summary shows them; empty for wherever each takes the
            least room.
        with_team: the care team with its phone numbers stands on the summary.
        lab_dates: of how many dates the summary shows blood results, 1 to `MOST_LAB_DATES`.
        labs: which blood results the summary shows; empty for the usual ones.
        as_of: the day that counts as today; None for the case's own day or today.
    """

    what: str
    also: tuple[str, ...] = ()
    visit: str = "next"
    noted: str | None = None
    trial: str | None = None
    receipt: str | None = None
    paper: str | None = None
    large: bool = False
    two_sided: bool = False
    without_names: bool = False
    without_record_number: bool = False
    without: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    with_team: bool = False
    lab_dates: int = MOST_LAB_DATES
    labs: tuple[str, ...] = ()
    as_of: datetime.date | None = None

    @property
    def documents(self) -> tuple[str, ...]:
        """Return everything that goes into the PDF, in this order."""
        return tuple(dict.fromkeys((self.what, *self.also)))

"""What a person chooses before printing; light to import, unlike the printing itself."""

import datetime

from app.case.value_class import value_class

PRINTABLE = ("summary", "packet", "card")
"""Pages about the case as a whole."""

TRIAL_PAGES = ("review", "trials", "access")
"""Pages about saved trials and access routes."""

RECORD_PAGES = ("request", "receipt")
"""Letters that ask hospitals for records, and the receipt of an import."""

PAPERS = ("letter", "a4")

SECTIONS = ("course", "labs", "tests", "infections", "trials", "records")
"""What of the appointment summary may be left out."""


@value_class(kw_only=True)
class PageChoice:
    """What a person chose to print.

    Attributes:
        what: one of `PRINTABLE`, `TRIAL_PAGES` or `RECORD_PAGES`.
        visit: `next`, or the id of an appointment.
        trial: number of a saved trial, for pages about one trial.
        receipt: id of the receipt of an import; None for the last one.
        paper: `letter` or `a4`; None for what is usual where the person lives.
        without: what of `SECTIONS` is left out of the summary.
        as_of: the day that counts as today; None for the case's own day or today.
    """

    what: str
    visit: str = "next"
    trial: str | None = None
    receipt: str | None = None
    paper: str | None = None
    large: bool = False
    two_sided: bool = False
    without_names: bool = False
    without_record_number: bool = False
    without: frozenset[str] = frozenset()
    as_of: datetime.date | None = None

"""Noting that somebody asked about allergies and that there are none.

That is not the same as that nobody asked.
"""

from app.case.entities import Allergy
from app.case.partial_date import PartialDate
from app.casefile import Changes, Insert, new_id
from app.usecases.author import author_here
from app.usecases.session import Session

NONE_KNOWN = "No known drug allergies"


def note_none_known(session: Session) -> Changes:
    """Note today that no drug allergies are known; raises `CasebookError`."""
    today = PartialDate.of(session.as_of())
    row = Allergy(
        id=new_id(),
        substance=NONE_KNOWN,
        date=today,
        noted_by=author_here() or None,
        noted_on=today,
    )
    return session.run("note that no drug allergies are known", [Insert(row)])

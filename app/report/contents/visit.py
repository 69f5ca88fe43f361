"""The appointment a page is for."""

from app.case.case import Case
from app.case.entities import Appointment
from app.case.facts import Facts
from app.errors import CasebookError
from app.report.options import PrintOptions


def visit_of(facts: Facts, options: PrintOptions) -> Appointment | None:
    """Return the chosen appointment, else the next one, else None.

    Raises:
        CasebookError: there is no appointment with the chosen id.
    """
    if options.visit is not None:
        return _chosen(facts.case, options.visit)
    following = facts.next_visit
    return facts.case.get(Appointment, following.evidence.id) if following else None


def _chosen(case: Case, wanted: str) -> Appointment:
    for visit in case.all(Appointment):
        if wanted in (visit.id, visit.imported_id):
            return visit
    raise CasebookError(
        "There is no appointment with this number in the case. Nothing was printed. "
        "Choose one from the list of appointments, or leave it out for the next one."
    )

"""How a page is printed: what a person chose, completed by what is usual where they live."""

from dataclasses import replace
from typing import cast

from app.case.entities import Appointment
from app.errors import CasebookError
from app.report.options import MOST_LAB_DATES, Paper, PrintOptions
from app.settings import PAPER, Settings, paper_of_region
from app.usecases.page_choice import PageChoice
from app.usecases.session import Session


def options_of(session: Session, choice: PageChoice) -> PrintOptions:
    """Return how a page is printed; raises `CasebookError` for a visit that is not there."""
    return PrintOptions(
        as_of=session.as_of(choice.as_of),
        paper=_paper(session, choice.paper),
        large=choice.large,
        two_sided=choice.two_sided,
        without_names=choice.without_names,
        without_record_number=choice.without_record_number,
        without=choice.without,
        order=choice.order,
        with_team=choice.with_team,
        lab_dates=choice.lab_dates,
        labs=choice.labs,
        visit=_visit(session, choice.visit),
    )


def options_beside(options: PrintOptions) -> PrintOptions:
    """Return how every other document is printed: what was chosen for the summary holds there."""
    return replace(
        options,
        without=frozenset(),
        order=(),
        with_team=False,
        lab_dates=MOST_LAB_DATES,
        labs=(),
    )


def _paper(session: Session, chosen: str | None) -> Paper:
    country = session.case.patient.country or ""
    knows = len(country) == 2
    usual = paper_of_region(f"xx_{country}") if knows else Settings().get(PAPER)
    return cast(Paper, chosen or usual)


def _visit(session: Session, chosen: str) -> str | None:
    if chosen == "next":
        return None
    for appointment in session.case.all(Appointment):
        if chosen in (appointment.id, appointment.imported_id):
            return appointment.id
    raise CasebookError(
        f"There is no appointment {chosen} in this case. Nothing was printed. "
        "Choose another one, or leave the choice out for the next visit."
    )

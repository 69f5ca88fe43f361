"""The one-page note of a visit that took place: questions with answers, decisions, next steps."""

from typing import cast

from app.case.entities import Appointment
from app.errors import CasebookError
from app.report import make_pdf
from app.report.options import Paper, PrintOptions
from app.report.visit_note import NotedVisit, visit_note_outline
from app.settings import PAPER, Settings, paper_of_region
from app.usecases.entries import GONE
from app.usecases.print_page import PrintedPage
from app.usecases.session import Session
from app.usecases.visits_outcome import decisions_of, steps_of
from app.usecases.visits_questions import questions_of


def visit_note_pdf(
    session: Session,
    visit_id: str,
    *,
    paper: str | None = None,
    large: bool = False,
    without_names: bool = False,
) -> PrintedPage:
    """Make the note of a visit as a PDF.

    Args:
        session: the open case.
        visit_id: the appointment.
        paper: `letter` or `a4`; None for what is usual where the person lives.
        large: large print.
        without_names: names of people and places left out.

    Raises:
        CasebookError: the visit is no longer in the case.
    """
    visit = session.case.get(Appointment, visit_id)
    if visit is None:
        raise CasebookError(GONE)
    options = PrintOptions(
        as_of=session.as_of(),
        paper=cast(Paper, paper or _usual_paper(session)),
        large=large,
        without_names=without_names,
    )
    outline = visit_note_outline(noted_visit(session, visit), session.facts(), options)
    day = visit.date.iso.removeprefix("~") if visit.date else options.as_of.isoformat()
    return PrintedPage(
        make_pdf(outline), outline.page_count, outline.left_out, f"visit-note-{day}.pdf"
    )


def noted_visit(session: Session, visit: Appointment) -> NotedVisit:
    """Return a visit with what was asked at it and what came of it."""
    case = session.case
    return NotedVisit(
        visit=visit,
        questions=questions_of(case, visit.id),
        decisions=decisions_of(case, visit.id),
        steps=steps_of(case, visit.id),
    )


def _usual_paper(session: Session) -> str:
    country = session.case.patient.country or ""
    return paper_of_region(f"xx_{country}") if len(country) == 2 else Settings().get(PAPER)

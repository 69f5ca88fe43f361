"""The one-page note of a visit that took place: questions with answers, decisions, next steps."""

from datetime import date
from typing import cast

from app.case.case import Case
from app.case.entities import Appointment
from app.case.facts import Facts
from app.case.facts.records import order_of
from app.case.facts.visits import is_ahead
from app.errors import CasebookError
from app.report import make_pdf
from app.report.options import Paper, PrintOptions
from app.report.outline.document import Outline
from app.report.visit_note import NotedVisit, visit_note_outline
from app.settings import PAPER, Settings, paper_of_region
from app.usecases.entries import GONE
from app.usecases.printed_page import PrintedPage
from app.usecases.session import Session
from app.usecases.visits_outcome import decisions_of, steps_of
from app.usecases.visits_questions import questions_of

NO_VISIT_YET = (
    "No visit has taken place yet, so there is no visit note. Nothing was printed. Choose another "
    "page, or note the visit first."
)


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
    options = PrintOptions(
        as_of=session.as_of(),
        paper=cast(Paper, paper or _usual_paper(session)),
        large=large,
        without_names=without_names,
    )
    visit, outline = _outline(session.case, visit_id, session.facts(), options)
    day = visit.date.iso.removeprefix("~") if visit.date else options.as_of.isoformat()
    return PrintedPage(
        make_pdf(outline), outline.page_count, outline.left_out, f"visit-note-{day}.pdf"
    )


def outline_of_note(
    case: Case, facts: Facts, options: PrintOptions, visit_id: str | None
) -> Outline:
    """Return the note of a visit; without an id that of the last one that took place.

    Raises:
        CasebookError: the visit is not in the case, or none has taken place.
    """
    if visit_id is None:
        behind = visits_behind(case, options.as_of)
        if not behind:
            raise CasebookError(NO_VISIT_YET)
        visit_id = behind[0].id
    return _outline(case, visit_id, facts, options)[1]


def visits_behind(case: Case, as_of: date) -> tuple[Appointment, ...]:
    """Return the visits that took place, the last one first."""
    rows = [row for row in case.all(Appointment) if row.date and not is_ahead(row, as_of)]
    return tuple(sorted(rows, key=lambda row: (order_of(row.date), row.time or ""), reverse=True))


def _outline(
    case: Case, visit_id: str, facts: Facts, options: PrintOptions
) -> tuple[Appointment, Outline]:
    rows = case.all(Appointment)
    visit = next((row for row in rows if visit_id in (row.id, row.imported_id)), None)
    if visit is None:
        raise CasebookError(GONE)
    return visit, visit_note_outline(noted_visit(case, visit), facts, options)


def noted_visit(case: Case, visit: Appointment) -> NotedVisit:
    """Return a visit with what was asked at it and what came of it."""
    return NotedVisit(
        visit=visit,
        questions=questions_of(case, visit.id),
        decisions=decisions_of(case, visit.id),
        steps=steps_of(case, visit.id),
    )


def _usual_paper(session: Session) -> str:
    country = session.case.patient.country or ""
    return paper_of_region(f"xx_{country}") if len(country) == 2 else Settings().get(PAPER)

"""What comes of a visit: decisions, next steps with owner and date, the outcome in words."""

from dataclasses import replace

from app.case.case import Case
from app.case.entities import Appointment, Decision, NextStep
from app.case.facts.records import by_reference, order_of
from app.case.partial_date import PartialDate
from app.casefile import Changes, Insert, Update, new_id
from app.errors import CasebookError
from app.usecases.author import author_here
from app.usecases.entries import GONE
from app.usecases.session import Session

WHICH_DECISION = "Please write what was decided. Nothing was changed."
WHICH_STEP = "Please write what is to be done next. Nothing was changed."
WHICH_DAY = "Please write the day of the visit. A month or a year is enough. Nothing was changed."


def decisions_of(case: Case, visit_id: str) -> tuple[Decision, ...]:
    """Return what was decided at a visit, in the order in which it was noted."""
    return tuple(row for row in case.all(Decision) if _at(case, row.appointment_id) == visit_id)


def steps_of(case: Case, visit_id: str) -> tuple[NextStep, ...]:
    """Return the next steps from a visit: those to do first, by their day; then those done."""
    rows = [row for row in case.all(NextStep) if _at(case, row.appointment_id) == visit_id]
    rows.sort(key=_order)
    return tuple(rows)


def _order(row: NextStep) -> tuple[object, ...]:
    return row.done_on is not None, row.due is None, order_of(row.due), row.position


def _at(case: Case, reference: str | None) -> str | None:
    visit = by_reference(case, Appointment, reference)
    return visit.id if visit else None


def add_visit(session: Session, on: PartialDate | None) -> Changes:
    """Add a visit of which only the day is known.

    Raises:
        CasebookError: no day is given; nothing was changed.
    """
    if on is None:
        raise CasebookError(WHICH_DAY)
    today = PartialDate.of(session.as_of())
    visit = Appointment(id=new_id(), date=on, noted_by=author_here() or None, noted_on=today)
    return session.run(f"add appointment, {on.words()}", [Insert(visit)])


def add_decision(session: Session, visit_id: str, words: str) -> Changes:
    """Note what was decided at a visit.

    Raises:
        CasebookError: nothing was written, or the visit is gone; nothing was changed.
    """
    visit = _visit(session, visit_id)
    if not words.strip():
        raise CasebookError(WHICH_DECISION)
    today = PartialDate.of(session.as_of())
    row = Decision(
        id=new_id(),
        date=visit.date or today,
        decision=words.strip(),
        appointment_id=visit.id,
        noted_by=author_here() or None,
        noted_on=today,
    )
    return session.run("add a decision", [Insert(row)])


def add_next_step(
    session: Session, visit_id: str, words: str, owner: str = "", due: PartialDate | None = None
) -> Changes:
    """Note who does what by when.

    Raises:
        CasebookError: nothing was written, or the visit is gone; nothing was changed.
    """
    visit = _visit(session, visit_id)
    if not words.strip():
        raise CasebookError(WHICH_STEP)
    row = NextStep(
        id=new_id(),
        text=words.strip(),
        owner=owner.strip() or None,
        due=due,
        appointment_id=visit.id,
        noted_by=author_here() or None,
        noted_on=PartialDate.of(session.as_of()),
    )
    return session.run("add a next step", [Insert(row)])


def set_step_done(session: Session, step_id: str, done: bool) -> Changes:
    """Note that a next step is done, today, or that it is not; raises `CasebookError`."""
    row = session.case.get(NextStep, step_id)
    if row is None:
        raise CasebookError(GONE)
    on = PartialDate.of(session.as_of()) if done else None
    name = "mark a next step as done" if done else "mark a next step as still to do"
    return session.run(name, [Update(replace(row, done_on=on))])


def set_outcome(session: Session, visit_id: str, words: str) -> Changes:
    """Keep what came of a visit, as it is typed; raises `CasebookError`."""
    visit = _visit(session, visit_id)
    if (visit.outcome or "") == words.strip():
        return Changes(None, "")
    changed = replace(visit, outcome=words.strip() or None)
    return session.run("note what came of the visit", [Update(changed)])


def _visit(session: Session, visit_id: str) -> Appointment:
    visit = session.case.get(Appointment, visit_id)
    if visit is None:
        raise CasebookError(GONE)
    return visit

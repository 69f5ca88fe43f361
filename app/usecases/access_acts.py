"""What a family notes of a step of an access route: an answer, a call. One step of Undo each."""

from app.case.entities import AccessRequest, AccessStep
from app.case.partial_date import PartialDate
from app.casefile import Changes
from app.errors import CasebookError
from app.usecases.access_tracker import StepNews, StepState, mark_step
from app.usecases.access_view import DONE, NOT_STARTED, followed_route
from app.usecases.entries import GONE
from app.usecases.session import Session

WHAT_WAS_SAID = "Please write in a few words what was said. Nothing was changed."
_COMPANY = ("company", "maker", "manufacturer", "sponsor")


def said_yes(session: Session, step_id: str) -> Changes:
    """Note that whoever was asked agreed, today; raises `CasebookError`."""
    row = _step(session, step_id)
    status = "company_agreed" if _is_company(row) else None
    return mark_step(session, step_id, StepNews(DONE, request_status=status))


def said_no(session: Session, step_id: str) -> Changes:
    """Note that whoever was asked did not agree, today.

    The route stays with all its steps: a no of a company leaves other ways to ask for.

    Raises:
        CasebookError: the step is no longer in the case; nothing was changed.
    """
    row = _step(session, step_id)
    today = PartialDate.of(session.as_of())
    note = _with_line(row.note, f"They said no on {today.words()}.")
    status = "company_declined" if _is_company(row) else "stopped"
    return mark_step(session, step_id, StepNews(DONE, note=note, request_status=status))


def log_call(
    session: Session, step_id: str, said: str, with_whom: str = "", on: PartialDate | None = None
) -> Changes:
    """Note a call or message about a step; its state stays as it is.

    Args:
        session: the open case.
        step_id: the step.
        said: what was said.
        with_whom: the person or office.
        on: the day; None for today.

    Raises:
        CasebookError: nothing was said, or the step is gone; nothing was changed.
    """
    row = _step(session, step_id)
    if not said.strip():
        raise CasebookError(WHAT_WAS_SAID)
    day = (on or PartialDate.of(session.as_of())).words()
    head = f"{day}, {with_whom.strip()}" if with_whom.strip() else day
    note = _with_line(row.note, f"{head}: {said.strip()}")
    return mark_step(session, step_id, StepNews(_state(session, row), note=note))


def _with_line(note: str | None, line: str) -> str:
    return f"{note.rstrip()}\n{line}" if note else line


def _is_company(row: AccessStep) -> bool:
    words = f"{row.who or ''} {row.step or ''}".casefold()
    return any(name in words for name in _COMPANY)


def _state(session: Session, row: AccessStep) -> StepState:
    """Return the state of a step; one that came without a state has that of its tick."""
    request = session.case.get(AccessRequest, row.parent_id)
    if request is not None:
        for step in followed_route(session, request).steps:
            if step.step_id == row.id and step.state in ("waiting", "done", "not_needed"):
                return step.state  # type: ignore[return-value]  # one of the three by the test above
    return NOT_STARTED


def _step(session: Session, step_id: str) -> AccessStep:
    row = session.case.get(AccessStep, step_id)
    if row is None:
        raise CasebookError(GONE)
    return row

"""Following a route to a treatment outside a trial, step by step, each act one step of Undo.

Only a doctor can send a request; the family finds, asks, collects and tracks. The program sends
nothing, and it never says whether a request will be granted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.case import codes
from app.case.entities import AccessRequest, AccessStep
from app.case.partial_date import PartialDate
from app.casefile import Changes, Delete, Edit, Insert, Update, new_id
from app.errors import CasebookError
from app.trials.access_routes import Route, RouteId, Step
from app.usecases.access_view import DONE, NOT_NEEDED, NOT_STARTED, WAITING, routes_here
from app.usecases.entries import GONE
from app.usecases.session import Session

StepState = Literal["not_started", "waiting", "done", "not_needed"]

OTHER_COUNTRY = (
    "This route rests on the rules of another country than the one noted for the patient. "
    "Nothing was changed. If the country is not right, change it in the patient's details."
)
WHICH_DRUG = "Please say which medicine or treatment this is about. Nothing was changed."
WHICH_STEP = "Please say in a few words what is to be done. Nothing was changed."


@dataclass(frozen=True, slots=True)
class StepNews:
    """What is new about a step; what is None stays as it was.

    Attributes:
        state: not_started, waiting, done, not_needed.
        holder: who holds the ball now.
        since: since when, or the day it was done; None for today where the state changes.
        due: the day an answer is expected.
        documents: what is at hand for it, all of it.
        note: the family's note.
        request_status: a code of `access_request.status` that this leads to.
    """

    state: StepState
    holder: str | None = None
    since: PartialDate | None = None
    due: PartialDate | None = None
    documents: Sequence[str] | None = None
    note: str | None = None
    request_status: str | None = None


def start_route(
    session: Session,
    route: RouteId,
    drug: str,
    *,
    company: str = "",
    registry_number: str = "",
    on: PartialDate | None = None,
) -> Changes:
    """Begin to follow a route, with the ordered steps of the packaged list.

    Args:
        session: the open case.
        route: one of the routes of the patient's country.
        drug: the treatment it is about.
        company: who makes it.
        registry_number: of the expanded access record.
        on: the day; None for today.

    Raises:
        CasebookError: the route is another country's, or no treatment is named; nothing was
            changed.
    """
    way = _route(session, route)
    if not drug.strip():
        raise CasebookError(WHICH_DRUG)
    request = AccessRequest(
        id=new_id(),
        pathway=route.value,
        drug=drug.strip(),
        company=company.strip() or None,
        registry_number=registry_number.strip() or None,
        status="idea",
        started_on=on or PartialDate.of(session.as_of()),
    )
    steps = [Insert(_row(step, request.id)) for step in way.steps]
    return session.run(f"start {way.name} for {request.drug}", [Insert(request), *steps])


def _route(session: Session, wanted: RouteId) -> Route:
    for way in routes_here(session).routes:
        if way.id == wanted:
            return way
    raise CasebookError(OTHER_COUNTRY)


def _row(step: Step, request_id: str) -> AccessStep:
    return AccessStep(
        id=new_id(),
        parent_id=request_id,
        step_no=step.number,
        step=step.text,
        who=step.who,
        done=False,
        state=NOT_STARTED,
    )


def mark_step(session: Session, step_id: str, news: StepNews) -> Changes:
    """Note how a step stands, and what that means for the request where it is said, as one step.

    Raises:
        CasebookError: the step is no longer in the case; nothing was changed.
    """
    row = _step(session, step_id)
    edits: list[Edit] = [Update(_marked(row, news, PartialDate.of(session.as_of())))]
    request = session.case.get(AccessRequest, row.parent_id)
    if news.request_status is not None and request is not None:
        edits.append(Update(replace(request, status=news.request_status)))
    label = codes.label("step.state", news.state).lower()
    return session.run(f"mark step “{_short(row.step)}” as {label}", edits)


def _marked(row: AccessStep, news: StepNews, today: PartialDate) -> AccessStep:
    changed = news.state != row.state
    since = news.since or (today if changed else row.date)
    due = news.due or (None if changed else row.due)
    return replace(
        row,
        state=news.state,
        done=news.state == DONE,
        date=None if news.state == NOT_STARTED else since,
        due=None if news.state in (DONE, NOT_NEEDED) else due,
        who=row.who if news.holder is None else news.holder.strip() or None,
        documents=row.documents if news.documents is None else tuple(news.documents) or None,
        note=row.note if news.note is None else news.note.strip() or None,
    )


def wait_for(
    session: Session,
    step_id: str,
    holder: str,
    *,
    since: PartialDate | None = None,
    due: PartialDate | None = None,
) -> Changes:
    """Note who holds the ball, since when, and when an answer is due; raises `CasebookError`."""
    return mark_step(session, step_id, StepNews(WAITING, holder=holder, since=since, due=due))


def step_done(
    session: Session, step_id: str, *, on: PartialDate | None = None, note: str | None = None
) -> Changes:
    """Note that a step is done; raises `CasebookError`."""
    return mark_step(session, step_id, StepNews(DONE, since=on, note=note))


def add_step(session: Session, request_id: str, text: str, who: str = "") -> Changes:
    """Add a step of the family's own at the end of a route.

    Raises:
        CasebookError: the route is no longer in the case, or nothing is said; nothing was changed.
    """
    request = _request(session, request_id)
    if not text.strip():
        raise CasebookError(WHICH_STEP)
    row = AccessStep(
        id=new_id(),
        parent_id=request.id,
        step_no=len(session.case.parts(AccessStep, request)) + 1,
        step=text.strip(),
        who=who.strip() or None,
        done=False,
        state=NOT_STARTED,
    )
    return session.run(
        f"add a step to the request for {request.drug or 'a treatment'}", [Insert(row)]
    )


def set_status(session: Session, request_id: str, status: str, note: str | None = None) -> Changes:
    """Note where a request stands as a whole.

    Args:
        session: the open case.
        request_id: its row.
        status: a code of `access_request.status`.
        note: the family's note; None leaves it as it was.

    Raises:
        CasebookError: it is no longer in the case; nothing was changed.
    """
    request = _request(session, request_id)
    kept = request.note if note is None else note.strip() or None
    label = codes.label("access_request.status", status)
    return session.run(
        f"set the request for {request.drug or 'a treatment'} to {label}",
        [Update(replace(request, status=status, note=kept))],
    )


def remove_route(session: Session, request_id: str) -> Changes:
    """Remove a route with its steps; raises `CasebookError`."""
    request = _request(session, request_id)
    return session.run(
        f"delete the request for {request.drug or 'a treatment'}",
        [Delete(AccessRequest.spec.table, request.id)],
    )


def _request(session: Session, request_id: str) -> AccessRequest:
    request = session.case.get(AccessRequest, request_id)
    if request is None:
        raise CasebookError(GONE)
    return request


def _step(session: Session, step_id: str) -> AccessStep:
    row = session.case.get(AccessStep, step_id)
    if row is None:
        raise CasebookError(GONE)
    return row


def _short(text: str | None) -> str:
    words = text or "without words"
    return words if len(words) <= 50 else f"{words[:50].rsplit(' ', 1)[0]} …"

"""How far each access route has come: its steps, who holds the ball, since when, what is next."""

import datetime
from dataclasses import dataclass
from typing import Final

from app.case import codes
from app.case.entities import AccessRequest, AccessStep
from app.case.facts.wording import days, lower_first
from app.case.partial_date import DayRange, PartialDate
from app.trials.access_routes import Route, RouteId, RoutesForCountry, Step, route, routes_for
from app.usecases.session import Session

NOT_STARTED: Final = "not_started"
WAITING: Final = "waiting"
DONE: Final = "done"
NOT_NEEDED: Final = "not_needed"
_SETTLED = frozenset({DONE, NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class StepOfRequest:
    """One step of a route that the family follows.

    Attributes:
        step_id: its row.
        number: its place, from 1.
        text: what is to be done.
        state: not_started, waiting, done or not_needed.
        holder: who does it or is waited for.
        since: since when they hold it, or when it was done.
        days: how many days that is, None where no day is noted.
        due: the day an answer is expected.
        documents: what is at hand for it, as noted.
        needed: what the packaged list says it needs, empty for a step of the family's own.
        typical_time: as the list's source gives it.
        note: the family's note.
        template: the step of the packaged list, with its source and date; None for one's own.
        words: the state in words: "Waiting 4 days for the company, due by 15 May 2026".
    """

    step_id: str
    number: int
    text: str
    state: str
    holder: str
    since: PartialDate | None
    days: DayRange | None
    due: PartialDate | None
    documents: tuple[str, ...]
    needed: tuple[str, ...]
    typical_time: str
    note: str
    template: Step | None
    words: str

    @property
    def settled(self) -> bool:
        """It is done, or not needed."""
        return self.state in _SETTLED


@dataclass(frozen=True, slots=True)
class FollowedRoute:
    """A route to a treatment that the family follows.

    Attributes:
        request: the row as noted.
        name: the route's name, such as "Right to Try (US)".
        status: where the request stands, in words.
        steps: in their order.
        next: the first step that is not settled, None where all are.
        words: "Step 2 of 10. Waiting 4 days for the company."
    """

    request: AccessRequest
    name: str
    status: str
    steps: tuple[StepOfRequest, ...]
    next: StepOfRequest | None
    words: str

    @property
    def waiting(self) -> tuple[StepOfRequest, ...]:
        """The steps somebody is waited for."""
        return tuple(step for step in self.steps if step.state == WAITING)


def routes_here(session: Session) -> RoutesForCountry:
    """Return the routes of the country where the person lives, in the order to ask for them."""
    return routes_for(session.case.patient.country)


def followed_routes(
    session: Session, as_of: datetime.date | None = None
) -> tuple[FollowedRoute, ...]:
    """Return every route the family follows, in their own order."""
    today = session.as_of(as_of)
    return tuple(_followed(session, row, today) for row in session.case.all(AccessRequest))


def followed_route(session: Session, row: AccessRequest) -> FollowedRoute:
    """Return one route as it stands today."""
    return _followed(session, row, session.as_of())


def _followed(session: Session, row: AccessRequest, today: datetime.date) -> FollowedRoute:
    way = route_named(row.pathway)
    rows = session.case.parts(AccessStep, row)
    steps = tuple(_step(each, place, way, today) for place, each in enumerate(rows, 1))
    following = next((step for step in steps if not step.settled), None)
    status = codes.label("access_request.status", row.status) if row.status else "Not noted yet"
    name = way.name if way else (row.pathway or "Route without a name").replace("_", " ")
    return FollowedRoute(row, name, status, steps, following, _where(steps, following))


def route_named(pathway: str | None) -> Route | None:
    """Return the route of a code, None where the packaged list has no such route."""
    known = [each for each in RouteId if each.value == pathway]
    return route(known[0]) if known else None


def _step(row: AccessStep, place: int, way: Route | None, today: datetime.date) -> StepOfRequest:
    template = _template(row, way)
    state = row.state or (DONE if row.done else NOT_STARTED)
    waited = row.date.days_until(today) if row.date else None
    return StepOfRequest(
        step_id=row.id,
        number=place,
        text=row.step or "Step without words",
        state=state,
        holder=row.who or "",
        since=row.date,
        days=waited,
        due=row.due,
        documents=row.documents or (),
        needed=template.documents if template else (),
        typical_time=template.typical_time if template else "",
        note=row.note or "",
        template=template,
        words=_words(row, state, waited),
    )


def _template(row: AccessStep, way: Route | None) -> Step | None:
    """Return the step of the list that a row was made from; its words tell, not its number."""
    if way is None:
        return None
    return next((step for step in way.steps if step.text == row.step), None)


def _words(row: AccessStep, state: str, waited: DayRange | None) -> str:
    if state == DONE:
        return f"Done {row.date.words()}" if row.date else "Done"
    if state == WAITING:
        due = f", due by {row.due.words()}" if row.due else ""
        return f"Waiting{_how_long(waited)}{_for(row.who)}{due}"
    due = f", by {row.due.words()}" if row.due else ""
    return f"{codes.label('step.state', state)}{due}"


def _how_long(waited: DayRange | None) -> str:
    if waited is None or waited.low < 0:
        return ""
    return " since today" if waited.exact == 0 else f" {days(waited)}"


def _for(holder: str | None) -> str:
    return f" for {holder}" if holder else ""


def _where(steps: tuple[StepOfRequest, ...], following: StepOfRequest | None) -> str:
    if not steps:
        return "No steps noted yet."
    if following is None:
        return f"All {len(steps)} steps are settled."
    said = following.words if following.state == WAITING else f"Next: {lower_first(following.text)}"
    return f"Step {following.number} of {len(steps)}. {said}."

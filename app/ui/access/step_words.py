"""How a step of a route is said: its state at the right, what is known of it below."""

import datetime
from collections.abc import Iterator

from app.ui.words import near_day, translate
from app.usecases.access_view import DONE, NOT_NEEDED, WAITING, FollowedRoute, StepOfRequest


def state_words(step: StepOfRequest, as_of: datetime.date, *, current: bool) -> str:
    """Return "Done 5 May 2026", "Waiting, due by 15 May", "Next" or "To do"."""
    if step.state == DONE:
        if step.since is None:
            return translate("Access", "Done")
        return translate("Access", "Done {date}").format(date=step.since.words())
    if step.state == NOT_NEEDED:
        return translate("Access", "Not needed")
    due = near_day(step.due, as_of) if step.due else ""
    if step.state == WAITING:
        said = translate("Access", "Waiting, due by {date}" if due else "Waiting")
        return said.format(date=due)
    if due:
        return translate("Access", "To do by {date}").format(date=due)
    return translate("Access", "Next") if current else translate("Access", "To do")


def detail_words(step: StepOfRequest, as_of: datetime.date, *, current: bool) -> list[str]:
    """Return the lines below a step: since when, what was noted, what it needs."""
    return list(_details(step, as_of, current=current))


def _details(step: StepOfRequest, as_of: datetime.date, *, current: bool) -> Iterator[str]:
    if step.state == WAITING:
        yield _waiting(step, as_of)
    if step.note:
        yield step.note
    if step.documents:
        yield translate("Access", "At hand: {what}").format(what=", ".join(step.documents))
    if step.settled:
        return
    if current and step.needed:
        yield translate("Access", "Needs: {what}").format(what=", ".join(step.needed))
    if current and step.typical_time:
        yield translate("Access", "Usual time: {time}").format(time=step.typical_time)


def _waiting(step: StepOfRequest, as_of: datetime.date) -> str:
    exact = step.days.exact if step.days else None
    since = near_day(step.since, as_of) if step.since else ""
    if exact is not None and exact > 0:
        waiting = translate("Access", "Waiting %n days for an answer", "", exact)
        said = translate("Access", "{waiting}, since {date}")
        return said.format(waiting=waiting, date=since)
    if since:
        return translate("Access", "Waiting since {date}").format(date=since)
    return translate("Access", "Waiting for an answer")


def route_place(route: FollowedRoute) -> str:
    """Return "Step 2 of 9.", "" without steps."""
    if not route.steps:
        return translate("Access", "No steps noted yet.")
    if route.next is None:
        return translate("Access", "All steps are settled.")
    if route.next.number == 1 and route.next.state not in (WAITING, DONE):
        return translate("Access", "Not started.")
    said = translate("Access", "Step {number} of {count}.")
    return said.format(number=route.next.number, count=len(route.steps))


def route_next(route: FollowedRoute) -> str:
    """Return what comes next on a route, or who is waited for."""
    step = route.next
    if step is None:
        return route.status
    if step.state == WAITING:
        exact = step.days.exact if step.days else None
        who = step.holder
        if who and exact:
            said = translate("Access", "Waiting for {who}, day {number}.")
            return said.format(who=who, number=exact)
        if who:
            return translate("Access", "Waiting for {who}.").format(who=who)
        return translate("Access", "Waiting for an answer.")
    return step.text

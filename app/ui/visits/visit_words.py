"""How visits, questions and their origins are said in a few words."""

from datetime import date

from app.case import codes
from app.case.case import Case
from app.case.entities import Appointment, Question
from app.case.facts.records import by_reference
from app.case.partial_date import PartialDate
from app.ui.access.route_words import short_route_name
from app.ui.words import days_from_now, near_day, short_day, translate, weekday_name, weekday_short
from app.usecases.visits_origin import Origin
from app.usecases.visits_questions import ANSWERED, ASKED, DROPPED, Asked, follow_up


def clock_words(time: str | None) -> str:
    """Return "9:00" for "09:00"."""
    return (time or "").removeprefix("0")


def visit_name(visit: Appointment) -> str:
    """Return what a visit is called: its purpose, its kind, or with whom it is."""
    if visit.purpose:
        return visit.purpose
    if visit.type:
        return codes.label("appointment.type", visit.type)
    return visit.with_whom or translate("Visits", "Appointment")


def visit_heading(visit: Appointment) -> str:
    """Return "Thursday 14 May 2026, 10:30"."""
    if visit.date is None:
        return translate("Visits", "Day not noted")
    exact = visit.date.exact
    day = visit.date.words()
    if exact is not None:
        said = translate("Visits", "{weekday} {date}")
        day = said.format(weekday=weekday_name(exact), date=day)
    if not visit.time:
        return day
    return translate("Visits", "{day}, {time}").format(day=day, time=clock_words(visit.time))


def visit_lead(visit: Appointment, as_of: date) -> tuple[str, ...]:
    """Return the short lines in front of a visit in the list: day, and hour or year."""
    if visit.date is None:
        return (translate("Visits", "No day"),)
    exact, this_year = visit.date.exact, visit.date.year == as_of.year
    if exact is None:
        return (short_day(visit.date),)
    bare = short_day(PartialDate.of(exact)).rpartition(" ")[0]
    day = translate("Visits", "{weekday} {date}").format(weekday=weekday_short(exact), date=bare)
    below = clock_words(visit.time) if this_year else str(exact.year)
    return (day, below) if below else (day,)


def answered_words(asked: Asked) -> str:
    """Return "1 of 5 answered", "" without questions."""
    needed = asked.every - asked.dropped
    if not needed:
        return ""
    said = translate("Visits", "{answered} of {count} answered")
    return said.format(answered=asked.answered, count=needed)


def ahead_words(visit: Appointment, as_of: date) -> str:
    """Return "Today", "Tomorrow" or "In 9 days" for a visit of a known day ahead."""
    exact = visit.date.exact if visit.date else None
    if exact is None or exact < as_of:
        return ""
    return days_from_now((exact - as_of).days)


def again_words(visit: Appointment | None, as_of: date) -> str:
    """Return the choice to ask again at a visit, or at the next one whenever it is."""
    if visit is None or visit.date is None:
        return translate("Visits", "Ask again at the next visit")
    said = translate("Visits", "Ask again on {date}")
    return said.format(date=near_day(visit.date, as_of))


def state_words(case: Case, row: Question, as_of: date) -> tuple[str, str]:
    """Return icon and words for what became of a question; two empty texts while it is open."""
    if row.status == ANSWERED:
        return "check", translate("Visits", "Answered")
    if row.status == DROPPED:
        return "minus", translate("Visits", "No longer needed")
    if row.status == ASKED:
        later = follow_up(case, row)
        visit = by_reference(case, Appointment, later.for_appointment_id) if later else None
        return "calendar-clock", again_words(visit, as_of)
    return "", ""


def origin_words(origin: Origin, as_of: date) -> str:
    """Return where a question comes from: "XT-107", "Expanded access, step 2", "Added by Dan"."""
    if origin.kind == "trial":
        return origin.name
    if origin.kind == "access":
        name = short_route_name(origin.name)
        if origin.step is None:
            return name
        said = translate("Visits", "{route}, step {number}")
        return said.format(route=name, number=origin.step)
    day = near_day(origin.on, as_of) if origin.on else ""
    if origin.name and day:
        said = translate("Visits", "Added by {name}, {date}")
    elif origin.name:
        said = translate("Visits", "Added by {name}")
    else:
        said = translate("Visits", "Added {date}")
    return said.format(name=origin.name, date=day)


ORIGIN_ICONS = {"trial": "search-check", "access": "signpost", "person": "user"}

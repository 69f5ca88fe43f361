"""The list beside a visit: coming up, past, and what is kept for all visits together."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.case.case import Case
from app.case.entities import Appointment, Decision, NextStep, Note, Question
from app.case.facts.records import order_of
from app.case.facts.visits import is_ahead
from app.ui.choosing.choice import Bit, Choice, Heading, Row
from app.ui.visits.visit_words import ahead_words, answered_words, visit_lead, visit_name
from app.ui.words import translate
from app.usecases.visits_questions import NO_VISIT, Asked

LISTS = ("question", "decision", "next_step", "note", "appointment")
LOOSE = "loose"
"""Key of the questions of no visit."""

NO_VISITS = "none"
"""Key of the place where the first visit is asked for."""

_KINDS = {
    "question": Question,
    "decision": Decision,
    "next_step": NextStep,
    "note": Note,
    "appointment": Appointment,
}

Counts = Mapping[str, Asked]


def visit_rows(case: Case, asked: Counts, as_of: date) -> list[Row]:
    """Return the rows of the list.

    Args:
        case: the case.
        asked: how many questions each visit has.
        as_of: the day that counts as today.
    """
    return [*_coming(case, asked, as_of), *_past(case, asked, as_of), *_kept(case, asked)]


def coming_up(case: Case, as_of: date) -> list[Appointment]:
    """Return the visits ahead, the next one first; one without a day comes last."""
    rows = [v for v in case.all(Appointment) if v.date is None or is_ahead(v, as_of)]
    rows.sort(key=lambda v: (v.date is None, order_of(v.date), v.time or "", v.position))
    return rows


def _coming(case: Case, asked: Counts, as_of: date) -> Iterator[Row]:
    rows = coming_up(case, as_of)
    yield Heading(translate("Visits", "Coming up"))
    if not case.all(Appointment):
        yield Choice(NO_VISITS, translate("Visits", "No visit noted yet"))
    for visit in rows:
        said = answered_words(asked.get(visit.id, Asked()))
        when = ahead_words(visit, as_of)
        line = _both(when, said) if said else _both(visit.with_whom or "", visit.place or "")
        yield _choice(visit, line, as_of)


def _past(case: Case, asked: Counts, as_of: date) -> Iterator[Row]:
    rows = [v for v in case.all(Appointment) if v.date is not None and not is_ahead(v, as_of)]
    if not rows:
        return
    rows.sort(key=lambda v: (order_of(v.date), v.time or "", v.position), reverse=True)
    yield Heading(translate("Visits", "Past"))
    for visit in rows:
        line = (
            visit.outcome or answered_words(asked.get(visit.id, Asked())) or visit.with_whom or ""
        )
        yield _choice(visit, line, as_of, quiet=True)


def _choice(visit: Appointment, line: str, as_of: date, *, quiet: bool = False) -> Choice:
    lines = ((Bit(" ".join(line.split())),),) if line else ()
    return Choice(visit.id, visit_name(visit), lines, visit_lead(visit, as_of), quiet=quiet)


def _kept(case: Case, asked: Counts) -> Iterator[Row]:
    yield Heading(translate("Visits", "For all visits"))
    loose = asked.get(NO_VISIT, Asked()).open
    if NO_VISIT in asked:
        words = translate("Visits", "Questions for no visit yet")
        line = translate("Visits", "%n open questions", "", loose)
        yield Choice(LOOSE, words, ((Bit(line),),) if loose else ())
    for table, words in list_names().items():
        count = len(case.all(_KINDS[table]))
        line = translate("Visits", "%n entries", "", count)
        yield Choice(table, words, ((Bit(line if count else ""),),) if count else (), quiet=True)


def list_names() -> dict[str, str]:
    """Return what the lists of the page are called."""
    return {
        "question": translate("Visits", "All questions"),
        "decision": translate("Visits", "Decisions"),
        "next_step": translate("Visits", "Next steps"),
        "note": translate("Visits", "Notes"),
        "appointment": translate("Visits", "All appointments, as a table"),
    }


def _both(first: str, second: str) -> str:
    if first and second:
        return translate("Visits", "{first}, {second}").format(first=first, second=second)
    return first or second

"""Where a question comes from: a saved trial, an access step, a person who noted it."""

from dataclasses import dataclass
from typing import Literal

from app.case.case import Case
from app.case.entities import AccessRequest, Question, SavedTrial
from app.case.partial_date import PartialDate
from app.usecases.access_view import followed_route
from app.usecases.session import Session

_ACCESS = ("expanded_access", "right_to_try", "off_label", "access")
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a question comes from.

    Attributes:
        kind: a saved trial, a step of an access route, or a person.
        name: how the question names the trial, the code of the route, or who noted it; ""
            where nobody is noted.
        step: number of the step an access route has come to, None for the others.
        table, row_id: what to open, "" where there is nothing to open.
        on: the day it was written down.
    """

    kind: Literal["trial", "access", "person"]
    name: str
    step: int | None = None
    table: str = ""
    row_id: str = ""
    on: PartialDate | None = None


def origin_of(session: Session, question: Question) -> Origin | None:
    """Return where a question comes from, None where nothing is known about it.

    A trial or a request counts only where the question names it, or where it can be no other.
    """
    found = _trial(session.case, question) or _access(session, question)
    if found is not None:
        return found
    who, on = question.noted_by or "", question.created
    return Origin("person", who, on=on) if who or on else None


def _trial(case: Case, question: Question) -> Origin | None:
    said = f"{question.text or ''} {question.source_note or ''}".casefold()
    trials = case.all(SavedTrial)
    named = [(row, word) for row in trials if (word := _named_by(row, said))]
    if not named and question.category == "trial" and len(trials) == 1:
        named = [(trials[0], trials[0].short_name or trials[0].nct_id or "")]
    if len(named) != 1:
        return None
    row, name = named[0]
    return Origin("trial", name, table="saved_trial", row_id=row.id, on=question.created)


def _named_by(row: SavedTrial, said: str) -> str:
    """Return the shortest name of a trial that was said, "" where none was."""
    found = [name for name in _names(row) if name.casefold() in said]
    return min(found, key=len, default="")


def _names(row: SavedTrial) -> list[str]:
    """Return what a trial is called by: its number, its name, a code such as "XT-107" in it."""
    words = (row.short_name or "").replace("(", " ").replace(")", " ").split()
    codes = [word.strip(",.;:") for word in words if any(c.isdigit() for c in word)]
    every = [row.nct_id or "", row.short_name or "", *codes]
    return [name for name in every if len(name) > _FEWEST_LETTERS]


def _access(session: Session, question: Question) -> Origin | None:
    said = (question.text or "").casefold()
    rows = session.case.all(AccessRequest)
    if question.category not in _ACCESS and not any(w.replace("_", " ") in said for w in _ACCESS):
        return None
    named = [row for row in rows if row.drug and row.drug.split()[0].casefold() in said]
    found = named or list(rows)
    if len(found) != 1:
        return None
    route = followed_route(session, found[0])
    step = route.next.number if route.next else None
    return Origin(
        "access",
        found[0].pathway or route.name,
        step,
        "access_request",
        found[0].id,
        question.created,
    )

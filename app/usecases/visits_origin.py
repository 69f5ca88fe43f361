"""Where a question comes from: a saved trial, an access step, a person who noted it."""

import re
from dataclasses import dataclass
from typing import Literal

from app.case.entities import AccessRequest, Question, SavedTrial
from app.case.partial_date import PartialDate
from app.usecases.access_view import followed_route
from app.usecases.session import Session

_ACCESS = ("expanded_access", "right_to_try", "off_label", "access")
_EXPANDED = ("single_patient_nonemergency", "single_patient_emergency", "intermediate_size")
_ROUTES = {
    "expanded_access": (*_EXPANDED, "treatment_ind"),
    "right_to_try": ("right_to_try",),
    "off_label": ("off_label",),
}
"""The routes (`pathways.csv`) that a question of a category can be about."""

_FEWEST_LETTERS = 3
# A company's or a group's code, such as XT-107 or AALL-1731; a marker such as CD22 has no hyphen.
_CODE = re.compile(r"(?<![\w/-])[A-Za-z]{2,6}-\d{2,}[A-Za-z]?(?![\w/-])")


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


class Origins:
    """Tells where questions come from; the names of the trials are looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._trials = tuple(session.case.all(SavedTrial))
        self._names = [(row, _names(row)) for row in self._trials]

    def of(self, question: Question) -> Origin | None:
        """Return where a question comes from, None where nothing is known about it.

        A trial or a request counts only where the question names it, or where it can be no other.
        """
        found = self._trial(question) or _access(self._session, question)
        if found is not None:
            return found
        who, on = question.noted_by or "", question.created
        return Origin("person", who, on=on) if who or on else None

    def _trial(self, question: Question) -> Origin | None:
        said = f"{question.text or ''} {question.source_note or ''}".casefold()
        named = [(row, name) for row, names in self._names if (name := _said(names, said))]
        if not named and question.category == "trial" and len(self._trials) == 1:
            only = self._trials[0]
            named = [(only, only.short_name or only.nct_id or "")]
        if len(named) != 1:
            return None
        row, name = named[0]
        return Origin("trial", name, table="saved_trial", row_id=row.id, on=question.created)


def origin_of(session: Session, question: Question) -> Origin | None:
    """Return where one question comes from; see `Origins.of`."""
    return Origins(session).of(question)


def _said(names: list[tuple[str, str]], said: str) -> str:
    """Return the shortest name of a trial that was said, "" where none was."""
    return min((name for name, folded in names if folded in said), key=len, default="")


def _names(row: SavedTrial) -> list[tuple[str, str]]:
    """Return a trial's number, its name, and a code such as "XT-107" in it; each folded too."""
    every = [row.nct_id or "", row.short_name or "", *_CODE.findall(row.short_name or "")]
    return [(name, name.casefold()) for name in every if len(name) > _FEWEST_LETTERS]


def _access(session: Session, question: Question) -> Origin | None:
    said = (question.text or "").casefold()
    kinds = [w for w in _ACCESS if w == question.category or w.replace("_", " ") in said]
    if not kinds:
        return None
    every = session.case.all(AccessRequest)
    mine = {route for kind in kinds for route in _ROUTES.get(kind, ())}
    rows = [row for row in every if row.pathway in mine] or list(every)
    named = [row for row in rows if row.drug and row.drug.split()[0].casefold() in said]
    found = named or rows
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

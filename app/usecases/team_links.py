"""Which trial, access step or visit a person of the care team belongs to, by their name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.case.case import Case
from app.case.entities import (
    AccessRequest,
    AccessStep,
    Appointment,
    CarePerson,
    SavedTrial,
    TrialContact,
)
from app.case.facts.records import order_of
from app.case.partial_date import PartialDate

_NOT_NAMES = frozenset(
    "dr prof professor mr mrs ms miss nurse doctor pharmacist rn md phd np pa do bsn".split()
)
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Belonging:
    """Where a person is named.

    Attributes:
        kind: a saved trial, a step of an access route, a visit.
        words: the trial's name, the step, what the visit is for.
        table, row_id: what to open.
        on: the day of it, where it has one.
        number: of the step.
    """

    kind: Literal["trial", "step", "visit"]
    words: str
    table: str
    row_id: str
    on: PartialDate | None = None
    number: int | None = None


def belongings(case: Case, person: CarePerson) -> tuple[Belonging, ...]:
    """Return where a person is named: trials, access steps, then visits, the newest first.

    The family name has to stand there as a whole word; where two people of the team share it, the
    whole name has to.
    """
    wanted = _telling_name(case, person)
    if wanted is None:
        return ()
    return (*_trials(case, wanted), *_steps(case, wanted), *_visits(case, wanted))


def _telling_name(case: Case, person: CarePerson) -> re.Pattern[str] | None:
    names = _names(person)
    if not names:
        return None
    last = names[-1]
    others = [row for row in case.all(CarePerson) if row.id != person.id]
    shared = any(last in _names(row) for row in others)
    told = r"\W+(?:\w\W+)?".join(map(re.escape, names)) if shared else re.escape(last)
    return re.compile(rf"(?<!\w){told}(?!\w)", re.IGNORECASE)


def _names(person: CarePerson) -> list[str]:
    whole = (person.name or "").partition(",")[0]
    words = re.findall(r"[^\W\d_](?:[\w'’-]*\w)?", whole.casefold())
    return [word for word in words if word not in _NOT_NAMES and len(word) >= _FEWEST_LETTERS]


def _trials(case: Case, wanted: re.Pattern[str]) -> Iterator[Belonging]:
    for row in case.all(SavedTrial):
        said = [row.notes, row.site_distance_note, row.why_saved]
        contacts = case.parts(TrialContact, row)
        said += [contact.with_whom for contact in contacts]
        if _named(wanted, *said):
            name = row.short_name or row.nct_id or ""
            yield Belonging("trial", name, "saved_trial", row.id, row.saved_on)


def _steps(case: Case, wanted: re.Pattern[str]) -> Iterator[Belonging]:
    for request in case.all(AccessRequest):
        for number, step in enumerate(case.parts(AccessStep, request), 1):
            if _named(wanted, step.who, step.step):
                yield Belonging(
                    "step", step.step or "", "access_request", request.id, step.date, number
                )


def _visits(case: Case, wanted: re.Pattern[str]) -> Iterator[Belonging]:
    rows = [row for row in case.all(Appointment) if _named(wanted, row.with_whom)]
    rows.sort(key=lambda row: order_of(row.date), reverse=True)
    for row in rows:
        yield Belonging("visit", row.purpose or "", "appointment", row.id, row.date)


def _named(wanted: re.Pattern[str], *texts: str | None) -> bool:
    return any(text is not None and wanted.search(text) for text in texts)

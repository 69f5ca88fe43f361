"""Two names or two days of one diagnosis, and an age that does not go with the birth date."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from app.case import vocabulary
from app.case.case import Case
from app.case.entities import Diagnosis, StatusEvent
from app.case.facts.person import age
from app.case.facts.records import evidence, may_have_been, newest_first
from app.case.facts.values.conflict import Conflict
from app.case.partial_date import PartialDate

_ONE_WORKUP_DAYS = 92
_TWO_DISEASES = ("second_cancer", "transformation")


def diagnosis_conflicts(case: Case, as_of: date) -> Iterator[Conflict]:
    """Yield what cannot all be right about the diagnosis."""
    rows = list(reversed(newest_first(case, Diagnosis, as_of)))
    for row in rows:
        yield from _code_and_name(case, row)
        yield from _age(case, row)
    if not _several_diseases(case, as_of):
        for one, other in combinations(rows, 2):
            yield from _pair(case, one, other)
    yield from _day_of_event(case, as_of, rows)


def _several_diseases(case: Case, as_of: date) -> bool:
    return any(
        event.type in _TWO_DISEASES and may_have_been(event.date, as_of)
        for event in case.all(StatusEvent)
    )


def _dx_id(row: Diagnosis) -> str | None:
    if row.dx_id and vocabulary.diagnoses().get(row.dx_id):
        return row.dx_id
    found = vocabulary.diagnoses().find(row.name_on_report or "")
    return found.id if found else None


def _related(one: str, other: str) -> bool:
    return vocabulary.diagnosis_is_a(one, other) or vocabulary.diagnosis_is_a(other, one)


def _name(row: Diagnosis) -> str:
    term = vocabulary.diagnoses().get(row.dx_id or "")
    return row.name_on_report or (term.name if term else row.dx_id) or "Not named"


def _code_and_name(case: Case, row: Diagnosis) -> Iterator[Conflict]:
    listed = vocabulary.diagnoses().get(row.dx_id or "")
    printed = vocabulary.diagnoses().find(row.name_on_report or "")
    if listed and printed and not _related(listed.id, printed.id):
        yield Conflict(
            what="diagnosis",
            subject=listed.id,
            entries=(evidence(case, row, _name(row)),),
            sentence=f"The diagnosis is noted as {listed.name}, the report says {printed.name}.",
            question=f"Which diagnosis is right: {listed.name} or {printed.name}?",
        )


def _pair(case: Case, one: Diagnosis, other: Diagnosis) -> Iterator[Conflict]:
    if not _one_workup(one.date, other.date):
        return
    first, second = _dx_id(one), _dx_id(other)
    if first and second:
        if not _related(first, second):
            yield _two_names(case, one, other)
        elif first == second and _apart(one.date, other.date):
            yield _two_days(case, one, other)
    elif _name(one).casefold() != _name(other).casefold() and one.date == other.date:
        yield _two_names(case, one, other)


def _one_workup(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two diagnoses may be of one illness: within about three months of each other."""
    if one is None or other is None:
        return True
    days = one.days_until(other)
    return days.low <= _ONE_WORKUP_DAYS and days.high >= -_ONE_WORKUP_DAYS


def _apart(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None:
        return False
    return one.latest < other.earliest or other.latest < one.earliest


def _two_names(case: Case, one: Diagnosis, other: Diagnosis) -> Conflict:
    return Conflict(
        what="diagnosis",
        subject=_dx_id(one) or "",
        entries=tuple(evidence(case, row, _name(row)) for row in (one, other)),
        sentence=f"Two diagnoses are noted: {_name(one)} and {_name(other)}.",
        question=f"Which diagnosis is right: {_name(one)} or {_name(other)}?",
    )


def _two_days(case: Case, one: Diagnosis, other: Diagnosis) -> Conflict:
    days = [row.date.words() for row in (one, other) if row.date]
    return Conflict(
        what="diagnosis_date",
        subject=_dx_id(one) or "",
        entries=tuple(evidence(case, row, _name(row)) for row in (one, other)),
        sentence=f"{_name(one)} is noted with two days: {' and '.join(days)}.",
        question=f"Which day is right for the diagnosis: {' or '.join(days)}?",
    )


def _day_of_event(case: Case, as_of: date, rows: list[Diagnosis]) -> Iterator[Conflict]:
    """Yield a diagnosis whose event in the course has another day; only of a single one."""
    events = [
        event
        for event in case.all(StatusEvent)
        if event.type == "diagnosis" and may_have_been(event.date, as_of)
    ]
    if len(rows) != 1 or len(events) != 1:
        return
    row, event = rows[0], events[0]
    if row.date and event.date and _apart(row.date, event.date):
        days = (row.date.words(), event.date.words())
        yield Conflict(
            what="diagnosis_date",
            subject=_dx_id(row) or "",
            entries=(evidence(case, row, _name(row)), evidence(case, event, "Diagnosis")),
            sentence=f"The diagnosis is noted on {days[0]}, its event on {days[1]}.",
            question=f"Which day is right for the diagnosis: {days[0]} or {days[1]}?",
        )


def _age(case: Case, row: Diagnosis) -> Iterator[Conflict]:
    birth = case.patient.birth_date
    noted = row.age_at_diagnosis
    if birth is None or row.date is None:
        return
    then = age(case, row.date)
    if then is not None and (noted is None or then.years.low <= noted <= then.years.high):
        return
    told = (
        f"The age at diagnosis is noted as {noted}, the birth date gives {then.words}."
        if then is not None
        else f"The diagnosis ({row.date.words()}) is noted before the birth ({birth.words()})."
    )
    yield Conflict(
        what="age",
        subject="",
        entries=(
            evidence(case, case.patient, f"Born {birth.words()}", birth),
            evidence(case, row, _name(row)),
        ),
        sentence=told,
        question="Which is right: the birth date, the day of diagnosis or the age noted then?",
    )

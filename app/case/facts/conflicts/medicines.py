"""Medicine rows that disagree with themselves or with each other."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from app.case.case import Case
from app.case.entities import Medication
from app.case.facts.drug_identity import drug_named, way_of
from app.case.facts.medicines import is_taken
from app.case.facts.records import evidence
from app.case.facts.values.conflict import Conflict
from app.case.facts.wording import upper_first


def medicine_conflicts(case: Case, as_of: date) -> Iterator[Conflict]:
    """Yield medicines noted as taken with a last day behind, and two doses of one medicine."""
    rows = [row for row in case.all(Medication) if row.name and row.name.strip()]
    for row in rows:
        if row.status in ("active", "as_needed") and row.stop and row.stop.latest < as_of:
            yield _taken_and_stopped(case, row)
    taken = [row for row in rows if is_taken(row, as_of)]
    for one, other in combinations(taken, 2):
        if _two_doses(one, other):
            yield _doses(case, one, other)


def _taken_and_stopped(case: Case, row: Medication) -> Conflict:
    stop = row.stop.words() if row.stop else ""
    return Conflict(
        what="medicine",
        subject=drug_named(row.name or "").key,
        entries=(evidence(case, row, f"{row.name}: taking now, last taken {stop}", row.stop),),
        sentence=f"{_name(row)} is noted as taken now and as last taken on {stop}.",
        question=f"Is {row.name} still taken?",
    )


def _name(row: Medication) -> str:
    return upper_first(row.name or "")


def _two_doses(one: Medication, other: Medication) -> bool:
    if not one.dose or not other.dose or one.dose.casefold() == other.dose.casefold():
        return False
    if drug_named(one.name or "").key != drug_named(other.name or "").key:
        return False
    if way_of(one.route, one.dose) != way_of(other.route, other.dose):
        return False
    # Two amounts at two times of day are one plan; two amounts for the same time are not.
    times = [(row.frequency or "").casefold().strip() for row in (one, other)]
    return times[0] == times[1] or not all(times)


def _doses(case: Case, one: Medication, other: Medication) -> Conflict:
    entries = tuple(evidence(case, row, f"{row.name} {row.dose}") for row in (one, other))
    return Conflict(
        what="medicine",
        subject=drug_named(one.name or "").key,
        entries=entries,
        sentence=f"{_name(one)} is noted with two doses: {one.dose} and {other.dose}.",
        question=f"Which dose of {one.name} is right: {one.dose} or {other.dose}?",
    )

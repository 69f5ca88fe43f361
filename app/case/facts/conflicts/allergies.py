"""Allergy rows that disagree."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from app.case import codes
from app.case.case import Case
from app.case.entities import Allergy
from app.case.facts.drug_identity import drug_named
from app.case.facts.health import may_be_medicine, says_none_known
from app.case.facts.records import evidence, newest_first
from app.case.facts.values.conflict import Conflict
from app.case.facts.wording import listed, lower_first


def allergy_conflicts(case: Case, as_of: date) -> Iterator[Conflict]:
    """Yield "no known drug allergies" beside an allergy, and two severities of one allergy.

    Tape or food does not disagree with "no known drug allergies".
    """
    rows = [row for row in newest_first(case, Allergy, as_of) if row.substance]
    none_known = [row for row in rows if says_none_known(row)]
    real = [row for row in rows if not says_none_known(row)]
    if none_known:
        against = [row for row in real if _contradicts(row, none_known[0])]
        if against:
            yield _none_and_some(case, none_known[0], against)
    for one, other in combinations(real, 2):
        if _two_severities(one, other):
            yield _severities(case, one, other)


def _contradicts(row: Allergy, none_known: Allergy) -> bool:
    of_drugs = "drug" in (none_known.substance or "").casefold() or (
        (none_known.substance or "").strip().casefold().startswith("nkda")
    )
    return not of_drugs or may_be_medicine(row.substance or "")


def _none_and_some(case: Case, none_known: Allergy, against: list[Allergy]) -> Conflict:
    named = {(row.substance or "").strip().casefold(): row.substance or "" for row in against}
    names = listed(list(named.values()))
    rows = [none_known, *against]
    return Conflict(
        what="allergy",
        subject="",
        entries=tuple(evidence(case, row, row.substance or "") for row in rows),
        sentence=f"One entry says “{none_known.substance}”, another names {names}.",
        question=f"Is the allergy to {names} right?",
    )


def _two_severities(one: Allergy, other: Allergy) -> bool:
    graded = [row.severity for row in (one, other) if row.severity not in (None, "", "unknown")]
    if len(graded) < 2 or graded[0] == graded[1]:
        return False
    return drug_named(one.substance or "").key == drug_named(other.substance or "").key


def _severities(case: Case, one: Allergy, other: Allergy) -> Conflict:
    entries = tuple(
        evidence(case, row, f"{row.substance} ({row.severity})") for row in (one, other)
    )
    shown = [
        lower_first(codes.label("allergy.reaction_severity", row.severity or ""))
        for row in (one, other)
    ]
    return Conflict(
        what="allergy",
        subject=drug_named(one.substance or "").key,
        entries=entries,
        sentence=f"The reaction to {one.substance} is noted as {shown[0]} and as {shown[1]}.",
        question=f"How severe was the reaction to {one.substance}?",
    )

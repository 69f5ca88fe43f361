"""Ages that a line asks for at the diagnosis: "age 1 to 21 years at the time of diagnosis"."""

import re
from collections.abc import Iterator

from app.case.partial_date import PartialDate
from app.eligibility.checking.ages import age_holds
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, settled
from app.eligibility.checking.words import on
from app.eligibility.model import Comparison, ReadCriterion, Role, Sense, Who

_AT_DIAGNOSIS = re.compile(
    r"[^,;.<>≥≤\d]{0,30}\b(?:at|when)\s+(?:the\s+)?(?:(?:time|date|day)\s+of\s+)?(?:the\s+"
    r"|their\s+)?"
    r"(?:(?:first|initial|original|primary)\s+)?(?:diagnosis|diagnosed)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:[\W\d_]|\b(?:patients?|subjects?|participants?|children|adolescents|males?|females?"
    r"|must|be|is|are"
    r"|aged?|ages|of|to|the|years?|months?|days?|old|between|and|or|at|time|date|first|initial"
    r"|original|primary|diagnosis|older|younger|than|less|more|equal|inclusive|with|all|over|under"
    r"|above|below|up|from|who|were|was|when)\b)*",
    re.IGNORECASE,
)
_FOR_SOME = re.compile(r"\b(?:unless|except|cohorts?|arms?|stratum|if|relaps\w+|donor)\b", re.I)


def age_at_diagnosis(read: ReadCriterion, record: Record) -> Finding | None:
    """Return whether the age at the one diagnosis is what a line asks for; None: not told."""
    criterion = read.criterion
    if criterion.section != "inclusion" or read.sense is not Sense.MUST_HOLD:
        return None
    if read.role is not Role.RULE or "iagnos" not in criterion.text:
        return None
    birth, day = record.case.patient.birth_date, _diagnosed(record)
    if birth is None or day is None or _FOR_SOME.search(criterion.text):
        return None
    asked = list(_asked(read))
    told = [age_holds(birth, day.latest, one.op, one.value, one.unit) for one in asked]
    row = record.facts.diagnoses[0].evidence
    words = f"Diagnosed {on(day)}, born {on(birth)}."
    if False in told:
        return settled(False, words, row)
    if asked and all(told) and _WORDS.fullmatch(criterion.text) and _is_all(asked, read):
        return settled(True, words, row)
    return None


def _diagnosed(record: Record) -> PartialDate | None:
    """Return the day of the only diagnosis, None where there are more or it is not a full day."""
    found = record.facts.diagnoses
    day = found[0].evidence.date if len(found) == 1 else None
    return day if day is not None and day.earliest == day.latest else None


def _asked(read: ReadCriterion) -> Iterator[Comparison]:
    """Give the ages that stand right before "at diagnosis"; a range counts with both its ends."""
    text = read.criterion.text
    ages = _ages(read)
    for place, one in enumerate(ages):
        following = ages[place + 1].span.start if place + 1 < len(ages) else len(text)
        same = place + 1 < len(ages) and ages[place + 1].span == one.span
        if same or _AT_DIAGNOSIS.match(text, one.span.end, max(following, one.span.end)):
            if same and not _AT_DIAGNOSIS.match(text, one.span.end):
                continue
            yield one


def _ages(read: ReadCriterion) -> list[Comparison]:
    return [one for one in read.comparisons if one.variable == "age" and one.subject is Who.PATIENT]


def _is_all(asked: list[Comparison], read: ReadCriterion) -> bool:
    return len(asked) == len(_ages(read))

"""Ages at the head of a demand: they hold for everybody, whatever the line asks behind them.

"Adult patients, 18 years or older, undergoing a transplant for acute leukemia" keeps out everybody
under 18 even where the rest was not read.
"""

import re
from collections.abc import Iterator

from app.eligibility.checking.leaves import look
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import All, Comparison, ReadCriterion, Requirement, Role, Sense, walk

_PEOPLE = re.compile(
    r"(?:\W|\d[.)]|\b(?:adults?|adolescents?|pa?ediatric|children|patients?|subjects?"
    r"|participants?|men|women|males?"
    r"|females?|and|or|aged?|ages|of|with|must|be|is|are|the|an?|all|any|individuals?|persons?"
    r"|people"
    r"|who|between|from|at|least|older|younger|than|over|above|under|below|have|has|being|eligible"
    r"|years?|sex|gender|either|both|time)\b)*",
    re.IGNORECASE,
)
_FOR_SOME = re.compile(
    r"\b(?:unless|except\w*|cohorts?|arms?|parts?|phase|stratum|strata|groups?|sub-?stud\w+"
    r"|expansion"
    r"|escalation|donors?|siblings?|caregivers?|parents?|partners?|controls?|if|or (?:age|<|>|≥"
    r"|≤|\d))\b",
    re.IGNORECASE,
)


def misses_age_at_head(read: ReadCriterion, record: Record) -> Finding | None:
    """Return that a demand begins with an age that is not the person's; None: it may be."""
    criterion = read.criterion
    if criterion.section != "inclusion" or read.sense is not Sense.MUST_HOLD:
        return None
    if read.requirement is None or read.role is not Role.RULE:
        return None
    if not any(one.variable == "age" for one in read.comparisons):
        return None
    if _FOR_SOME.search(" ".join((*criterion.parent, criterion.text))):
        return None
    asked = list(_joined_ages(read.requirement))
    ages = [one for one in walk(read.requirement) if _is_age(one)]
    if not asked or len(asked) != len(ages):
        return None
    if _PEOPLE.fullmatch(criterion.text[: min(one.span.start for one in asked)]) is None:
        return None
    found = [look(one, True, record) for one in asked]
    return next((one for one in found if one.holds is False), None)


def _is_age(part: Requirement) -> bool:
    return isinstance(part, Comparison) and part.variable == "age"


def _joined_ages(requirement: Requirement) -> Iterator[Comparison]:
    """Give the ages of which each has to hold."""
    if isinstance(requirement, Comparison) and requirement.variable == "age":
        yield requirement
    elif isinstance(requirement, All):
        for part in requirement.of:
            yield from _joined_ages(part)

"""Ages as pieces of a line: whose age it is, at which day, and what "adults" asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.eligibility.ages import CONDITION_HEAD, AgeLimit
from app.eligibility.joining import agreed
from app.eligibility.limit_values import of
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    NotRead,
    Requirement,
    Span,
    Who,
)
from app.eligibility.plain_text import Line
from app.eligibility.quantities import Quantity
from app.eligibility.unit import Unit, together

_AGE_BEFORE = re.compile(
    r"\b(?:(?:children|adults?|patients|subjects|participants)\s+)?(?:aged?|ages?|"
    r"age range)(?:\s+(?:of|range|ranging|between|at|is|from|must be|limits?|group))*\s*[:=(]?\s*$"
)
_AGE_BEHIND = re.compile(
    r"\s*(?:years?|yrs?)?\s*(?:of age|old|-?olds?|in age)?(?:\s*\(inclusive\)|\s*,? inclusive)?"
)
# What names people by their age says nothing beside the age itself.
_PEOPLE_BEFORE = re.compile(
    r"\b(?:(?:all|any)\s+)?(?:adults?|child(?:ren)?|infants?|adolescents?|teenagers?|toddlers?|"
    r"minors?)(?:\s+or\s+(?:adults?|child(?:ren)?|adolescents?))?(?:\s+(?:patients?|subjects?|"
    r"participants?|volunteers?|males?|females?|men|women|and|or|persons?|individuals?))*"
    r"(?:\s+(?:who|that|are|is))*\s*[,:(]?\s*$|\b(?:will|must|should|shall) be\s*$"
)
_ON_A_DAY_OF_THE_STUDY = re.compile(
    r"\)?,?\s*(?:at|on|upon|by|during)\s+(?:the\s+)?(?:(?:time|day|date|start|beginning|moment)\s+"
    r"of\s+)?(?:(?:the|this|their|study|first|hospital)\s+)*(?:study|trial|admission|"
    r"hospitali[sz]ation|presentation|visit|screening|enrol?lment|inclusion|recruitment|"
    r"randomi[sz]ation|entry|baseline|referral)\b(?! of)"
)
_AGE_OF_ANOTHER = re.compile(
    r"\b(?:mothers?|maternal|paternal|fathers?|parents?|parental|caregivers?|carers?|guardians?|"
    r"partners?|spouses?|husbands?|wi(?:fe|ves)|siblings?|household|contacts?|dyads?|"
    r"(?:ha(?:ve|s|d)|having|with|of)\s+(?:at least\s+)?(?:an?|one|1|their|his|her|young|minor)\s+"
    r"(?:\(?1\)?\s+)?(?:child(?:ren)?|infants?|bab(?:y|ies)|sons?|daughters?))\b[^.;,:]*$"
)


def age_unit(line: Line, age: AgeLimit, for_scales: bool, ages: Sequence[AgeLimit]) -> Unit:
    """Return an age; as the condition of a performance scale it states nothing by itself."""
    limit = age.quantity
    start, end = _age_words(line, limit)
    span = Span(limit.start, limit.end)
    if age.condition:
        head = CONDITION_HEAD.search(line.plain[max(0, start - 60) : start])
        start -= len(head.group()) if head else 0
        return Unit(start, end, "age", None if for_scales else NotRead(span, "an age decides"))
    if for_scales and _in_brackets(line.plain, start):
        return Unit(start, end, "age", None)
    parts = of("age", limit, "year")
    if _AGE_OF_ANOTHER.search(line.plain[max(0, limit.start - 80) : limit.start]):
        parts = [replace(part, subject=Who.CAREGIVER) for part in parts]
    then = _THEN.match(line.plain, end)
    if then is not None:
        return Unit(start, then.end(), "age", _as_of_then(parts, span))
    requirement = together(parts, span)
    if requirement is not None and _names_more(line.plain[start : limit.start], ages):
        requirement = All((requirement, NotRead(span, "children or adults")), span)
    return Unit(start, end, "age", requirement)


_YOUNG = re.compile(r"\b(?:child|infant|adolesc|teen|toddler|minor|p[a]?ediatr)")
_GROWN_UP = re.compile(r"\badults?\b")


def _names_more(words: str, ages: Sequence[AgeLimit]) -> bool:
    """Tell whether "children" or "adults" says more than the ages: "children over 2 years"."""
    ops = {bound.op for age in ages for bound in age.quantity.bounds}
    if _YOUNG.search(words) and not ops & {"<", "<="}:
        return True
    return _GROWN_UP.search(words) is not None and not ops & {">", ">="}


_THEN = re.compile(
    r"\)?,?\s*(?:at|when|on|upon)\s+(?:the\s+|their\s+)?(?:(?:time|date|day|age)\s+of\s+)?(?:the\s+|"
    r"their\s+)?(?:(?:initial|first|original|primary|index|disease|symptom|cancer|tumou?r|all|aml|"
    r"leuk[a]?emia|lymphoma)\s+)*(?:diagnos(?:is|ed)|onset|relapse|transplant(?:ation)?)\b"
)


def _as_of_then(parts: Sequence[Comparison], span: Span) -> Requirement:
    """Return an age at a day in the past: nobody was older then than now."""
    unsure = NotRead(span, "the age at a day in the past")
    at_most = [part for part in parts if part.op in ("<", "<=")]
    at_least = [part for part in parts if part.op not in ("<", "<=")]
    young: list[Requirement] = [AnyOf((part, unsure), span) for part in at_most]
    return All((*young, *at_least, *([unsure] if at_least else [])), span)


def _age_words(line: Line, limit: Quantity) -> tuple[int, int]:
    """Return where the words around an age begin and end that only name whose and when it is."""
    start, end = limit.start, limit.end
    for words in (_AGE_BEFORE, _PEOPLE_BEFORE):
        before = words.search(line.plain[max(0, start - 60) : start])
        start -= len(before.group()) if before else 0
    for words in (_AGE_BEHIND, _ON_A_DAY_OF_THE_STUDY):
        after = words.match(line.plain, end)
        end = after.end() if after else end
    return start, end


def _in_brackets(plain: str, at: int) -> bool:
    return plain.rfind("(", 0, at) > plain.rfind(")", 0, at)


_OTHER_AGES = frozenset("chil pedi paed youn adol teen mino infa elde yout juve".split())
_ADULTS = re.compile(
    r"\W*(?:(?:males?|females?|men|women|and|or|all|the|diagnosis|of|age|:|,)\W+){0,5}"
    r"(?P<who>adult(?:s|\(s\))|adults?(?:\(s\))? (?:patients?|subjects?|participants?|"
    r"individuals?|males?|females?|men|women)(?:\(s\))?)(?![\w-])"
)
_SURELY_ADULT, _MAY_BE_ADULT = Decimal(21), Decimal(18)


def adults(line: Line, says_age: bool) -> list[Unit]:
    """Return what "Adults" at the beginning asks for: 18, or 21, where no age is named."""
    match = _ADULTS.match(line.plain) if _OTHER_AGES.isdisjoint(line.leads) else None
    if match is None:
        return []
    span = Span(match.start("who"), match.end("who"))
    return [Unit(span.start, span.end, "read", None if says_age else _grown_up(span))]


def _grown_up(span: Span) -> Requirement:
    at_18 = Comparison("age", ">=", _MAY_BE_ADULT, "year", span)
    at_21 = Comparison("age", ">=", _SURELY_ADULT, "year", span)
    return agreed(at_21, at_18, span)

"""Small changes to a requirement before it is looked up: what a line surely means.

Nothing here makes a line easier to fulfil or to fail; each rule closes a way in which words that
belong together could be taken apart.
"""

import re
from dataclasses import replace
from operator import is_
from typing import TypeVar

from app.eligibility.checking.measurements import MEASURED
from app.eligibility.checking.performance import SCALES, as_applicable, on_either_scale
from app.eligibility.checking.record import Record
from app.eligibility.checking.unread_words import names_both_sexes
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Conditional,
    Except,
    Judgement,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    TimeSince,
    walk,
)

_OF_PREGNANCY = frozenset({Kind.PREGNANCY, Kind.BREASTFEEDING})


def as_meant(requirement: Requirement, text: str, record: Record) -> Requirement:
    """Return a requirement with scales chosen, adjectives shared and sexes as conditions.

    Args:
        requirement: the tree as it was read.
        text: the registry's words.
        record: the case.
    """
    if isinstance(requirement, _UNCHANGED):
        return requirement
    match requirement:
        case All(of=parts):
            kept = tuple(part for part in parts if not _asks_nothing(part, text)) or parts
            inner = _with_parts(requirement, tuple(as_meant(p, text, record) for p in kept))
            inner = _remission_of_then(_for_one_disease(inner))
            meant = on_either_scale(_either_sex(inner), text, record)
            return _for_one_sex(meant) if isinstance(meant, All) else meant
        case AnyOf(of=parts):
            scale = as_applicable(parts, record)
            if scale is not None:
                return scale
            inner_parts = tuple(as_meant(part, text, record) for part in parts)
            of_both = _of_both_sexes(_with_parts(requirement, inner_parts))
            if isinstance(of_both, All):
                return of_both
            return _described_alike(_judged_alike(of_both))
        case Not(inner=inner_part):
            return replace(requirement, inner=as_meant(inner_part, text, record))
        case Conditional(condition=condition, then=then):
            then = as_meant(then, text, record)
            if any(map(_is_sex, walk(condition))) and names_both_sexes(text):
                condition = NotRead(condition.span, "the line names both sexes")
            return Conditional(condition, then, requirement.span)
        case Except(base=base, unless=unless):
            return Except(as_meant(base, text, record), unless, requirement.span)
        case _:
            return requirement


_UNCHANGED = (Comparison, Presence, TimeSince, Judgement, NotRead)
_Parts = TypeVar("_Parts", All, AnyOf)


def _with_parts(requirement: _Parts, parts: tuple[Requirement, ...]) -> _Parts:
    """Return a requirement with these parts, itself where they are its own."""
    if len(parts) == len(requirement.of) and all(map(is_, parts, requirement.of)):
        return requirement
    return replace(requirement, of=parts)


def _asks_nothing(part: Requirement, text: str) -> bool:
    if _is_of_some(part) and _INCLUDING.search(text[: part.span.start]):
        return True
    if isinstance(part, Not):
        return _EITHER_WAY.search(text[: _start(part)]) is not None
    return _is_day_of_consent(part, text)


_INCLUDING = re.compile(r"\b(?:including|incl\.?|even|as well as)\W*$", re.IGNORECASE)


def _is_of_some(part: Requirement) -> bool:
    """Whether a part only names a sex or a pregnancy: "adults, including pregnant women"."""
    leaves = [one for one in walk(part) if not isinstance(one, All | AnyOf)]
    kinds = {one.topic.kind if isinstance(one, Presence) else None for one in leaves}
    return bool(kinds) and kinds <= _OF_PREGNANCY | {Kind.SEX}


_EITHER_WAY = re.compile(
    r"\b(?:with\W+(?:and\W+)?or\W+without|without\W+(?:and\W+)?or\W+with|with\W*/\W*without"
    r"|regardless of|irrespective of|independently? of whether)\W*(?:any\W+|prior\W+)?$",
    re.IGNORECASE,
)


def _start(part: Not) -> int:
    """Return where the words that are denied begin."""
    inner = part.inner
    while isinstance(inner, Not):
        inner = inner.inner
    return inner.span.start


_DAY_WORDS = (
    r"\W*\b(?:at|by|on|as of|prior to|before|upon)\b"
    r"(?:\W+(?:the|time|date|day|moment|of|their|his|her|sign\w*|giv\w*|provid\w*|obtain\w*"
    r"|submitt\w*|written|informed|consents?|forms?|or|and)\b)*\W*"
)
_TO_THE_DAY = re.compile(_DAY_WORDS + "$", re.IGNORECASE)
_ONLY_THE_DAY = re.compile(_DAY_WORDS, re.IGNORECASE)


def _is_day_of_consent(part: Requirement, text: str) -> bool:
    """Whether a consent only says for which day a line holds: "at the time of consent"."""
    if isinstance(part, NotRead):
        return _ONLY_THE_DAY.fullmatch(part.span.of(text)) is not None
    if not isinstance(part, Presence | Judgement):
        return False
    kind = part.topic.kind if isinstance(part, Presence) else part.kind
    return kind is Kind.CONSENT and _TO_THE_DAY.search(text[: part.span.start]) is not None


def _judged_alike(requirement: AnyOf) -> AnyOf:
    """Read "poorly controlled diabetes or hypertension" as a judgement on each of them."""
    first, *others = requirement.of or (requirement,)
    judgement = _judgement_before(first)
    if judgement is None or not any(map(_is_illness, others)):
        return requirement
    parts = (
        All((part, judgement), requirement.span) if _is_illness(part) else part for part in others
    )
    return replace(requirement, of=(first, *parts))


def _of_both_sexes(requirement: AnyOf) -> AnyOf | All:
    """Read "man or woman aged 18 or over" as a limit for either."""
    if len(requirement.of) != 2:
        return requirement
    first, last = requirement.of
    if not _is_sex(first) or not isinstance(last, All):
        return requirement
    sexes = tuple(part for part in last.of if _is_sex(part))
    limits = tuple(part for part in last.of if isinstance(part, Comparison))
    if len(sexes) != 1 or not limits or len(limits) + 1 != len(last.of):
        return requirement
    return All((AnyOf((first, *sexes), requirement.span), *limits), requirement.span)


def _judgement_before(part: Requirement) -> Judgement | None:
    """Return the judgement that stands before the illness it is on."""
    inside = part.of if isinstance(part, All) else ()
    illnesses = [one for one in inside if _is_illness(one)]
    judged = [one for one in inside if isinstance(one, Judgement)]
    if not illnesses or not judged or judged[0].span.start >= illnesses[0].span.start:
        return None
    return judged[0]


def _is_illness(part: Requirement) -> bool:
    return isinstance(part, Presence) and part.topic.kind in _ILLNESSES


_ILLNESSES = frozenset({Kind.CONDITION, Kind.CARDIAC, Kind.INFECTION, Kind.CNS, Kind.GVHD})


def _described_alike(requirement: AnyOf) -> Requirement:
    """Read "relapsed CD22+ leukemia or lymphoma" as relapsed CD22+ (leukemia or lymphoma).

    Words that describe the first of several diseases and stand before it describe all of them.
    """
    if len(requirement.of) < 2:
        return requirement
    first, *others = requirement.of
    if not isinstance(first, All) or not all(map(_is_disease, others)):
        return requirement
    diseases = [part for part in first.of if _is_disease(part)]
    if len(diseases) != 1 or not _is_disease(first.of[-1]):
        return requirement
    either = AnyOf((diseases[0], *others), requirement.span)
    return All((*first.of[:-1], either), requirement.span)


def _is_disease(part: Requirement) -> bool:
    return isinstance(part, Presence) and part.topic.kind is Kind.DIAGNOSIS


def _for_one_disease(requirement: All) -> All:
    """Leave a disease beside a laboratory limit open where it is not the person's.

    "Relapsed MCL: ECOG 0 to 2" says for whom the limit holds; it may not ask for the disease.
    """
    if not any(isinstance(part, Comparison) and is_limit(part) for part in walk(requirement)):
        return requirement
    return replace(requirement, of=tuple(map(_left_open, requirement.of)))


def _remission_of_then(requirement: All) -> All:
    """Leave open whether "transplant in first remission" speaks of today or of that day."""
    kinds = {part.topic.kind for part in requirement.of if isinstance(part, Presence)}
    if Kind.PRIOR_HSCT not in kinds or Kind.DISEASE_STATUS not in kinds:
        return requirement
    parts = tuple(
        NotRead(part.span, "may speak of the day of the transplant")
        if isinstance(part, Presence) and any("remission" in id for id in part.topic.ids)
        else part
        for part in requirement.of
    )
    return _with_parts(requirement, parts)


def is_limit(part: Comparison) -> bool:
    """Whether a comparison is of a measured value or a performance score."""
    return part.variable in MEASURED or part.variable in SCALES


def _left_open(part: Requirement) -> Requirement:
    if isinstance(part, All):
        return replace(part, of=tuple(map(_left_open, part.of)))
    if not _is_disease(part):
        return part
    return AnyOf((part, NotRead(part.span, "may say for whom a limit holds")), part.span)


def _either_sex(requirement: All) -> All:
    """Read "men/women over 40" as either."""
    # Each once: the parts of a part may have been brought together already.
    found = (p for p in walk(requirement) if isinstance(p, Presence) and _is_sex(p))
    sexes = list(dict.fromkeys(found))
    if len({sex.topic.ids for sex in sexes}) < 2:
        return requirement
    either = AnyOf(tuple(sexes), requirement.span)
    return replace(requirement, of=(either, *_without_sexes(requirement.of)))


def _without_sexes(parts: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    left = tuple(part for part in parts if not _is_sex(part))
    return tuple(
        replace(part, of=_without_sexes(part.of)) if isinstance(part, All) else part
        for part in left
    )


def _for_one_sex(requirement: All) -> Requirement:
    """Read a sex beside a pregnancy test or contraception as a condition for the rest."""
    sexes = [part for part in requirement.of if _is_sex(part)]
    rest = tuple(part for part in requirement.of if not _is_sex(part))
    if not sexes or not any(_is_of_pregnancy(part) for part in rest):
        return requirement
    condition = AnyOf(tuple(sexes), requirement.span)
    return Conditional(condition, All(rest, requirement.span), requirement.span)


def _is_sex(part: Requirement) -> bool:
    return isinstance(part, Presence) and part.topic.kind is Kind.SEX


def _is_of_pregnancy(part: Requirement) -> bool:
    """Whether a part is a pregnancy test, contraception, or that there is no pregnancy."""
    for one in walk(part):
        if isinstance(one, Presence):
            kind, ids = one.topic.kind, one.topic.ids
            if kind is Kind.CONTRACEPTION or "test:hcg" in ids:
                return True
        if isinstance(one, Not) and any(_is_pregnancy(inner) for inner in walk(one.inner)):
            return True
    return False


def _is_pregnancy(part: Requirement) -> bool:
    return isinstance(part, Presence) and part.topic.kind in _OF_PREGNANCY

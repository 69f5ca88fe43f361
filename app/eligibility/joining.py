"""Joining the parts of a sentence: and, or, lists, negations, and what can be read in two ways."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from app.eligibility.disease_lists import (
    exclude_each_other,
    is_narrowed,
    names_disease,
    narrows_disease,
    one_of_diseases,
)
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Conditional,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    Span,
    TimeSince,
    walk,
)
from app.eligibility.organ_alternatives import bound_to_its_organ, of_several_things
from app.eligibility.sentence_part import Part

_SAID_OF_DISEASES = frozenset({Kind.DIAGNOSIS, Kind.DISEASE_STATUS, Kind.MARKER})
_SCALES = frozenset({"ecog", "karnofsky", "lansky"})

_MOST_COLONS = 8
"""No real sentence has half as many; each one doubles the ways of reading it."""


def joined(parts: Sequence[Part], span: Span, must_hold: bool) -> Requirement:
    """Join the parts of a sentence; a negation takes in what it reaches."""
    for place, part in enumerate(parts):
        if part.reach:
            beyond = (n for n in range(place + 1, len(parts)) if parts[n].start >= part.reach)
            stop = next(beyond, len(parts))
            inner = [replace(one, reach=0) for one in parts[place:stop]]
            negated = Not(_grouped(inner, span, False), span)
            whole = replace(part, requirement=negated, reach=0)
            return joined([*parts[:place], whole, *parts[stop:]], span, must_hold)
    return _grouped(parts, span, must_hold)


def _grouped(parts: Sequence[Part], span: Span, must_hold: bool) -> Requirement:
    """Join what stands between semicolons first, then the stretches themselves."""
    stretches = _split(parts, ";")
    ready = [
        replace(stretch[0], requirement=_behind_colons(_split(stretch, ":"), span, must_hold))
        for stretch in stretches
    ]
    return _any_way(ready, span, must_hold)


def _split(parts: Sequence[Part], sign: str) -> list[Sequence[Part]]:
    starts = [n for n, part in enumerate(parts) if part.apart == sign and n]
    return [parts[a:b] for a, b in pairwise([0, *starts, len(parts)])]


def _behind_colons(stretches: list[Sequence[Part]], span: Span, must_hold: bool) -> Requirement:
    """Join what a colon introduces to what stands before it.

    The words before may be a mere label ("Surgery: major surgery within 21 days"), and in
    "relapse or one high-risk feature: A or B" the list speaks of the last part alone.
    """
    head, *others = stretches
    if not others:
        return _any_way(head, span, must_hold)
    if len(others) > _MOST_COLONS:
        return NotRead(span, "too many colons")
    listed = _behind_colons(others, span, must_hold)
    *before, last = head
    labelled = All((last.requirement, NotRead(span, "may be a label")), span)
    if not must_hold:
        either = AnyOf((listed, labelled), span)
        return _any_way([*before, replace(last, requirement=either)], span, False)
    strict = every([_any_way(head, span, True), listed], span)
    if not before:
        return agreed(strict, listed, span)
    elaborated = replace(last, requirement=every([last.requirement, listed], span))
    return agreed(strict, _any_way([*before, elaborated], span, True), span)


def _any_way(parts: Sequence[Part], span: Span, must_hold: bool) -> Requirement:
    if len(parts) == 1:
        return parts[0].requirement
    parts = bound_to_its_organ(_diseases_together(parts, span, must_hold), span)
    if len(parts) == 1:
        return parts[0].requirement
    joins = _resolved([part.join for part in parts[1:]], must_hold)
    requirements = tuple(part.requirement for part in parts)
    of_people = _of_people(requirements, span, must_hold)
    if of_people is not None:
        return of_people
    if must_hold and any(part.join == "both" for part in parts[1:]):  # "and/or"
        return agreed(every(requirements, span), AnyOf(requirements, span), span)
    if set(joins) == {"or"}:
        return _one_of(requirements, span) if must_hold else either(requirements, span)
    if all(_is_disease(requirement) for requirement in requirements):  # "AML, MDS and ALL"
        return agreed(All(requirements, span), AnyOf(requirements, span), span)
    if set(joins) == {"and"}:
        if must_hold:
            return every(requirements, span)
        return agreed(All(requirements, span), AnyOf(requirements, span), span)
    if any(_is_unread(requirement) for requirement in requirements):
        return NotRead(span, "parts not understood, joined by both and, or")
    return agreed(
        _by_precedence(requirements, joins, "and", span),
        _by_precedence(requirements, joins, "or", span),
        span,
    )


def _of_people(
    requirements: tuple[Requirement, ...], span: Span, must_hold: bool
) -> Requirement | None:
    """Return what is said of sexes, ages and scales, whatever word joins it; else None."""
    if _is_either(requirements, must_hold):
        return AnyOf(requirements, span)
    return _either_sex(requirements, span) if must_hold else None


def _is_either(requirements: Sequence[Requirement], must_hold: bool) -> bool:
    """Tell parts of which one is enough, whatever word joins them."""
    if all(_is_sex(one) for one in requirements) or _only_one_can_hold(requirements):
        return True
    return must_hold and _are_scales_by_age(requirements)


def _diseases_together(parts: Sequence[Part], span: Span, must_hold: bool) -> Sequence[Part]:
    """Make one part of a list of diseases some of which are narrowed."""
    named = [place for place, part in enumerate(parts) if names_disease(part.requirement)]
    if not named or (must_hold and len(named) < 2):
        return parts
    start, stop = _with_what_narrows(parts, named[0], named[-1] + 1, must_hold)
    block = parts[start:stop]
    joins = _resolved([part.join for part in parts[1:]], must_hold)[start : stop - 1]
    requirements = [part.requirement for part in block]
    if not _is_one_of_a_list(requirements, joins):
        return parts
    apart = all(part.apart == ";" for part in block[1:])
    wide_open = "or" in joins or not must_hold
    strict, loose = one_of_diseases(requirements, apart, wide_open, span)
    whole = replace(block[0], requirement=agreed(strict, loose, span))
    return [*parts[:start], whole, *parts[stop:]]


def _with_what_narrows(
    parts: Sequence[Part], start: int, stop: int, must_hold: bool
) -> tuple[int, int]:
    """Take parts around a list of diseases into it that may be said of all of them.

    In a list of what keeps out only what follows behind a comma: "T-ALL, relapsed".
    """
    while must_hold and start and narrows_disease(parts[start - 1].requirement):
        start -= 1
    while stop < len(parts) and narrows_disease(parts[stop].requirement):
        if not must_hold and (parts[stop].join != "comma" or parts[stop].apart):
            break
        stop += 1
    return start, stop


def _is_one_of_a_list(requirements: Sequence[Requirement], joins: Sequence[str]) -> bool:
    """Tell a list of diseases of which at least one is narrowed, and no more than one is meant."""
    named = [part for part in requirements if names_disease(part)]
    if not all(part in named or narrows_disease(part) for part in requirements):
        return False
    if set(joins) != {"or"} and not exclude_each_other(named):
        return False
    if not any(map(is_narrowed, named)):
        return len(named) < len(requirements) or set(joins) != {"or"}
    first, *others = requirements
    leading = isinstance(first, All) and _is_plain_disease(first.of[-1])
    return not (leading and set(joins) == {"or"} and all(map(_is_plain_disease, others)))


def _is_plain_disease(requirement: Requirement) -> bool:
    return isinstance(requirement, Presence) and requirement.topic.kind is Kind.DIAGNOSIS


def every(requirements: Sequence[Requirement], span: Span) -> Requirement:
    """Return that all hold; two limits of one variable may be for different people."""
    parts = tuple(requirements)
    strict = All(parts, span)
    return agreed(strict, AnyOf(parts, span), span) if _limit_twice(parts) else strict


def _one_of(requirements: tuple[Requirement, ...], span: Span) -> Requirement:
    """Return that one is enough; a list with limits of several things seldom means that."""
    one = AnyOf(requirements, span)
    listed = len(requirements) > 2 and of_several_things(requirements)
    return agreed(every(requirements, span), one, span) if listed else one


def either(requirements: Sequence[Requirement], span: Span) -> Requirement:
    """Return that one keeps out; two limits of one variable may be for different people."""
    parts = tuple(requirements)
    loose = AnyOf(parts, span)
    return agreed(All(parts, span), loose, span) if _limit_twice(parts) else loose


def _limit_twice(parts: Sequence[Requirement]) -> bool:
    """Tell "AST <= 3 x ULN; AST <= 5 x ULN with liver metastases"."""
    met: dict[tuple[str, str | None, str], Decimal] = {}
    for part in parts:
        if isinstance(part, Conditional):
            continue
        limits = [one for one in walk(part) if isinstance(one, Comparison)]
        own = {(one.variable, one.what, one.op[0]): one.value for one in limits}
        if any(met.get(key, value) != value for key, value in own.items()):
            return True
        met |= own
    return False


def _either_sex(requirements: tuple[Requirement, ...], span: Span) -> Requirement | None:
    """Return "woman or man aged 18 to 75": the age may be asked of both, and seldom of one."""
    first, *others = requirements
    if len(others) != 1 or not _is_sex(first) or not isinstance(others[0], All):
        return None
    sex, *asked = others[0].of
    if not _is_sex(sex):
        return None
    of_both = All((AnyOf((first, sex), span), *asked), span)
    return agreed(of_both, AnyOf(requirements, span), span)


def _is_sex(requirement: Requirement) -> bool:
    return isinstance(requirement, Presence) and requirement.topic.kind is Kind.SEX


def _only_one_can_hold(parts: Sequence[Requirement]) -> bool:
    """Tell "age under 18 and over 79": nobody is both."""
    limits = [part for part in parts if isinstance(part, Comparison)]
    if len(limits) != 2 or len(parts) != 2:
        return False
    first, second = sorted(limits, key=lambda limit: limit.op[0])
    same = (first.variable, first.what, first.unit) == (second.variable, second.what, second.unit)
    return same and first.op[0] == "<" and second.op[0] == ">" and first.value < second.value


def _is_disease(requirement: Requirement) -> bool:
    """Tell a disease, also one that words not understood narrow."""
    found = list(walk(requirement))
    leaves = [part for part in found if not isinstance(part, (All, NotRead))]
    kinds = {part.topic.kind if isinstance(part, Presence) else None for part in leaves}
    return Kind.DIAGNOSIS in kinds and kinds <= _SAID_OF_DISEASES


def _are_scales_by_age(requirements: Sequence[Requirement]) -> bool:
    """Tell "Karnofsky >= 60 (over 16); Lansky >= 50 (under 16)": only one of them applies."""
    found = [part for requirement in requirements for part in walk(requirement)]
    limits = {part.variable for part in found if isinstance(part, Comparison)}
    others = any(isinstance(part, (Presence, TimeSince)) for part in found)
    return len(limits) > 1 and "lansky" in limits and limits <= _SCALES and not others


def _is_unread(requirement: Requirement) -> bool:
    return any(isinstance(part, NotRead) for part in walk(requirement))


def _resolved(joins: Sequence[str], must_hold: bool) -> list[str]:
    """Turn commas into the next joining word that is spelled out; alone they mean the default."""
    default = "and" if must_hold else "or"
    result: list[str] = []
    following = default
    for join in reversed(joins):
        following = {
            "both": default, "incl": default, "such": "or", "and": "and", "or": "or",
        }.get(join, following)  # fmt: skip
        result.append(following)
    return result[::-1]


def _by_precedence(
    requirements: Sequence[Requirement], joins: Sequence[str], looser: str, span: Span
) -> Requirement:
    """Join with one of the two words binding less tightly than the other."""
    groups: list[list[Requirement]] = [[requirements[0]]]
    for requirement, join in zip(requirements[1:], joins, strict=True):
        if join == looser:
            groups.append([requirement])
        else:
            groups[-1].append(requirement)
    tight, loose = (AnyOf, All) if looser == "and" else (All, AnyOf)
    inner = tuple(group[0] if len(group) == 1 else tight(tuple(group), span) for group in groups)
    return inner[0] if len(inner) == 1 else loose(inner, span)


EITHER_READING: Final = "can be read in two ways"
"""Why a part is not read of which both readings stand in the tree."""


def agreed(strict: Requirement, loose: Requirement, span: Span) -> Requirement:
    """Join two readings of a sentence that can mean either: it counts where both say the same.

    The strict reading never holds without the loose one.
    """
    if strict == loose:
        return strict
    unsure = NotRead(span, EITHER_READING)
    return AnyOf((strict, All((loose, unsure), span)), span)

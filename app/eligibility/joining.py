"""Joining the parts of a sentence: and, or, lists, negations, and what can be read in two ways."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    Span,
    TimeSince,
    walk,
)

_SCALES = frozenset({"ecog", "karnofsky", "lansky"})

ORDER = ("", "comma", "colon", "incl", "such", "and", "or", "both")
"""How parts can be joined; of two joins in a row the later one counts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One finished part of a sentence and how it is joined to the part before."""

    requirement: Requirement
    join: str
    negated: bool


def joined(parts: Sequence[Part], span: Span, must_hold: bool) -> Requirement:
    """Join the parts of a sentence; a negation reaches over the rest of its list."""
    for place, part in enumerate(parts):
        if not part.negated:
            continue
        return _negated_from(parts, place, span, must_hold)
    return _any_way(parts, span, must_hold)


def _negated_from(parts: Sequence[Part], place: int, span: Span, must_hold: bool) -> Requirement:
    """Join parts of which those from `place` on are negated, up to the next colon."""
    stop = next((n for n in range(place + 1, len(parts)) if parts[n].join == "colon"), len(parts))
    inner = [replace(part, negated=False) for part in parts[place:stop]]
    negated = Part(Not(_any_way(inner, span, False), span), parts[place].join, False)
    rest = [replace(part, negated=False) if n == stop and part.negated else part
            for n, part in enumerate(parts[stop:], stop)]  # fmt: skip
    if stop < len(parts) and parts[stop].negated:
        rest[0] = replace(rest[0], requirement=Not(rest[0].requirement, span))
    return joined([*parts[:place], negated, *rest], span, must_hold)


def _any_way(parts: Sequence[Part], span: Span, must_hold: bool) -> Requirement:
    if len(parts) == 1:
        return parts[0].requirement
    joins = _resolved([part.join for part in parts[1:]], must_hold)
    requirements = tuple(part.requirement for part in parts)
    if set(joins) == {"or"} or all(_is_sex(requirement) for requirement in requirements):
        return AnyOf(requirements, span)
    if must_hold and _are_scales_by_age(requirements):
        return AnyOf(requirements, span)
    if set(joins) == {"and"}:
        every = All(requirements, span)
        return every if must_hold else agreed(every, AnyOf(requirements, span), span)
    if any(_is_unread(requirement) for requirement in requirements):
        return NotRead(span, "parts not understood, joined by both and, or")
    return agreed(
        _by_precedence(requirements, joins, "or", span),
        _by_precedence(requirements, joins, "and", span),
        span,
    )


def _is_sex(requirement: Requirement) -> bool:
    return isinstance(requirement, Presence) and requirement.topic.kind is Kind.SEX


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


def agreed(first: Requirement, second: Requirement, span: Span) -> Requirement:
    """Join two readings of a sentence that can mean either: it counts where both say the same."""
    if first == second:
        return first
    unsure = NotRead(span, "can be read in two ways")
    both = All((first, second), span)
    return AnyOf((both, All((AnyOf((first, second), span), unsure), span)), span)

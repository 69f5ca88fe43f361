"""Lists of diseases of which one is enough, each perhaps with words of its own that narrow it.

"ALL/CLL in remission, features of high risk": whether the words behind a disease speak of that
disease or of all of them cannot be told from the sentence. Such a list is fulfilled only where
every word that may narrow the disease is fulfilled too, and failed only where no disease of the
list is the person's with the words that certainly belong to it.
"""

from collections.abc import Iterator, Sequence

from app.case import vocabulary
from app.eligibility.model import (
    All,
    AnyOf,
    Judgement,
    Kind,
    NotRead,
    Presence,
    Requirement,
    Span,
    walk,
)

_NARROWING = frozenset({Kind.DISEASE_STATUS, Kind.MARKER})


def names_disease(requirement: Requirement) -> bool:
    """Tell whether a part asks for a disease (not what it is without, or holds for)."""
    return any(True for _ in _diseases(requirement))


def narrows_disease(requirement: Requirement) -> bool:
    """Tell whether a part can only be said of a disease, or was not read."""
    return all(
        isinstance(part, (All, AnyOf, NotRead, Judgement))
        or (isinstance(part, Presence) and part.topic.kind in _NARROWING)
        for part in walk(requirement)
    )


def _diseases(requirement: Requirement) -> Iterator[Presence]:
    if isinstance(requirement, Presence) and requirement.topic.kind is Kind.DIAGNOSIS:
        yield requirement
    elif isinstance(requirement, (All, AnyOf)):
        for part in requirement.of:
            yield from _diseases(part)


def exclude_each_other(parts: Sequence[Requirement]) -> bool:
    """Tell whether no two of the parts can be the same disease of one person."""
    named = [
        {id for one in _diseases(part) for id in one.topic.ids if id.startswith("dx:")}
        for part in parts
    ]
    if not all(named):
        return False
    return not any(
        _related(one, other)
        for place, ids in enumerate(named)
        for others in named[:place]
        for one in ids
        for other in others
    )


def _related(one: str, other: str) -> bool:
    first, second = one.removeprefix("dx:"), other.removeprefix("dx:")
    is_a = vocabulary.diagnosis_is_a
    return first == second or is_a(first, second) or is_a(second, first)


def is_narrowed(requirement: Requirement) -> bool:
    """Tell whether a disease stands with words of its own ("AML in remission")."""
    return any(
        not isinstance(part, (All, AnyOf))
        and not (isinstance(part, Presence) and part.topic.kind is Kind.DIAGNOSIS)
        for part in walk(requirement)
    )


def one_of_diseases(
    parts: Sequence[Requirement], apart: bool, open_list: bool, span: Span
) -> tuple[Requirement, Requirement]:
    """Return the strictest and the widest reading of a list of diseases.

    Args:
        parts: diseases, and parts that `narrows_disease`.
        apart: semicolons keep the diseases apart: words of one do not narrow another.
        open_list: a part without a disease may be one more alternative.
        span: where the list stands.
    """
    named = tuple(part for part in parts if names_disease(part))
    others = tuple(part for part in parts if not names_disease(part))
    wide = AnyOf((*named, *others) if open_list else named, span)
    shared = () if apart else tuple(one for part in named for one in _own_words(part, span))
    narrowed = tuple(
        part if is_narrowed(part) or not shared else All((part, *shared), span) for part in named
    )
    any_of_them = AnyOf(narrowed, span)
    return (All((any_of_them, *others), span) if others else any_of_them), wide


def _own_words(part: Requirement, span: Span) -> tuple[Requirement, ...]:
    """Return what stands beside the disease in a part."""
    if not is_narrowed(part):
        return ()
    if isinstance(part, All) and any(names_disease(one) for one in part.of):
        outside = tuple(one for one in part.of if not names_disease(one))
        within = tuple(w for one in part.of if names_disease(one) for w in _own_words(one, span))
        return (*outside, *within)
    return (NotRead(span, "words of one of several diseases"),)

"""Exceptions that stand on a line of their own, below the line they soften.

"Total bilirubin <= 1.5 x ULN" with "Except those with Gilbert's syndrome" below it must not rule
out by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.eligibility.model import (
    Comparison,
    Except,
    NotRead,
    Presence,
    ReadCriterion,
    Role,
    Span,
    TimeSince,
    walk,
)
from app.eligibility.plain_text import as_line
from app.eligibility.topics import topics

_SAYS_EXCEPT = re.compile(r"\bexcept|\bunless\b|\bdoes not apply\b|\bnot required\b", re.IGNORECASE)
_SOFTENING = frozenset({Role.EXCEPTION, Role.PERMISSION, Role.NOTE})


def with_exceptions_below(read: Sequence[ReadCriterion]) -> list[ReadCriterion]:
    """Return the criteria, each that a line below it softens marked as having an exception."""
    softened = list(read)
    for place, below in enumerate(read):
        if below.role not in _SOFTENING or not below.criterion.parent:
            continue
        above = _place_above(read, place)
        if above is not None and _softens(below, read[above]):
            softened[above] = _with_exception(softened[above])
    return softened


def _place_above(read: Sequence[ReadCriterion], place: int) -> int | None:
    text = read[place].criterion.parent[-1]
    for above in range(place - 1, -1, -1):
        if read[above].criterion.text == text:
            return above
    return None


def _softens(below: ReadCriterion, above: ReadCriterion) -> bool:
    """Tell whether a line speaks of the same things as the line above it, or of none it names."""
    if above.requirement is None or above.role is not Role.RULE:
        return False
    if _SAYS_EXCEPT.search(below.criterion.text):
        return True
    if below.role is Role.NOTE and below.requirement is not None:
        return False  # a note that demands something is a rule of its own
    named = {one.variable for one in below.comparisons if one.variable != "time_since"}
    named |= {id_ for found in topics(as_line(below.criterion.text)) for id_ in found.topic.ids}
    return not named or bool(named & _named_in(above))


def _named_in(above: ReadCriterion) -> set[str]:
    named: set[str] = set()
    for part in walk(above.requirement) if above.requirement else ():
        match part:
            case Comparison(variable=variable):
                named.add(variable)
            case Presence(topic=topic) | TimeSince(event=topic):
                named.update(topic.ids)
    return named


def _with_exception(above: ReadCriterion) -> ReadCriterion:
    assert above.requirement is not None
    whole = Span(0, len(above.criterion.text))
    unless = NotRead(whole, "a line below it makes an exception")
    if isinstance(above.requirement, Except) and above.requirement.unless == unless:
        return above  # several lines below say no more than one
    return replace(above, requirement=Except(above.requirement, unless, whole))

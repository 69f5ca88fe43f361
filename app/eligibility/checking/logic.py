"""Three-valued logic over a requirement's tree: true, false, cannot tell, with the evidence.

`want` is what is favourable at a place of the tree: True where the statement has to hold for the
person, False where it must not; inside a `Not` it turns round. A condition that does not apply
("for patients under 16: ...") and an exception that does are favourable whatever is wanted, and a
look at the record may be stricter in the direction in which a mistake would be the worse one.
"""

from collections.abc import Callable, Sequence

from app.case.facts.model import Evidence
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Conditional,
    Except,
    Judgement,
    Not,
    NotRead,
    Presence,
    Requirement,
    TimeSince,
    walk,
)

Leaf = Comparison | TimeSince | Presence | Judgement | NotRead
Look = Callable[[Leaf, bool], Finding]
"""Looks one leaf up in the record; the second argument is `want`."""

_EMPTY = Finding(None, "There is nothing to compare.")


def evaluate(requirement: Requirement, want: bool, look: Look) -> Finding:
    """Return what the record says on a requirement.

    Args:
        requirement: the tree.
        want: what is favourable: True where it has to hold, False where it must not.
        look: finds out about a single statement.
    """
    match requirement:
        case All(of=parts):
            return _together([evaluate(part, want, look) for part in parts], deciding=False)
        case AnyOf(of=parts):
            return _together([evaluate(part, want, look) for part in parts], deciding=True)
        case Not(inner=inner):
            return evaluate(inner, not want, look).turned()
        case Conditional(condition=condition, then=then):
            # That the condition does not apply is favourable: careful as with an exclusion.
            return _conditional(evaluate(condition, False, look), then, want, look)
        case Except(base=base, unless=unless):
            if any(isinstance(part, NotRead) for part in walk(base)):
                # What is excepted of something unread: there may be more of it in the person.
                unless = All(
                    (unless, NotRead(unless.span, "excepted of what is unread")), unless.span
                )
            return _except(evaluate(base, want, look), unless, want, look)
        case _:
            return look(requirement, want)


def _together(parts: Sequence[Finding], deciding: bool) -> Finding:
    """Join parts of which one alone decides with the value `deciding`."""
    if not parts:
        return _EMPTY
    decided = [part for part in parts if part.holds is deciding]
    if decided:
        return _joined(deciding, decided)
    open_parts = [part for part in parts if part.holds is None]
    if not open_parts:
        return _joined(not deciding, parts)
    return Finding(
        None,
        open_parts[0].reason,
        _evidence(open_parts),
        tuple(dict.fromkeys(fact for part in open_parts for fact in part.missing)),
        any(part.conflict for part in open_parts),
    )


def _joined(holds: bool, parts: Sequence[Finding]) -> Finding:
    reasons = dict.fromkeys(part.reason for part in parts if part.reason)
    # One reason may go on where another stops: "CD7 positive." and "CD7 positive. The text names".
    told = (one for one in reasons if not any(other.startswith(f"{one} ") for other in reasons))
    return Finding(holds, " ".join(told), _evidence(parts))


def _evidence(parts: Sequence[Finding]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(row for part in parts for row in part.evidence))


def _conditional(condition: Finding, then: Requirement, want: bool, look: Look) -> Finding:
    if condition.holds is False:
        return Finding(want, f"This line does not apply. {condition.reason}", condition.evidence)
    found = evaluate(then, want, look)
    if condition.holds or found.holds is want:
        return found
    missing = (*condition.missing, *found.missing)
    return Finding(None, condition.reason, condition.evidence + found.evidence, missing)


def _except(base: Finding, unless: Requirement, want: bool, look: Look) -> Finding:
    if base.holds is want:
        return base
    exception = evaluate(unless, True, look)
    if exception.holds:
        return Finding(want, f"An exception applies. {exception.reason}", exception.evidence)
    if exception.holds is False:
        return base
    missing = (*base.missing, *exception.missing)
    conflict = base.conflict or exception.conflict
    reason = base.reason if base.holds is None else exception.reason
    return Finding(None, reason, base.evidence + exception.evidence, missing, conflict)

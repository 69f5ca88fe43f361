"""A second look at lines of which a part was not read, before they are decided.

What was not read may change how the parts of a line belong together, so less is believed there.
"""

from app.eligibility.checking.leaves import is_plain, look
from app.eligibility.checking.logic import Leaf, evaluate
from app.eligibility.checking.measurements import MEASURED
from app.eligibility.checking.record import Record
from app.eligibility.checking.unread_words import (
    more_behind_exception,
    or_beside_unread,
    says_for_whom,
)
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    All,
    Comparison,
    NotRead,
    ReadCriterion,
    Requirement,
    walk,
)

_NOT_UNDERSTOOD = "A part of this line was not understood."


def second_look(
    read: ReadCriterion, requirement: Requirement, want: bool, found: Finding, record: Record
) -> Finding:
    """Return what may be believed of a finding on a line that was not read completely."""
    text = read.criterion.text
    turned_round = (read.criterion.section == "exclusion") is want
    if turned_round or _limits_disagree(read, record):
        return Finding(None, _NOT_UNDERSTOOD, found.evidence)
    if want or found.holds is not want:
        return _by_plain_parts(text, requirement, want, found, record)
    # An exclusion of which a person is clear: unread words must not be a further ground.
    if more_behind_exception(requirement, text) or _further_ground(requirement, text):
        return Finding(None, _NOT_UNDERSTOOD, found.evidence)
    return found


def _further_ground(requirement: Requirement, text: str) -> bool:
    """Whether an "or" may have been taken for an "and": an All with unread words beside an or."""
    return any(
        or_beside_unread(part, text)
        for part in walk(requirement)
        if isinstance(part, All) and any(isinstance(one, NotRead) for one in part.of)
    )


def _by_plain_parts(
    text: str, requirement: Requirement, want: bool, found: Finding, record: Record
) -> Finding:
    """Look only at parts that mean the same wherever they stand in a line.

    An age, a measured limit, a disease that must be there; a limit may rule out only where
    nothing unread says for whom it holds, and a sex may be what a line is about.
    """
    for_some = found.holds is not want and says_for_whom(requirement, text)

    def at(leaf: Leaf, wanted: bool) -> Finding:
        if for_some and isinstance(leaf, Comparison):
            return Finding(None, _NOT_UNDERSTOOD)
        if is_plain(leaf, wanted, want):
            return look(leaf, wanted, record)
        return Finding(None, _NOT_UNDERSTOOD)

    return evaluate(requirement, want, at)


def _limits_disagree(read: ReadCriterion, record: Record) -> bool:
    """Whether a line names several limits of one thing, one fulfilled and another not.

    "Platelets >= 100 (>= 60 for some)": where the words between are not read, neither decides.
    """
    told: dict[tuple[str, bool], set[bool]] = {}
    for one in read.comparisons:
        if one.variable in MEASURED:
            holds = look(one, True, record).holds
            if holds is not None:
                told.setdefault((one.variable, one.op in (">", ">=")), set()).add(holds)
    return any(len(results) > 1 for results in told.values())

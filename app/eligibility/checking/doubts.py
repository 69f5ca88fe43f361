"""A second look at lines of which a part was not read, before they are decided.

What was not read may change how the parts of a line belong together, so less is believed there.
"""

from app.eligibility.checking.leaves import is_plain, look
from app.eligibility.checking.logic import Leaf, evaluate
from app.eligibility.checking.measurements import MEASURED
from app.eligibility.checking.record import Record
from app.eligibility.checking.unread_words import more_behind_exception, says_for_whom
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import Comparison, ReadCriterion, Requirement

_NOT_UNDERSTOOD = "A part of this line was not understood."


def second_look(
    read: ReadCriterion, requirement: Requirement, want: bool, found: Finding, record: Record
) -> Finding:
    """Return what may be believed of a finding on a line that was not read completely."""
    turned_round = (read.criterion.section == "exclusion") is want
    more_grounds = not want and more_behind_exception(requirement, read.criterion.text)
    if turned_round or more_grounds or _limits_disagree(read, record):
        return Finding(None, _NOT_UNDERSTOOD, found.evidence)
    if found.holds is want:
        return found
    return _by_plain_parts(read, requirement, want, record)


def _by_plain_parts(
    read: ReadCriterion, requirement: Requirement, want: bool, record: Record
) -> Finding:
    """Look at what may rule somebody out although a part of the line was not read.

    Only statements that stand by themselves in such a line decide: an age, a measured limit, a
    disease that must be there; limits only where nothing unread says for whom they hold.
    """
    for_some = says_for_whom(requirement, read.criterion.text)

    def at(leaf: Leaf, wanted: bool) -> Finding:
        plain = wanted is want and is_plain(leaf, wanted)
        if not plain or (for_some and isinstance(leaf, Comparison)):
            return Finding(None, _NOT_UNDERSTOOD)
        return look(leaf, wanted, record)

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

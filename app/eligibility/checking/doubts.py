"""A second look at lines of which a part was not read, before they are decided.

What was not read may change how the parts of a line belong together, so less is believed there.
"""

from app.eligibility.checking.diagnosis import diseases, is_one_of
from app.eligibility.checking.leaves import is_plain, look
from app.eligibility.checking.logic import Leaf, evaluate
from app.eligibility.checking.measurements import MEASURED
from app.eligibility.checking.record import Record
from app.eligibility.checking.rewriting import is_limit
from app.eligibility.checking.unread_words import (
    is_said_in_passing,
    may_let_in_others,
    more_behind_exception,
    or_beside_unread,
    says_for_whom,
)
from app.eligibility.checking.verdict import Finding
from app.eligibility.checking.vital_signs import MOMENTARY
from app.eligibility.model import (
    All,
    Comparison,
    Except,
    Kind,
    NotRead,
    Presence,
    ReadCriterion,
    Requirement,
    TimeSince,
    walk,
)
from app.eligibility.plain_text import as_line
from app.eligibility.topics import topics

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
        return _by_plain_parts(read, requirement, want, found, record)
    # An exclusion of which a person is clear: unread words must not be a further ground.
    if more_behind_exception(requirement, text) or _further_ground(requirement, text):
        return Finding(None, _NOT_UNDERSTOOD, found.evidence)
    return _by_what_is_listed(requirement, want, found, record)


# What a family surely lists; a cold, an ointment or a small operation may be missing.
_LISTED = frozenset(
    {Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART, Kind.TRIAL, Kind.DISEASE_STATUS}
)


def _by_what_is_listed(
    requirement: Requirement, want: bool, found: Finding, record: Record
) -> Finding:
    """Leave a finding open that rests on what may not be listed, or on a value of a moment."""

    def at(leaf: Leaf, wanted: bool) -> Finding:
        if isinstance(leaf, TimeSince) and leaf.event.kind not in _LISTED:
            return Finding(None, _NOT_UNDERSTOOD)
        if isinstance(leaf, Comparison) and leaf.variable in MOMENTARY:
            return Finding(None, _NOT_UNDERSTOOD)
        return look(leaf, wanted, record)

    again = evaluate(requirement, want, at)
    return found if again.holds is found.holds else Finding(None, _NOT_UNDERSTOOD, found.evidence)


def another_disease(
    read: ReadCriterion, requirement: Requirement, record: Record
) -> Finding | None:
    """Return that a line asks for another disease, whatever treatments it allows besides.

    "Previously untreated AML. Prior hydroxyurea is allowed.": what such a line allows, unread,
    does not turn one disease into another. None where that cannot be said.
    """
    stripped = _without_allowances(requirement, read.criterion.text, record)
    if stripped == requirement or read.criterion.section == "exclusion":
        return None

    def at(leaf: Leaf, wanted: bool) -> Finding:
        if _is_disease(leaf) and wanted and not _in_passing(leaf, read):
            return look(leaf, wanted, record)
        return Finding(None, _NOT_UNDERSTOOD)

    found = evaluate(stripped, True, at)
    return found if found.holds is False else None


def _in_passing(leaf: Leaf, read: ReadCriterion) -> bool:
    """Whether a disease is only mentioned, in a line about a limit or behind an "if"."""
    if not _is_disease(leaf):
        return False
    about_a_limit = any(is_limit(one) for one in read.comparisons)
    return about_a_limit or is_said_in_passing(leaf.span, read.criterion.text)


def _is_disease(leaf: Leaf) -> bool:
    return isinstance(leaf, Presence) and leaf.topic.kind is Kind.DIAGNOSIS


def _without_allowances(requirement: Requirement, text: str, record: Record) -> Requirement:
    """Return a tree without unread exceptions that cannot let the person's disease in."""
    if not isinstance(requirement, Except) or not isinstance(requirement.unless, NotRead):
        return requirement
    words = requirement.unless.span.of(text)
    if may_let_in_others(words) or _may_name_disease(words, record):
        return requirement
    return _without_allowances(requirement.base, text, record)


def _may_name_disease(words: str, record: Record) -> bool:
    found = [one.topic for one in topics(as_line(words)) if one.topic.kind is Kind.DIAGNOSIS]
    ids = tuple(id for topic in found for id in topic.ids)
    if not ids:
        return False
    return any(is_one_of(one.dx_id, ids, True) is not False for one in diseases(record))


def _further_ground(requirement: Requirement, text: str) -> bool:
    """Whether an "or" may have been taken for an "and": an All with unread words beside an or."""
    return any(
        or_beside_unread(part, text)
        for part in walk(requirement)
        if isinstance(part, All) and any(isinstance(one, NotRead) for one in part.of)
    )


def _by_plain_parts(
    read: ReadCriterion, requirement: Requirement, want: bool, found: Finding, record: Record
) -> Finding:
    """Look only at parts that mean the same wherever they stand in a line.

    An age, a measured limit, a disease that must be there; a limit may rule out only where
    nothing unread says for whom it holds, and a sex may be what a line is about.
    """
    for_some = found.holds is not want and says_for_whom(requirement, read.criterion.text)

    def at(leaf: Leaf, wanted: bool) -> Finding:
        if (for_some and isinstance(leaf, Comparison)) or _in_passing(leaf, read):
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

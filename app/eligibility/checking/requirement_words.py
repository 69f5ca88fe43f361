"""What the program understood of a line, in words: the requirement beside the registry's own."""

from app.eligibility.checking.words import comparison_words, duration_words
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
    ReadCriterion,
    Requirement,
    Sense,
    TimeSince,
    Topic,
    Who,
)

_WHOSE = {
    Who.DONOR: "donor: ",
    Who.PARTNER: "partner: ",
    Who.CAREGIVER: "caregiver: ",
    Who.PATIENT: "",
}
_SINCE = {
    "<": "less than {} ago",
    "<=": "within the last {}",
    ">": "more than {} ago",
    ">=": "at least {} ago",
    "=": "{} ago",
}


def understood_words(read: ReadCriterion) -> str:
    """Return what was understood of a line: "must hold: platelets at least 75 10^9/L"."""
    if read.requirement is None:
        return "asks nothing" if read.sense is Sense.ASKS_NOTHING else "not read"
    words = requirement_words(read.requirement) or "nothing that can be compared"
    if read.sense is Sense.MUST_NOT_HOLD:
        return f"must not be: {words}"
    return words if read.sense is Sense.MUST_HOLD else f"unclear: {words}"


def requirement_words(requirement: Requirement) -> str:
    """Return a requirement in words, parts joined as the tree joins them."""
    match requirement:
        case All(of=parts):
            return _joined(" and ", parts)
        case AnyOf(of=parts):
            return _joined(" or ", parts)
        case Not(inner=inner):
            return f"not {_inside(inner)}"
        case Conditional(condition=condition, then=then):
            return f"if {_inside(condition)}: {_inside(then)}"
        case Except(base=base, unless=unless):
            return f"{_inside(base)}, unless {_inside(unless)}"
        case _:
            return _leaf_words(requirement)


def _leaf_words(leaf: Requirement) -> str:
    match leaf:
        case Comparison():
            return _WHOSE[leaf.subject] + comparison_words(leaf)
        case TimeSince():
            times = " or ".join(duration_words(duration) for duration in leaf.durations)
            which = f", whichever is {leaf.whichever}" if leaf.whichever else ""
            since = _SINCE[leaf.op].format(times)
            return f"{_WHOSE[leaf.subject]}{topic_words(leaf.event)} {since}{which}"
        case Presence():
            return _WHOSE[leaf.subject] + topic_words(leaf.topic)
        case Judgement():
            return f"(for the team to judge: {leaf.text.strip()})"
        case NotRead():
            return "(a part that was not read)"
        case _:
            return ""


def topic_words(topic: Topic) -> str:
    """Return the words of a topic with what narrows it and what is taken out."""
    name = " ".join(topic.text.split()) or topic.kind.value.replace("_", " ")
    narrowed = [q.replace("_", " ") for q in sorted(topic.qualities) if q not in name.casefold()]
    words = f"{name} ({', '.join(narrowed)})" if narrowed else name
    out = [topic_words(one) for one in topic.without]
    return f"{words}, except {', '.join(out)}" if out else words


def _joined(word: str, parts: tuple[Requirement, ...]) -> str:
    return word.join(_inside(part) for part in parts)


def _inside(requirement: Requirement) -> str:
    words = requirement_words(requirement)
    is_joined = isinstance(requirement, All | AnyOf) and len(requirement.of) > 1
    return f"({words})" if is_joined else words

"""What a line says, written short enough to stand in a table of a test."""

from collections.abc import Iterable

from app.eligibility.comparisons import comparisons, measures
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
    Section,
    TimeSince,
)
from app.eligibility.plain_text import as_line
from app.eligibility.read_criteria import read_line


def limits(text: str) -> list[str]:
    """Return the literal comparisons of a line: "platelets >= 50 10^9/L"."""
    return [short(one) for one in comparisons(measures(as_line(text)))]


def short(one: Comparison) -> str:
    """Return a comparison as text."""
    unit = f" {one.unit}" if one.unit else ""
    what = f"[{one.what}]" if one.what else ""
    return f"{one.variable}{what} {one.op} {one.value.normalize():f}{unit}"


def asks(text: str, section: Section = "inclusion", *context: str) -> str:
    """Return the requirement of a line as text; what was not understood is "?"."""
    return tree(read_line(text, section, context).requirement)


def read(text: str, section: Section = "inclusion", *context: str) -> ReadCriterion:
    """Read a line."""
    return read_line(text, section, context)


def tree(requirement: Requirement | None) -> str:
    """Return a requirement as text: `(a & b)`, `(a | b)`, `!a`, `if a: b`, `a unless b`."""
    match requirement:
        case None:
            return "nothing"
        case All(of=parts):
            return f"({_joined(parts, ' & ')})"
        case AnyOf(of=parts):
            return f"({_joined(parts, ' | ')})"
        case Not(inner=inner):
            return f"!{tree(inner)}"
        case Conditional(condition=condition, then=then):
            return f"if {tree(condition)}: {tree(then)}"
        case Except(base=base, unless=unless):
            return f"{tree(base)} unless {tree(unless)}"
        case _:
            return _leaf(requirement)


def _joined(parts: Iterable[Requirement], sign: str) -> str:
    return sign.join(tree(part) for part in parts)


def _leaf(requirement: Requirement) -> str:
    match requirement:
        case NotRead():
            return "?"
        case Judgement():
            return "judgement"
        case Comparison():
            return short(requirement)
        case Presence(topic=topic):
            words = " ".join([*sorted(topic.qualities), *(topic.ids or (topic.kind.value,))])
            without = "".join(f" -{id_}" for other in topic.without for id_ in other.ids)
            return f"<{words}{without}>"
        case TimeSince(event=event, op=op, durations=durations):
            times = ", ".join(f"{d.value.normalize():f} {d.unit}" for d in durations)
            without = "".join(f" -{id_}" for other in event.without for id_ in other.ids)
            ids = " ".join(event.ids) or event.kind.value
            return f"since <{ids}{without}> {op} {times}"
    raise AssertionError(requirement)

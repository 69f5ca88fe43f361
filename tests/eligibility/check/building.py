"""Requirements and cases written in a test, and the state that comes of them."""

from decimal import Decimal
from typing import Any

from app.case.facts import Facts
from app.eligibility.check import CheckedCriterion, check_criterion
from app.eligibility.checking.leaves import look
from app.eligibility.checking.logic import Leaf
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    Comparison,
    Criterion,
    Duration,
    Kind,
    NotRead,
    Op,
    Per,
    Presence,
    ReadCriterion,
    Requirement,
    Role,
    Section,
    Sense,
    Span,
    TimeSince,
    Topic,
)
from tests.case.facts.cases import facts_at

AS_OF = "2026-04-20"
SPAN = Span(0, 1)


def case(as_of: str = AS_OF, **sections: Any) -> Facts:
    """Return the facts of a case written as sections of case JSON."""
    patient = {"display_name": "Maya", **sections.pop("patient", {})}
    return facts_at(as_of, patient=patient, **sections)


def labs(*results: dict[str, Any], date: str | None = "2026-04-16") -> dict[str, Any]:
    """Return one lab report as a section of a case."""
    return {"labs": [{"date": date, "lab_name": "Clinic", "results": list(results)}]}


def limit(
    variable: str, op: Op, value: str | int, unit: str | None = None, **more: Any
) -> Comparison:
    per = {"xULN": Per.ULN, "xLLN": Per.LLN}.get(unit or "", Per.ABSOLUTE)
    return Comparison(variable, op, Decimal(str(value)), unit, SPAN, per=per, **more)


def days(number: int, unit: str = "day") -> Duration:
    return Duration(Decimal(number), unit)


def topic(kind: Kind, *ids: str, text: str = "it", **more: Any) -> Topic:
    return Topic(kind, text, ids, **more)


def there(kind: Kind, *ids: str, qualities: str = "", **more: Any) -> Presence:
    return Presence(topic(kind, *ids, qualities=frozenset(qualities.split()), **more), SPAN)


def since(
    op: Op, *durations: Duration, ids: str = "modality:chemotherapy", **more: Any
) -> TimeSince:
    kind = more.pop("kind", Kind.PRIOR_THERAPY)
    without = more.pop("without", ())
    qualities = frozenset(more.pop("qualities", "").split())
    event = topic(kind, *filter(None, ids.split("|")), without=without, qualities=qualities)
    return TimeSince(event, op, durations, SPAN, **more)


def unread(text: str = "") -> NotRead:
    return NotRead(Span(0, len(text)), "not known")


def found(leaf: Leaf, facts: Facts, want: bool = True) -> Finding:
    """Return what the record says on one statement."""
    return look(leaf, want, Record(facts))


def holds(leaf: Leaf, facts: Facts, want: bool = True) -> bool | None:
    return found(leaf, facts, want).holds


def line(
    requirement: Requirement | None,
    section: Section = "inclusion",
    text: str = "a line",
    sense: Sense | None = None,
    role: Role = Role.RULE,
    **more: Any,
) -> ReadCriterion:
    """Return a line as reading would hand it over."""
    usual = Sense.MUST_HOLD if section == "inclusion" else Sense.MUST_NOT_HOLD
    comparisons = more.pop("comparisons", ())
    criterion = Criterion("1", section, text, 0, len(text), **more)
    return ReadCriterion(criterion, requirement, sense or usual, role, comparisons)


def checked(requirement: Requirement | None, facts: Facts, **more: Any) -> CheckedCriterion:
    return check_criterion(line(requirement, **more), facts)


def state(requirement: Requirement | None, facts: Facts, **more: Any) -> str:
    return str(checked(requirement, facts, **more).state)

"""A whole trial against one case: every line, and the registry's own age and sex fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from app.case.facts.facts import Facts
from app.case.value_class import value_class
from app.eligibility.check import CheckedCriterion, check_criterion
from app.eligibility.checking.verdict import State
from app.eligibility.model import (
    Comparison,
    Criterion,
    Kind,
    Op,
    Presence,
    ReadCriterion,
    Requirement,
    Sense,
    Span,
    Topic,
)
from app.eligibility.read_criteria import read_text
from app.trials.record import AgeLimit, TrialRecord

NO_CRITERIA = "no criteria kept"
FROM_FIELD = "From the registry's own field"

# What deserves a look first; what asks nothing stands last.
_FIRST = (State.NOT_MET, State.CONFLICT, State.UNKNOWN, State.NOT_READ, State.MET)
_SEXES = {"FEMALE": "female", "MALE": "male"}


@value_class
class CheckedTrial:
    """A trial with every line checked.

    Attributes:
        number: the registry's number, "" where there is none.
        criteria: the registry's fields first, then the lines in the registry's order.
        note: `NO_CRITERIA` where the record has no criteria text.
    """

    number: str
    title: str | None
    criteria: tuple[CheckedCriterion, ...]
    note: str | None = None

    @property
    def counts(self) -> Mapping[State, int]:
        """How many lines are in each state; lines that ask nothing are not counted."""
        asking = [one.state for one in self.criteria if not one.asks_nothing]
        return {state: asking.count(state) for state in State}

    @property
    def may_rule_out_first(self) -> tuple[CheckedCriterion, ...]:
        """The lines for a screen: what may rule out first, what asks nothing last."""
        return tuple(sorted(self.criteria, key=_place))


def _place(checked: CheckedCriterion) -> tuple[bool, int]:
    return checked.asks_nothing, _FIRST.index(checked.state)


def check_trial(trial: TrialRecord, facts: Facts) -> CheckedTrial:
    """Check a registry record as it was received."""
    fields = from_fields(trial.minimum_age, trial.maximum_age, trial.sex)
    read = read_text(trial.eligibility) if trial.eligibility else []
    note = None if read else NO_CRITERIA
    return check_read(trial.number, trial.title, (*fields, *read), facts, note)


def check_read(
    number: str,
    title: str | None,
    criteria: Iterable[ReadCriterion],
    facts: Facts,
    note: str | None = None,
) -> CheckedTrial:
    """Check criteria that were read before, such as those a change of the record touched."""
    checked = tuple(check_criterion(read, facts) for read in criteria)
    return CheckedTrial(number, title, checked, note)


def from_fields(
    minimum: AgeLimit | None, maximum: AgeLimit | None, sex: str | None
) -> Sequence[ReadCriterion]:
    """Return the registry's age and sex fields as criteria of their own."""
    return tuple(_fields(minimum, maximum, sex))


def _fields(
    minimum: AgeLimit | None, maximum: AgeLimit | None, sex: str | None
) -> Iterator[ReadCriterion]:
    limits: tuple[tuple[str, AgeLimit | None, Op], ...] = (
        ("Minimum age", minimum, ">="),
        ("Maximum age", maximum, "<="),
    )
    for name, limit, op in limits:
        if limit is not None and limit.value is not None and limit.unit is not None:
            text = f"{name}: {limit.text}"
            span = Span(0, len(text))
            asked = Comparison("age", op, Decimal(limit.value), limit.unit, span)
            yield _field(name.lower(), text, asked, Kind.AGE)
    wanted = _SEXES.get((sex or "").upper())
    if wanted is not None:
        text = f"Sex: {(sex or '').capitalize()}"
        topic = Topic(Kind.SEX, text, (f"sex:{wanted}",))
        yield _field("sex", text, Presence(topic, Span(0, len(text))), Kind.SEX)


def _field(number: str, text: str, requirement: Requirement, kind: Kind) -> ReadCriterion:
    criterion = Criterion(number, "inclusion", text, parent=(FROM_FIELD,))
    return ReadCriterion(criterion, requirement, Sense.MUST_HOLD, kinds=frozenset({kind}))

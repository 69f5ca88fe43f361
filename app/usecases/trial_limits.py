"""The numbers that saved trials give for a test, as lines behind its chart.

Only numbers that the criteria state of the patient, in a unit that the chart's unit can be reached
from with certainty. What a line means for the person is the check's business, not the chart's.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.case.numbers import number_text
from app.eligibility.checking.limits import limit_in
from app.eligibility.checking.measurements import MEASURED
from app.eligibility.model import (
    Comparison,
    Conditional,
    Criterion,
    Except,
    Per,
    ReadCriterion,
    Requirement,
    Role,
    Sense,
    Who,
    children,
)
from app.eligibility.read_criteria import read_text
from app.usecases.kept_trials import kept_trials
from app.usecases.session import Session

Bound = Literal["at least", "at most"]
_LONGEST_NAME = 28
_DECIDES = (Role.RULE, Role.ALTERNATIVE)
_UPWARD = frozenset({">", ">="})


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that a trial's criteria state.

    Attributes:
        trial: its name as the family or the register has it, shortened.
        number: its registry number.
        comparison: as it was read.
        bound: whether the value has to lie above or below.
        in_some_cases: asked only of some people, or one of several ways to meet the line.
        criterion: the line it was read from.
    """

    trial: str
    number: str
    comparison: Comparison
    bound: Bound
    in_some_cases: bool
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class Limit:
    """A line of the chart.

    Attributes:
        value: in the unit of the chart.
        words: "XT-107: at most 225 (5 times the top of the usual range)".
        short: the same where there is little room: "XT-107: at most 225".
        text: the registry's own sentence.
    """

    value: Decimal
    words: str
    short: str
    text: str


def stated_numbers(
    session: Session, progress: Callable[[int, int], None] | None = None
) -> list[Stated]:
    """Read every number of the saved trials' criteria; takes long with many trials.

    Args:
        session: the open case.
        progress: told before each trial how many are read, of how many; may stop the work.

    Raises:
        Cancelled: `progress` stopped it.
    """
    found: list[Stated] = []
    trials = list(kept_trials(session))
    for number, kept in enumerate(trials):
        if progress is not None:
            progress(number, len(trials))
        record = kept.shown
        if record is None or not record.eligibility:
            continue
        name = short_name(kept.saved.short_name or record.title or kept.number)
        for read in read_text(record.eligibility):
            found += _stated(name, kept.number, read)
    return found


def short_name(name: str) -> str:
    """Return the first part of a trial's name, short enough to stand in a chart."""
    inside = name.rpartition("(")[2].partition(")")[0].strip()
    if inside and len(inside) <= 12 and name.index(inside) > 0:
        return inside
    first = name.partition(". ")[0].partition(" (")[0].strip()
    return first if len(first) <= _LONGEST_NAME else f"{first[: _LONGEST_NAME - 1].rstrip()}…"


def _stated(name: str, number: str, read: ReadCriterion) -> Iterator[Stated]:
    senses = {Sense.MUST_HOLD: False, Sense.MUST_NOT_HOLD: True}
    if read.requirement is None or read.sense not in senses or read.role not in _DECIDES:
        return
    some = read.role is Role.ALTERNATIVE or read.criterion.cohort is not None
    if read.criterion.subject is not Who.PATIENT:
        return
    for comparison, narrowed in _comparisons(read.requirement, narrowed=some):
        if comparison.subject is Who.PATIENT and comparison.op != "=":
            upward = (comparison.op in _UPWARD) != senses[read.sense]
            bound: Bound = "at least" if upward else "at most"
            yield Stated(name, number, comparison, bound, narrowed, read.criterion)


def _comparisons(requirement: Requirement, *, narrowed: bool) -> Iterator[tuple[Comparison, bool]]:
    """Yield the comparisons that are asked; those of a condition itself are not."""
    if isinstance(requirement, Comparison):
        yield requirement, narrowed
    elif isinstance(requirement, Conditional):
        yield from _comparisons(requirement.then, narrowed=True)
    elif isinstance(requirement, Except):
        yield from _comparisons(requirement.base, narrowed=True)
    elif type(requirement).__name__ != "Not":
        some = narrowed or type(requirement).__name__ == "AnyOf"
        for child in children(requirement):
            yield from _comparisons(child, narrowed=some)


def limits_for(
    stated: Iterable[Stated], lab: str, unit: str, low: Decimal | None, high: Decimal | None
) -> list[Limit]:
    """Return the lines for one test.

    Args:
        stated: the numbers of all saved trials.
        lab: id in `labs.csv`.
        unit: unit of the chart, as printed.
        low, high: the usual range in that unit, for limits given as multiples of its ends.
    """
    found: dict[tuple[str, Decimal], Limit] = {}
    for one in stated:
        measured = MEASURED.get(one.comparison.variable)
        if measured is None or lab not in measured.labs:
            continue
        value = _value(one.comparison, lab, unit, low, high)
        if value is not None:
            found.setdefault((one.trial, value), _limit(one, value))
    return sorted(found.values(), key=lambda limit: limit.value)


def _value(
    asked: Comparison, lab: str, unit: str, low: Decimal | None, high: Decimal | None
) -> Decimal | None:
    if asked.per is Per.ABSOLUTE:
        return limit_in(lab, asked.value, asked.unit, unit or None)
    end = high if asked.per is Per.ULN else low
    return asked.value * end if end is not None and end > 0 else None


def _limit(one: Stated, value: Decimal) -> Limit:
    plain = number_text(_trimmed(value))
    times = number_text(_trimmed(one.comparison.value))
    ends = {Per.ULN: "top", Per.LLN: "bottom"}
    end = ends.get(one.comparison.per)
    how = f" ({times} times the {end} of the usual range)" if end else ""
    some = ", in some cases" if one.in_some_cases else ""
    short = f"{one.trial}: {one.bound} {plain}"
    return Limit(value, f"{short}{how}{some}", short, one.criterion.text)


def _trimmed(value: Decimal) -> Decimal:
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain

"""How many lines of therapy, by the team's own numbers; lines are never counted (domain 4.6)."""

from app.case.value_class import value_class
from app.eligibility.checking.comparing import range_holds
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import limit_words
from app.eligibility.model import Comparison

_MISSING = MissingFact(("prior_lines",), "how many lines of treatment the team counts")


@value_class
class _Lines:
    low: int
    high: int


def check_lines_of_therapy(asked: Comparison, record: Record) -> Finding:
    """Compare the highest line number among treatments that have begun.

    A line that is still going on may or may not count as an earlier one.
    """
    highest = record.facts.highest_line
    begun = [phase for phase in record.facts.phases if phase.state != "planned"]
    if highest is None or not begun:
        return cannot_tell("The number of earlier lines is not in the record.", _MISSING)
    numbered = max((p for p in begun if p.line == highest), key=lambda p: p.state == "given")
    going_on = any(p.line == highest and p.state != "given" for p in begun)
    unnumbered = any(phase.line is None for phase in begun)
    lines = _Lines(highest - going_on, highest + (100 if unnumbered else 0))
    holds = range_holds(lines, asked.op, asked.value)
    said = (
        f"The highest line noted is {highest} ({numbered.name})."
        f" The trial's text names {limit_words(asked)}."
    )
    if holds is None:
        gap = MissingFact(_MISSING.key, _MISSING.name, Why.UNCLEAR, numbered.evidence)
        return cannot_tell(said, gap)
    return settled(holds, said, numbered.evidence)

"""What the family's record says on a line, and where that stands, in the fewest words."""

import re
from collections.abc import Iterator, Sequence

from app.case import codes
from app.case.declaration import SPECS
from app.case.facts.model import Evidence
from app.eligibility.answers import Answered
from app.eligibility.check import CheckedCriterion
from app.eligibility.checking.verdict import MissingFact, State, Why
from app.eligibility.checking.words import on
from app.report.contents.units import unit_words
from app.report.contents.wording import long_date, short_date, upper_first
from app.report.outline.words import Words, say, shortened

_LIMIT = re.compile(r"\s*The trial's text names [^.]*(?:\.\d[^.]*)*\.(?=\s|$)")
"""What the trial asks for stands beside it in the registry's own words."""

_QUOTED = re.compile(r"“[^”]{60,}”")
_UNIT = re.compile(r"(?<![\w/.])(?:10\^\d+/u?L|cells/uL|umol/\w+|\d*/uL)(?![\w/])")
_LONGEST = 220
_MOST_ROWS = 3
_NO_RECORD = "No record"
_NOT_COMPARED = "Not compared"


def record_words(line: Answered) -> Words:
    """Return the value, or what is missing; never an opinion."""
    checked = line.checked
    if _is_not_compared(checked):
        return say(_NOT_COMPARED)
    told = _reason(checked)
    for row in _rows_of_one_day(checked.evidence):
        # The day stands below, with the source.
        told = told.replace(f" {on(row.date)}", "") if row.date else told
    return say(shortened(with_units(told).removesuffix("."), _LONGEST))


def source_words(line: Answered) -> Words:
    """Return kind, date and source of what was looked at, and who answered."""
    checked = line.checked
    nothing = [] if _is_not_compared(checked) else [_NO_RECORD]
    return say("; ".join(list(_rows(checked.evidence)) or nothing), _answer(line))


def _is_not_compared(checked: CheckedCriterion) -> bool:
    """Whether the line was not read and nothing of the record was looked at."""
    return checked.state is State.NOT_READ and not checked.evidence and not checked.missing


def _reason(checked: CheckedCriterion) -> str:
    """Return the reason of the check without what the line itself says."""
    told = without_limit(checked.reason)
    if checked.state in (State.MET, State.NOT_MET):
        return told or checked.reason
    if _QUOTED.search(told):
        return _missing(checked.missing) or "For the team to say"
    return told


def without_limit(reason: str) -> str:
    """Return a reason of the check without the limit, where the registry's words stand beside."""
    told = " ".join(_LIMIT.sub("", reason).split())
    # Two limits on one value ("at least 2 and at most 10") name the value twice.
    parts = dict.fromkeys(told.removesuffix(".").split(". "))
    return ". ".join(parts) + ("." if told.endswith(".") else "")


def _rows_of_one_day(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the rows where all are of one day, else none: then each needs its own."""
    return evidence if len({row.date for row in evidence}) == 1 else ()


def _missing(missing: Sequence[MissingFact]) -> str:
    """Return what is missing where it has a short name; the team's part is said as such."""
    names = [fact.name for fact in missing if fact.why is not Why.TEAM and len(fact.name) < 60]
    if not names:
        return ""
    return f"Not noted: {', '.join(dict.fromkeys(names[:4]))}"


def with_units(text: str) -> str:
    """Return a text with its units as reports print them, with raised figures."""
    return _UNIT.sub(lambda found: unit_words(found[0]), text)


def _rows(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Yield "Lab result, 16 Apr 2026, discharge letter"; the same said once."""
    told = dict.fromkeys(_row(row) for row in evidence)
    yield from list(told)[:_MOST_ROWS]
    if len(told) > _MOST_ROWS:
        yield f"and {len(told) - _MOST_ROWS} more"


def _row(row: Evidence) -> str:
    spec = SPECS.get(row.table)
    kind = upper_first(spec.label) if spec else ""
    source = shortened(row.source, 60) if row.source else "no source noted"
    day = "" if row.date and row.date.words() in source else short_date(row.date)
    parts = (kind, day, source)
    return ", ".join(part for part in parts if part)


def _answer(line: Answered) -> str:
    answer = line.answer
    if answer is None or not answer.answer:
        return ""
    told = f". Answered: {codes.label('criterion.answer', answer.answer).lower()}"
    if answer.answered_by:
        told += f", {shortened(answer.answered_by, 40)}"
    if answer.answered_on:
        told += f", {long_date(answer.answered_on)}"
    again = " To be looked at again." if line.look_again else ""
    return f"{told}.{again}"

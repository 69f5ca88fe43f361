"""Performance scores as they were measured; no scale is ever turned into another (domain 1.7)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.case.facts.model import Evidence, Performance
from app.case.numbers import Quantity, number_text
from app.eligibility.checking.comparing import holds
from app.eligibility.checking.freshness import PERFORMANCE_DAYS, add_days, is_fresh, limit_days
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import (
    Finding,
    MissingFact,
    Why,
    cannot_tell,
    disagreeing,
    settled,
)
from app.eligibility.checking.words import how_old, limit_words, name_of, shown
from app.eligibility.model import All, AnyOf, Comparison, NotRead, Requirement

SCALES = {"ecog": "ECOG", "karnofsky": "Karnofsky", "lansky": "Lansky"}


def check_performance(asked: Comparison, record: Record) -> Finding:
    """Compare the newest score on the scale that the line names."""
    scale = SCALES.get(asked.variable) or _scale_meant(asked, record)
    if scale is None:
        return cannot_tell("The line does not say which scale it means.", _missing(asked))
    if not _is_score(scale, asked):
        return cannot_tell("The line names no score of this scale.", _missing(asked, Why.UNCLEAR))
    return _on_scale(scale, asked, record)


def good_until(asked: Comparison, record: Record) -> tuple[Evidence, date] | None:
    """Return the newest score for a limit and the last day on which it is new enough."""
    scale = SCALES.get(asked.variable) or _scale_meant(asked, record)
    for score in record.facts.performance_scores:
        if scale is not None and _same_scale(score, scale) and score.date is not None:
            days = limit_days(asked.window, PERFORMANCE_DAYS, record.as_of).low
            return score.evidence, add_days(score.date.earliest, days)
    return None


def _missing(asked: Comparison, why: Why = Why.NONE) -> MissingFact:
    return MissingFact(("performance", asked.variable), name_of(asked.variable), why)


def _scale_meant(asked: Comparison, record: Record) -> str | None:
    """Return the scale of a bare "performance status": 0 to 4 is ECOG, 10 and more is by age."""
    if asked.value <= 5 and asked.unit != "%":
        return "ECOG"
    return record.facts.usual_scale.scale if asked.value >= 10 else None


def _is_score(scale: str, asked: Comparison) -> bool:
    """Whether a limit is a score of a scale: ECOG 0 to 5, the others tens up to 100."""
    if scale == "ECOG":
        return 0 <= asked.value <= 5
    return 10 <= asked.value <= 100 and asked.value % 5 == 0


def _on_scale(scale: str, asked: Comparison, record: Record) -> Finding:
    scores = [s for s in record.facts.performance_scores if _same_scale(s, scale)]
    if not scores:
        return _other_scale(scale, asked, record)
    newest = scores[0]
    window = limit_days(asked.window, PERFORMANCE_DAYS, record.as_of)
    if not is_fresh(newest.date, record.as_of, window):
        why = Why.OLD if newest.date else Why.UNDATED
        gap = _missing(asked, why)
        age = how_old(newest.date, record.as_of)
        said = f"The last {scale} score is {age}: {shown(newest.evidence)}."
        return cannot_tell(said, MissingFact(gap.key, gap.name, why, newest.evidence))
    return _compared(asked, newest, [s for s in scores if s.date == newest.date])


def _same_scale(score: Performance, scale: str) -> bool:
    return score.scale.strip().casefold() == scale.casefold()


def _other_scale(scale: str, asked: Comparison, record: Record) -> Finding:
    other = record.facts.performance
    if other is None:
        return cannot_tell("There is no performance score in the record.", _missing(asked))
    said = f"The record has {shown(other.evidence)}, not {scale}; scales are not converted."
    gap = _missing(asked)
    return cannot_tell(said, MissingFact(gap.key, gap.name, Why.NONE, other.evidence))


def _compared(asked: Comparison, newest: Performance, same: Sequence[Performance]) -> Finding:
    results = {holds(Quantity(s.score), asked.op, asked.value) for s in same}
    rows = tuple(score.evidence for score in same)
    if len(results) > 1:
        said = " and ".join(number_text(score.score) for score in same)
        return disagreeing(f"Two scores of one day: {said}.", _missing(asked, Why.DISAGREE), *rows)
    said = f"{shown(newest.evidence)}. The trial's text names {limit_words(asked)}."
    return settled(results.pop() is True, said, *rows)


def as_applicable(parts: Sequence[Requirement], record: Record) -> Comparison | None:
    """Return the one part that applies to this person in "Lansky or Karnofsky >= 60".

    Both scales with the same limit are one demand: the scale is chosen by age. Only where the
    newest score is on one of the two, and the usual scale for the age is that one.
    """
    scales = [p for p in parts if isinstance(p, Comparison) and p.variable in SCALES]
    if len(scales) != len(parts) or {p.variable for p in scales} != {"karnofsky", "lansky"}:
        return None
    if len({(p.op, p.value) for p in scales}) != 1:
        return None
    newest, usual = record.facts.performance, record.facts.usual_scale.scale
    if newest is None or usual is None or not _same_scale(newest, usual):
        return None
    return next((p for p in scales if p.variable == usual.casefold()), None)


_SAME_THING = re.compile(r"[(\[/]|\bor\b", re.IGNORECASE)


def on_either_scale(requirement: All, text: str, record: Record) -> Requirement:
    """Read "ECOG 0-1 (Karnofsky >= 70)" as one demand, given on two scales.

    The trial itself says what its limit is on either scale: the score that was measured decides.
    Where both were measured and do not agree, neither does.
    """
    scales = [p for p in requirement.of if isinstance(p, Comparison) and p.variable in SCALES]
    if len(scales) != 2 or scales[0].variable == scales[1].variable:
        return requirement
    first, second = sorted(scales, key=lambda scale: scale.span.start)
    if _SAME_THING.search(text[first.span.end : second.span.start]) is None:
        return requirement
    measured = [one for one in scales if _is_measured(one, record)]
    if not measured:
        return requirement
    one = measured[0] if len(measured) == 1 else _agreeing(requirement, first, second)
    kept = tuple(part for part in requirement.of if part not in scales)
    return replace(requirement, of=(one, *kept)) if kept else one


def _is_measured(asked: Comparison, record: Record) -> bool:
    """Whether the newest score, or another one of that day, is on this scale."""
    scores = record.facts.performance_scores
    newest = [score for score in scores if score.date == scores[0].date]
    return any(_same_scale(score, SCALES[asked.variable]) for score in newest)


def _agreeing(requirement: All, first: Comparison, second: Comparison) -> Requirement:
    """Return a demand that holds where both scores are good, and fails where neither is."""
    span = requirement.span
    either = AnyOf((first, second), span)
    unclear = All((either, NotRead(span, "two scales that may not agree")), span)
    return AnyOf((All((first, second), span), unclear), span)

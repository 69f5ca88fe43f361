"""Treatments as phases, and the lines of therapy the team counts."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.case import codes
from app.case.case import Case
from app.case.entities import Toxicity, Treatment, TreatmentDrug
from app.case.facts.records import days_to, evidence, order_of
from app.case.facts.values.therapy import (
    Phase,
    SideEffect,
    SystemicEnd,
    TherapyLine,
    TreatmentState,
)
from app.case.facts.wording import code_words, commas, response_words
from app.case.partial_date import PartialDate

# The contract's "last_systemic_anticancer_end" leaves these out.
NOT_SYSTEMIC_ANTICANCER = frozenset({"radiation", "surgery", "intrathecal", "supportive"})

# Deepest first, as the response tables of ALL and lymphoma have them (domain S7, S8); codes that
# belong to no such order (MR, MMR, cCR, NE) are never chosen over one that does.
_DEPTH = ("CR", "CMR", "CRh", "CRi", "MLFS", "PR", "PMR", "SD", "NR", "PD")


def state_on(row: Treatment, as_of: date) -> TreatmentState:
    """Return whether a treatment was given, goes on or lies ahead on a day.

    A start that may lie on or before the day counts as begun. "Still going" without a last dose
    goes on; without that word and without a last dose nobody noted an end.
    """
    start, end = row.start_date, row.end_date
    if start is not None and start.earliest > as_of:
        return "planned"
    if end is not None:
        return "ongoing" if end.earliest > as_of else "given"
    if row.reason_stopped == "ongoing":
        return "ongoing"
    if row.reason_stopped:
        return "given"
    return "no_end_noted" if start is not None else "undated"


def phases(case: Case, as_of: date) -> tuple[Phase, ...]:
    """Return every treatment, oldest first, undated ones first, planned ones last."""
    found = [_phase(case, row, as_of) for row in case.all(Treatment)]
    return tuple(sorted(found, key=lambda p: (p.state == "planned", order_of(p.start or p.end))))


def _phase(case: Case, row: Treatment, as_of: date) -> Phase:
    effects = tuple(_effect(case, row, part) for part in case.parts(Toxicity, row))
    name = row.name or _named_by_codes(row)
    state = state_on(row, as_of)
    ended = row.reason_stopped if state != "planned" else None
    return Phase(
        name=name,
        line=row.line,
        phase=row.phase or None,
        phase_words=code_words("treatment.phase", row.phase, ""),
        modality=row.modality or None,
        modality_words=code_words("treatment.modality", row.modality, ""),
        drugs=tuple(part.name for part in case.parts(TreatmentDrug, row) if part.name),
        cycles=row.cycles_given,
        start=row.start_date,
        end=row.end_date,
        state=state,
        response=row.best_response or None,
        response_words=response_words(row.best_response),
        reason_stopped=ended or None,
        reason_words=code_words("treatment.reason_stopped", ended, ""),
        trial_id=row.trial_id or None,
        effects=effects,
        worst_effects=_worst(effects),
        evidence=evidence(case, row, name, row.end_date),
    )


def _named_by_codes(row: Treatment) -> str:
    named = (
        code_words("treatment.phase", row.phase, "") if row.phase != "other" else "",
        code_words("treatment.modality", row.modality, ""),
        row.regimen_id,
    )
    return next((name for name in named if name), "Treatment without a name")


def _effect(case: Case, treatment: Treatment, row: Toxicity) -> SideEffect:
    term = row.term or "Side effect without a name"
    grade = codes.label("toxicity.grade", row.grade) if row.grade else None
    known = grade if row.grade != "unknown" else None
    words = commas((term, known[:1].lower() + known[1:] if known else None))
    found = evidence(case, row, words, parent=treatment)
    return SideEffect(term, row.grade or None, row.start, row.end, words, found)


def _worst(effects: Sequence[SideEffect]) -> tuple[SideEffect, ...]:
    graded = [effect for effect in effects if (effect.grade or "").isdecimal()]
    if not graded:
        return ()
    worst = max(int(effect.grade or 0) for effect in graded)
    return tuple(effect for effect in graded if int(effect.grade or 0) == worst)


def lines(phases: Sequence[Phase]) -> tuple[TherapyLine, ...]:
    """Return the phases by the team's line numbers, line 1 first, unnumbered ones last.

    Args:
        phases: oldest first, planned ones last.
    """
    groups: dict[int | None, list[Phase]] = {}
    for phase in phases:
        groups.setdefault(phase.line, []).append(phase)
    numbers = sorted(number for number in groups if number is not None)
    order: list[int | None] = [*numbers, *([None] if None in groups else [])]
    return tuple(_line(number, groups[number]) for number in order)


def _line(number: int | None, phases: Sequence[Phase]) -> TherapyLine:
    begun = [phase for phase in phases if phase.state != "planned"]
    against = [phase for phase in begun if phase.modality not in ("surgery", "supportive")]
    last = max(against or begun, key=_end_order, default=None)
    state: TreatmentState = last.state if last else "planned"
    best = best_response(phase.response for phase in begun)
    starts = [phase.start for phase in begun or phases if phase.start]
    return TherapyLine(
        number=number,
        phases=tuple(phases),
        start=min(starts, key=order_of, default=None),
        end=last.end if last and state == "given" else None,
        state=state,
        best_response=best,
        best_response_words=response_words(best),
        reason_stopped=last.reason_stopped if last else None,
        reason_words=last.reason_words if last else "",
    )


def _end_order(phase: Phase) -> tuple[bool, object]:
    """Return a key by which the phase that ended last, or goes on, comes last."""
    return phase.state == "ongoing", order_of(phase.end or phase.start)


def best_response(responses: Iterable[str | None]) -> str | None:
    """Return the deepest response noted, the last one where none has a place in the order."""
    noted = [response for response in responses if response]
    ranked = [response for response in noted if response in _DEPTH]
    if ranked:
        return min(ranked, key=_DEPTH.index)
    return noted[-1] if noted else None


def highest_line(phases: Sequence[Phase]) -> int | None:
    """Return the highest line number among treatments that have begun."""
    begun = (p.line for p in phases if p.state != "planned" and p.line is not None)
    return max(begun, default=None)


def last_systemic_end(phases: Sequence[Phase], as_of: date) -> SystemicEnd | None:
    """Return the latest end up to a day of a systemic anticancer treatment (contract, "Facts").

    Of a partial end its last possible day counts, so that the time since is never overstated.
    """
    ended = [
        (phase, phase.end)
        for phase in phases
        if phase.state == "given"
        and phase.end is not None
        and phase.modality not in NOT_SYSTEMIC_ANTICANCER
    ]
    if not ended:
        return None
    phase, end = max(reversed(ended), key=lambda pair: _latest(pair[1], as_of))
    days = days_to(end, as_of)
    return SystemicEnd(phase, end, days) if days else None


def _latest(end: PartialDate, as_of: date) -> tuple[date, bool, object]:
    return min(end.latest, as_of), end.is_day, end.sort_key

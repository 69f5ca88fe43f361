"""What was given, numbered in order of time: the same numbers in the table and on the strip."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from app.case.facts import Facts
from app.case.facts.values.therapy import CellTherapyFact, Phase, SideEffect, TransplantFact
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.report.contents.wording import lower_first, short_date

_WITHOUT_RESPONSE = frozenset({"radiation", "surgery", "supportive", "intrathecal", "hsct", None})
_CELLS = frozenset({"car_t", "other_cell_therapy", "dli"})


@value_class
class Given:
    """One treatment, transplant or infusion of cells.

    Attributes:
        number: its place in order of time.
        line: line of therapy by the team's count.
        kind: how it is drawn: a bar, a light bar, a diamond.
        modality: code of `treatment.modality`.
        response, reason: codes as noted; "" where nobody noted them.
        effects: side effects of the highest grade.
        infused: the day of a transplant or infusion.
        expects_response: a response should have been noted.
    """

    number: int
    line: int | None
    name: str
    start: PartialDate | None
    end: PartialDate | None
    kind: Literal["treatment", "radiation", "cells"]
    modality: str
    state: str
    response: str
    reason: str
    effects: tuple[SideEffect, ...]
    infused: PartialDate | None
    expects_response: bool = False


def given(facts: Facts) -> tuple[Given, ...]:
    """Return everything that was given, oldest first, what is planned last."""
    found = [_phase(phase) for phase in facts.phases]
    for transplant in facts.transplants:
        found = _with_transplant(found, transplant)
    found += [_cells(one) for one in facts.cell_therapies if not _is_a_phase(one, facts.phases)]
    found.sort(key=_order)
    return tuple(replace(one, number=number) for number, one in enumerate(found, 1))


def _with_transplant(found: list[Given], transplant: TransplantFact) -> list[Given]:
    """Let the treatment row of the same transplant stand for it, or add a row."""
    kind = transplant.words.split(" (")[0].split(",")[0]
    for index, one in enumerate(found):
        if one.modality == "hsct" and _around(one, transplant.date):
            named = "transplant" in one.name.lower()
            day = f" {short_date(transplant.date)}" if transplant.date != one.start else ""
            name = one.name if named else f"{one.name}; {lower_first(kind)}{day}"
            joined = replace(one, name=name, kind="cells", infused=transplant.date)
            return [*found[:index], joined, *found[index + 1 :]]
    return [*found, _infusion(transplant.words, transplant.date)]


def _around(one: Given, day: PartialDate | None) -> bool:
    """Whether a transplant lies within a treatment, or in the week behind it."""
    if day is None or one.start is None:
        return False
    end = one.end or one.start
    return one.start.earliest <= day.latest and (day.earliest - end.latest).days <= 7


def _order(one: Given) -> tuple[bool, tuple[int, ...], bool]:
    day = one.start or one.end
    # On the day of the infusion the conditioning comes first.
    return (one.state == "planned", day.sort_key[:3] if day else (0,), one.kind == "cells")


def _phase(phase: Phase) -> Given:
    kind: Literal["treatment", "radiation", "cells"] = "treatment"
    if phase.modality == "radiation":
        kind = "radiation"
    elif phase.modality in _CELLS:
        kind = "cells"
    is_ahead = phase.state == "planned"
    return Given(
        number=0,
        line=phase.line,
        name=phase.name,
        start=phase.start,
        end=phase.end,
        kind=kind,
        modality=phase.modality or "",
        state=phase.state,
        # What lies ahead can have done nothing yet, whatever a later look noted.
        response="" if is_ahead else phase.response or "",
        reason="" if is_ahead else phase.reason_stopped or "",
        effects=() if is_ahead else phase.worst_effects,
        infused=phase.start if kind == "cells" and not is_ahead else None,
        expects_response=_expects_response(phase),
    )


def _infusion(words: str, day: PartialDate | None) -> Given:
    return Given(0, None, words, day, day, "cells", "", "given", "", "", (), day)


def _cells(found: CellTherapyFact) -> Given:
    return _infusion(found.words, found.date)


def _expects_response(phase: Phase) -> bool:
    """Whether somebody should have looked at what a treatment did to the disease."""
    return (
        phase.state in ("given", "no_end_noted")
        and phase.modality not in _WITHOUT_RESPONSE
        and phase.phase not in ("conditioning", "lymphodepletion", "infusion")
    )


def _is_a_phase(cells: CellTherapyFact, phases: Sequence[Phase]) -> bool:
    """Whether a treatment row tells of the same infusion."""
    return any(
        phase.modality in _CELLS and phase.start is not None and phase.start == cells.date
        for phase in phases
    )

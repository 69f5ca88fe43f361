"""The table of treatments: lines, dates, response, why it ended, worst side effects."""

from collections.abc import Sequence

from app.case.facts import Facts
from app.case.facts.values.therapy import TherapyLine
from app.case.partial_date import PartialDate
from app.report.contents.given import Given
from app.report.contents.wording import NOT_KNOWN, lower_first, short_date, span
from app.report.outline.blocks import Cell, Column, Row, Table
from app.report.outline.words import NBSP, Words, muted, say, shortened, strong

_SUMMARY = "Treatments in order of time, with response and why each ended"
_LONGEST_NAME = 95
_REASONS = {
    "completed": "completed",
    "toxicity": "side effects",
    "no_response": "no response",
    "relapse_or_progression": "relapse or growth",
    "planned_next_step": "next step",
    "patient_choice": "family choice",
    "access_or_insurance": "access or insurance",
    "donor_or_slot": "donor or place ready",
    "other": "other reason",
    "ongoing": "still going",
}
"""Codes of `treatment.reason_stopped` in the fewest words."""


def treatment_table(found: Sequence[Given], with_effects: bool) -> Table:
    """Return one row for each treatment, numbered as on the strip.

    Args:
        found: from `given`.
        with_effects: the worst side effects stand behind the treatment's name.
    """
    # Every cell says what it is ("Line 2", "grade 3"): a row of titles would only take room.
    columns = (Column(row_header=True), Column(), Column(), Column(share=1.0), Column(most=0.3))
    rows = [_row(one, with_effects, _is_first(index, found)) for index, one in enumerate(found)]
    return Table(columns, tuple(rows), _SUMMARY) if rows else no_treatments()


def no_treatments() -> Table:
    """Return the table of a case without treatments."""
    row = Row((Cell((strong("Treatments"),)), Cell(say(NOT_KNOWN))))
    return Table((Column(row_header=True), Column(share=1.0)), (row,), _SUMMARY)


def _is_first(index: int, found: Sequence[Given]) -> bool:
    return index == 0 or found[index - 1].line != found[index].line


def _row(one: Given, with_effects: bool, is_first_of_line: bool) -> Row:
    line = f"Line {one.line}" if one.line is not None and is_first_of_line else ""
    effects = _effects(one) if with_effects else ()
    return Row(
        (
            Cell((strong(str(one.number)),)),
            Cell(say(line)),
            Cell(say(dates(one))),
            Cell(say(shortened(one.name, _LONGEST_NAME), *effects)),
            Cell(_result(one)),
        )
    )


def dates(one: Given) -> str:
    """Return when it was given, "planned from 20 Apr 2026" where it lies ahead."""
    if one.state == "planned":
        return _planned_from(one.start)
    if one.state == "ongoing" or (one.state == "no_end_noted" and one.end is None):
        return span(one.start, one.end, "now" if one.state == "ongoing" else "?")
    return span(one.start, one.end) or "dates not known"


def _planned_from(start: PartialDate | None) -> str:
    return f"planned from {short_date(start)}" if start else "planned"


def _result(one: Given) -> Words:
    """Return "CR, next step"; says so where a response should be there and is not."""
    if one.state == "planned":
        return ()
    response = one.response or ("response not noted" if one.expects_response else "")
    reason = _REASONS.get(one.reason, one.reason)
    # "NR, no response" says the same twice.
    if one.response in ("NR", "SD", "PD") and one.reason == "no_response":
        reason = "stopped"
    return say(", ".join(part for part in (response, shortened(reason, 40)) if part))


def _effects(one: Given) -> Words:
    if not one.effects:
        return ()
    grade = one.effects[0].grade
    names = ", ".join(lower_first(effect.term) for effect in one.effects)
    return say(muted(f"; {shortened(names, 80)}" + (f", grade{NBSP}{grade}" if grade else "")))


def line_table(facts: Facts, found: Sequence[Given], longest: int, most: int) -> Table:
    """Return one row for each line of therapy, where there are very many treatments."""
    columns = (
        Column("Line", row_header=True),
        Column("Dates"),
        Column("Treatments", 1.0),
        Column("Best response, why it ended", most=0.3),
    )
    rows = [_line(line, longest) for line in facts.lines[:most]]
    loose = [one for one in found if one.kind == "cells" and one.line is None]
    rows += [_loose(one, longest) for one in loose[:most]]
    return (
        Table(columns, tuple(rows), "Lines of therapy with best response")
        if rows
        else (no_treatments())
    )


def _line(line: TherapyLine, longest: int) -> Row:
    number = str(line.number) if line.number is not None else "?"
    return Row(
        (
            Cell((strong(number),)),
            Cell(say(_line_dates(line))),
            Cell(say(shortened(_line_names(line), longest))),
            Cell(say(_line_result(line))),
        )
    )


def _line_dates(line: TherapyLine) -> str:
    if line.state == "planned":
        return _planned_from(line.start)
    return span(line.start, line.end, "now" if line.state == "ongoing" else "")


def _line_names(line: TherapyLine) -> str:
    """Return what has begun; what lies ahead stands behind it with its day, never as given."""
    if line.state == "planned":
        return "; ".join(shortened(phase.name, 60) for phase in line.phases)
    begun = [shortened(phase.name, 60) for phase in line.phases if phase.state != "planned"]
    ahead = [
        f"{_planned_from(phase.start)}: {shortened(phase.name, 60)}"
        for phase in line.phases
        if phase.state == "planned"
    ]
    return "; ".join((*begun, *ahead))


def _line_result(line: TherapyLine) -> str:
    if line.state == "planned":
        return ""
    reason = _REASONS.get(line.reason_stopped or "", line.reason_stopped or "")
    told = (line.best_response or "response not noted", reason)
    return ", ".join(part for part in told if part)


def _loose(one: Given, longest: int) -> Row:
    name = Cell(say(shortened(one.name, longest)))
    return Row((Cell(), Cell(say(dates(one))), name, Cell()))

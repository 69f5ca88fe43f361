"""What happened when: assessments, spinal fluid, GVHD, infections in order of time."""

from collections.abc import Iterator
from typing import NamedTuple

from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.report.contents.disease import gvhd_words
from app.report.contents.wording import short_date
from app.report.outline.blocks import Cell, Column, Row, Table
from app.report.outline.words import muted, say, shortened, strong

_SUMMARY = "What happened when, newest first"
_LONGEST = 170


class Happening(NamedTuple):
    """One line of the timeline; `is_disease` lines stay longest."""

    day: PartialDate
    what: str
    about: str
    is_disease: bool


def happenings(facts: Facts) -> tuple[Happening, ...]:
    """Return what happened, newest first."""
    found = [*_disease(facts), *_others(facts)]
    return tuple(sorted(found, key=lambda one: one.day.sort_key, reverse=True))


def timeline_table(facts: Facts, most: int) -> Table | None:
    """Return the newest `most` lines, those of the disease before others; None without any."""
    found = happenings(facts)
    kept = sorted(range(len(found)), key=lambda index: not found[index].is_disease)[:most]
    rows = [_row(found[index]) for index in sorted(kept)]
    columns = (Column(row_header=True), Column(most=0.25), Column(share=1.0))
    return Table(columns, tuple(rows), _SUMMARY) if rows else None


def _row(one: Happening) -> Row:
    day = Cell((strong(short_date(one.day)),))
    return Row((day, Cell(say(shortened(one.what, 40))), Cell(say(one.about))))


def _disease(facts: Facts) -> Iterator[Happening]:
    for event in facts.status_events:
        if event.date is None:
            continue
        parts = (event.short, event.note or "")
        told = ". ".join(part.rstrip(".") for part in parts if part)
        yield Happening(event.date, event.label, shortened(told, _LONGEST), True)


def _others(facts: Facts) -> Iterator[Happening]:
    for transplant in facts.transplants:
        if transplant.date:
            told = shortened(transplant.words, _LONGEST)
            yield Happening(transplant.date, "Transplant", told, True)
        for episode in transplant.gvhd:
            if episode.onset:
                told = shortened(gvhd_words(facts, episode), _LONGEST)
                yield Happening(episode.onset, "GVHD began", told, False)
    for cells in facts.cell_therapies:
        if cells.date:
            yield Happening(cells.date, "Cell therapy", shortened(cells.words, _LONGEST), True)
    for infection in facts.infections:
        if infection.start:
            told = shortened(infection.words, _LONGEST)
            yield Happening(infection.start, "Infection", told, False)


def no_timeline() -> Table:
    """Return the table of a case in which nothing is noted yet."""
    row = Row((Cell(say(muted("Nothing noted yet"))),))
    return Table((Column(share=1.0),), (row,), _SUMMARY)

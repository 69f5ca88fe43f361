"""The second side of the summary: timeline and trends, trials, source key, room to write."""

from collections.abc import Iterator
from dataclasses import replace

from app.case.facts import Facts
from app.case.value_class import value_class
from app.report.contents.course import course_strip
from app.report.contents.given import Given
from app.report.contents.sources import source_table
from app.report.contents.timeline import no_timeline, timeline_table
from app.report.contents.trends import trend_table
from app.report.contents.trial_notes import trial_notes
from app.report.outline.blocks import Block, Heading, WritingLines
from app.report.outline.capped import capped
from app.report.outline.style import Style
from app.report.typesetting.typesetter import Typesetter

_STRIP_NOTE = "numbers match the table on the first side"


@value_class
class SideDetail:
    """How much stands on the second side."""

    timeline: int = 24
    trends: int = 12
    trials: int = 8
    trial_notes: bool = True
    sources: bool = True


_STEPS = (
    {"timeline": 18},
    {"trends": 10},
    {"timeline": 14},
    {"trial_notes": False},
    {"trends": 8},
    {"timeline": 10},
    {"trials": 4},
    {"sources": False},
    {"timeline": 6},
    {"trends": 4},
    {"trials": 2},
    {"timeline": 3},
    {"trends": 0},
)
"""What becomes less when the second side is full, in this order."""

_LONGEST_CELL = 340


def second_side(
    facts: Facts, found: tuple[Given, ...], style: Style, width: float, height: float
) -> tuple[Block, ...]:
    """Return the blocks of the second side; what room is left becomes lines to write on."""
    setter = Typesetter(style)
    detail = SideDetail()
    blocks = _capped(facts, found, detail)
    for step in _STEPS:
        if setter.height(blocks, width) <= height:
            break
        detail = replace(detail, **step)
        blocks = _capped(facts, found, detail)
    return (*blocks, *_room_to_write(height - setter.height(blocks, width), style))


def _capped(facts: Facts, found: tuple[Given, ...], detail: SideDetail) -> tuple[Block, ...]:
    return tuple(
        capped(block, _LONGEST_CELL, _LONGEST_CELL) for block in _blocks(facts, found, detail)
    )


def _blocks(facts: Facts, found: tuple[Given, ...], detail: SideDetail) -> Iterator[Block]:
    strip = course_strip(facts, found)
    yield Heading("Timeline", note=_STRIP_NOTE if strip else "")
    if strip:
        yield strip
    yield timeline_table(facts, detail.timeline) or no_timeline()
    trends = trend_table(facts, most=detail.trends)
    if trends:
        yield Heading("Trends", note="filled dot = outside that lab's own range, hollow = inside")
        yield trends
    trials = trial_notes(facts, detail.trials, detail.trial_notes)
    if trials:
        yield Heading("Trials and access")
        yield trials
    sources = source_table(facts)
    if sources and detail.sources:
        yield Heading("Where this comes from", note="with the newest day of each")
        yield sources


def _room_to_write(room: float, style: Style) -> Iterator[Block]:
    left = room - style.gap - 2 * style.heading
    count = int(left / style.answer)
    if count >= 2:
        yield Heading("What we heard, in our own words")
        yield WritingLines(min(count, 8))

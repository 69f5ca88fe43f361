"""The second side of the summary: timeline and trends, trials, source key, room to write."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from app.case.facts import Facts
from app.case.value_class import value_class
from app.report.contents.course import course_strip
from app.report.contents.given import Given
from app.report.contents.options_seen import key
from app.report.contents.sources import source_table
from app.report.contents.summary.cuts import cut_sections, ends_of, named
from app.report.contents.timeline import happenings, no_timeline, timeline_table
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
    without: frozenset[str] = frozenset()


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
_EVERY = 1000


class SecondSide(NamedTuple):
    """The blocks of the second side, and what is not on it, in words."""

    blocks: tuple[Block, ...]
    left_out: tuple[str, ...]


def second_side(
    facts: Facts,
    found: tuple[Given, ...],
    style: Style,
    width: float,
    height: float,
    without: frozenset[str] = frozenset(),
) -> SecondSide:
    """Return the second side; what room is left becomes lines to write on.

    What the family leaves out on the first side (`without`) is left out here as well.
    """
    setter = Typesetter(style)
    detail = SideDetail(without=without)
    side = _told(facts, found, detail)
    for step in _STEPS:
        if setter.height(side.blocks, width) <= height:
            break
        detail = replace(detail, **step)
        side = _told(facts, found, detail)
    room = height - setter.height(side.blocks, width)
    lines = tuple(_room_to_write(room, style))
    if side.left_out:
        return side._replace(blocks=(*side.blocks[:-1], *lines, side.blocks[-1]))
    return side._replace(blocks=(*side.blocks, *lines))


def _told(facts: Facts, found: tuple[Given, ...], detail: SideDetail) -> SecondSide:
    """Return the side at some detail, with the line that names what is not on it."""
    blocks = tuple(
        capped(block, _LONGEST_CELL, _LONGEST_CELL) for block in _blocks(facts, found, detail)
    )
    left_out = (*_left_out(facts, detail), *ends_of(cut_sections(blocks)))
    return SecondSide((*blocks, *named(left_out)), left_out)


def _left_out(facts: Facts, detail: SideDetail) -> Iterator[str]:
    without = detail.without
    events = len(happenings(facts))
    trials = 0 if "trials" in without else len(facts.trials)
    if events > detail.timeline:
        yield f"{events - detail.timeline} of {events} lines of the timeline"
    trends, every = (trend_table(facts, most=most) for most in (detail.trends, _EVERY))
    shown, all_of_them = (len(table.rows) if table else 0 for table in (trends, every))
    if shown < all_of_them and "labs" not in without:
        yield f"{all_of_them - shown} of {all_of_them} trends"
    if trials > detail.trials:
        yield f"{trials - detail.trials} of {trials} saved trials"
    if not detail.trial_notes and trials:
        yield "our notes on trials"
    if not detail.sources and "records" not in without and source_table(facts):
        yield "where this comes from"


def _blocks(facts: Facts, found: tuple[Given, ...], detail: SideDetail) -> Iterator[Block]:
    strip = None if "course" in detail.without else course_strip(facts, found)
    yield Heading("Timeline", note=_STRIP_NOTE if strip else "")
    if strip:
        yield strip
    yield timeline_table(facts, detail.timeline) or no_timeline()
    trends = trend_table(facts, most=detail.trends)
    if trends and "labs" not in detail.without:
        yield Heading("Trends", note="filled dot = outside that lab's own range, hollow = inside")
        yield trends
    trials = trial_notes(facts, detail.trials, detail.trial_notes)
    if trials and "trials" not in detail.without:
        yield Heading("Trials and access")
        yield trials
        yield from key(facts, detail.trials)
    sources = source_table(facts)
    if sources and detail.sources and "records" not in detail.without:
        yield Heading("Where this comes from", note="with the newest day of each")
        yield sources


def _room_to_write(room: float, style: Style) -> Iterator[Block]:
    left = room - style.gap - 2 * style.heading
    count = int(left / style.answer)
    if count >= 2:
        yield Heading("What we heard, in our own words")
        yield WritingLines(min(count, 8))

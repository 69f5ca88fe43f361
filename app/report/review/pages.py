"""Putting the sheet on pages: the head once, the table over as many pages as it takes."""

from collections.abc import Iterator, Sequence

from app.report.outline.blocks import Block
from app.report.outline.forms import FormBox, ReviewBand, ReviewTable
from app.report.typesetting.set_review import balanced, review_heights
from app.report.typesetting.typesetter import Typesetter


def sheet_pages(
    top: tuple[Block, ...],
    table: ReviewTable,
    box: FormBox,
    width: float,
    height: float,
    typesetter: Typesetter,
) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of each page; rows stay whole, a band stays with its first row."""
    table = balanced(table, width, typesetter.style)
    head, rows = review_heights(table, width, typesetter.style)
    above: tuple[Block, ...] = top
    start = 0
    while start < len(rows):
        room = height - _taken(above, table, width, typesetter) - head
        end = _end(table, rows, start, room)
        part = table.rows_from(start, end)
        left = room - sum(rows[start:end])
        start = end
        if start < len(rows):
            yield (*above, part)
            above = ()
        elif left >= typesetter.gap(part, box) + typesetter.height_of(box, width):
            yield (*above, part, box)
        else:
            yield (*above, part)
            yield (box,)


def _taken(
    above: tuple[Block, ...], table: ReviewTable, width: float, typesetter: Typesetter
) -> float:
    if not above:
        return 0.0
    return typesetter.height(above, width) + typesetter.gap(above[-1], table)


def _end(table: ReviewTable, rows: Sequence[float], start: int, room: float) -> int:
    """Return the row behind the last one that fits; at least one row stands on every page."""
    used, end = 0.0, start
    while end < len(rows) and used + rows[end] <= room:
        used += rows[end]
        end += 1
    while end > start and isinstance(table.rows[end - 1], ReviewBand):
        end -= 1
    if end > start:
        return end
    # A row taller than a page cannot come up: long lines are shortened in the table.
    return start + (2 if isinstance(table.rows[start], ReviewBand) else 1)

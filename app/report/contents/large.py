"""Large print: one column, everyday words first, tables of few columns."""

from collections.abc import Iterable, Iterator

from app.report.outline.blocks import Block, Cell, Columns, CourseStrip, Pair, Pairs, Row, Table
from app.report.outline.words import Words, joined, muted, say, text_of

_MOST_COLUMNS = 3


def for_large_print(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks as they can stand in large print.

    Columns follow each other, wide tables become rows of label and text, and the strip, whose
    labels would not fit, is left to its words in the table.
    """
    for block in blocks:
        if isinstance(block, Columns):
            yield from for_large_print((*block.left, *block.right))
        elif isinstance(block, Table) and len(block.columns) > _MOST_COLUMNS:
            yield stacked(block)
        elif not isinstance(block, CourseStrip):
            yield block


def stacked(table: Table) -> Pairs:
    """Return a table with one label for each row and its other cells behind it."""
    titles = [column.title for column in table.columns]
    rows = (_row(row, titles) for row in table.rows)
    return Pairs(tuple(rows), summary=table.summary)


def _row(row: Row, titles: list[str]) -> Pair:
    first, *others = row.cells
    parts = [
        _titled(cell, title) for cell, title in zip(others, titles[1:], strict=True) if cell.words
    ]
    return Pair(text_of(first.words), joined(parts, "; "))


def _titled(cell: Cell, title: str) -> Words:
    return say(muted(f"{title}: "), cell.words) if title else cell.words

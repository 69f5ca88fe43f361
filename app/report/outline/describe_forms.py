"""The blocks that are filled in, in plain text: for tests, and for looking up words.

Importing this module teaches `describe` and `texts_of` these blocks.
"""

from collections.abc import Iterator

from app.report.outline.describe import texts_of
from app.report.outline.forms import (
    FormBox,
    FormItem,
    ReviewBand,
    ReviewRow,
    ReviewTable,
    SheetHead,
    SheetKey,
)
from app.report.outline.words import text_of


@texts_of.register
def _(block: SheetHead) -> Iterator[str]:
    yield block.kind
    yield block.title
    yield from map(text_of, (*block.lines, *block.right))


@texts_of.register
def _(block: SheetKey) -> Iterator[str]:
    yield text_of(block.words)
    yield text_of(block.shapes)


@texts_of.register
def _(block: ReviewTable) -> Iterator[str]:
    for row in block.rows:
        yield text_of(row.words) if isinstance(row, ReviewBand) else _row(row)


def _row(row: ReviewRow) -> str:
    number = f"{row.number} {row.where}".strip()
    cells = (number, text_of(row.asked), text_of(row.record), text_of(row.source))
    return " | ".join((*cells, row.state.words, "[ ] [ ] [ ] ....."))


@texts_of.register
def _(block: FormBox) -> Iterator[str]:
    yield block.title
    for line in block.lines:
        yield "  ".join(map(_item, line))


def _item(item: FormItem) -> str:
    words = text_of(item.words)
    if item.field is None:
        return words
    return f"[ ] {words}" if item.field.kind == "box" else f"{words} .....".strip()

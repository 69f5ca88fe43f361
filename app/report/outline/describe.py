"""An outline in plain text: for tests, and for looking up the words of a page."""

from collections.abc import Iterator
from functools import singledispatch

from app.report.outline import blocks
from app.report.outline.blocks import Block
from app.report.outline.document import Outline
from app.report.outline.words import text_of


def describe(outline: Outline) -> str:
    """Return what stands on which page, one line for each line of meaning."""
    lines = [f"title: {outline.title}", f"left out: {'; '.join(outline.left_out) or 'nothing'}"]
    for number, page in enumerate(outline.pages, 1):
        style = page.style or outline.style
        about = ", speaks of trials" if page.speaks_of_trials else ""
        lines.append(f"== page {number} of {outline.page_count}, {style.body:g} pt{about}")
        for block in page.blocks:
            lines.extend(lines_of(block))
    return "\n".join(lines) + "\n"


def lines_of(block: Block, depth: int = 0) -> Iterator[str]:
    """Yield a block as indented lines."""
    indent = "  " * depth
    if isinstance(block, blocks.Columns):
        for name, side in (("left", block.left), ("right", block.right)):
            yield f"{indent}-- {name}"
            for inner in side:
                yield from lines_of(inner, depth + 1)
    elif isinstance(block, blocks.Wallet):
        for number, panel in enumerate(block.panels, 1):
            yield f"{indent}-- panel {number}, {block.sizes[number - 1]:g} pt"
            for inner in panel:
                yield from lines_of(inner, depth + 1)
    else:
        mark = f"{'#' * block.level} " if isinstance(block, blocks.Heading) else ""
        yield from (f"{indent}{mark}{text}" for text in texts_of(block))


@singledispatch
def texts_of(block: Block) -> Iterator[str]:
    """Yield the texts of a block, one for each line of meaning."""
    yield from ()


@texts_of.register
def _(block: blocks.Masthead) -> Iterator[str]:
    yield block.name
    yield from map(text_of, block.lines)
    yield block.title
    yield from map(text_of, block.right)


@texts_of.register
def _(block: blocks.Heading) -> Iterator[str]:
    behind = [part for part in (block.note, block.aside) if part]
    yield f"{block.text} ({'; '.join(behind)})" if behind else block.text


@texts_of.register
def _(block: blocks.Paragraph) -> Iterator[str]:
    yield f"{block.label}: {text_of(block.words)}" if block.label else text_of(block.words)


@texts_of.register
def _(block: blocks.AlertBox) -> Iterator[str]:
    yield from (f"{notice.label}: {text_of(notice.words)}" for notice in block.notices)


@texts_of.register
def _(block: blocks.Questions) -> Iterator[str]:
    yield from (f"{item.number}. {text_of(item.words)} ....." for item in block.items)


@texts_of.register
def _(block: blocks.Pairs) -> Iterator[str]:
    for row in block.rows:
        aside = f" | {row.aside}" if row.aside else ""
        yield f"{row.label}: {text_of(row.words)}{aside}"


@texts_of.register
def _(block: blocks.Table) -> Iterator[str]:
    if block.has_header:
        yield " | ".join(column.title for column in block.columns)
    for row in block.rows:
        yield " | ".join(
            f"[{cell.spark.alt}]" if cell.spark else text_of(cell.words) for cell in row.cells
        )


@texts_of.register
def _(block: blocks.CourseStrip) -> Iterator[str]:
    yield f"[strip of {block.days:g} days]"
    for bar in block.bars:
        yield f"bar {bar.start:g}-{bar.end:g} {bar.kind}: {bar.label}"
    for point in block.points:
        number = f" {point.number}" if point.number else ""
        yield f"mark {point.day:g} {point.kind}{number}: {point.label}"


@texts_of.register
def _(block: blocks.Checks) -> Iterator[str]:
    yield f"{block.label} " + " ".join(f"[ ] {choice}" for choice in block.choices)


@texts_of.register
def _(block: blocks.WritingLines) -> Iterator[str]:
    yield f"[{block.count} lines to write on]"

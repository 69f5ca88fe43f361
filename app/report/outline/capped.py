"""Blocks with no text longer than a limit: the last hold of a page that must not overflow."""

from dataclasses import replace
from functools import singledispatch

from app.report.outline import blocks
from app.report.outline.blocks import Block, Cell, Notice, Pair
from app.report.outline.words import Words, shortened, shortened_words

_LABEL = 40
_LINE = 140


@singledispatch
def capped(block: Block, cell: int, running: int) -> Block:
    """Return a block whose texts are cut at a limit and marked with "…".

    Args:
        block: any block.
        cell: most characters of a cell or value.
        running: most characters of running text, such as alerts.
    """
    return block


@capped.register
def _(block: blocks.Masthead, cell: int, running: int) -> Block:
    lines, right = (
        tuple(_cut(line, _LINE) for line in part) for part in (block.lines, block.right)
    )
    return replace(block, lines=lines, right=right)


@capped.register
def _(block: blocks.Paragraph, cell: int, running: int) -> Block:
    words = _cut(block.words, running)
    return block if words is block.words else replace(block, words=words)


@capped.register
def _(block: blocks.AlertBox, cell: int, running: int) -> Block:
    return replace(
        block,
        notices=tuple(Notice(one.label, _cut(one.words, running)) for one in block.notices),
    )


@capped.register
def _(block: blocks.Pairs, cell: int, running: int) -> Block:
    return replace(block, rows=tuple(_pair(row, cell) for row in block.rows))


@capped.register
def _(block: blocks.Table, cell: int, running: int) -> Block:
    rows = tuple(
        row._replace(cells=tuple(_cell(one, cell) for one in row.cells)) for row in block.rows
    )
    return replace(block, rows=rows)


def _pair(pair: Pair, most: int) -> Pair:
    label, aside = shortened(pair.label, _LABEL), shortened(pair.aside, _LABEL)
    return Pair(label if label != pair.label else pair.label, _cut(pair.words, most), aside)


def _cell(cell: Cell, most: int) -> Cell:
    words = _cut(cell.words, most)
    return cell if words is cell.words else cell._replace(words=words)


def _cut(words: Words, most: int) -> Words:
    return words if sum(len(run.text) for run in words) <= most else shortened_words(words, most)

"""Putting blocks on as many pages as they take.

Rows never split unless one alone is taller than a page; headings stay with what follows.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from app.report.outline.blocks import (
    AlertBox,
    Block,
    Columns,
    Heading,
    PageBreak,
    Pairs,
    Paragraph,
    Questions,
    Table,
    WritingLines,
)
from app.report.outline.words import say, strong
from app.report.typesetting.set_rows import column_widths, row_heights, split_row, table_of
from app.report.typesetting.splitting import split_words
from app.report.typesetting.text import line_height
from app.report.typesetting.typesetter import Typesetter

_FEWEST_LINES = 2


class _Split(NamedTuple):
    """A block taken apart: what goes on this page, and what waits for the next."""

    placed: Block | None
    waiting: tuple[Block, ...]


def paginate(
    blocks: Sequence[Block], width: float, height: float, typesetter: Typesetter
) -> tuple[tuple[Block, ...], ...]:
    """Return the blocks of each page; there is at least one page."""
    return _Flow(width, height, typesetter).run(blocks)


class _Flow:
    """Fills one page after the other."""

    def __init__(self, width: float, height: float, typesetter: Typesetter) -> None:
        self._width = width
        self._height = height
        self._typesetter = typesetter
        self._pages: list[list[Block]] = [[]]
        self._used = 0.0

    def run(self, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
        waiting = list(reversed(blocks))
        while waiting:
            block = waiting.pop()
            if isinstance(block, PageBreak):
                self._new_page()
            elif not self._place_whole(block, waiting):
                waiting.extend(reversed(self._place_part(block)))
        return tuple(tuple(page) for page in self._pages if page) or ((),)

    @property
    def _page(self) -> list[Block]:
        return self._pages[-1]

    def _new_page(self) -> None:
        if self._page:
            self._pages.append([])
            self._used = 0.0

    def _room(self, block: Block) -> float:
        previous = self._page[-1] if self._page else None
        return self._height - self._used - self._typesetter.gap(previous, block)

    def _place_whole(self, block: Block, following: Sequence[Block]) -> bool:
        needed = self._typesetter.set(block, self._width).height
        if isinstance(block, Heading):
            needed += self._start_of(following)
            if needed > self._room(block) and self._page:
                self._new_page()
            self._add(block)
            return True
        if needed > self._room(block):
            return False
        self._add(block)
        return True

    def _start_of(self, following: Sequence[Block]) -> float:
        """Return the least height of what must stand under a heading."""
        total = 0.0
        for block in reversed(following):
            if isinstance(block, PageBreak):
                return total
            total += self._least(block)
            if not isinstance(block, Heading):
                break
        return min(total, self._height * 0.6)

    def _least(self, block: Block) -> float:
        whole = self._typesetter.set(block, self._width).height
        if isinstance(block, Pairs):
            block = table_of(block, self._width, self._typesetter.style)
        if isinstance(block, Table):
            head, rows = row_heights(block, self._width, self._typesetter.style)
            return head + sum(rows[:2])
        if isinstance(block, Paragraph):
            style = self._typesetter.style
            return min(whole, _FEWEST_LINES * line_height(style.body, style.leading))
        return whole if not isinstance(block, Questions) else min(whole, whole / len(block.items))

    def _add(self, block: Block) -> None:
        previous = self._page[-1] if self._page else None
        self._used += self._typesetter.gap(previous, block)
        self._used += self._typesetter.set(block, self._width).height
        self._page.append(block)

    def _place_part(self, block: Block) -> Sequence[Block]:
        """Place what fits of a block; return what still waits."""
        is_first = not self._page
        split = self._split(block, self._room(block), is_first)
        if split.placed is not None:
            self._add(split.placed)
        if split.waiting or not is_first:
            self._new_page()
        return split.waiting

    def _split(self, block: Block, room: float, is_first: bool) -> _Split:
        match block:
            case Pairs():
                return self._split_table(
                    table_of(block, self._width, self._typesetter.style), room, is_first
                )
            case Table():
                return self._split_table(block, room, is_first)
            case Paragraph():
                return self._split_paragraph(block, room, is_first)
            case Questions():
                return self._split_questions(block, room, is_first)
            case WritingLines():
                return self._split_lines(block, room, is_first)
        if not is_first:
            return _Split(None, (block,))
        return self._loosen(block)

    def _split_table(self, block: Table, room: float, is_first: bool) -> _Split:
        style = self._typesetter.style
        block = replace(block, widths=block.widths or column_widths(block, self._width, style))
        head, rows = row_heights(block, self._width, style)
        count = _fitting(rows, room - head)
        while count and block.rows[count - 1].band:
            count -= 1
        if count:
            return _Split(block.rows_from(0, count), (block.rows_from(count),))
        if not is_first:
            return _Split(None, (block,))
        return self._split_tall_row(block, room - head)

    def _split_tall_row(self, block: Table, room: float) -> _Split:
        style = self._typesetter.style
        first, rest = split_row(block.rows[0], block.columns, block.widths, room, style)
        left = (rest,) if any(cell.words for cell in rest.cells) else ()
        rows = (*left, *block.rows[1:])
        following = (replace(block, rows=rows, continued=True),) if rows else ()
        return _Split(replace(block, rows=(first,)), following)

    def _split_paragraph(self, block: Paragraph, room: float, is_first: bool) -> _Split:
        style = self._typesetter.style
        size = style.small if block.small else style.body
        count = int((room - 2 * style.pad) / line_height(size, style.leading))
        if count < _FEWEST_LINES and not is_first:
            return _Split(None, (block,))
        words = say(strong(block.label + " "), block.words) if block.label else block.words
        head, tail = split_words(words, self._width, size, max(count, 1))
        first = Paragraph(head, small=block.small)
        return _Split(first, (Paragraph(tail, small=block.small),) if tail else ())

    def _split_questions(self, block: Questions, room: float, is_first: bool) -> _Split:
        heights = [
            self._typesetter.set(replace(block, items=(item,)), self._width).height
            for item in block.items
        ]
        count = _fitting(heights, room)
        if not count and not is_first:
            return _Split(None, (block,))
        rest = block.items[max(count, 1) :]
        following = (replace(block, items=rest),) if rest else ()
        if not count:
            # A question taller than a page goes on as a paragraph, with its lines behind it.
            item = block.items[0]
            lines = WritingLines(block.lines)
            return _Split(None, (Paragraph(item.words, item.number), lines, *following))
        return _Split(replace(block, items=block.items[:count]), following)

    def _split_lines(self, block: WritingLines, room: float, is_first: bool) -> _Split:
        if not is_first:
            return _Split(None, (block,))
        lines = max(1, int(room / self._typesetter.style.answer) - 1)
        return _Split(replace(block, count=lines), ())

    def _loosen(self, block: Block) -> _Split:
        """Take apart what cannot stand on one page."""
        if isinstance(block, Columns):
            return _Split(None, (*block.left, *block.right))
        if isinstance(block, AlertBox):
            notices = (Paragraph(notice.words, notice.label) for notice in block.notices)
            return _Split(None, tuple(notices))
        return _Split(block, ())


def _fitting(heights: Sequence[float], room: float) -> int:
    used = 0.0
    for index, height in enumerate(heights):
        used += height
        if used > room:
            return index
    return len(heights)

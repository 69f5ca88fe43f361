"""The typesetter: every kind of block by its own setter, each block set only once."""

from collections.abc import Callable, Sequence
from typing import Any

from app.report.outline import blocks, forms
from app.report.outline.blocks import (
    Block,
    Columns,
    Heading,
    Masthead,
    PageBreak,
    Pairs,
    Paragraph,
    Space,
    Table,
    Wallet,
)
from app.report.outline.style import Style
from app.report.typesetting.marks import Laid, Part, moved
from app.report.typesetting.set_course import set_course
from app.report.typesetting.set_form_box import set_form_box
from app.report.typesetting.set_questions import set_checks, set_questions, set_writing_lines
from app.report.typesetting.set_review import set_review
from app.report.typesetting.set_rows import set_pairs, set_table, table_height, table_of
from app.report.typesetting.set_sheet_head import set_sheet_head, set_sheet_key
from app.report.typesetting.set_text import (
    paragraph_height,
    set_alert_box,
    set_heading,
    set_masthead,
    set_paragraph,
)
from app.report.typesetting.set_wallet import set_wallet

_COLUMN_GAP = 18.0

_SETTERS: dict[type, Callable[[Any, float, Style], Laid]] = {
    blocks.Masthead: set_masthead,
    blocks.Heading: set_heading,
    blocks.Paragraph: set_paragraph,
    blocks.AlertBox: set_alert_box,
    blocks.Questions: set_questions,
    blocks.Pairs: set_pairs,
    blocks.Table: set_table,
    blocks.CourseStrip: set_course,
    blocks.Checks: set_checks,
    blocks.WritingLines: set_writing_lines,
    forms.SheetHead: set_sheet_head,
    forms.SheetKey: set_sheet_key,
    forms.ReviewTable: set_review,
    forms.FormBox: set_form_box,
}


class Typesetter:
    """Sets blocks in one style; remembers what it has set.

    Attributes:
        style: sizes and distances.
    """

    def __init__(self, style: Style) -> None:
        self.style = style
        # The block is kept beside its result, so that its id stays its own.
        self._known: dict[tuple[int, float], tuple[Block, Laid]] = {}
        self._heights: dict[tuple[int, float], tuple[Block, float]] = {}

    def set(self, block: Block, width: float) -> Laid:
        """Return a block with everything in its place."""
        key = (id(block), width)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (block, self._set(block, width))
        return known[1]

    def stack(self, stacked: Sequence[Block], width: float) -> Laid:
        """Return blocks set under each other."""
        parts: list[Part] = []
        y = 0.0
        previous: Block | None = None
        for block in stacked:
            laid = self.set(block, width)
            y += self.gap(previous, block)
            parts.extend(moved(part, 0, y) for part in laid.parts)
            y += laid.height
            previous = block
        return Laid(y, tuple(parts))

    def height(self, stacked: Sequence[Block], width: float) -> float:
        """Return the height of blocks under each other; tables and paragraphs are not set."""
        total = 0.0
        previous: Block | None = None
        for block in stacked:
            total += self.gap(previous, block) + self.height_of(block, width)
            previous = block
        return total

    def height_of(self, block: Block, width: float, keep: bool = True) -> float:
        """Return the height of one block; `keep` remembers it."""
        key = (id(block), width)
        known = self._heights.get(key)
        if known is None:
            known = (block, self._measure(block, width))
            if keep:
                self._heights[key] = known
        return known[1]

    def _measure(self, block: Block, width: float) -> float:
        match block:
            case Columns():
                left, right = column_widths(block, width)
                return max(self.height(block.left, left), self.height(block.right, right))
            case Pairs():
                return table_height(table_of(block, width, self.style), width, self.style)
            case Table():
                return table_height(block, width, self.style)
            case Paragraph():
                return paragraph_height(block, width, self.style)
        return self.set(block, width).height

    def gap(self, previous: Block | None, block: Block) -> float:
        """Return the air between two blocks."""
        if previous is None:
            return 0.0
        if isinstance(block, Heading) or isinstance(previous, Masthead):
            return self.style.gap
        if isinstance(block, Columns) or isinstance(previous, Columns):
            return self.style.gap
        return 0.0 if isinstance(previous, Heading) else self.style.gap * 0.35

    def _set(self, block: Block, width: float) -> Laid:
        if isinstance(block, Columns):
            return self._set_columns(block, width)
        if isinstance(block, Wallet):
            return set_wallet(block, width, Typesetter)
        if isinstance(block, Space):
            return Laid(block.height, ())
        if isinstance(block, PageBreak):
            return Laid(0.0, ())
        return _SETTERS[type(block)](block, width, self.style)

    def _set_columns(self, block: Columns, width: float) -> Laid:
        left_width, right_width = column_widths(block, width)
        left = self.stack(block.left, left_width)
        right = self.stack(block.right, right_width)
        start = width - right_width
        parts = (*left.parts, *(moved(part, start, 0) for part in right.parts))
        return Laid(max(left.height, right.height), parts)


def column_widths(block: Columns, width: float) -> tuple[float, float]:
    """Return the widths of the two columns, rounded so that few different ones are set."""
    left = round((width - _COLUMN_GAP) * block.share, 1)
    return left, width - _COLUMN_GAP - left

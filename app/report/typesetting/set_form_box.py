"""Setting a framed block of boxes to tick and lines to write on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.report.outline.forms import FormBox, FormField, FormItem, PlacedField
from app.report.outline.style import Style
from app.report.outline.words import Words, strong
from app.report.typesetting.lines import Line, break_lines
from app.report.typesetting.marks import (
    BLACK,
    BoxMark,
    Laid,
    Mark,
    Part,
    RuleMark,
    artifact,
)
from app.report.typesetting.text import baseline, line_height, set_lines, set_words

FORM = "Form"
_SHORTEST_LINE = 10.0
"""Of a line to write on, as a multiple of the text size."""

_GAP = 1.6
_BEHIND = 0.55
_PITCH = 1.75
"""Between items, behind a box or words, between lines: multiples of the text size."""


def box_size(style: Style) -> float:
    """Return the side of a box to tick."""
    return round(style.body * 1.05, 1)


def placed_box(field: FormField, x: float, y: float, style: Style) -> tuple[Part, Part]:
    """Return a box to tick with its upper left corner at a place: its look, and its field."""
    size = box_size(style)
    look = artifact(BoxMark(x, y, size, size, None, 0.8))
    return look, Part(FORM, (), x, y, field=PlacedField(field, size, size))


class _Item(NamedTuple):
    """An item with the lines of its words and the width it needs at least."""

    item: FormItem
    lines: tuple[Line, ...]
    width: float

    @property
    def is_box(self) -> bool:
        return self.item.field is not None and self.item.field.kind == "box"

    @property
    def is_line(self) -> bool:
        return self.item.field is not None and not self.is_box

    @property
    def words_width(self) -> float:
        return max((line.width for line in self.lines), default=0.0)


def set_form_box(block: FormBox, width: float, style: Style) -> Laid:
    """Set title and lines in a frame; items that do not fit a line go to the next."""
    inset, top = style.body * 0.9, style.body * 0.8
    room = width - 2 * inset
    title: Words = (strong(block.title),)
    marks, y = set_words(title, inset, top + inset * 0.8, room, style.heading, style.leading)
    parts = [Part("H2", tuple(marks), bookmark=(block.title, 2))]
    y += top + inset * 0.8
    for items in block.lines:
        for row in _rows(items, room, style):
            laid = _set_row(row, inset, y, room, style)
            parts.extend(laid.parts)
            y += laid.height
    height = y + inset * 0.6
    frame = artifact(BoxMark(0, top, width, height - top, None, 0.9))
    return Laid(height, (frame, *parts))


def _rows(items: Sequence[FormItem], room: float, style: Style) -> Iterator[list[_Item]]:
    row: list[_Item] = []
    used = 0.0
    for item in items:
        one = _measured(item, room, style)
        if row and used + _GAP * style.body + one.width > room:
            yield row
            row, used = [], 0.0
        used += one.width + (_GAP * style.body if row else 0.0)
        row.append(one)
    if row:
        yield row


def _measured(item: FormItem, room: float, style: Style) -> _Item:
    is_box = item.field is not None and item.field.kind == "box"
    box = box_size(style) + _BEHIND * style.body if is_box else 0.0
    lines = break_lines(item.words, room - box, style.body)
    width = box + max((line.width for line in lines), default=0.0)
    if item.field is not None and not is_box:
        width += (_SHORTEST_LINE + (_BEHIND if lines else 0.0)) * style.body * min(item.share, 1.0)
    return _Item(item, lines, min(width, room))


def _set_row(row: Sequence[_Item], left: float, top: float, room: float, style: Style) -> Laid:
    gaps = _GAP * style.body * (len(row) - 1)
    rest = max(0.0, room - gaps - sum(one.width for one in row))
    shares = sum(one.item.share for one in row if one.is_line)
    height = _row_height(row, style)
    parts: list[Part] = []
    x = left
    for one in row:
        extra = rest * one.item.share / shares if one.is_line else 0.0
        parts += _set_item(one, x, top, one.width + extra, style)
        x += one.width + extra + _GAP * style.body
    return Laid(height, tuple(parts))


def _row_height(row: Sequence[_Item], style: Style) -> float:
    most = max(len(one.lines) for one in row)
    pitch = max(style.body * _PITCH, style.answer * 0.9)
    return pitch + max(0, most - 1) * line_height(style.body, style.leading)


def _set_item(one: _Item, x: float, top: float, width: float, style: Style) -> Iterator[Part]:
    text_top = top + (style.answer * 0.9 - line_height(style.body, style.leading)) / 2
    field = one.item.field
    start = x
    if one.is_box and field is not None:
        box = box_size(style)
        y = text_top + (line_height(style.body, style.leading) - box) / 2
        yield from placed_box(field, x, y, style)
        start = x + box + _BEHIND * style.body
    words = set_lines(one.lines, start, text_top, width, style.body, style.leading)
    if words:
        yield Part("P", tuple(words))
    if one.is_line and field is not None:
        behind = start + one.words_width + (_BEHIND * style.body if one.lines else 0.0)
        base = text_top + baseline(style.body, style.leading) + 2.0
        yield from written_line(field, behind, base, x + width - behind, style)


def written_line(
    field: FormField, x: float, base: float, width: float, style: Style
) -> tuple[Part, Part]:
    """Return a line to write on at a height, and the field that stands on it."""
    rule: Mark = RuleMark(x, base, x + width, base, 0.7, BLACK)
    height = round(style.body * 1.45, 1)
    field_part = Part(FORM, (), x, base - height, field=PlacedField(field, width, height))
    return artifact(rule), field_part

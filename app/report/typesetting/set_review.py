"""Setting the criteria of a review sheet: a table on paper, blocks under each other in large print.

Every row stays whole. The height of a row is its longest text; boxes stand beside its first line.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from app.report.outline.blocks import Align
from app.report.outline.forms import FormField, PlacedField, ReviewBand, ReviewRow, ReviewTable
from app.report.outline.style import Style
from app.report.outline.words import Shape, Words, made_strong, muted, say, shape, strong
from app.report.typesetting.lines import Line, break_lines, text_width
from app.report.typesetting.marks import (
    BLACK,
    LIGHT,
    MUTED,
    BoxMark,
    Laid,
    Mark,
    Part,
    RuleMark,
    artifact,
)
from app.report.typesetting.set_form_box import FORM, box_size, placed_box
from app.report.typesetting.text import line_height, set_lines

TITLES = ("", "The trial asks for", "Family record and source", "Family")
BOXES = ("Meets", "Does not", "Test")
NOTE = "Doctor's note"

_STACKED_FROM = 13.0
"""Size of the text from which rows are set under each other."""

_NUMBER_SHARE = (0.035, 0.1)
_ASKED_SHARES = (0.62, 0.56, 0.5, 0.44, 0.68)
_NOTE_SHARE = 0.15


class _Grid(NamedTuple):
    """Left edge and width of each column.

    Attributes:
        boxes: of the three boxes.
    """

    number: tuple[float, float]
    asked: tuple[float, float]
    record: tuple[float, float]
    state: tuple[float, float]
    boxes: tuple[tuple[float, float], ...]
    note: tuple[float, float]
    width: float


class _RowLines(NamedTuple):
    """The texts of a row, broken into lines."""

    number: tuple[Line, ...]
    where: tuple[Line, ...]
    asked: tuple[Line, ...]
    record: tuple[Line, ...]
    source: tuple[Line, ...]


def set_review(block: ReviewTable, width: float, style: Style) -> Laid:
    """Set the table with its header."""
    if is_stacked(style):
        return _stacked(block, width, style)
    grid = _grid(block, width, style)
    head, y = _header(grid, style)
    parts = [head]
    for row in block.rows:
        part, height = _row(row, grid, style)
        parts.append(part._replace(y=y))
        y += height
    return Laid(y, (Part("Table", tuple(parts), summary=block.summary),))


def review_heights(
    block: ReviewTable, width: float, style: Style
) -> tuple[float, tuple[float, ...]]:
    """Return the height of the header, and of each row."""
    if is_stacked(style):
        return 0.0, tuple(_stacked_row(row, width, style)[1] for row in block.rows)
    grid = _grid(block, width, style)
    return _header(grid, style)[1], tuple(_row(row, grid, style)[1] for row in block.rows)


def balanced(block: ReviewTable, width: float, style: Style) -> ReviewTable:
    """Return the table with the share of the rules that makes it shortest."""
    if is_stacked(style):
        return block
    tried = [replace(block, asked_share=share) for share in _ASKED_SHARES]
    return min(tried, key=lambda table: sum(review_heights(table, width, style)[1]))


def is_stacked(style: Style) -> bool:
    """Whether rows are set under each other, as in large print."""
    return style.body >= _STACKED_FROM


# The table


def _grid(block: ReviewTable, width: float, style: Style) -> _Grid:
    gap = style.body * 0.62
    numbers = [row.number for row in block.rows if isinstance(row, ReviewRow)]
    number = max((text_width((strong(text),), style.body) for text in numbers), default=0.0)
    low, high = (share * width for share in _NUMBER_SHARE)
    number = min(max(number, low), high)
    state = text_width((strong(TITLES[3]),), style.small)
    boxes = [text_width((strong(title),), style.small) for title in BOXES]
    note = width * _NOTE_SHARE
    left = width - number - state - sum(boxes) - note - 7 * gap
    asked = left * block.asked_share
    places = _columns([number, asked, left - asked, state, *boxes], gap)
    return _Grid(
        number=places[0],
        asked=places[1],
        record=places[2],
        state=places[3],
        boxes=places[4:],
        note=(width - note, note),
        width=width,
    )


def _columns(widths: Sequence[float], gap: float) -> tuple[tuple[float, float], ...]:
    """Return left edge and width of columns with a gap between them."""
    return tuple((sum(widths[:i]) + i * gap, width) for i, width in enumerate(widths))


def _header(grid: _Grid, style: Style) -> tuple[Part, float]:
    columns = [grid.number, grid.asked, grid.record, grid.state, *grid.boxes, grid.note]
    cells: list[Part] = []
    titles = (*TITLES, *BOXES, NOTE)
    for index, ((left, width), title) in enumerate(zip(columns, titles, strict=True)):
        lines = break_lines((strong(title),) if title else (), width + style.body, style.small)
        align: Align = "center" if 3 <= index <= 6 else "left"
        marks = set_lines(lines, left, style.pad, width, style.small, 1.2, align, MUTED)
        cells.append(Part("TH", tuple(marks), scope="Column"))
    height = line_height(style.small, 1.2) + 2 * style.pad + 1.0
    rule = artifact(RuleMark(0, height, grid.width, height, 0.8, BLACK))
    return Part("TR", (*cells, rule)), height


def _row(row: ReviewRow | ReviewBand, grid: _Grid, style: Style) -> tuple[Part, float]:
    if isinstance(row, ReviewBand):
        return _band(row, grid.width, style, len(TITLES) + len(BOXES) + 1)
    lines = _lines(row, grid, style)
    height = _row_height(lines, style)
    pad = _pad(style)
    cells = (
        _number_cell(lines, grid, style),
        Part("TD", tuple(_text(lines.asked, grid.asked, pad, style))),
        _record_cell(lines, grid, style),
        _state_cell(row.state, grid, style),
        *(
            _box_cell(field, column, style)
            for field, column in zip(row.boxes, grid.boxes, strict=True)
        ),
        _note_cell(row.note, grid.note, height, style),
    )
    return Part("TR", (*cells, _hairline(grid.width, height))), height


def _pad(style: Style) -> float:
    return style.pad + style.body * 0.22


def _lines(row: ReviewRow, grid: _Grid, style: Style) -> _RowLines:
    return _RowLines(
        break_lines((strong(row.number),) if row.number else (), grid.number[1], style.body),
        break_lines(say(muted(row.where)) if row.where else (), grid.number[1], style.small - 0.5),
        break_lines(row.asked, grid.asked[1], style.body),
        break_lines(row.record, grid.record[1], style.body),
        break_lines(row.source, grid.record[1], style.small),
    )


def _row_height(lines: _RowLines, style: Style) -> float:
    body, small = line_height(style.body, style.leading), line_height(style.small, style.leading)
    needed = (
        (len(lines.number)) * body + len(lines.where) * small,
        len(lines.asked) * body,
        len(lines.record) * body + len(lines.source) * small,
        style.answer,
    )
    return max(needed) + 2 * _pad(style)


def _text(
    lines: Sequence[Line], column: tuple[float, float], top: float, style: Style
) -> list[Mark]:
    return set_lines(lines, column[0], top, column[1], style.body, style.leading)


def _number_cell(lines: _RowLines, grid: _Grid, style: Style) -> Part:
    pad = _pad(style)
    marks = _text(lines.number, grid.number, pad, style)
    below = pad + len(lines.number) * line_height(style.body, style.leading)
    left, width = grid.number
    marks += set_lines(lines.where, left, below, width, style.small - 0.5, style.leading)
    return Part("TH", tuple(marks), scope="Row")


def _record_cell(lines: _RowLines, grid: _Grid, style: Style) -> Part:
    pad = _pad(style)
    marks = _text(lines.record, grid.record, pad, style)
    below = pad + len(lines.record) * line_height(style.body, style.leading)
    left, width = grid.record
    small = set_lines(lines.source, left, below, width, style.small, style.leading, grey=MUTED)
    return Part("TD", (Part("P", tuple(marks)), Part("P", tuple(small))))


def _state_cell(state: Shape, grid: _Grid, style: Style) -> Part:
    size = style.body * 1.15
    lines = break_lines(say(shape(state)), grid.state[1], size)
    left, width = grid.state
    marks = set_lines(lines, left, _pad(style), width, size, 1.2, "center")
    return Part("TD", tuple(marks))


def _box_cell(field: FormField, column: tuple[float, float], style: Style) -> Part:
    left, width = column
    x = left + (width - box_size(style)) / 2
    look, form = placed_box(field, x, _pad(style) + style.body * 0.1, style)
    return Part("TD", (look, form))


def _note_cell(field: FormField, column: tuple[float, float], height: float, style: Style) -> Part:
    left, width = column
    base = min(height - _pad(style), _pad(style) + style.answer - 1.0)
    dots = artifact(RuleMark(left, base, left + width, base, 0.7, BLACK, True))
    tall = height - 2.0
    form = Part(FORM, (), left, 1.0, field=PlacedField(field, width, tall))
    return Part("TD", (dots, form))


def _band(band: ReviewBand, width: float, style: Style, columns: int) -> tuple[Part, float]:
    lines = break_lines(made_strong(band.words), width - style.body, style.body)
    height = len(lines) * line_height(style.body, style.leading) + 2 * _pad(style)
    marks = set_lines(lines, style.body * 0.5, _pad(style), width, style.body, style.leading)
    fill = artifact(BoxMark(0, 0, width, height, LIGHT))
    head = Part("TH", tuple(marks), scope="Row", span=columns)
    return Part("TR", (fill, head, _hairline(width, height))), height


def _hairline(width: float, y: float) -> Part:
    return artifact(RuleMark(0, y, width, y))


# Large print


def _stacked(block: ReviewTable, width: float, style: Style) -> Laid:
    parts: list[Part] = []
    y = 0.0
    for row in block.rows:
        part, height = _stacked_row(row, width, style)
        parts.append(part._replace(y=y))
        y += height
    return Laid(y, (Part("Sect", tuple(parts)),))


def _stacked_row(row: ReviewRow | ReviewBand, width: float, style: Style) -> tuple[Part, float]:
    if isinstance(row, ReviewBand):
        part, height = _band(row, width, style, 1)
        kids = tuple(kid for kid in part.kids if isinstance(kid, Part) and kid.tag != "TH")
        heading = [kid for kid in part.kids if isinstance(kid, Part) and kid.tag == "TH"]
        return Part("Div", (*kids, heading[0]._replace(tag="P", scope="", span=1))), height
    parts: list[Part] = []
    y = _pad(style)
    for words in (_asked_words(row), say(shape(row.state), " ", row.record), row.source):
        lines = break_lines(words, width, style.body)
        parts.append(Part("P", tuple(_text(lines, (0.0, width), y, style))))
        y += len(lines) * line_height(style.body, style.leading)
    y += style.body * 0.4
    parts += _stacked_boxes(row, y, style)
    y += line_height(style.body, style.leading) + style.answer
    parts += _stacked_note(row.note, y, width, style)
    y += 2 * _pad(style)
    return Part("Div", (*parts, _hairline(width, y))), y


def _asked_words(row: ReviewRow) -> Words:
    head = " ".join(part for part in (row.where.capitalize(), row.number) if part)
    return say(strong(f"{head}  "), row.asked)


def _stacked_boxes(row: ReviewRow, y: float, style: Style) -> list[Part]:
    parts: list[Part] = []
    x = 0.0
    for field, title in zip(row.boxes, BOXES, strict=True):
        parts += placed_box(field, x, y + style.body * 0.1, style)
        x += box_size(style) + style.body * 0.5
        lines = break_lines(say(title), 1000.0, style.body)
        parts.append(Part("P", tuple(_text(lines, (x, 1000.0), y, style))))
        x += lines[0].width + style.body * 1.8
    return parts


def _stacked_note(field: FormField, y: float, width: float, style: Style) -> list[Part]:
    dots = artifact(RuleMark(0, y, width, y, 0.7, BLACK, True))
    top = y - style.answer
    form = Part(FORM, (), 0.0, top, field=PlacedField(field, width, style.answer))
    return [dots, form]

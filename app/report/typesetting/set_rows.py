"""Setting rows: pairs of label and value, tables."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.report.outline.blocks import Cell, Column, Pair, Pairs, Row, Table
from app.report.outline.style import Style
from app.report.outline.words import made_strong, say, strong
from app.report.typesetting.lines import break_lines, text_width
from app.report.typesetting.marks import (
    BLACK,
    LIGHT,
    MUTED,
    BoxMark,
    Laid,
    Mark,
    Part,
    RuleMark,
)
from app.report.typesetting.set_spark import set_spark, spark_width
from app.report.typesetting.splitting import split_words
from app.report.typesetting.text import line_height, set_lines

_WIDEST_LABEL = 0.42


class _Grid(NamedTuple):
    """Columns with their widths, the gap at the right of each included."""

    columns: Sequence[Column]
    widths: Sequence[float]
    gap: float
    style: Style

    @property
    def width(self) -> float:
        return sum(self.widths) - self.gap

    def lefts(self) -> list[float]:
        """Return where each column starts."""
        return [sum(self.widths[:index]) for index in range(len(self.widths))]


def set_pairs(block: Pairs, width: float, style: Style) -> Laid:
    """Set labels and values with a hairline under each row."""
    return set_table(table_of(block, width, style), width, style)


def table_of(block: Pairs, width: float, style: Style) -> Table:
    """Return pairs as the table they are set as."""
    gap = column_gap(style)
    labels = max((text_width((strong(row.label),), style.body) for row in block.rows), default=0.0)
    label = min(labels, width * _WIDEST_LABEL) + gap
    asides = max((text_width(say(row.aside), style.body) for row in block.rows), default=0.0)
    columns = [Column(row_header=True), Column()]
    widths = [label, width - label + gap]
    if asides:
        columns.append(Column(align="right"))
        widths = [label, width - label - asides, asides + gap]
    rows = tuple(_pair_row(pair, with_aside=bool(asides)) for pair in block.rows)
    return Table(tuple(columns), rows, block.summary, widths=tuple(widths))


def _pair_row(pair: Pair, with_aside: bool) -> Row:
    cells = (Cell((strong(pair.label),)), Cell(pair.words))
    return Row((*cells, Cell(say(pair.aside))) if with_aside else cells)


def set_table(block: Table, width: float, style: Style) -> Laid:
    """Set a table: header, rows, hairlines."""
    rows = _set_rows(block, width, style)
    height = sum(taken for _, taken in rows)
    return Laid(height, (Part("Table", tuple(part for part, _ in rows), summary=block.summary),))


def row_heights(block: Table, width: float, style: Style) -> tuple[float, tuple[float, ...]]:
    """Return the height of the header (0 without one), and of each row."""
    heights = [taken for _, taken in _set_rows(block, width, style)]
    return (heights[0], tuple(heights[1:])) if block.has_header else (0.0, tuple(heights))


def _set_rows(block: Table, width: float, style: Style) -> list[tuple[Part, float]]:
    widths = block.widths or column_widths(block, width, style)
    grid = _Grid(block.columns, widths, column_gap(style), style)
    if not block.has_header:
        return list(_rows(block.rows, grid, 0.0))
    head = _header(grid)
    return [head, *_rows(block.rows, grid, head[1])]


def column_gap(style: Style) -> float:
    """Return the room between columns."""
    return style.body * 0.85


def column_widths(block: Table, width: float, style: Style) -> tuple[float, ...]:
    """Return the width of each column, the gap at its right included."""
    gap = column_gap(style)
    # Behind the last column no gap is seen.
    total = width + gap
    own = [_own_width(block, index, width, style) for index in range(len(block.columns))]
    shares = sum(column.share for column in block.columns)
    taken = sum(
        one + gap for one, column in zip(own, block.columns, strict=True) if not column.share
    )
    scale = min(1.0, total * (0.75 if shares else 1.0) / taken) if taken else 1.0
    left = total - taken * scale
    return tuple(
        left * column.share / shares if column.share else (one + gap) * scale
        for one, column in zip(own, block.columns, strict=True)
    )


def _own_width(block: Table, index: int, width: float, style: Style) -> float:
    column = block.columns[index]
    if column.share:
        return 0.0
    widest = text_width((strong(column.title),), style.small)
    for row in block.rows:
        if not row.band:
            widest = max(widest, _cell_width(row.cells[index], style))
    return min(widest, column.most * width)


def _cell_width(cell: Cell, style: Style) -> float:
    return spark_width(style) if cell.spark else text_width(cell.words, style.body)


def _header(grid: _Grid) -> tuple[Part, float]:
    style = grid.style
    marks: list[list[Mark]] = []
    most = 0
    for column, left, width in zip(grid.columns, grid.lefts(), grid.widths, strict=True):
        lines = break_lines((strong(column.title),), width - grid.gap, style.small)
        most = max(most, len(lines))
        marks.append(
            set_lines(
                lines,
                left,
                style.pad,
                width - grid.gap,
                style.small,
                style.leading,
                column.align,
                MUTED,
            )
        )
    height = most * line_height(style.small, style.leading) + 2 * style.pad
    cells = tuple(Part("TH", tuple(cell), scope="Column") for cell in marks)
    return Part("TR", (*cells, _hairline(grid, height))), height


def _hairline(grid: _Grid, y: float) -> Part:
    return Part("Artifact", (RuleMark(0, y, grid.width, y),))


def _rows(rows: Sequence[Row], grid: _Grid, top: float) -> Iterator[tuple[Part, float]]:
    for row in rows:
        part, height = _band(row, grid) if row.band else _row(row, grid)
        yield part._replace(y=top), height
        top += height


def _band(row: Row, grid: _Grid) -> tuple[Part, float]:
    style = grid.style
    lines = break_lines(made_strong(row.cells[0].words), grid.width - style.body, style.body)
    height = len(lines) * line_height(style.body, style.leading) + 2 * style.pad
    marks = set_lines(lines, style.body / 2, style.pad, grid.width, style.body, style.leading)
    fill = Part("Artifact", (BoxMark(0, 0, grid.width, height, LIGHT),))
    head = Part("TH", tuple(marks), scope="Row", span=len(grid.columns))
    return Part("TR", (fill, head, _hairline(grid, height))), height


def _row(row: Row, grid: _Grid) -> tuple[Part, float]:
    style = grid.style
    pitch = line_height(style.body, style.leading)
    parts: list[Part] = []
    most = 1
    for cell, column, left, width in zip(
        row.cells, grid.columns, grid.lefts(), grid.widths, strict=True
    ):
        part, count = _cell(cell, column, left, width - grid.gap, style)
        parts.append(part)
        most = max(most, count)
    height = most * pitch + 2 * style.pad
    return Part("TR", (*parts, _hairline(grid, height))), height


def _cell(cell: Cell, column: Column, left: float, width: float, style: Style) -> tuple[Part, int]:
    tag, scope = ("TH", "Row") if column.row_header else ("TD", "")
    if cell.spark:
        return Part(tag, (set_spark(cell.spark, left, style.pad, width, style),)), 1
    lines = break_lines(cell.words, width, style.body)
    marks = set_lines(lines, left, style.pad, width, style.body, style.leading, column.align, BLACK)
    return Part(tag, tuple(marks), scope=scope), len(lines)


def split_row(
    row: Row, columns: Sequence[Column], widths: Sequence[float], height: float, style: Style
) -> tuple[Row, Row]:
    """Split a row that is taller than a page at the last line that fits `height`."""
    fit = max(1, int((height - 2 * style.pad) / line_height(style.body, style.leading)))
    head: list[Cell] = []
    tail: list[Cell] = []
    for cell, width in zip(row.cells, widths, strict=False):
        first, rest = split_words(cell.words, width - column_gap(style), style.body, fit)
        head.append(cell._replace(words=first))
        tail.append(Cell(rest))
    return row._replace(cells=tuple(head)), row._replace(cells=tuple(tail))

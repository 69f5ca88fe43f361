"""Setting rows: pairs of label and value, tables."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.report.outline.blocks import Cell, Column, Pair, Pairs, Row, Table
from app.report.outline.style import Style
from app.report.outline.words import Words, made_strong, say, strong
from app.report.typesetting.lines import Line, break_lines, longest_word, text_width
from app.report.typesetting.marks import (
    ARTIFACT,
    BLACK,
    LIGHT,
    MUTED,
    BoxMark,
    Laid,
    Part,
    RuleMark,
)
from app.report.typesetting.set_spark import SPARK_LINES, set_spark, spark_width
from app.report.typesetting.splitting import split_words
from app.report.typesetting.text import line_height, set_lines

_WIDEST_LABEL = 0.42
_SHORT_COLUMN = 0.16
"""Share of the width up to which a column keeps its texts on one line."""


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
    grid = _grid(block, width, style)
    head = _header_height(grid) if block.has_header else 0.0
    return head, tuple(_row_height(row, grid) for row in block.rows)


def table_height(block: Table, width: float, style: Style) -> float:
    """Return the height of a table without setting it."""
    head, rows = row_heights(block, width, style)
    return head + sum(rows)


def _grid(block: Table, width: float, style: Style) -> _Grid:
    widths = block.widths or column_widths(block, width, style)
    return _Grid(block.columns, widths, column_gap(style), style)


def _set_rows(block: Table, width: float, style: Style) -> list[tuple[Part, float]]:
    grid = _grid(block, width, style)
    if not block.has_header:
        return list(_rows(block.rows, grid, 0.0))
    head = _header(grid)
    return [head, *_rows(block.rows, grid, head[1])]


def _header_height(grid: _Grid) -> float:
    style = grid.style
    most = max(
        len(break_lines((strong(column.title),), width - grid.gap, style.small))
        for column, width in zip(grid.columns, grid.widths, strict=True)
    )
    return most * line_height(style.small, style.leading) + 2 * style.pad


def _row_height(row: Row, grid: _Grid) -> float:
    style = grid.style
    if row.band:
        lines = len(_band_lines(row, grid))
    else:
        lines = max(
            len(break_lines(cell.words, width - grid.gap, style.body))
            for cell, width in zip(row.cells, grid.widths, strict=True)
        )
    least = SPARK_LINES if any(cell.spark for cell in row.cells) else 1
    return max(least, lines) * line_height(style.body, style.leading) + 2 * style.pad


def column_gap(style: Style) -> float:
    """Return the room between columns."""
    return style.body * 0.85


def column_widths(block: Table, width: float, style: Style) -> tuple[float, ...]:
    """Return the width of each column, the gap at its right included.

    Every column gets what its texts need where there is room; what is left goes to columns with
    a share, else to the last one. Where room is short, columns of long texts give way, down to
    their longest word.
    """
    gap = column_gap(style)
    needs = [_need(block, index, width, style) for index in range(len(block.columns))]
    # Behind the last column no gap is seen.
    room = width - gap * (len(needs) - 1)
    wide = sum(need.most for need in needs)
    if wide <= room:
        widths = _with_rest(block.columns, [need.most for need in needs], room - wide)
    else:
        widths = _squeezed(needs, room)
    return tuple(one + gap for one in widths)


class _Need(NamedTuple):
    """Width of a column's longest word, and of its longest text."""

    least: float
    most: float


def _need(block: Table, index: int, width: float, style: Style) -> _Need:
    column = block.columns[index]
    texts = [row.cells[index] for row in block.rows if not row.band]
    title: Words = (strong(column.title),) if column.title else ()
    least, most = longest_word(title, style.small), text_width(title, style.small)
    for cell in texts:
        if cell.spark:
            least, most = max(least, spark_width(style) * 0.7), max(most, spark_width(style))
        else:
            least = max(least, longest_word(cell.words, style.body))
            most = max(most, text_width(cell.words, style.body))
    cap = width if column.share else column.most * width
    most = min(most, cap)
    # A short column, such as one of dates, never breaks its texts.
    if most <= _SHORT_COLUMN * width:
        least = most
    return _Need(min(least, most), most)


def _with_rest(columns: Sequence[Column], widths: list[float], rest: float) -> list[float]:
    shares = sum(column.share for column in columns)
    if not shares:
        return [*widths[:-1], widths[-1] + rest] if columns[-1].align == "left" else widths
    return [one + rest * column.share / shares for one, column in zip(widths, columns, strict=True)]


def _squeezed(needs: Sequence[_Need], room: float) -> list[float]:
    least = sum(need.least for need in needs)
    if least >= room:
        return [need.least * room / least for need in needs]
    flexible = sum(need.most - need.least for need in needs)
    factor = (room - least) / flexible
    return [need.least + (need.most - need.least) * factor for need in needs]


def _header(grid: _Grid) -> tuple[Part, float]:
    style = grid.style
    cells: list[Part] = []
    for column, left, width in zip(grid.columns, grid.lefts(), grid.widths, strict=True):
        room = width - grid.gap
        lines = break_lines((strong(column.title),), room, style.small)
        marks = set_lines(
            lines, left, style.pad, room, style.small, style.leading, column.align, MUTED
        )
        cells.append(Part("TH", tuple(marks), scope="Column"))
    height = _header_height(grid)
    return Part("TR", (*cells, _hairline(grid, height))), height


def _hairline(grid: _Grid, y: float) -> Part:
    return Part(ARTIFACT, (RuleMark(0, y, grid.width, y),))


def _rows(rows: Sequence[Row], grid: _Grid, top: float) -> Iterator[tuple[Part, float]]:
    for row in rows:
        height = _row_height(row, grid)
        part = _band(row, grid, height) if row.band else _row(row, grid, height)
        yield part._replace(y=top), height
        top += height


def _band_lines(row: Row, grid: _Grid) -> tuple[Line, ...]:
    room = grid.width - grid.style.body
    return break_lines(made_strong(row.cells[0].words), room, grid.style.body)


def _band(row: Row, grid: _Grid, height: float) -> Part:
    style = grid.style
    lines = _band_lines(row, grid)
    marks = set_lines(lines, style.body / 2, style.pad, grid.width, style.body, style.leading)
    fill = Part(ARTIFACT, (BoxMark(0, 0, grid.width, height, LIGHT),))
    head = Part("TH", tuple(marks), scope="Row", span=len(grid.columns))
    return Part("TR", (fill, head, _hairline(grid, height)))


def _row(row: Row, grid: _Grid, height: float) -> Part:
    places = zip(row.cells, grid.columns, grid.lefts(), grid.widths, strict=True)
    cells = (
        _cell(cell, column, left, width - grid.gap, grid.style)
        for cell, column, left, width in places
    )
    return Part("TR", (*cells, _hairline(grid, height)))


def _cell(cell: Cell, column: Column, left: float, width: float, style: Style) -> Part:
    tag, scope = ("TH", "Row") if column.row_header else ("TD", "")
    if cell.spark:
        return Part(tag, (set_spark(cell.spark, left, style.pad, width, style),))
    lines = break_lines(cell.words, width, style.body)
    marks = set_lines(lines, left, style.pad, width, style.body, style.leading, column.align, BLACK)
    return Part(tag, tuple(marks), scope=scope)


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

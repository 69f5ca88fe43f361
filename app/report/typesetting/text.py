"""Setting lines of text: base lines, alignment, rows of the same pitch."""

from collections.abc import Sequence

from app.report.outline.blocks import Align
from app.report.outline.words import Words
from app.report.typesetting.lines import Line, break_lines
from app.report.typesetting.marks import BLACK, MUTED, Mark, ShapeMark, TextMark

_ASCENT = 0.74
"""From the top of a line's letters to its base line, as a share of the size."""


def line_height(size: float, leading: float) -> float:
    """Return the distance of base lines."""
    return size * leading


def baseline(size: float, leading: float) -> float:
    """Return the distance from a line's top to its base line, letters centred in the line."""
    descent = 0.24
    air = size * (leading - _ASCENT - descent)
    return air / 2 + size * _ASCENT


def set_lines(
    lines: Sequence[Line],
    x: float,
    top: float,
    width: float,
    size: float,
    leading: float,
    align: Align = "left",
    grey: float = BLACK,
) -> list[Mark]:
    """Return the marks of lines, the first one's top at `top`."""
    marks: list[Mark] = []
    for index, line in enumerate(lines):
        y = top + index * line_height(size, leading) + baseline(size, leading)
        start = x + _indent(line, width, align)
        marks.extend(_pieces(line, start, y, size, grey))
    return marks


def set_words(
    words: Words, x: float, top: float, width: float, size: float, leading: float
) -> tuple[list[Mark], float]:
    """Break words to a width and set them; return the marks and the height they take."""
    lines = break_lines(words, width, size)
    marks = set_lines(lines, x, top, width, size, leading)
    return marks, len(lines) * line_height(size, leading)


def _pieces(line: Line, start: float, y: float, size: float, grey: float) -> list[Mark]:
    marks: list[Mark] = []
    for piece in line.pieces():
        run = piece.run
        if run.shape:
            marks.append(ShapeMark(start + piece.x, y, run.shape, size))
        else:
            shade = MUTED if run.muted else grey
            marks.append(TextMark(start + piece.x, y, run.text, size, run.strong, shade))
    return marks


def _indent(line: Line, width: float, align: Align) -> float:
    if align == "right":
        return width - line.width
    return (width - line.width) / 2 if align == "center" else 0.0


def followed(marks: list[Mark]) -> list[Mark]:
    """Return marks whose last text ends with a space: more of the same paragraph follows."""
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if isinstance(mark, TextMark):
            return [*marks[:index], mark._replace(text=mark.text + " "), *marks[index + 1 :]]
    return marks

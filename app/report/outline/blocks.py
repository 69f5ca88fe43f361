"""Blocks of a page: what stands there, in which order; their look is typesetting's affair."""

from dataclasses import replace
from typing import Literal, NamedTuple

from app.case.value_class import value_class
from app.report.outline.forms import FormBox, ReviewTable, SheetHead, SheetKey
from app.report.outline.words import NO_WORDS, Words

Align = Literal["left", "right", "center"]


@value_class
class Masthead:
    """The strip at the top: who it is about, what it is for.

    Attributes:
        name: the patient, in the largest size.
        lines: under the name, one line each.
        title: what the page is, at the right.
        right: under the title, one line each.
    """

    name: str
    lines: tuple[Words, ...]
    title: str
    right: tuple[Words, ...]


@value_class
class Heading:
    """A heading with a rule under it; it stays with what follows and becomes a bookmark.

    Attributes:
        text: the heading.
        level: 1 for a part of the packet, 2 for a section, 3 within a section.
        note: small words behind the heading.
        aside: small words at the right end.
    """

    text: str
    level: Literal[1, 2, 3] = 2
    note: str = ""
    aside: str = ""


@value_class
class Paragraph:
    """A paragraph of text; `hang` puts `label` in front and the text beside it."""

    words: Words
    label: str = ""
    small: bool = False


class Notice(NamedTuple):
    """One line of the box at the top: a strong label and what it is about."""

    label: str
    words: Words


@value_class
class AlertBox:
    """What every new doctor must see first, in a frame."""

    notices: tuple[Notice, ...]


class Question(NamedTuple):
    """A question with room for the answer.

    Attributes:
        number: what stands in front.
        words: the question.
        first: one of the first three, printed strong.
    """

    number: str
    words: Words
    first: bool = False


@value_class
class Questions:
    """Questions with dotted lines to write on, about 8 mm apart.

    Attributes:
        items: the questions in their order.
        below: the line runs under the question in place of beside it.
        lines: lines to write on for each question.
    """

    items: tuple[Question, ...]
    below: bool = False
    lines: int = 1


class Pair(NamedTuple):
    """A label and its value."""

    label: str
    words: Words
    aside: str = ""


@value_class
class Pairs:
    """Rows of label and value, with a hairline under each.

    Attributes:
        rows: the rows in their order.
        label_width: width of the labels as a share of the block; None for as wide as they are.
        summary: what it is, for readers who cannot see it.
    """

    rows: tuple[Pair, ...]
    label_width: float | None = None
    summary: str = ""


class Spark(NamedTuple):
    """A small line of values over time, drawn into a cell.

    Attributes:
        points: (share of the time span from 0 to 1, value); oldest first.
        low, high: the usual range as shaded band; None where there is none.
        outside: for each point, whether it lies outside the usual range.
        alt: the same in words.
    """

    points: tuple[tuple[float, float], ...]
    low: float | None
    high: float | None
    outside: tuple[bool, ...]
    alt: str


class Cell(NamedTuple):
    """A cell of a table: words, or a small line of values."""

    words: Words = NO_WORDS
    spark: Spark | None = None


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        title: what stands above it; may be empty.
        share: part of the width left over; 0 for as wide as the widest cell.
        align: where its cells stand.
        most: widest it may become, as a share of the table, where `share` is 0.
        row_header: its cells name their row.
    """

    title: str = ""
    share: float = 0.0
    align: Align = "left"
    most: float = 0.4
    row_header: bool = False


class Row(NamedTuple):
    """A row of a table; a `band` is one shaded cell over all columns."""

    cells: tuple[Cell, ...]
    band: bool = False


@value_class
class Table:
    """A table; rows never split unless one is taller than a page, headers repeat.

    Attributes:
        columns: from left to right.
        rows: from top to bottom.
        summary: what it holds, for readers who cannot see it.
        continued: the rest of a table from the page before.
        widths: widths of the columns in points, so that all parts of a table look alike; empty
            for as wide as the rows at hand need.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: str = ""
    continued: bool = False
    widths: tuple[float, ...] = ()

    @property
    def has_header(self) -> bool:
        """Whether any column has a title."""
        return any(column.title for column in self.columns)

    def rows_from(self, start: int, end: int | None = None) -> "Table":
        """Return the same table with some of its rows."""
        return replace(self, rows=self.rows[start:end], continued=self.continued or start > 0)


class Bar(NamedTuple):
    """A span on the course strip, in days from its start.

    Attributes:
        start, end: first and last day.
        label: what stands on the bar; left out where it does not fit.
        kind: `treatment` is dark with light text, `remission` light with dark text.
        open_start, open_end: the date is not known to the day; the end is drawn notched.
    """

    start: float
    end: float
    label: str
    kind: Literal["treatment", "radiation", "remission"] = "treatment"
    open_start: bool = False
    open_end: bool = False


class Point(NamedTuple):
    """A moment on the course strip, in days from its start.

    Attributes:
        kind: `found` and `not_found` are filled and hollow circles; `relapse` a triangle;
            `cells` (transplant, cell therapy) a diamond.
        label: what stands at the mark; vanishes before labels overlap.
        number: what stands inside a diamond.
    """

    day: float
    kind: Literal["found", "not_found", "relapse", "cells"]
    label: str = ""
    number: str = ""


@value_class
class CourseStrip:
    """The course of the illness drawn to scale, from the diagnosis to the as-of day.

    Attributes:
        days: length of the strip.
        bars: treatments and remissions.
        points: relapses, cells, findings in marrow.
        years: (day, label) of each first of January, and of the start.
        alt: the same in words.
    """

    days: float
    bars: tuple[Bar, ...]
    points: tuple[Point, ...]
    years: tuple[tuple[float, str], ...]
    alt: str


@value_class
class Checks:
    """Boxes to tick in a row, with a line to write on behind them."""

    label: str
    choices: tuple[str, ...]
    write: bool = True


@value_class
class WritingLines:
    """Empty dotted lines about 8 mm apart, for what was heard."""

    count: int
    label: str = ""


@value_class
class Space:
    """Empty room, in points."""

    height: float


@value_class
class PageBreak:
    """What follows starts on a new page."""


@value_class
class Columns:
    """Two columns side by side; they stay on one page.

    Attributes:
        left, right: the blocks of each.
        share: part of the width the left one has.
    """

    left: tuple["Block", ...]
    right: tuple["Block", ...]
    share: float = 0.5


@value_class
class Wallet:
    """Panels of the size of a bank card, two by two, with cut marks and folds.

    Attributes:
        panels: front, back, and the two inside; each holds blocks.
        sizes: size of the text on each panel.
    """

    panels: tuple[tuple["Block", ...], ...]
    sizes: tuple[float, ...]


Block = (
    Masthead
    | Heading
    | Paragraph
    | AlertBox
    | Questions
    | Pairs
    | Table
    | CourseStrip
    | Checks
    | WritingLines
    | Space
    | PageBreak
    | Columns
    | Wallet
    | SheetHead
    | SheetKey
    | ReviewTable
    | FormBox
)

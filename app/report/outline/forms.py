"""Blocks that are filled in, by pen or on screen, and the outline of a page that has them."""

from dataclasses import replace
from typing import Literal, NamedTuple

from app.case.value_class import value_class
from app.report.outline.words import NO_WORDS, Shape, Words

FieldKind = Literal["box", "line", "lines"]
"""A box to tick, one line to write on, or several."""


class FormField(NamedTuple):
    """A field of the PDF's form.

    Attributes:
        name: its name in the file, unique in the document, without dots.
        label: what is asked, for who cannot see the page.
        kind: a box to tick, one line, or several lines.
    """

    name: str
    label: str
    kind: FieldKind = "box"


class PlacedField(NamedTuple):
    """A field with its size in points."""

    field: FormField
    width: float
    height: float


@value_class
class SheetHead:
    """The top of a sheet: what it is about at the left, for whom at the right.

    Attributes:
        kind: what the sheet is, above the title.
        title: the largest words of the page.
        lines: under the title.
        right: at the right, one line each.
    """

    kind: str
    title: str
    lines: tuple[Words, ...]
    right: tuple[Words, ...]


@value_class
class SheetKey:
    """What the sheet asks for, and beside it what its shapes mean."""

    words: Words
    shapes: Words


class ReviewRow(NamedTuple):
    """One criterion on the review sheet.

    Attributes:
        number: the registry's number.
        where: the list it stands in, small under the number.
        asked: the registry's own words.
        record: what the family's record says.
        source: kind, date and source of that, small.
        state: the family's check.
        boxes: meets, does not, needs a test.
        note: the doctor's note.
    """

    number: str
    where: str
    asked: Words
    record: Words
    source: Words
    state: Shape
    boxes: tuple[FormField, FormField, FormField]
    note: FormField


class ReviewBand(NamedTuple):
    """A shaded line above a group of criteria."""

    words: Words


@value_class
class ReviewTable:
    """Criteria with boxes to tick; rows never split, the header stands on every page.

    Attributes:
        rows: criteria and bands, from top to bottom.
        summary: what it holds, for readers who cannot see it.
        asked_share: part that the rules take of the room they share with the record, so that
            every page of a table looks alike.
    """

    rows: tuple[ReviewRow | ReviewBand, ...]
    summary: str = ""
    asked_share: float = 0.62

    def rows_from(self, start: int, end: int | None = None) -> "ReviewTable":
        """Return the same table with some of its rows."""
        return replace(self, rows=self.rows[start:end])


class FormItem(NamedTuple):
    """Words with a field: a box stands before its words, a line behind them.

    Attributes:
        words: may be empty.
        field: None for words alone.
        share: part of the width left over that a line takes.
    """

    words: Words = NO_WORDS
    field: FormField | None = None
    share: float = 1.0


@value_class
class FormBox:
    """A framed block of boxes and lines.

    Attributes:
        title: its heading.
        lines: items of each line; what does not fit goes to the next.
    """

    title: str
    lines: tuple[tuple[FormItem, ...], ...]


class Attachment(NamedTuple):
    """Text kept inside the PDF for machines: as an attached file and as a hidden field.

    Attributes:
        name: of the file, and without its ending of the hidden field.
        text: JSON.
        about: what it is, in words.
    """

    name: str
    text: str
    about: str

    @property
    def field_name(self) -> str:
        """Name of the hidden field."""
        return self.name.rsplit(".", 1)[0]

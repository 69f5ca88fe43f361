"""What is drawn: marks with their places, grouped by what they mean.

Places are in points from the top left corner, downward; a part's places count from the part's
own corner. Meaning follows the standard structure types of PDF (H1, P, Table, TR, TH, TD, L, LI,
Figure ...); what only adorns the page (rules, dots, the footer) is an `ARTIFACT`.
"""

from typing import NamedTuple

from app.report.outline.forms import PlacedField
from app.report.outline.words import Shape

ARTIFACT = "Artifact"

BLACK = 0.0
MUTED = 0.27
HAIRLINE = 0.68
BAR = 0.25
LIGHT = 0.92


class TextMark(NamedTuple):
    """Text on a base line."""

    x: float
    y: float
    text: str
    size: float
    strong: bool = False
    grey: float = BLACK


class TurnedMark(NamedTuple):
    """Text on a base line that rises by an angle, in degrees."""

    x: float
    y: float
    text: str
    size: float
    angle: float
    grey: float


class ShapeMark(NamedTuple):
    """A state shape on a base line; `size` is that of the text around it."""

    x: float
    y: float
    shape: Shape
    size: float


class RuleMark(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.4
    grey: float = HAIRLINE
    dotted: bool = False


class BoxMark(NamedTuple):
    """A rectangle, filled with a grey, framed, or both."""

    x: float
    y: float
    width: float
    height: float
    fill: float | None = None
    stroke: float = 0.0


class OutlineMark(NamedTuple):
    """A closed or open line through points, filled or not."""

    points: tuple[tuple[float, float], ...]
    fill: float | None = None
    stroke: float = 0.0
    grey: float = BLACK
    closed: bool = True


class CircleMark(NamedTuple):
    """A circle around a point: filled black, or white with a black rim."""

    x: float
    y: float
    radius: float
    filled: bool


Mark = TextMark | TurnedMark | ShapeMark | RuleMark | BoxMark | OutlineMark | CircleMark


class Part(NamedTuple):
    """Something with a meaning: marks, or further parts, at a place.

    Attributes:
        tag: structure type, or `ARTIFACT`.
        kids: marks and parts in reading order.
        x, y: its corner within the part around it.
        alt: a figure in words.
        scope: of a header cell, `Column` or `Row`.
        summary: of a table, what it holds.
        bookmark: the text of a bookmark that leads here, with its level.
        span: columns a cell reaches over.
        field: a field of the form that stands in its place; the part has the tag `Form`.
    """

    tag: str
    kids: "tuple[Mark | Part, ...]"
    x: float = 0.0
    y: float = 0.0
    alt: str = ""
    scope: str = ""
    summary: str = ""
    bookmark: tuple[str, int] | None = None
    span: int = 1
    field: PlacedField | None = None


class Laid(NamedTuple):
    """A block with everything in its place: its height and its parts."""

    height: float
    parts: tuple[Part, ...]


def artifact(*marks: Mark) -> Part:
    """Return marks that only adorn the page."""
    return Part(ARTIFACT, marks)


def moved(part: Part, x: float, y: float) -> Part:
    """Return a part at another place."""
    return part._replace(x=part.x + x, y=part.y + y)

"""The content of a page as PDF operators, each mark in its marked content."""

from collections.abc import Iterable
from math import cos, radians, sin
from typing import Any

from app.report.drawing.fonts import show_text
from app.report.drawing.shapes import GRID, PATHS
from app.report.typesetting.faces import face
from app.report.typesetting.lines import SHAPE_WIDTH
from app.report.typesetting.marks import (
    BoxMark,
    CircleMark,
    Mark,
    OutlineMark,
    RuleMark,
    ShapeMark,
    TextMark,
    TurnedMark,
)

_QUARTER = 0.5523
"""Distance of a Bézier curve's handles for a quarter of a circle of radius 1."""


def number(value: float) -> str:
    """Return a number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def text_string(text: str) -> str:
    """Return a text string of PDF, in UTF-16 with its mark."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class Content:
    """Collects the operators of one page.

    Attributes:
        operators: what was drawn so far, in order.
    """

    def __init__(self, document: Any, height: float) -> None:
        self._document = document
        self._height = height
        self.operators: list[str] = []

    def marked(self, opening: str, marks: Iterable[Mark], x: float, y: float) -> None:
        """Draw marks between an opening operator (BMC or BDC) and EMC."""
        self.operators.append(opening)
        for mark in marks:
            self._draw(mark, x, y)
        self.operators.append("EMC")

    def _draw(self, mark: Mark, x: float, y: float) -> None:
        match mark:
            case TextMark():
                self._text(mark, x + mark.x, self._height - y - mark.y)
            case TurnedMark():
                self._turned(mark, x + mark.x, self._height - y - mark.y)
            case RuleMark():
                self._rule(mark, x, y)
            case BoxMark():
                self._box(mark, x, y)
            case OutlineMark():
                self._outline(mark, x, y)
            case CircleMark():
                self._circle(mark, x + mark.x, self._height - y - mark.y)
            case ShapeMark():
                self._shape(mark, x + mark.x, self._height - y - mark.y)

    def _text(self, mark: TextMark, x: float, y: float) -> None:
        shown = face(mark.strong).shown(mark.text)
        text = show_text(self._document, shown, mark.strong, number(mark.size))
        drawn = f"{number(mark.grey)} g BT 1 0 0 1 {number(x)} {number(y)} Tm {text} ET"
        if shown != mark.text:
            # A box is drawn; what is copied, searched and read aloud is the character itself.
            drawn = f"/Span <</ActualText {text_string(mark.text)}>> BDC {drawn} EMC"
        self.operators.append(drawn)

    def _turned(self, mark: TurnedMark, x: float, y: float) -> None:
        along, up = cos(radians(mark.angle)), sin(radians(mark.angle))
        turn = f"{along:.4f} {up:.4f} {-up:.4f} {along:.4f}"
        text = show_text(self._document, mark.text, True, number(mark.size))
        self.operators.append(
            f"{number(mark.grey)} g BT {turn} {number(x)} {number(y)} Tm {text} ET"
        )

    def _rule(self, mark: RuleMark, x: float, y: float) -> None:
        ends = self._points([(mark.x1, mark.y1), (mark.x2, mark.y2)], x, y)
        pattern = "1 J [0 2] 0 d" if mark.dotted else "0 J [] 0 d"
        self.operators.append(
            f"{number(mark.grey)} G {number(mark.width)} w {pattern} {ends[0]} m {ends[1]} l S"
        )

    def _box(self, mark: BoxMark, x: float, y: float) -> None:
        bottom = self._height - y - mark.y - mark.height
        size = f"{number(mark.width)} {number(mark.height)}"
        path = f"{number(x + mark.x)} {number(bottom)} {size} re"
        self.operators.append(_painted(path, mark.fill, mark.stroke, 0.0))

    def _outline(self, mark: OutlineMark, x: float, y: float) -> None:
        points = self._points(mark.points, x, y)
        path = f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:])
        if mark.closed:
            path += " h"
        self.operators.append(_painted(path, mark.fill, mark.stroke, mark.grey))

    def _points(self, points: Iterable[tuple[float, float]], x: float, y: float) -> list[str]:
        return [f"{number(x + px)} {number(self._height - y - py)}" for px, py in points]

    def _circle(self, mark: CircleMark, x: float, y: float) -> None:
        r, k = mark.radius, mark.radius * _QUARTER
        corners = [
            (x + r, y + k, x + k, y + r, x, y + r),
            (x - k, y + r, x - r, y + k, x - r, y),
            (x - r, y - k, x - k, y - r, x, y - r),
            (x + k, y - r, x + r, y - k, x + r, y),
        ]
        curves = " ".join(" ".join(map(number, corner)) + " c" for corner in corners)
        path = f"{number(x + r)} {number(y)} m {curves} h"
        self.operators.append(_painted(path, 0.0 if mark.filled else 1.0, 0.8, 0.0))

    def _shape(self, mark: ShapeMark, x: float, y: float) -> None:
        # The shape stands a little below the base line, as high as the capitals around it.
        scale, top = number(mark.size / GRID), number(y + mark.size * 0.83)
        left = number(x + (SHAPE_WIDTH - 1) * mark.size / 2)
        self.operators.append(
            f"q 0 g 0 G [] 0 d {scale} 0 0 -{scale} {left} {top} cm {PATHS[mark.shape]} Q"
        )
        self._unseen(f"{mark.shape.words} ", mark.size, x, y)

    def _unseen(self, words: str, size: float, x: float, y: float) -> None:
        """Put words over a shape that are copied, searched and read aloud, but not seen."""
        squeezed = 100 * SHAPE_WIDTH * size / face(False).width(words, size)
        text = show_text(self._document, words, False, number(size))
        self.operators.append(
            f"q BT 3 Tr {number(squeezed)} Tz 1 0 0 1 {number(x)} {number(y)} Tm {text} ET Q"
        )


def _painted(path: str, fill: float | None, stroke: float, grey: float) -> str:
    before = "" if fill is None else f"{number(fill)} g "
    if stroke:
        before += f"{number(grey)} G {number(stroke)} w 0 J [] 0 d "
    paint = "B" if stroke and fill is not None else "S" if stroke else "f"
    return f"{before}{path} {paint}"

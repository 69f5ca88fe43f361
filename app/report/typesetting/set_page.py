"""Setting a whole page: the blocks in its frame, the footer below."""

from math import atan2, cos, degrees, hypot, sin

from app.report.outline.document import MARGIN, Footer, Outline, Page
from app.report.outline.style import Style
from app.report.outline.words import say, strong
from app.report.typesetting.lines import Line, break_lines, text_width
from app.report.typesetting.marks import (
    ARTIFACT,
    BLACK,
    MUTED,
    Laid,
    Mark,
    Part,
    RuleMark,
    TextMark,
    TurnedMark,
    moved,
)
from app.report.typesetting.text import baseline, line_height, set_lines
from app.report.typesetting.typesetter import Typesetter

FOOTER = "Footer"
WATERMARK = "Watermark"
_LEADING = 1.2
_ABOVE_FOOTER = 5.0
_PALE = 0.87
_ACROSS = 0.72
"""How much of the way from corner to corner a watermark takes."""


def frame_size(paper: tuple[float, float], footer: Footer, style: Style) -> tuple[float, float]:
    """Return width and height that blocks have on a page, the longest footer left free."""
    width = paper[0] - 2 * MARGIN
    taken = set_footer(footer, width, style, 88, 88, speaks_of_trials=True).height
    return width, paper[1] - 2 * MARGIN - taken - _ABOVE_FOOTER


def set_page(outline: Outline, number: int) -> tuple[Part, ...]:
    """Return everything on a page, in places counted from the paper's top left corner."""
    page: Page = outline.pages[number - 1]
    width = outline.paper[0] - 2 * MARGIN
    laid = Typesetter(page.style or outline.style).stack(page.blocks, width)
    footer = set_footer(
        outline.footer, width, outline.style, number, outline.page_count, page.speaks_of_trials
    )
    top = outline.paper[1] - MARGIN - footer.height
    under = (set_watermark(outline.watermark, outline.paper),) if outline.watermark else ()
    return (
        *under,
        *(moved(part, MARGIN, MARGIN) for part in laid.parts),
        *(moved(part, MARGIN, top) for part in footer.parts),
    )


def set_watermark(word: str, paper: tuple[float, float]) -> Part:
    """Set a word in pale letters from the lower left to the upper right, in the middle."""
    width, height = paper
    rise = atan2(height, width)
    length = hypot(width, height) * _ACROSS
    size = length / text_width((strong(word),), 1.0)
    # The middle of the letters, not their base line, lies on the line between the corners.
    down = size * 0.33
    x = width / 2 - cos(rise) * length / 2 + sin(rise) * down
    y = height / 2 + sin(rise) * length / 2 + cos(rise) * down
    mark = TurnedMark(x, y, word, size, degrees(rise), _PALE)
    return Part(ARTIFACT, (mark,), alt=WATERMARK)


def set_footer(
    footer: Footer, width: float, style: Style, number: int, count: int, speaks_of_trials: bool
) -> Laid:
    """Set the rule, the disclaimer and, behind it or below, date, name and page."""
    size = style.footer
    text = f"{footer.disclaimer} {footer.trials}" if speaks_of_trials else footer.disclaimer
    lines = break_lines(say(text), width, size)
    aside = f"{footer.printed_on}. {footer.name}, page {number} of {count}"
    last = break_lines(say(aside), width, size)
    pitch = line_height(size, _LEADING)
    marks: list[Mark] = [RuleMark(0, 0, width, 0, 0.8, BLACK)]
    marks += set_lines(lines, 0, 3.0, width, size, _LEADING, grey=MUTED)
    top = 3.0 + len(lines) * pitch
    if len(last) == 1 and _fits_behind(lines, last[0], width, size):
        top -= pitch
    for index, line in enumerate(last):
        y = top + index * pitch + baseline(size, _LEADING)
        marks += [_aside(line, width, y, size)]
    return Laid(top + len(last) * pitch, (Part(ARTIFACT, tuple(marks), alt=FOOTER),))


def _fits_behind(lines: tuple[Line, ...], last: Line, width: float, size: float) -> bool:
    return bool(lines) and lines[-1].width + last.width + 2 * size <= width


def _aside(line: Line, width: float, y: float, size: float) -> TextMark:
    text = "".join(piece.run.text for piece in line.pieces())
    return TextMark(width - text_width(say(text), size), y, text, size, grey=MUTED)

"""Setting the top of a sheet: kind and title at the left, for whom at the right, then the key."""

from app.report.outline.forms import SheetHead, SheetKey
from app.report.outline.style import Style
from app.report.outline.words import Words, strong
from app.report.typesetting.lines import break_lines, text_width
from app.report.typesetting.marks import BLACK, Laid, Mark, Part, RuleMark, artifact, moved
from app.report.typesetting.text import line_height, set_lines, set_words

_RIGHT_SHARE = 0.42
_SHRINK = 0.78
"""Size of a title that would take more than two lines, as a share of the usual one."""

_KEY_GAP = 2.0


def set_sheet_head(block: SheetHead, width: float, style: Style) -> Laid:
    """Set both sides so that they end on one line, with a rule below."""
    needed = max((text_width(words, style.body) for words in block.right), default=0.0)
    right_width = min(needed, width * _RIGHT_SHARE)
    left = _left(block, width - right_width - 2 * style.body, style)
    right = _right(block, width - right_width, right_width, style)
    height = max(left.height, right.height)
    bottom = height + style.body * 0.4
    rule = artifact(RuleMark(0, bottom, width, bottom, 1.2, BLACK))
    parts = [moved(part, 0, height - left.height) for part in left.parts]
    parts += [moved(part, 0, height - right.height) for part in right.parts]
    return Laid(bottom + 0.6, (*parts, rule))


def _left(block: SheetHead, width: float, style: Style) -> Laid:
    marks, y = set_words((strong(block.kind),), 0, 0, width, style.heading, style.leading)
    parts = [Part("P", tuple(marks))]
    title: Words = (strong(block.title),)
    size = style.title
    if len(break_lines(title, width, size)) > 2:
        size *= _SHRINK
    marks, taken = set_words(title, 0, y, width, size, 1.12)
    parts.append(Part("H1", tuple(marks), bookmark=(f"{block.kind}: {block.title}", 1)))
    y += taken
    for words in block.lines:
        marks, taken = set_words(words, 0, y, width, style.body, style.leading)
        parts.append(Part("P", tuple(marks)))
        y += taken
    return Laid(y, tuple(parts))


def _right(block: SheetHead, x: float, width: float, style: Style) -> Laid:
    parts: list[Part] = []
    y = 0.0
    for words in block.right:
        lines = break_lines(words, width, style.body)
        marks = set_lines(lines, x, y, width, style.body, style.leading, "right")
        parts.append(Part("P", tuple(marks)))
        y += len(lines) * line_height(style.body, style.leading)
    return Laid(y, tuple(parts))


def set_sheet_key(block: SheetKey, width: float, style: Style) -> Laid:
    """Set what is asked for, and the shapes at the right where there is room, else below."""
    needed = text_width(block.shapes, style.body)
    room = width - needed - 2 * style.body
    is_beside = room > width / 2
    words, height = set_words(
        block.words, 0, style.pad, room if is_beside else width, style.body, style.leading
    )
    x, y = (width - needed, style.pad) if is_beside else (0.0, style.pad + height)
    shapes = _shapes(block.shapes, x, y, needed if is_beside else width, style)
    below = 0.0 if is_beside else len(shapes) and line_height(style.body, style.leading)
    parts = (Part("P", tuple(words)), Part("P", tuple(shapes)))
    return Laid(height + below + 2 * style.pad + _KEY_GAP, parts)


def _shapes(words: Words, x: float, y: float, width: float, style: Style) -> list[Mark]:
    return set_words(words, x, y, width, style.body, style.leading)[0]

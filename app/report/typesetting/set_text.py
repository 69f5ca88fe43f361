"""Setting the blocks of running text: masthead, headings, paragraphs, the alert box."""

from app.report.outline.blocks import AlertBox, Heading, Masthead, Notice, Paragraph
from app.report.outline.style import Style
from app.report.outline.words import Run, Words, made_strong, muted, say, strong
from app.report.typesetting.lines import break_lines, text_width
from app.report.typesetting.marks import (
    BLACK,
    MUTED,
    BoxMark,
    Laid,
    Mark,
    Part,
    RuleMark,
    TextMark,
    artifact,
    moved,
)
from app.report.typesetting.text import (
    baseline,
    followed,
    line_height,
    set_lines,
    set_words,
)

_RIGHT_SHARE = 0.45


def set_masthead(block: Masthead, width: float, style: Style) -> Laid:
    """Set the name at the left and what the page is at the right, both ending on one line."""
    right_width = _right_width(block, width, style)
    left = _masthead_left(block, width - right_width - 2 * style.body, style)
    right = _masthead_right(block, width - right_width, right_width, style)
    height = max(left.height, right.height)
    parts = [moved(part, 0, height - left.height) for part in left.parts]
    parts += [moved(part, 0, height - right.height) for part in right.parts]
    bottom = height + style.body * 0.35
    parts.append(artifact(RuleMark(0, bottom, width, bottom, 1.2, BLACK)))
    return Laid(bottom + 0.6, tuple(parts))


def _right_lines(block: Masthead, style: Style) -> list[tuple[Words, float]]:
    return [(say(strong(block.title)), style.heading + 0.5)] + [
        (line, style.body) for line in block.right
    ]


def _right_width(block: Masthead, width: float, style: Style) -> float:
    """Return the width the right side needs; a long name at the left keeps its half."""
    needed = max(text_width(words, size) for words, size in _right_lines(block, style))
    return min(needed, width * _RIGHT_SHARE)


def _masthead_left(block: Masthead, width: float, style: Style) -> Laid:
    marks, y = set_words((strong(block.name),), 0, 0, width, style.title, 1.08)
    parts = [Part("H1", tuple(marks), bookmark=(f"{block.title}: {block.name}", 1))]
    for line in block.lines:
        marks, taken = set_words(line, 0, y, width, style.body, style.leading)
        parts.append(Part("P", tuple(marks)))
        y += taken
    return Laid(y, tuple(parts))


def _masthead_right(block: Masthead, x: float, width: float, style: Style) -> Laid:
    parts: list[Part] = []
    y = 0.0
    for words, size in _right_lines(block, style):
        lines = break_lines(words, width, size)
        marks = set_lines(lines, x, y, width, size, style.leading, "right")
        parts.append(Part("P", tuple(marks)))
        y += len(lines) * line_height(size, style.leading)
    return Laid(y, tuple(parts))


def set_heading(block: Heading, width: float, style: Style) -> Laid:
    """Set a heading, its note behind it, and the rule under it."""
    size = _heading_size(block, style)
    words = say(strong(block.text))
    aside = text_width(say(block.aside), style.small)
    lines = break_lines(words, width - aside, size)
    height = len(lines) * line_height(size, 1.2)
    base = height - line_height(size, 1.2) + baseline(size, 1.2)
    behind = lines[-1].width if lines else 0.0
    notes = _heading_notes(block, behind, width, base, style)
    title = set_lines(lines, 0, 0, width, size, 1.2)
    marks = (followed(title) if notes else title) + notes
    mark = Part(f"H{block.level}", tuple(marks), bookmark=(block.text, block.level))
    if block.level == 3:
        return Laid(height, (mark,))
    bottom = height + 1.5
    rule = RuleMark(0, bottom, width, bottom, 1.0 if block.level == 1 else 0.8, BLACK)
    return Laid(bottom + 1.0, (mark, artifact(rule)))


def _heading_size(block: Heading, style: Style) -> float:
    if block.level == 1:
        return style.heading * 1.5
    return style.heading if block.level == 2 else style.body


def _heading_notes(
    block: Heading, behind: float, width: float, base: float, style: Style
) -> list[Mark]:
    marks: list[Mark] = []
    space = style.body * 0.7
    aside = text_width(say(block.aside), style.small)
    if block.note:
        room = width - behind - space - aside
        lines = break_lines(say(block.note), room, style.small)
        if len(lines) == 1:
            note = lines[0].pieces()[0].run.text + (" " if aside else "")
            marks.append(TextMark(behind + space, base, note, style.small, False, MUTED))
    if block.aside:
        marks.append(TextMark(width - aside, base, block.aside, style.small, False, MUTED))
    return marks


def set_paragraph(block: Paragraph, width: float, style: Style) -> Laid:
    """Set a paragraph, its label hanging in front."""
    size, indent, words = _paragraph(block, style)
    marks, height = set_words(words, indent, style.pad, width - indent, size, style.leading)
    if block.label:
        label = (strong(block.label),)
        front, taken = set_words(label, 0, style.pad, width, size, style.leading)
        marks, height = followed(front) + marks, max(height, taken)
    return Laid(height + 2 * style.pad, (Part("P", tuple(marks)),) if marks else ())


def paragraph_height(block: Paragraph, width: float, style: Style) -> float:
    """Return the height of a paragraph without setting it."""
    size, indent, words = _paragraph(block, style)
    lines = max(len(break_lines(words, width - indent, size)), int(bool(block.label)))
    return lines * line_height(size, style.leading) + 2 * style.pad


def _paragraph(block: Paragraph, style: Style) -> tuple[float, float, Words]:
    """Return size, indent and words of a paragraph; small ones are grey."""
    size = style.small if block.small else style.body
    indent = text_width((strong(block.label),), size) + size * 0.7 if block.label else 0.0
    words = block.words
    if block.small and (text := _one_text(words)):
        words = (muted(text),)
    return size, indent, words


def _one_text(words: Words) -> str:
    plain = len(words) == 1 and words[0] == Run(words[0].text)
    return words[0].text if plain else ""


def set_alert_box(block: AlertBox, width: float, style: Style) -> Laid:
    """Set the framed lines, labels in a column of their own."""
    inset = style.body * 0.8
    labels = [made_strong(say(notice.label)) for notice in block.notices]
    column = max(text_width(label, style.body) for label in labels) + style.body
    parts: list[Part] = []
    y = style.body * 0.3 + style.pad
    for notice in block.notices:
        part, taken = _notice(notice, inset, y, column, width - 2 * inset, style)
        parts.append(part)
        y += taken + style.pad
    height = y + style.body * 0.3
    frame = artifact(BoxMark(0, 0, width, height, None, 0.9))
    return Laid(height, (frame, *parts))


def _notice(
    notice: Notice, x: float, y: float, column: float, width: float, style: Style
) -> tuple[Part, float]:
    label = say(strong(notice.label))
    marks, _ = set_words(label, x, y, column, style.body, style.leading)
    room = width - column
    text, taken = set_words(notice.words, x + column, y, room, style.body, style.leading)
    return Part("P", tuple(followed(marks) + text)), taken

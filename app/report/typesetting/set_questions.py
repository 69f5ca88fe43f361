"""Setting what is written on by hand: questions, empty lines, boxes to tick."""

from app.report.outline.blocks import Checks, Question, Questions, WritingLines
from app.report.outline.style import Style
from app.report.outline.words import NBSP, Run, Shape, made_strong, say, shape, strong
from app.report.typesetting.lines import break_lines, text_width
from app.report.typesetting.marks import BLACK, Laid, Mark, Part, RuleMark, artifact
from app.report.typesetting.text import line_height, set_lines, set_words

_BESIDE = 0.6
"""Share of the width for the question where the answer stands beside it."""


def set_questions(block: Questions, width: float, style: Style) -> Laid:
    """Set the questions as a list, each with dotted lines for the answer."""
    numbers = [text_width((strong(item.number),), style.body) for item in block.items]
    indent = max(numbers, default=0.0) + style.body * 0.9
    parts: list[Part] = []
    y = 0.0
    for item in block.items:
        part, height = _question(item, block, indent, width, style)
        parts.append(part._replace(y=y))
        y += height
    return Laid(y, (Part("L", tuple(parts)),))


def _question(
    item: Question, block: Questions, indent: float, width: float, style: Style
) -> tuple[Part, float]:
    room = (width if block.below else width * _BESIDE) - indent
    words = made_strong(item.words) if item.first else item.words
    lines = break_lines(words, room, style.body)
    text = len(lines) * line_height(style.body, style.leading)
    height = _question_height(text, block, style)
    top = style.pad if block.below else min(style.pad + 2.5, (height - text) / 2)
    number, _ = set_words((strong(item.number),), 0, top, indent, style.body, style.leading)
    body = set_lines(lines, indent, top, room, style.body, style.leading)
    rules = _answer_rules(text, block, indent, width, height, style)
    label, text_part = Part("Lbl", tuple(number)), Part("LBody", tuple(body))
    return Part("LI", (label, text_part, artifact(*rules))), height


def _question_height(text: float, block: Questions, style: Style) -> float:
    if block.below:
        return text + 2 * style.pad + block.lines * style.answer + style.body * 0.4
    return max(text + 2 * style.pad + 2, block.lines * style.answer)


def _answer_rules(
    text: float, block: Questions, indent: float, width: float, height: float, style: Style
) -> list[Mark]:
    start = indent if block.below else width * (_BESIDE + 0.02)
    end = height - style.body * 0.4
    rules: list[Mark] = [
        RuleMark(start, end - i * style.answer, width, end - i * style.answer, 0.7, BLACK, True)
        for i in reversed(range(block.lines))
    ]
    return [*rules, RuleMark(0, height, width, height)]


def set_writing_lines(block: WritingLines, width: float, style: Style) -> Laid:
    """Set empty dotted lines."""
    parts: list[Part] = []
    y = 0.0
    if block.label:
        marks, y = set_words(say(block.label), 0, style.pad, width, style.body, style.leading)
        parts.append(Part("P", tuple(marks)))
    rules = [
        RuleMark(0, y + (i + 1) * style.answer, width, y + (i + 1) * style.answer, 0.7, BLACK, True)
        for i in range(block.count)
    ]
    return Laid(y + block.count * style.answer + style.pad, (*parts, artifact(*rules)))


def set_checks(block: Checks, width: float, style: Style) -> Laid:
    """Set boxes to tick behind a label, and a line to write on."""
    runs: list[Run] = [strong(block.label + "  ")] if block.label else []
    for choice in block.choices:
        runs += [shape(Shape.BOX), *say(f"{NBSP}{choice}{NBSP}{NBSP}{NBSP} ")]
    lines = break_lines(tuple(runs), width, style.body)
    pitch = style.body * 1.9
    marks: list[Mark] = []
    for index, line in enumerate(lines):
        top = index * pitch + (pitch - line_height(style.body, style.leading)) / 2
        marks += set_lines([line], 0, top, width, style.body, style.leading)
    height = len(lines) * pitch
    parts = [Part("P", tuple(marks))]
    behind = lines[-1].width + style.body if lines else 0.0
    if block.write and behind < width - 4 * style.body:
        y = height - pitch * 0.22
        parts.append(artifact(RuleMark(behind, y, width, y, 0.7, BLACK)))
    return Laid(height, tuple(parts))

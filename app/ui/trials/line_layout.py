"""Where everything of one line of a trial goes: beside each other where there is room, else below.

The pieces are plain rectangles with words, so that drawing and clicking read the same list.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QTextLayout, QTextOption

from app.ui.fonts import font
from app.ui.theme import Theme
from app.ui.tokens import (
    HEIGHT_SMALL,
    SMALL,
    SMALL_STRONG,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    TABLE,
    TABLE_STRONG,
    TypeStyle,
)
from app.ui.trials.shapes import STATE_COLOURS, STATE_GROUNDS, STATE_ICONS, state_words
from app.ui.words import translate
from app.usecases.trial_page_lines import NOTHING, LineShown, RecordShown, place_of_line

LONGEST = 1500
"""Letters of a line that are drawn; the whole of it stands in its dialog."""

_STACKED_BELOW_EM = 36
_CHIP_ICON = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a rectangle.

    Attributes:
        act: what a click does: "ask", "list", "record 0", "record 1" or nothing.
        icon: drawn before the words.
        fill: token of the ground of a chip.
        border: drawn as a button.
        underlined: drawn as a link.
    """

    rect: QRect
    text: str
    style: TypeStyle
    colour: str
    act: str = ""
    icon: str = ""
    fill: str = ""
    border: bool = False
    underlined: bool = False


@dataclass(slots=True)
class LineLayout:
    """The pieces of a line and the height they need."""

    pieces: list[Piece] = field(default_factory=list)
    height: int = 0

    def act_at(self, x: int, y: int) -> str:
        """Return what a click at a place does, "" for nothing of its own."""
        hit = (piece.act for piece in self.pieces if piece.act and piece.rect.contains(x, y))
        return next(hit, "")


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and widths of the four columns; `stacked` where they stand below each other."""

    check: int
    asks: int
    asks_width: int
    record: int
    record_width: int
    button: int
    right: int
    stacked: bool


def columns_for(theme: Theme, width: int) -> Columns:
    """Return the columns for a row of this width."""
    px = theme.px
    left, right = px(SPACE_16) - 2, width - px(SPACE_12)
    if width < _STACKED_BELOW_EM * theme.em:
        whole = right - left
        return Columns(left, left, whole, left, whole, right, right, stacked=True)
    asks = left + px(136)
    button = right - px(92)
    room = button - px(SPACE_12) - asks
    asks_width = round(room * 0.44)
    record = asks + asks_width + px(SPACE_16)
    return Columns(
        left, asks, asks_width, record, asks + room - record, button, right, stacked=False
    )


class LineSetter:
    """Sets lines with the sizes of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def set(self, line: LineShown, width: int) -> LineLayout:
        """Return the pieces of a line for a row of this width."""
        columns = columns_for(self._theme, width)
        made = LineLayout()
        pad = self._theme.px(SPACE_8)
        chip = self._chip(made, line, columns.check, pad)
        button = self._button(made, line, columns, pad)
        if columns.stacked:
            under = max(chip, button) + self._theme.px(SPACE_4)
            under = self._answer(made, line, columns.check, columns.record_width, under)
            under = self._asks(made, line, columns, under)
            under = self._record(made, line, columns, under + self._theme.px(SPACE_4))
        else:
            room = columns.asks - columns.check - self._theme.px(SPACE_8)
            under = max(
                self._answer(made, line, columns.check, room, chip),
                self._asks(made, line, columns, pad),
                self._record(made, line, columns, pad),
                button,
            )
        made.height = under + pad
        return made

    def _chip(self, made: LineLayout, line: LineShown, left: int, top: int) -> int:
        px = self._theme.px
        words = state_words(line.state)
        metrics = QFontMetrics(self._theme.font(TABLE_STRONG))
        width = metrics.horizontalAdvance(words) + px(_CHIP_ICON) + px(SPACE_4) + 2 * px(SPACE_8)
        rect = QRect(left, top - 1, width, px(TABLE.line + 1))
        made.pieces.append(
            Piece(
                rect,
                words,
                TABLE_STRONG,
                STATE_COLOURS[line.state],
                icon=STATE_ICONS[line.state],
                fill=STATE_GROUNDS[line.state],
            )
        )
        return rect.bottom() + 1

    def _answer(self, made: LineLayout, line: LineShown, left: int, width: int, top: int) -> int:
        """Set who answered, what the program said, and why to look again."""
        said = [(line.answer, SMALL_STRONG, "text")]
        said.append((line.answer_note, SMALL, "text"))
        if line.ours:
            ours = translate("TrialLines", "Our check: {state}").format(state=line.ours)
            said.append((ours, SMALL, "muted"))
        for why in line.look_again:
            words = translate("TrialLines", "Look again: {why}").format(why=why)
            said.append((words, SMALL, "note"))
        for text, style, colour in said:
            if text:
                top = self._words(made, text, style, colour, QRect(left, top + 2, width, 0))
        return top

    def _asks(self, made: LineLayout, line: LineShown, columns: Columns, top: int) -> int:
        room = QRect(columns.asks, top, columns.asks_width, 0)
        where = place_of_line(line)
        above = "" if line.above == where else line.above
        small = " · ".join(part for part in (where, above) if part)
        if small:
            room.moveTop(self._words(made, small, SMALL, "muted", room))
        return self._words(made, line.text, TABLE, "text", room)

    def _record(self, made: LineLayout, line: LineShown, columns: Columns, top: int) -> int:
        room = QRect(columns.record, top, columns.record_width, 0)
        for number, record in enumerate(line.records):
            room.moveTop(self._one_record(made, record, number, room))
        if not line.records:
            under = self._words(made, line.why or line.reason, TABLE_STRONG, "text", room)
            room.moveTop(under)
            if line.state == "ask":
                said = translate("TrialLines", NOTHING)
                return self._words(made, said, TABLE, "muted", room, icon="circle-dashed")
            return under
        if line.why and line.state != "fits":
            return self._words(made, line.why, SMALL, "muted", room)
        return room.top()

    def _one_record(self, made: LineLayout, record: RecordShown, number: int, room: QRect) -> int:
        top = self._words(made, record.words, TABLE_STRONG, "text", room)
        if not record.link:
            return top
        under = QRect(room.left(), top, room.width(), 0)
        act = f"record {number}"
        return self._words(made, record.link, TABLE, "accent", under, act=act)

    def _button(self, made: LineLayout, line: LineShown, columns: Columns, top: int) -> int:
        if not line.can_ask:
            return top
        asked = bool(line.question_id)
        words = translate("TrialLines", "On list") if asked else translate("TrialLines", "Ask")
        px = self._theme.px
        metrics = QFontMetrics(self._theme.font(TABLE))
        width = metrics.horizontalAdvance(words) + px(_CHIP_ICON) + px(SPACE_4) + 2 * px(SPACE_8)
        rect = QRect(columns.right - width, top - 2, width, px(HEIGHT_SMALL))
        made.pieces.append(
            Piece(
                rect,
                words,
                TABLE,
                "accent" if asked else "text",
                act="list" if asked else "ask",
                icon="check" if asked else "plus",
                border=not asked,
            )
        )
        return rect.bottom()

    def _words(
        self,
        made: LineLayout,
        text: str,
        style: TypeStyle,
        colour: str,
        room: QRect,
        *,
        act: str = "",
        icon: str = "",
    ) -> int:
        """Set words on as many lines as they need, and return where the next thing may stand."""
        px = self._theme.px
        indent = px(_CHIP_ICON) + px(SPACE_4) if icon else 0
        lines = wrapped(text[:LONGEST], style, self._theme.scale, room.width() - indent)
        height, top = px(style.line), room.top()
        for number, words in enumerate(lines):
            rect = QRect(room.left() + indent, top, room.width() - indent, height)
            first_icon = icon if number == 0 else ""
            if act:
                width = QFontMetrics(self._theme.font(style)).horizontalAdvance(words)
                rect.setWidth(min(rect.width(), width))
            made.pieces.append(
                Piece(rect, words, style, colour, act, first_icon, underlined=bool(act))
            )
            top += height
        return top


@lru_cache(maxsize=4096)
def wrapped(text: str, style: TypeStyle, scale: float, width: int) -> tuple[str, ...]:
    """Return a text broken into lines that are no wider than `width` pixels."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font(style, scale))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 20))
        piece = text[line.textStart() : line.textStart() + line.textLength()]
        lines.append(piece.strip())
    layout.endLayout()
    return tuple(lines)

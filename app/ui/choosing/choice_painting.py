"""How a row of a list of choices is drawn, and how high it has to be."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption

from app.ui.choosing.choice import Bit, Choice, Heading, Row
from app.ui.icons import paint_icon
from app.ui.theme import Theme
from app.ui.tokens import (
    BODY,
    RADIUS_CHIP,
    ROW_TITLE,
    SMALL,
    SMALL_STRONG,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    STRONG,
    TypeStyle,
)

_TITLE_LINES = 2
_BAR = 4
_LEAD_EM = 5.5
_SMALL_ICON = 15
_MOST_HEIGHTS = 10_000


class ChoicePainter:
    """Draws headings and choices with the colours and sizes of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        # A list asks for the height of every row again and again while it is laid out.
        self._heights: dict[tuple[Row, int, float], int] = {}
        self._strong = (0.0, QFontMetrics(theme.font(STRONG)))

    def height(self, row: Row, width: int) -> int:
        """Return the height in pixels of a row of this width."""
        key = (row, width, self._theme.scale)
        if key not in self._heights:
            if len(self._heights) >= _MOST_HEIGHTS:
                self._heights.clear()
            self._heights[key] = self._height(row, width)
        return self._heights[key]

    def _height(self, row: Row, width: int) -> int:
        px = self._theme.px
        if isinstance(row, Heading):
            return px(SMALL.line) + 2 * px(SPACE_8)
        title = self._title_height(row, width) * px(ROW_TITLE.line)
        text = title + len(row.lines) * px(SMALL.line + SPACE_4)
        return max(text, len(row.lead) * px(BODY.line)) + 2 * px(SPACE_8) + px(SPACE_4)

    def _title_height(self, row: Choice, width: int) -> int:
        """Return how many lines the title takes, without breaking it: there may be hundreds."""
        scale, metrics = self._strong
        if scale != self._theme.scale:
            metrics = QFontMetrics(self._theme.font(STRONG))
            self._strong = (self._theme.scale, metrics)
        room = self._title_room(row, width)
        # A pixel more than measured: widths are fractions of pixels.
        return 1 if metrics.horizontalAdvance(row.title) < room else _TITLE_LINES

    def _title_room(self, row: Choice, width: int) -> int:
        return max(width - self._left(row) - self._theme.px(SPACE_12), self._theme.em)

    def paint(self, painter: QPainter, rect: QRect, row: Row, *, chosen: bool) -> None:
        """Draw a row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selection" if chosen else "surface"
        painter.fillRect(rect, self._theme.colour(ground))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, self._theme.colour("hairline"))
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        else:
            self._paint_choice(painter, rect, row, chosen=chosen)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        painter.setFont(self._theme.font(SMALL_STRONG))
        painter.setPen(self._theme.colour("muted"))
        room = rect.adjusted(self._theme.px(SPACE_16), 0, -self._theme.px(SPACE_8), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, row.text)

    def _paint_choice(self, painter: QPainter, rect: QRect, row: Choice, *, chosen: bool) -> None:
        px = self._theme.px
        if chosen:
            bar = QRect(rect.left(), rect.top(), _BAR, rect.height())
            painter.fillRect(bar, self._theme.colour("accent"))
        top = rect.top() + px(SPACE_8)
        self._paint_lead(painter, rect, row)
        left = rect.left() + self._left(row)
        painter.setFont(self._theme.font(self._title_style(row, chosen=chosen)))
        painter.setPen(self._theme.colour("text"))
        for words in self._title_lines(row, rect.width(), strong=chosen):
            painter.drawText(left, top + self._ascent(ROW_TITLE), words)
            top += px(ROW_TITLE.line)
        for line in row.lines:
            room = QRect(left, top, rect.right() - px(SPACE_12) - left, px(SMALL.line + SPACE_4))
            self._paint_bits(painter, room, line)
            top += px(SMALL.line + SPACE_4)

    def _paint_lead(self, painter: QPainter, rect: QRect, row: Choice) -> None:
        top = rect.top() + self._theme.px(SPACE_8)
        for number, words in enumerate(row.lead):
            first = number == 0 and not row.quiet
            painter.setFont(self._theme.font(ROW_TITLE if first else BODY))
            painter.setPen(self._theme.colour("text" if first else "muted"))
            painter.drawText(
                rect.left() + self._theme.px(SPACE_16), top + self._ascent(BODY), words
            )
            top += self._theme.px(BODY.line)

    def _paint_bits(self, painter: QPainter, room: QRect, bits: tuple[Bit, ...]) -> None:
        x = room.left()
        for bit in (b for b in bits if not b.right):
            x += self._paint_bit(
                painter, QRect(x, room.top(), room.right() - x, room.height()), bit
            )
        for bit in (b for b in bits if b.right):
            width = self._bit_width(bit)
            self._paint_bit(
                painter, QRect(room.right() - width, room.top(), width, room.height()), bit
            )

    def _paint_bit(self, painter: QPainter, room: QRect, bit: Bit) -> int:
        """Draw a piece at the left of a room and return the width it took."""
        px, width = self._theme.px, self._bit_width(bit)
        x = room.left()
        if bit.fill:
            ground = QRectF(x, room.top() + 1, min(width, room.width()), room.height() - 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(bit.fill))
            painter.drawRoundedRect(ground, RADIUS_CHIP, RADIUS_CHIP)
            x += px(SPACE_8)
        if bit.icon:
            side = px(_SMALL_ICON)
            place = QRectF(x, room.top() + (room.height() - side) / 2, side, side)
            paint_icon(painter, bit.icon, self._theme.colour(bit.colour), place)
            x += side + px(SPACE_4)
        font = self._theme.font(SMALL_STRONG if bit.strong else SMALL)
        painter.setFont(font)
        painter.setPen(self._theme.colour(bit.colour))
        left = max(room.right() - x, 0)
        words = QFontMetrics(font).elidedText(bit.text, Qt.TextElideMode.ElideRight, left + 1)
        place_of_words = QRect(x, room.top(), left + 1, room.height())
        painter.drawText(place_of_words, Qt.AlignmentFlag.AlignVCenter, words)
        return width + px(SPACE_8)

    def _bit_width(self, bit: Bit) -> int:
        px = self._theme.px
        metrics = QFontMetrics(self._theme.font(SMALL_STRONG if bit.strong else SMALL))
        icon = px(_SMALL_ICON) + px(SPACE_4) if bit.icon else 0
        edge = 2 * px(SPACE_8) if bit.fill else 0
        # Widths are fractions of pixels: a little more, or the last letters are cut off.
        return metrics.horizontalAdvance(bit.text) + icon + edge + 2

    def _title_style(self, row: Choice, *, chosen: bool) -> TypeStyle:
        if chosen:
            return STRONG
        return BODY if row.quiet else ROW_TITLE

    def _left(self, row: Choice) -> int:
        lead = round(_LEAD_EM * self._theme.em) if row.lead else 0
        return self._theme.px(SPACE_16) + lead

    def _ascent(self, style: TypeStyle) -> int:
        metrics = QFontMetrics(self._theme.font(style))
        return (self._theme.px(style.line) + metrics.ascent() - metrics.descent()) // 2

    def _title_lines(self, row: Choice, width: int, *, strong: bool) -> list[str]:
        """Return the title on at most two lines; what does not fit ends in an ellipsis."""
        font = self._theme.font(STRONG if strong else self._title_style(row, chosen=False))
        room = self._title_room(row, width)
        layout = QTextLayout(row.title, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[str] = []
        layout.beginLayout()
        while len(lines) < _TITLE_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            last = len(lines) == _TITLE_LINES - 1
            end = len(row.title) if last else line.textStart() + line.textLength()
            lines.append(row.title[line.textStart() : end].strip())
        layout.endLayout()
        metrics = QFontMetrics(font)
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) for text in lines]

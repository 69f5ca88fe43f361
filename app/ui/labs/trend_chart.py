"""One test over time, with its usual range, treatments, trial limits and a second test."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from app.ui.charts.chart_view import ChartView, Stop
from app.ui.charts.label_room import LabelRoom
from app.ui.labels import plain_tooltip
from app.ui.labs.line_painting import LinePainter, Plot
from app.ui.labs.test_words import point_words
from app.ui.labs.trend_data import Trend
from app.ui.theme import Theme
from app.ui.tokens import SMALL, SMALL_STRONG
from app.usecases.lab_values import Behind, Point

_VALUES = 46
_RIGHT = 18
_TICKS = 26
_BAR = 20
_BAR_GAP = 3
_MOST_BARS = 3
_PLOT = 230
_SECOND = 100
_TITLE = 22
_NARROWEST_TICK = 62


class TrendChart(ChartView):
    """Draws a trend; the arrow keys step through its results."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.trend: Trend | None = None
        self.setAccessibleName(self.tr("Results over time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_trend(self, trend: Trend) -> None:
        """Draw another trend; the days shown stay where it is the same test."""
        same = self.trend is not None and self.trend.line.key == trend.line.key
        days = _with_margin(trend)
        before = self.trend
        self.trend = trend
        if not same or before is None or _with_margin(before) != days:
            self.set_whole(*days)
        name = self.tr("{test} over time").format(test=trend.name)
        self.setAccessibleName(name)
        self.show_stops(
            [
                Stop(p.row, p.date.earliest, partial(point_words, p, trend.name, trend.line))
                for p in trend.line.drawn
                if p.date is not None
            ]
        )
        self.updateGeometry()

    def point(self, row: str) -> Point | None:
        """Return the result of a row."""
        points = self.trend.line.points if self.trend else ()
        return next((point for point in points if point.row == row), None)

    def edges(self) -> tuple[float, float]:
        """Leave room for the values."""
        return float(self.theme.px(_VALUES)), float(self.width() - self.theme.px(_RIGHT))

    def sizeHint(self) -> QSize:
        """The plot with what stands above and below it."""
        height = _PLOT + _TICKS + self._bar_lines() * (_BAR + _BAR_GAP)
        if self.trend is not None and self.trend.second is not None:
            height += _SECOND + _TITLE
        return QSize(self.theme.px(480), self.theme.px(height))

    def minimumSizeHint(self) -> QSize:
        """Never be lower than can be read."""
        return QSize(self.theme.px(200), round(self.sizeHint().height() * 0.92))

    def event(self, event: QEvent) -> bool:
        """Say what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = plain_tooltip(self._words_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw everything."""
        if self.trend is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = LabelRoom(QRectF(0, 0, self.width(), self.height()))
        bottom = self.height() - self.theme.px(_TICKS)
        top = self._paint_bars(painter)
        upper = QRectF(0, top, self.width(), self._upper_bottom() - top)
        main = LinePainter(self, painter, room)
        self._paint_days(painter, top, bottom)
        places = main.paint(self._plot(upper))
        if self.trend.second is not None:
            self._paint_second(main, painter, bottom)
        self._paint_today(painter, bottom)
        today = self.axis().x_of(self.trend.as_of)
        main.paint_labels(QRectF(today - 2, 0, 4, bottom))
        self.places = places
        self._paint_current(painter, upper.top(), bottom)
        painter.end()

    # parts of the picture

    def _plot(self, box: QRectF) -> Plot:
        assert self.trend is not None
        trend = self.trend
        return Plot(
            box,
            trend.line,
            "text",
            band=trend.band,
            limits=trend.limits,
            given=trend.given,
            squares=False,
        )

    def _upper_bottom(self) -> float:
        bottom = self.height() - self.theme.px(_TICKS)
        if self.trend is None or self.trend.second is None:
            return bottom
        share = _SECOND / (_SECOND + _PLOT)
        return bottom - self.theme.px(_TITLE) - share * (bottom - self.theme.px(_TITLE))

    def _paint_second(self, line: LinePainter, painter: QPainter, bottom: float) -> None:
        assert self.trend is not None
        assert self.trend.second is not None
        trend, top = self.trend, self._upper_bottom() + self.theme.px(4)
        self.take(painter, SMALL_STRONG, "text")
        left, _ = self.edges()
        words = trend.second_name
        if trend.second_unit:
            words = self.tr("{test}, {unit}").format(test=words, unit=trend.second_unit)
        height = self.theme.px(_TITLE)
        room = QRectF(left, top, self.width() - left, height)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if trend.second_given:
            gap = painter.fontMetrics().horizontalAdvance(words) + self.theme.px(20)
            self.take(painter, SMALL, "muted")
            said = self.tr("T = transfusion")
            painter.drawText(room.adjusted(gap, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, said)
        box = QRectF(0, top + height, self.width(), bottom - top - height)
        assert trend.second is not None
        plot = Plot(box, trend.second, "rule_out", trend.band, (), trend.second_given, True)
        line.paint(plot)

    def _bars(self) -> list[tuple[Behind, int]]:
        """Return the treatments in sight, each with its line from the top."""
        if self.trend is None:
            return []
        first, last = (date.fromordinal(max(int(day), 1)) for day in self.span)
        seen = [b for b in self.trend.behind if b.end >= first and b.start <= last]
        free: list[date] = []
        lines: list[tuple[Behind, int]] = []
        for bar in seen:
            place = next((n for n, end in enumerate(free) if end < bar.start), len(free))
            if place < _MOST_BARS:
                free[place : place + 1] = [bar.end]
                lines.append((bar, place))
        return lines

    def _bars_height(self) -> float:
        return self._bar_lines() * self.theme.px(_BAR + _BAR_GAP)

    def _bar_lines(self) -> int:
        return max((line for _, line in self._bars()), default=-1) + 1

    def _paint_bars(self, painter: QPainter) -> float:
        """Draw the treatments and return where the plot begins."""
        axis, height = self.axis(), self.theme.px(_BAR)
        for bar, line in self._bars():
            left = max(axis.x_of(bar.start), axis.left)
            still = self.trend is not None and bar.end >= self.trend.as_of
            end = bar.end if still else bar.end + timedelta(days=1)
            right = min(axis.x_of(end), axis.right)
            top = line * (height + self.theme.px(_BAR_GAP)) + 2
            box = QRectF(left, top, max(right - left, 3), height)
            colour = "ask" if bar.medicine or line % 2 else "accent"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour(colour))
            painter.drawRoundedRect(box, 2, 2)
            self.take(painter, SMALL_STRONG, "on_accent")
            room = box.adjusted(self.theme.px(7), 0, -4, 0)
            words = painter.fontMetrics().elidedText(
                bar.words, Qt.TextElideMode.ElideRight, int(room.width())
            )
            if len(words) > 3 or words == bar.words:
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        return self._bars_height() + self.theme.px(8)

    def _paint_days(self, painter: QPainter, top: float, bottom: float) -> None:
        axis = self.axis()
        today = self._today_place(bottom)
        for tick in axis.ticks(self.theme.px(_NARROWEST_TICK)):
            x = axis.x_of(tick.day)
            painter.setPen(self.pen("hairline", 1, () if tick.strong else (1, 4)))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            style = SMALL_STRONG if tick.strong else SMALL
            self.take(painter, style, "text" if tick.strong else "muted")
            width = painter.fontMetrics().horizontalAdvance(tick.words) + 2
            place = QRectF(x - width / 2, bottom, width, self.theme.px(_TICKS))
            inside = place.right() <= self.width()
            if inside and not place.adjusted(-6, 0, 6, 0).intersects(today):
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick.words)

    def _today_place(self, bottom: float) -> QRectF:
        if self.trend is None:
            return QRectF()
        x = self.axis().x_of(self.trend.as_of)
        width = self.font_metrics(SMALL_STRONG).horizontalAdvance(self.tr("Today")) + 2
        left = min(x - width / 2, self.width() - width - 2)
        return QRectF(left, bottom, width, self.theme.px(_TICKS))

    def _paint_today(self, painter: QPainter, bottom: float) -> None:
        axis = self.axis()
        x = axis.x_of(self.trend.as_of) if self.trend else -1.0
        if not axis.holds(x):
            return
        painter.setPen(self.pen("text", 1.5, (2, 2)))
        painter.drawLine(QPointF(x, 2), QPointF(x, bottom))
        self.take(painter, SMALL_STRONG, "text")
        painter.drawText(self._today_place(bottom), Qt.AlignmentFlag.AlignCenter, self.tr("Today"))

    def _paint_current(self, painter: QPainter, top: float, bottom: float) -> None:
        point, place = self.point(self.current), self.places.get(self.current)
        if point is None or place is None:
            return
        x = place.center().x()
        painter.setPen(self.pen("focus", 1))
        painter.drawLine(QPointF(x, top - self.theme.px(4)), QPointF(x, bottom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.pen("focus", 2))
        painter.drawEllipse(place.adjusted(-4, -4, 4, 4))
        self._paint_callout(painter, point, place)

    def _paint_callout(self, painter: QPainter, point: Point, place: QRectF) -> None:
        day = point.date.words() if point.date else ""
        value = self.tr("{value}, {date}").format(
            value=f"{point.value} {point.unit}".strip(), date=day
        )
        record = point.source or self.tr("No record yet")
        px = self.theme.px
        most = px(300)
        strong, plain = self.font_metrics(SMALL_STRONG), self.font_metrics(SMALL)
        record = plain.elidedText(record, Qt.TextElideMode.ElideRight, most)
        width = max(strong.horizontalAdvance(value), plain.horizontalAdvance(record)) + px(22)
        height = px(46)
        left = place.right() + px(12)
        if left + width > self.width() - 4:
            left = max(place.left() - px(12) - width, 2)
        box = QRectF(left, max(place.top() - height / 2, 2), width, height)
        painter.setPen(self.pen("field_border", 1))
        painter.setBrush(self.theme.colour("surface"))
        painter.drawRoundedRect(box, 5, 5)
        inner = box.adjusted(px(10), px(3), -px(6), -px(3))
        self.take(painter, SMALL_STRONG, "text")
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, value)
        self.take(painter, SMALL, "muted")
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, record)

    def _words_at(self, at: QPointF) -> str:
        key = self.key_at(at)
        point = self.point(key)
        if point is not None and self.trend is not None:
            return point_words(point, self.trend.name, self.trend.line)
        axis, height = self.axis(), self.theme.px(_BAR + _BAR_GAP)
        for bar, line in self._bars():
            over = axis.x_of(bar.start) <= at.x() <= axis.x_of(bar.end + timedelta(days=1))
            if over and line * height <= at.y() <= (line + 1) * height:
                return bar.words
        return ""


def _with_margin(trend: Trend) -> tuple[date, date]:
    first, last = trend.first_day, trend.last_day
    margin = max((last - first) // 25, timedelta(days=4))
    low = max(first.toordinal() - margin.days, 1)
    return date.fromordinal(low), date.fromordinal(
        min(last.toordinal() + margin.days, date.max.toordinal())
    )

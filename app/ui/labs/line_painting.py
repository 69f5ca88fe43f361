"""How a test's band, limits, line, points and labels are drawn into a plot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.ui.charts.chart_view import ChartView
from app.ui.charts.label_room import LabelRoom
from app.ui.charts.value_axis import ValueAxis, value_axis
from app.ui.labs.test_words import range_words, value_words
from app.ui.tokens import SMALL, SMALL_STRONG, TICK, TypeStyle
from app.ui.words import translate
from app.usecases.lab_values import Given, Line, Point
from app.usecases.trial_limits import Limit

_GAP = timedelta(days=122)
_MOST_LABELLED = 60
_FAR = 3.0
_NARROWEST = 28
_EDGE = QPointF(2, 2)


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot: where it lies, the test, and what is drawn with it."""

    box: QRectF
    line: Line
    colour: str
    band: bool
    limits: Sequence[Limit]
    given: Sequence[Given]
    squares: bool


@dataclass(frozen=True, slots=True)
class _Label:
    """Words with the places they may stand at, and a shorter form for where none is free."""

    words: str
    places: Sequence[QRectF]
    style: TypeStyle
    colour: str
    short: "_Label | None" = None


class LinePainter:
    """Draws plots one after the other; labels come last."""

    def __init__(self, chart: ChartView, painter: QPainter, room: LabelRoom) -> None:
        self._chart = chart
        self._px = chart.theme.px
        self._painter = painter
        self._room = room
        self._days = chart.axis()
        self._stamps: dict[tuple[bool, bool], QPixmap] = {}
        self._later: list[_Label] = []

    def paint(self, plot: Plot) -> dict[str, QRectF]:
        """Draw a plot and return where each point lies."""
        drawn = self._in_sight(plot.line.drawn)
        values = self._values(plot, drawn)
        self._paint_band(plot, values)
        self._paint_scale(plot, values)
        self._paint_limits(plot, values)
        self._paint_line(plot, drawn, values)
        places = self._paint_points(plot, drawn, values)
        self._paint_given(plot)
        return places

    def paint_labels(self, line: QRectF) -> None:
        """Write the words that found room, the most telling first; none across a line."""
        self._room.take(line)
        for label in self._later:
            place = self._room.first_free(label.places)
            words = label.words
            if place is None and label.short is not None:
                place, words = self._room.first_free(label.short.places), label.short.words
            if place is not None:
                self._chart.take(self._painter, label.style, label.colour)
                self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _in_sight(self, points: Sequence[Point]) -> list[Point]:
        """Return the points shown, and the next ones on both sides so that the line goes on."""
        first, last = self._days.first, self._days.last
        days = [point.date.earliest.toordinal() for point in points if point.date]
        inside = [n for n, day in enumerate(days) if first <= day <= last]
        if not inside:
            return []
        return list(points[max(inside[0] - 1, 0) : inside[-1] + 2])

    def _values(self, plot: Plot, drawn: Sequence[Point]) -> ValueAxis:
        told = [float(point.number) for point in drawn if point.number is not None]
        reach = [number for number in (plot.line.low, plot.line.high) if number is not None]
        if plot.band:
            highest = max(told, default=1.0)
            told += [float(n) for n in reach if float(n) <= 2 * _FAR * highest or not drawn]
        highest = max(told, default=1.0)
        told += [float(li.value) for li in plot.limits if float(li.value) <= _FAR * highest]
        top = plot.box.top() + self._px(8)
        bottom = plot.box.bottom() - self._px(6)
        return value_axis(told, top, bottom, log=plot.line.log)

    def _paint_band(self, plot: Plot, values: ValueAxis) -> None:
        low, high = plot.line.low, plot.line.high
        if not plot.band or (low is None and high is None) or low == high:
            return
        top = values.y_of(float(high)) if high is not None else values.top
        bottom = values.y_of(float(low)) if low is not None else values.bottom
        top, bottom = max(top, values.top - self._px(4)), min(bottom, values.bottom)
        if bottom - top < 1:
            return
        box = QRectF(self._days.left, top, self._days.right - self._days.left, bottom - top)
        self._painter.fillRect(box, self._chart.theme.colour("usual_range"))
        words = translate("Trend", "usual range {range}").format(range=range_words(low, high))
        width = self._chart.font_metrics(SMALL).horizontalAdvance(words) + 4
        height = self._px(18)
        room = QRectF(
            box.right() - width - self._px(8), box.center().y() - height / 2, width, height
        )
        before = room.translated(-self._px(70), 0)
        left = QRectF(box.left() + self._px(8), room.top(), width, height)
        if box.height() >= height * 0.7:
            self._later.append(_Label(words, [room, before, left], SMALL, "fits"))

    def _paint_scale(self, plot: Plot, values: ValueAxis) -> None:
        for value in values.ticks(self._px(_NARROWEST)):
            y = values.y_of(value)
            self._painter.setPen(self._chart.pen("hairline", 1))
            self._painter.drawLine(QPointF(self._days.left, y), QPointF(self._days.right, y))
            self._chart.take(self._painter, TICK, "muted")
            height = self._px(16)
            room = QRectF(0, y - height / 2, self._days.left - 8, height)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._painter.drawText(room, right, _tick_words(value))
        if plot.line.log:
            words = translate("Trend", "log scale: each line is ten times the one below")
            width = self._chart.font_metrics(SMALL).horizontalAdvance(words) + 4
            room = QRectF(self._days.left + 6, plot.box.top() - 2, width, self._px(18))
            self._later.append(_Label(words, [room], SMALL, "muted"))

    def _paint_limits(self, plot: Plot, values: ValueAxis) -> None:
        for limit in plot.limits:
            y = values.y_of(float(limit.value))
            if not values.top - 2 <= y <= values.bottom + 2:
                continue
            self._painter.setPen(self._chart.pen("ask", 1.6, (4, 3)))
            self._painter.drawLine(QPointF(self._days.left, y), QPointF(self._days.right, y))
            short = self._limit_label(limit.short, y)
            whole = self._limit_label(limit.words, y)
            self._later.insert(0, replace(whole, short=short))

    def _limit_label(self, text: str, y: float) -> _Label:
        metrics = self._chart.font_metrics(SMALL_STRONG)
        most = self._days.right - self._days.left - 12
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        width, height = metrics.horizontalAdvance(words) + 4, self._px(18)
        left, far = self._days.left + 4, self._days.right - width - 4
        columns = dict.fromkeys((left, (left + far) / 2, far))
        places = [QRectF(x, top, width, height) for top in (y - height, y + 2) for x in columns]
        return _Label(words, places, SMALL_STRONG, "ask")

    def _paint_line(self, plot: Plot, drawn: Sequence[Point], values: ValueAxis) -> None:
        self._painter.save()
        left, right = self._days.left, self._days.right
        self._painter.setClipRect(QRectF(left - 6, 0, right - left + 12, 100_000))
        run: list[QPointF] = [self._place(drawn[0], values)] if drawn else []
        for before, after in pairwise(drawn):
            assert before.date is not None
            assert after.date is not None
            place = self._place(after, values)
            if after.date.earliest - before.date.latest > _GAP:
                self._draw_run(plot, run)
                self._painter.setPen(self._chart.pen(plot.colour, 1.5, (1, 3)))
                self._painter.drawLine(run[-1], place)
                run = []
            run.append(place)
        self._draw_run(plot, run)
        self._painter.restore()

    def _draw_run(self, plot: Plot, run: list[QPointF]) -> None:
        # One by one: a wide polyline of a thousand points takes a hundred times as long.
        self._painter.setPen(self._chart.pen(plot.colour, 2))
        self._painter.drawLines([QLineF(one, other) for one, other in pairwise(run)])

    def _place(self, point: Point, values: ValueAxis) -> QPointF:
        day = point.date.earliest if point.date else None
        x = self._days.x_of(day) if day else 0.0
        return QPointF(x, values.y_of(float(point.number or Decimal(0))))

    def _paint_points(
        self, plot: Plot, drawn: Sequence[Point], values: ValueAxis
    ) -> dict[str, QRectF]:
        crowded = len(drawn) > 2 * _MOST_LABELLED
        radius = self._px(3 if crowded else 4.5)
        places: dict[str, QRectF] = {}
        for point in drawn:
            centre = self._place(point, values)
            if not self._days.holds(centre.x(), radius):
                continue
            box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            places[point.row] = box
            if crowded:
                self._painter.drawPixmap(box.topLeft() - _EDGE, self._stamp(plot, point, radius))
            else:
                self._paint_sign(self._painter, plot, point, box)
        for point in _most_telling(drawn):
            if point.row in places:
                self._label(plot, point, places[point.row])
        if not crowded:
            for box in places.values():
                self._room.take(box)
        return places

    def _stamp(self, plot: Plot, point: Point, radius: float) -> QPixmap:
        """Return a point as a picture: thousands of them are put down faster than drawn."""
        known = (plot.squares, point.state == "outside")
        if known not in self._stamps:
            ratio = self._chart.devicePixelRatioF()
            side = round((2 * radius + 4) * ratio)
            stamp = QPixmap(side, side)
            stamp.setDevicePixelRatio(ratio)
            stamp.fill(Qt.GlobalColor.transparent)
            painter = QPainter(stamp)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_sign(painter, plot, point, QRectF(2, 2, 2 * radius, 2 * radius))
            painter.end()
            self._stamps[known] = stamp
        return self._stamps[known]

    def _paint_sign(self, painter: QPainter, plot: Plot, point: Point, box: QRectF) -> None:
        filled = point.state == "outside"
        painter.setPen(self._chart.pen(plot.colour, 1.8))
        colour = plot.colour if filled else "surface"
        painter.setBrush(self._chart.theme.colour(colour))
        if plot.squares:
            painter.drawRect(box)
        else:
            painter.drawEllipse(box)

    def _label(self, plot: Plot, point: Point, box: QRectF) -> None:
        words = value_words(point.value)
        metrics = self._chart.font_metrics(SMALL_STRONG)
        width, height = metrics.horizontalAdvance(words) + 4, self._px(17)
        x, gap = box.center().x() - width / 2, self._px(3)
        places = [
            QRectF(x, box.top() - gap - height, width, height),
            QRectF(x, box.bottom() + gap, width, height),
        ]
        self._later.append(_Label(words, places, SMALL_STRONG, "text"))

    def _paint_given(self, plot: Plot) -> None:
        side = self._px(17)
        if any(self._days.holds(self._days.x_of(given.day)) for given in plot.given):
            words = translate("Trend", "T = transfusion")
            width = self._chart.font_metrics(SMALL).horizontalAdvance(words) + 4
            room = QRectF(self._days.left + 6, plot.box.top() + self._px(10), width, side)
            if not plot.squares:  # below, the line above the plot says it
                self._later.append(_Label(words, [room], SMALL, "muted"))
        for given in plot.given:
            x = self._days.x_of(given.day)
            if not self._days.holds(x):
                continue
            box = QRectF(x - side / 2, plot.box.top() + self._px(10), side, side)
            self._room.take(box)
            self._painter.setPen(self._chart.pen("rule_out", 1.5))
            self._painter.setBrush(self._chart.theme.colour("surface"))
            self._painter.drawRoundedRect(box, 3, 3)
            self._chart.take(self._painter, SMALL_STRONG, "rule_out")
            words = translate("Trend", "T")
            self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _most_telling(points: Sequence[Point]) -> list[Point]:
    """Return the points to be labelled: last, first, highest and lowest, then the others."""
    told = [point for point in points if point.number is not None]
    if not told:
        return []
    highest = max(told, key=lambda point: point.number or Decimal(0))
    lowest = min(told, key=lambda point: point.number or Decimal(0))
    chosen = [told[-1], highest, lowest, told[0]]
    rest = told if len(told) <= _MOST_LABELLED else []
    return list({point.row: point for point in [*chosen, *rest]}.values())


def _tick_words(value: float) -> str:
    return f"{value:.6g}" if abs(value) < 1e6 else f"{value:g}"

"""The course of the illness in lanes, painted."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from app.ui.charts.chart_view import ChartView, Stop
from app.ui.charts.label_room import LabelRoom
from app.ui.history.course_words import lane_name, legend_words
from app.ui.history.lane_layout import LANES, Lane, lay_out
from app.ui.history.lane_legend import paint_legend
from app.ui.history.lane_painting import LanePainter, label_behind
from app.ui.labels import plain_tooltip
from app.ui.theme import Theme
from app.ui.tokens import SMALL, SMALL_STRONG
from app.usecases.course_values import CourseEntry, CourseLanes, LaneKey

_NAMES = 118
_RIGHT = 16
_TICKS = 26
_LEGEND = 30
_NARROWEST_TICK = 46


class CourseChart(ChartView):
    """Draws the lanes, today, the months, and what the signs mean."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "")
        self.setAccessibleName(self.tr("Course of the illness in lanes"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.course: CourseLanes | None = None
        self.lane_keys: tuple[LaneKey, ...] = LANES
        self._lanes: list[Lane] = []
        self.span_changed.connect(self._arrange)

    def show_course(self, course: CourseLanes, lanes: Iterable[LaneKey]) -> None:
        """Draw another course, or other lanes of it."""
        days = (course.first, course.last)
        known = self.course is not None and (self.course.first, self.course.last) == days
        self.course, self.lane_keys = course, tuple(lanes)
        if not known and course.first is not None and course.last is not None:
            self.set_whole(*_with_margin(course))
        entries = [e for e in course.entries if e.lane in self.lane_keys]
        dated = [(drawn[0], e) for e in entries if (drawn := e.days(course.as_of))]
        dated.sort(key=lambda pair: (pair[0], pair[1].number))
        self.show_stops([Stop(e.key, day, partial(getattr, e, "spoken")) for day, e in dated])
        self._arrange()

    def edges(self) -> tuple[float, float]:
        """Leave room for the names of the lanes."""
        return float(self.theme.px(_NAMES)), float(self.width() - self.theme.px(_RIGHT))

    def sizeHint(self) -> QSize:
        """All lanes, the months and the legend."""
        bottom = self._bottom() + self.theme.px(_TICKS + _LEGEND)
        return QSize(self.theme.px(500), round(bottom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lanes out anew."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Say what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            entry = self.entry(self.key_at(QPointF(event.pos())))
            words = plain_tooltip(entry.spoken if entry else "")
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def entry(self, key: str) -> CourseEntry | None:
        """Return the entry of a key."""
        entries: Sequence[CourseEntry] = self.course.entries if self.course else ()
        return next((entry for entry in entries if entry.key == key), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw everything."""
        if self.course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grounds(painter)
        self._paint_months(painter)
        left, right = self.edges()
        painter.setClipRect(QRectF(left - 8, 0, right - left + 8 + self.theme.px(_RIGHT), 5000))
        lanes = LanePainter(self, self.course, painter, self._room())
        for lane in self._lanes:
            lanes.paint(lane)
        self.places = lanes.places | self._twin_places(lanes)
        self._paint_today(painter)
        lanes.paint_labels()
        lanes.paint_current(self.current)
        painter.setClipping(False)
        self._paint_legend(painter)
        painter.end()

    def _twin_places(self, lanes: LanePainter) -> dict[str, QRectF]:
        course = self.course
        twins = course.twins if course else {}
        return {key: lanes.places[own] for key, own in twins.items() if own in lanes.places}

    def _room(self) -> LabelRoom:
        left, _ = self.edges()
        return LabelRoom(QRectF(left, 0, self.width() - left, self._bottom()))

    def _bottom(self) -> float:
        return self._lanes[-1].top + self._lanes[-1].height if self._lanes else 0.0

    def _arrange(self) -> None:
        if self.course is None:
            return
        before = self.sizeHint().height()
        axis, scale = self.axis(), self.theme.scale

        def behind(entry: CourseEntry) -> float:
            return label_behind(self, entry)

        self._lanes = lay_out(self.course, self.lane_keys, axis, scale, behind)
        if self.sizeHint().height() != before:
            self.updateGeometry()
        self.update()

    def _paint_grounds(self, painter: QPainter) -> None:
        leukemia = self.course is not None and self.course.is_leukemia
        for number, lane in enumerate(self._lanes):
            room = QRectF(1, lane.top, self.width() - 2, lane.height)
            if number % 2 == 0:
                painter.fillRect(room, self.theme.colour("sunken"))
            self.take(painter, SMALL_STRONG, "muted")
            words = room.adjusted(self.theme.px(8), 0, 0, 0)
            words.setWidth(self.theme.px(_NAMES - 12))
            if lane.key == "mrd":
                words.setHeight(lane.height / 2)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(words, flags, lane_name(lane.key, leukemia=leukemia))

    def _paint_months(self, painter: QPainter) -> None:
        axis, bottom = self.axis(), self._bottom()
        free = axis.left - 10
        today = self._today_place()
        for tick in axis.ticks(self.theme.px(_NARROWEST_TICK)):
            x = axis.x_of(tick.day)
            dashes = () if tick.strong else (1, 4)
            painter.setPen(self.pen("hairline", 1.5 if tick.strong else 1, dashes))
            painter.drawLine(QPointF(x, 8), QPointF(x, bottom))
            style = SMALL_STRONG if tick.strong else SMALL
            self.take(painter, style, "text" if tick.strong else "muted")
            width = painter.fontMetrics().horizontalAdvance(tick.words)
            place = QRectF(x - width / 2, bottom, width + 2, self.theme.px(_TICKS))
            if place.left() >= free and not place.intersects(today):
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick.words)
                free = place.right() + 6

    def _today_place(self) -> QRectF:
        if self.course is None:
            return QRectF()
        x = self.axis().x_of(self.course.as_of)
        width = self.font_metrics(SMALL_STRONG).horizontalAdvance(self.tr("Today")) + 4
        left = min(x - width / 2, self.width() - width - 2)
        return QRectF(left, self._bottom(), width, self.theme.px(_TICKS))

    def _paint_today(self, painter: QPainter) -> None:
        axis = self.axis()
        x = axis.x_of(self.course.as_of) if self.course else -1.0
        if not axis.holds(x):
            return
        painter.setPen(self.pen("text", 1.5, (2, 2)))
        painter.drawLine(QPointF(x, 4), QPointF(x, self._bottom()))
        self.take(painter, SMALL_STRONG, "text")
        painter.drawText(self._today_place(), Qt.AlignmentFlag.AlignCenter, self.tr("Today"))

    def _paint_legend(self, painter: QPainter) -> None:
        top = self._bottom() + self.theme.px(_TICKS)
        course = self.course
        shown = {lane.key for lane in self._lanes}
        entries = course.entries if course and "status" in shown else ()
        signs = legend_words(
            leukemia=bool(course and course.is_leukemia),
            found="mrd" in shown,
            checks=any(each.lane == "status" and each.shape == "dot" for each in entries),
        )
        paint_legend(self, painter, top, signs)


def _with_margin(course: CourseLanes) -> tuple[date, date]:
    """Return the days of the chart, with a margin so that the outer labels find room."""
    first, last = course.first or course.as_of, course.last or course.as_of
    margin = max((last - first) // 22, timedelta(days=10))
    low = date.fromordinal(max(first.toordinal() - margin.days, 1))
    return low, date.fromordinal(min(last.toordinal() + margin.days, date.max.toordinal()))

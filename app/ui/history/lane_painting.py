"""How the entries of each lane of the course are drawn."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from app.ui.charts.chart_view import ChartView
from app.ui.charts.label_room import LabelRoom
from app.ui.history.course_words import months_words, remission_name
from app.ui.history.lane_layout import LINE, Lane, height_of_share, point_height
from app.ui.history.lane_signs import notched, paint_found_sign
from app.ui.tokens import SMALL, SMALL_STRONG, TICK, TypeStyle
from app.usecases.course_values import CourseEntry, CourseLanes, FoundPoint, Remission

_BAR = 24
_GAP = timedelta(days=122)
_BEHIND = 8
_LINE_NEAR = 40
_LONGEST_LABEL = 260


def label_behind(chart: ChartView, entry: CourseEntry) -> float:
    """Return the room that the words behind an entry take, in pixels."""
    if entry.lane == "therapy":
        return 2.0
    if entry.lane == "transplant" and entry.shape == "box":
        return 4.0
    metrics = chart.font_metrics(SMALL_STRONG if entry.shape == "diamond" else SMALL)
    words = metrics.horizontalAdvance(_behind_words(entry))
    shape = chart.theme.px(26 if entry.shape == "diamond" else 12)
    return float(min(words, chart.theme.px(_LONGEST_LABEL)) + shape + chart.theme.px(_BEHIND))


def _behind_words(entry: CourseEntry) -> str:
    if entry.shape == "diamond" and entry.start is not None:
        return f"{entry.label}  {entry.start.words()}"
    return entry.label


class LanePainter:
    """Draws one paint event.

    Attributes:
        places: where each entry lies, by key.
    """

    def __init__(
        self, chart: ChartView, course: CourseLanes, painter: QPainter, room: LabelRoom
    ) -> None:
        self._chart = chart
        self._theme = chart.theme
        self._course = course
        self._painter = painter
        self._room = room
        self._axis = chart.axis()
        self._twins = course.twins
        self._later: list[tuple[str, list[QRectF], TypeStyle, str]] = []
        self.places: dict[str, QRectF] = {}

    def paint(self, lane: Lane) -> None:
        """Draw one lane."""
        entries = [
            entry
            for entry in self._course.entries
            if entry.lane == lane.key and entry.key not in self._twins
        ]
        if lane.key == "status":
            for remission in self._course.remissions:
                self._paint_remission(lane, remission)
            self._paint_status(lane, entries)
        elif lane.key == "mrd":
            self._paint_found(lane)
        else:
            for entry in entries:
                self._paint_stacked(lane, entry)

    def paint_labels(self) -> None:
        """Write the words that found room, the first ones first."""
        for words, places, style, colour in self._later:
            place = self._room.first_free(places)
            if place is not None:
                self._chart.take(self._painter, style, colour)
                self._painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

    def paint_current(self, key: str) -> None:
        """Draw a ring around the current entry."""
        place = self.places.get(key)
        if place is not None:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(self._chart.pen("focus", 2))
            self._painter.drawRoundedRect(place.adjusted(-4, -4, 4, 4), 6, 6)

    # disease status

    def _paint_remission(self, lane: Lane, remission: Remission) -> None:
        left, right = self._axis.x_of(remission.start), self._axis.x_of(remission.end)
        box = QRectF(left, lane.top + self._theme.px(7), right - left, self._theme.px(27))
        if box.right() < self._axis.left or box.left() > self._axis.right:
            return
        self._painter.setPen(self._chart.pen("fits", 1))
        self._painter.setBrush(self._theme.colour("fits_bg"))
        shape = notched(box, remission.open_start, remission.open_end, 5)
        self._painter.drawPath(shape)
        self._paint_inside(box, remission_name(remission), months_words(remission), "fits")

    def _paint_inside(self, box: QRectF, strong: str, more: str, colour: str) -> None:
        start = max(box.left(), self._axis.left) + self._theme.px(9)
        room = min(box.right(), self._axis.right) - self._theme.px(14) - start
        metrics = self._chart.font_metrics(SMALL_STRONG)
        width = metrics.horizontalAdvance(strong)
        if width > room:
            return
        self._chart.take(self._painter, SMALL_STRONG, colour)
        place = QRectF(start, box.top(), room, box.height())
        self._painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, strong)
        self._chart.take(self._painter, SMALL, colour)
        gap = width + self._theme.px(8)
        if more and gap + self._painter.fontMetrics().horizontalAdvance(more) <= room:
            place.setLeft(start + gap)
            self._painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, more)

    def _paint_status(self, lane: Lane, entries: Iterable[CourseEntry]) -> None:
        for entry in entries:
            days = entry.days(self._course.as_of)
            if days is None or not self._axis.holds(self._axis.x_of(days[0]), 20):
                continue
            below = entry.shape == "dot"  # a check within a remission lies below its words
            top = lane.top + self._theme.px(44 if below else 20)
            centre = QPointF(self._axis.x_of(days[0]), top)
            side = self._theme.px(14 if entry.shape == "square" else 26)
            wide = side
            if entry.shape == "triangle":
                wide = self._theme.px(16 + 8 * max(len(str(entry.number)), 2))
            place = QRectF(centre.x() - wide / 2, centre.y() - side / 2, wide, side)
            self.places[entry.key] = place
            self._paint_status_sign(entry, place)
            colour = "rule_out" if entry.shape == "triangle" else "text"
            if entry.shape != "dot":
                self._label_below(entry.label, centre.x(), lane, colour)

    def _paint_status_sign(self, entry: CourseEntry, place: QRectF) -> None:
        painter = self._painter
        if entry.shape == "triangle":
            painter.setPen(self._chart.pen("surface", 2))
            painter.setBrush(self._theme.colour("rule_out"))
            top = place.top()
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(place.left(), top),
                        QPointF(place.right(), top),
                        QPointF(place.center().x(), place.bottom()),
                    ]
                )
            )
            self._number(entry, place.adjusted(0, -self._theme.px(8), 0, -self._theme.px(3)))
        elif entry.shape == "square":
            painter.fillRect(place, self._theme.colour("text"))
        else:
            small = self._theme.px(5)
            middle = place.center()
            box = QRectF(middle.x() - small, middle.y() - small, 2 * small, 2 * small)
            paint_found_sign(self._chart, painter, "check", box)

    def _label_below(self, words: str, x: float, lane: Lane, colour: str) -> None:
        width = self._chart.font_metrics(SMALL_STRONG).horizontalAdvance(words) + 2
        height = self._theme.px(18)
        top = lane.top + lane.height - height - self._theme.px(1)
        left = max(self._axis.left - self._theme.px(6), x - width / 2)
        left = min(left, self._chart.width() - width - 4)
        place = QRectF(left, top, width, height)
        self._later.append((words, [place], SMALL_STRONG, colour))

    # leukemia found

    def _paint_found(self, lane: Lane) -> None:
        self._paint_scale(lane)
        points = [(self._place_of(point, lane), point) for point in self._course.points]
        for (before, one), (after, other) in pairwise(points):
            gap = other.day.earliest - one.day.latest
            painter_pen = self._chart.pen("text", 1.2, (1, 3) if gap > _GAP else ())
            self._painter.setPen(painter_pen)
            self._painter.drawLine(before, after)
        before_state = ""
        for number, (centre, point) in enumerate(points):
            if self._axis.holds(centre.x(), 12):
                # Of several in a row that found nothing only the first one says so in words.
                again = point.state == before_state == "not_found"
                near = self._theme.px(_LINE_NEAR)
                crowded = any(
                    0 < after.x() - centre.x() < near for after, _ in points[number + 1 :]
                )
                self._paint_point(point, centre, worded=not again, leftwards=crowded)
            before_state = point.state

    def _paint_scale(self, lane: Lane) -> None:
        for percent in (Decimal(100), Decimal(1), Decimal("0.01")):
            y = self._height(height_of_share(percent), lane)
            self._painter.setPen(self._chart.pen("hairline", 1))
            self._painter.drawLine(QPointF(self._axis.left, y), QPointF(self._axis.right, y))
            self._painter.setClipping(False)
            self._chart.take(self._painter, TICK, "muted")
            height = self._theme.px(16)
            room = QRectF(0, y - height / 2, self._axis.left - 6, height)
            if percent < 100:
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                self._painter.drawText(room, right, f"{percent.normalize():f}%")
            self._painter.setClipping(True)

    def _height(self, share: float, lane: Lane) -> float:
        pad = self._theme.px(13)
        return lane.top + lane.height - pad - share * (lane.height - 2 * pad)

    def _place_of(self, point: FoundPoint, lane: Lane) -> QPointF:
        return QPointF(self._axis.x_of(point.day.earliest), self._height(point_height(point), lane))

    def _paint_point(
        self, point: FoundPoint, centre: QPointF, *, worded: bool, leftwards: bool
    ) -> None:
        radius = self._theme.px(5)
        place = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        self.places.setdefault(point.key, place)
        self._room.take(place)
        paint_found_sign(self._chart, self._painter, point.state, place)
        if not worded:
            return
        width = self._chart.font_metrics(SMALL).horizontalAdvance(point.words) + 2
        height = self._theme.px(18)
        beside = radius + 4
        lifted = centre.y() - height - radius * 0.4
        places = [
            QRectF(centre.x() + beside, centre.y() - height * 0.9, width, height),
            QRectF(centre.x() + beside, centre.y() - height / 2, width, height),
            QRectF(centre.x() - width / 2, lifted - radius, width, height),
            QRectF(centre.x() - beside - width, centre.y() - height * 0.9, width, height),
            QRectF(centre.x() + beside, centre.y() - height * 0.1, width, height),
        ]
        if leftwards:  # the line to the next point lies where the words would stand
            places.insert(0, places[3])
        colour = "muted" if point.state == "not_found" else "text"
        self._later.append((point.words, places, SMALL, colour))

    # treatments, transplants, side effects

    def _paint_stacked(self, lane: Lane, entry: CourseEntry) -> None:
        days = entry.days(self._course.as_of)
        if days is None:
            return
        box = self._box(lane, entry, days)
        if box.right() < self._axis.left - 20 or box.left() > self._axis.right + 20:
            return
        self.places[entry.key] = box
        if entry.shape == "diamond":
            self._paint_diamond(entry, box)
        elif entry.shape == "spot":
            self._paint_spot(entry, box)
        else:
            self._paint_bar(entry, box)

    def _box(self, lane: Lane, entry: CourseEntry, days: tuple[date, date]) -> QRectF:
        count = max(lane.lines.values(), default=0) + 1
        line = lane.lines.get(entry.key, 0)
        height = self._theme.px(LINE)
        top = lane.top + (lane.height - count * height) / 2 + line * height
        left = self._axis.x_of(days[0])
        right = self._axis.x_of(days[1] + timedelta(days=1))
        least = self._theme.px({"diamond": 34, "spot": 22, "box": 22}.get(entry.shape, 6))
        tall = self._theme.px(34 if entry.shape == "diamond" else _BAR)
        if entry.shape == "diamond":
            left, right = left - least / 2, left + least / 2
        return QRectF(left, top + (height - tall) / 2, max(right - left, least), tall)

    def _paint_bar(self, entry: CourseEntry, box: QRectF) -> None:
        colour = "series_4" if entry.shape == "box" else "accent"
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour("surface" if entry.planned else colour))
        if entry.planned:
            self._painter.setPen(self._chart.pen(colour, 1.5, (3, 2)))
        self._painter.drawPath(notched(box, entry.open_start, entry.open_end, 2))
        shown = box.intersected(QRectF(self._axis.left, 0, self._axis.right, 10_000))
        self._words_in(entry, shown, colour if entry.planned else "on_accent")

    def _words_in(self, entry: CourseEntry, box: QRectF, colour: str) -> None:
        number = str(entry.number)
        strong, plain = self._chart.font_metrics(SMALL_STRONG), self._chart.font_metrics(SMALL)
        wide = strong.horizontalAdvance(number)
        if wide + 4 > box.width():
            return
        gap = self._theme.px(6)
        whole = wide + gap + plain.horizontalAdvance(entry.label)
        both = whole + 2 * self._theme.px(8) <= box.width()
        left = box.left() + self._theme.px(8) if both else box.center().x() - wide / 2
        self._chart.take(self._painter, SMALL_STRONG, colour)
        room = QRectF(left, box.top(), box.right() - left + 2, box.height())
        self._painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, number)
        if both:
            self._chart.take(self._painter, SMALL, colour)
            room.setLeft(left + wide + gap)
            self._painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, entry.label)

    def _paint_diamond(self, entry: CourseEntry, box: QRectF) -> None:
        centre, half = box.center(), box.width() / 2
        for size, fill in ((half, "ask_bg"), (half * 0.78, "ask")):
            shape = [
                QPointF(centre.x(), centre.y() - size),
                QPointF(centre.x() + size, centre.y()),
                QPointF(centre.x(), centre.y() + size),
                QPointF(centre.x() - size, centre.y()),
            ]
            self._painter.setPen(self._chart.pen("accent", 1.2))
            self._painter.setBrush(self._theme.colour(fill))
            self._painter.drawPolygon(QPolygonF(shape))
        self._number(entry, box)
        self._label_behind(entry, box, SMALL_STRONG)

    def _paint_spot(self, entry: CourseEntry, box: QRectF) -> None:
        self._painter.setBrush(self._theme.colour("surface"))
        self._painter.setPen(self._chart.pen("rule_out", 1.6, (3, 2)))
        self._painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        self._chart.take(self._painter, SMALL, "rule_out")
        shown = box.intersected(QRectF(self._axis.left, 0, self._axis.right, 10_000))
        self._painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, str(entry.number))
        self._label_behind(entry, box, SMALL)

    def _label_behind(self, entry: CourseEntry, box: QRectF, style: TypeStyle) -> None:
        metrics = self._chart.font_metrics(style)
        most = self._theme.px(_LONGEST_LABEL)
        words = metrics.elidedText(_behind_words(entry), Qt.TextElideMode.ElideRight, most)
        width = metrics.horizontalAdvance(words) + 2
        self._room.take(box)
        gap = self._theme.px(5)
        places = [
            QRectF(box.right() + gap, box.top(), width, box.height()),
            QRectF(box.left() - gap - width, box.top(), width, box.height()),
        ]
        self._later.append((words, places, style, "text"))

    def _number(self, entry: CourseEntry, box: QRectF) -> None:
        self._chart.take(self._painter, SMALL_STRONG, "on_accent")
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(entry.number))

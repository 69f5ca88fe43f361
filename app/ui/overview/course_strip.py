"""The course strip: treatments above, remissions below, marks between, drawn to scale."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.labels import plain_tooltip
from app.ui.overview.course import Bar, Course, Mark
from app.ui.theme import Theme
from app.ui.tokens import SMALL, SMALL_STRONG, TypeStyle

_BAR = 20
_GAP = 4
_TICKS = 20
_SIDE = 4
_LABEL_PAD = 6


class CourseStrip(QWidget):
    """Draws a course; says the same in words to a screen reader and under the pointer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._course: Course | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("focus_ring", True)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Course of the illness"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_course(self, course: Course | None) -> None:
        """Draw another course; nothing is shown where there is none."""
        self._course = course
        self.setVisible(course is not None)
        self.setAccessibleDescription(course.spoken if course else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lanes and the years."""
        return QSize(400, 2 * self._lane_height() + self._theme.px(_TICKS) + 2 * _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw years, bars, marks and today."""
        if self._course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_years(painter, self._course)
        for bar in self._course.bars:
            self._paint_bar(painter, bar)
        for mark in self._course.marks:
            if mark.kind == "transplant":
                self._paint_transplant(painter, mark)
            else:
                self._paint_relapse(painter, mark)
        self._paint_today(painter, self._course)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what lies under the pointer."""
        self.setToolTip(plain_tooltip(self._words_at(event.position())))
        super().mouseMoveEvent(event)

    # where things are

    def x_of(self, day: date) -> float:
        """Return the place of a day, in pixels from the left."""
        if self._course is None:
            return 0.0
        whole = max((self._course.last - self._course.first).days, 1)
        share = (day - self._course.first).days / whole
        return _SIDE + share * (self.width() - 2 * _SIDE)

    def rect_of(self, bar: Bar) -> QRectF:
        """Return where a bar lies; never thinner than can be seen."""
        top = _GAP if bar.lane == "treatment" else _GAP + self._lane_height()
        left, right = self.x_of(bar.start), self.x_of(bar.end)
        return QRectF(left, top, max(right - left, 4.0), self._theme.px(_BAR))

    def _lane_height(self) -> int:
        return self._theme.px(_BAR) + _GAP

    def _axis_top(self) -> float:
        return 2 * self._lane_height() + _GAP

    def _words_at(self, point: QPointF) -> str:
        if self._course is None:
            return ""
        for mark in self._course.marks:
            if abs(self.x_of(mark.day) - point.x()) <= self._theme.px(9):
                return mark.spoken
        return next((b.spoken for b in self._course.bars if self.rect_of(b).contains(point)), "")

    # drawing

    def _paint_years(self, painter: QPainter, course: Course) -> None:
        self._take(painter, SMALL, "muted")
        end = self.x_of(course.today) - self._theme.px(22)
        free = 0.0
        for year in range(course.first.year, course.last.year + 1):
            x = self.x_of(max(date(year, 1, 1), course.first))
            width = painter.fontMetrics().horizontalAdvance(str(year))
            if date(year, 1, 1) > course.first:
                self._paint_year_line(painter, x)
            if x >= free and x + width < end:
                room = QRectF(x + 2, self._axis_top(), width + 4, self._theme.px(_TICKS))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(year))
                free = x + width + 12

    def _paint_year_line(self, painter: QPainter, x: float) -> None:
        pen = painter.pen()
        painter.setPen(QPen(self._theme.colour("hairline"), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, self._axis_top() + 4))
        painter.setPen(pen)

    def _paint_today(self, painter: QPainter, course: Course) -> None:
        x = self.x_of(course.today)
        painter.setPen(QPen(self._theme.colour("text"), 1.5, Qt.PenStyle.CustomDashLine))
        pen = painter.pen()
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, 0), QPointF(x, self._axis_top()))
        self._take(painter, SMALL_STRONG, "text")
        words = self.tr("Today")
        width = painter.fontMetrics().horizontalAdvance(words)
        left = min(x - width / 2, self.width() - width - 1)
        room = QRectF(left, self._axis_top(), width + 2, self._theme.px(_TICKS))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_bar(self, painter: QPainter, bar: Bar) -> None:
        rect = self.rect_of(bar)
        if bar.lane == "treatment":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
        else:
            painter.setPen(QPen(self._theme.colour("fits"), 1))
            painter.setBrush(self._theme.colour("fits_bg"))
        painter.drawRoundedRect(rect, 3, 3)
        self._paint_open_ends(painter, bar, rect)
        self._paint_bar_label(painter, bar, rect)

    def _paint_open_ends(self, painter: QPainter, bar: Bar, rect: QRectF) -> None:
        """Notch an end whose day is not known."""
        if rect.width() < 12:
            return
        pen = QPen(self._theme.colour("surface"), 2)
        pen.setDashPattern([1, 1.2])
        painter.setPen(pen)
        for is_open, x in ((bar.open_start, rect.left() + 1), (bar.open_end, rect.right() - 1)):
            if is_open:
                painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def _paint_bar_label(self, painter: QPainter, bar: Bar, rect: QRectF) -> None:
        colour = "on_accent" if bar.lane == "treatment" else "fits"
        self._take(painter, SMALL, colour)
        room = rect.adjusted(_LABEL_PAD, 0, -_LABEL_PAD, 0)
        label = _fitting(bar.labels, painter.fontMetrics(), self._free_width(bar, room))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, label)

    def _free_width(self, bar: Bar, room: QRectF) -> float:
        """Leave room for a relapse that is named at the end of a remission."""
        ending = self._mark_at_end(bar)
        if ending is None:
            return room.width()
        return room.width() - self._small_width(ending.label) - self._theme.px(18)

    def _mark_at_end(self, bar: Bar) -> Mark | None:
        if self._course is None or bar.lane != "status":
            return None
        relapses = (mark for mark in self._course.marks if mark.kind == "relapse")
        return next((mark for mark in relapses if mark.day == bar.end), None)

    def _paint_relapse(self, painter: QPainter, mark: Mark) -> None:
        x = self.x_of(mark.day)
        top = _GAP + self._lane_height()
        half, height = self._theme.px(8), self._theme.px(16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("rule_out"))
        corners = [QPointF(x - half, top), QPointF(x + half, top), QPointF(x, top + height)]
        painter.drawPolygon(QPolygonF(corners))
        self._paint_relapse_label(painter, mark, x - half - _GAP)

    def _paint_relapse_label(self, painter: QPainter, mark: Mark, right: float) -> None:
        width = self._small_width(mark.label)
        left = right - width
        if left < 0 or self._taken(left, mark):
            return
        self._take(painter, SMALL_STRONG, "rule_out")
        top = _GAP + self._lane_height()
        room = QRectF(left, top, width + 2, self._theme.px(_BAR))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, mark.label)

    def _taken(self, left: float, mark: Mark) -> bool:
        """Whether the label would lie over another mark, or over the end of a bar before it."""
        if self._course is None:
            return False
        here = self.x_of(mark.day)
        others = [self.x_of(m.day) for m in self._course.marks if m.kind == "relapse"]
        if any(left - self._theme.px(9) < x < here - 1 for x in others):
            return True
        bars = [self.rect_of(bar) for bar in self._course.bars if bar.lane == "status"]
        return any(r.left() < here and left < r.left() + 30 and r.right() >= left for r in bars)

    def _paint_transplant(self, painter: QPainter, mark: Mark) -> None:
        x = self.x_of(mark.day)
        middle = _GAP + self._theme.px(_BAR) / 2
        reach = self._theme.px(11)
        painter.setPen(QPen(self._theme.colour("surface"), 1.5))
        painter.setBrush(self._theme.colour("ask"))
        corners = [
            QPointF(x, middle - reach),
            QPointF(x + reach, middle),
            QPointF(x, middle + reach),
            QPointF(x - reach, middle),
        ]
        painter.drawPolygon(QPolygonF(corners))
        self._take(painter, SMALL, "text")
        room = QRectF(x + reach + 6, _GAP, self._room_right_of(x), self._theme.px(_BAR))
        label = painter.fontMetrics().elidedText(
            mark.label, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, label)

    def _room_right_of(self, x: float) -> float:
        """Return the room up to the next thing in the upper lane."""
        if self._course is None:
            return 0.0
        bars = [self.rect_of(bar).left() for bar in self._course.bars if bar.lane == "treatment"]
        marks = [self.x_of(m.day) for m in self._course.marks if m.kind == "transplant"]
        ends = [place for place in (*bars, *marks) if place > x + 1]
        next_thing = min([*ends, float(self.width())])
        return max(next_thing - x - self._theme.px(25), 0.0)

    def _take(self, painter: QPainter, style: TypeStyle, colour: str) -> None:
        painter.setFont(self._theme.font(style))
        painter.setPen(self._theme.colour(colour))

    def _small_width(self, words: str) -> int:
        return QFontMetrics(self._theme.font(SMALL_STRONG)).horizontalAdvance(words)


def _fitting(labels: tuple[str, ...], metrics: QFontMetrics, width: float) -> str:
    """Return the longest label that fits; labels vanish before they overlap."""
    return next((label for label in labels if metrics.horizontalAdvance(label) <= width), "")

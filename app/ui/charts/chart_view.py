"""A chart over time: zoomed and moved, and stepped through with the arrow keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.ui.charts.day_axis import DayAxis
from app.ui.in_sight import scroll_to
from app.ui.theme import Theme
from app.ui.tokens import TypeStyle

_SHORTEST = 7.0
_STEP = 1.6
_REACH = 14.0


@dataclass(frozen=True, slots=True)
class Stop:
    """Something the arrow keys stop at.

    Attributes:
        key: names it, such as the id of a row.
        day: where it stands.
        say: makes value, date and source in words.
    """

    key: str
    day: date
    say: Callable[[], str]

    @property
    def spoken(self) -> str:
        """Value, date and source in words."""
        return self.say()


class ChartView(QWidget):
    """What every chart over time does; a subclass paints and says where its stops lie.

    Signals:
        stepped(str): another stop is the current one: its key.
        opened(str): the current stop was opened with Enter or a double click.
        span_changed(): other days are shown.
    """

    stepped = Signal(str)
    opened = Signal(str)
    span_changed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.stops: Sequence[Stop] = ()
        self.current = ""
        self.places: dict[str, QRectF] = {}
        self.whole = (0.0, 1.0)
        self.span = (0.0, 1.0)
        self._grabbed: float | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", True)
        theme.changed.connect(self._follow_theme)

    # what is shown

    def show_stops(self, stops: Sequence[Stop]) -> None:
        """Take other stops, in order of time; the current one stays where it is still there."""
        self.stops = stops
        if self.current and all(stop.key != self.current for stop in stops):
            self.current = ""
        self.setAccessibleDescription(self._described())
        self.update()

    def set_whole(self, first: date, last: date) -> None:
        """Say which days there are to show at all."""
        low, high = float(first.toordinal()), float(last.toordinal())
        self.whole = (low, max(high, low + _SHORTEST))
        self.show_span(*self.whole)

    def show_span(self, first: float, last: float) -> None:
        """Show the days between two ordinals, as far as there are any."""
        low, high = self.whole
        length = min(max(last - first, _SHORTEST), high - low)
        start = min(max(first, low), high - length)
        self.span = (start, start + length)
        self.span_changed.emit()
        self.update()

    @Slot()
    def zoom_in(self) -> None:
        """Show fewer days."""
        self.zoom(1 / _STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show more days."""
        self.zoom(_STEP)

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show `factor` times as many days, one day keeping its place."""
        first, last = self.span
        middle = around if around is not None else self._middle()
        self.show_span(middle - (middle - first) * factor, middle + (last - middle) * factor)

    def axis(self) -> DayAxis:
        """Return the days as they lie in the widget now."""
        left, right = self.edges()
        return DayAxis(*self.span, left, right)

    def edges(self) -> tuple[float, float]:
        """Return left and right edge of the days in pixels."""
        return 0.0, float(self.width())

    # stepping

    def go_to(self, key: str, *, tell: bool = True) -> None:
        """Make a stop the current one, and bring it into the shown days."""
        stop = self._stop(key)
        self.current = key if stop else ""
        if stop is not None:
            self._bring(float(stop.day.toordinal()))
            if tell:
                self.say(stop.spoken)
                self.stepped.emit(key)
        self.update()

    def say(self, words: str) -> None:
        """Have a screen reader say something now."""
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows, zoom with plus and minus, open with Enter."""
        key = Qt.Key(event.key())
        if key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(_MOVES[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.stops:
            self.go_to(self.stops[0 if key == Qt.Key.Key_Home else -1].key)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and not event.modifiers() & _CTRL:
            self.zoom(1 / _STEP if key == Qt.Key.Key_Plus else _STEP)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what can be done here."""
        super().focusInEvent(event)
        self.update()

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what lies under the pointer, or take hold of the days."""
        key = self.key_at(event.position())
        if key:
            self.go_to(key)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the days."""
        if self._grabbed is None:
            return
        axis, x = self.axis(), event.position().x()
        moved = axis.day_at(self._grabbed) - axis.day_at(x)
        self._grabbed = x
        self.show_span(self.span[0] + moved, self.span[1] + moved)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the days."""
        self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what lies under the pointer."""
        key = self.key_at(event.position())
        if key:
            self.opened.emit(key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; everything else scrolls the page."""
        if event.modifiers() & _CTRL:
            turn = event.angleDelta().y()
            at = self.axis().day_at(event.position().x())
            self.zoom(1 / _STEP if turn > 0 else _STEP, at)
        else:
            event.ignore()

    def key_at(self, point: QPointF) -> str:
        """Return what lies under a place, the nearest first, "" for nothing."""
        reach = self.theme.px(_REACH)
        near = [
            (_apart(place.center(), point), key)
            for key, place in self.places.items()
            if place.adjusted(-4, -4, 4, 4).contains(point)
            or _apart(place.center(), point) <= reach * reach
        ]
        return min(near)[1] if near else ""

    # drawing

    def font_metrics(self, style: TypeStyle) -> QFontMetricsF:
        """Return the measures of a type style."""
        return QFontMetricsF(self.theme.font(style))

    def take(self, painter: QPainter, style: TypeStyle, colour: str) -> None:
        """Write in a type style and colour from now on."""
        font: QFont = self.theme.font(style)
        painter.setFont(font)
        painter.setPen(self.theme.colour(colour))

    def pen(self, colour: str, width: float = 1.0, dashes: Sequence[float] = ()) -> QPen:
        """Return a pen in the colour of a token."""
        made = QPen(self.theme.colour(colour), width)
        if dashes:
            made.setDashPattern(list(dashes))
        return made

    def minimumSizeHint(self) -> QSize:
        """Be content with little width; the height is that of the hint."""
        return QSize(self.theme.px(200), self.sizeHint().height())

    @Slot()
    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _step(self, move: int) -> None:
        if not self.stops:
            return
        keys = [stop.key for stop in self.stops]
        if self.current in keys:
            place = keys.index(self.current) + move
        else:
            place = 0 if move > 0 else len(keys) - 1
        self.go_to(keys[min(max(place, 0), len(keys) - 1)])
        # Where it lies is known when it has been drawn.
        QTimer.singleShot(0, self._show_current)

    @Slot()
    def _show_current(self) -> None:
        """Have the page scroll to the current stop; the chart may be higher than the page."""
        place = self.places.get(self.current)
        if place is not None:
            scroll_to(self, place.toAlignedRect())

    def _bring(self, day: float) -> None:
        first, last = self.span
        if not first <= day <= last:
            half = (last - first) / 2
            self.show_span(day - half, day + half)

    def _middle(self) -> float:
        stop = self._stop(self.current)
        return float(stop.day.toordinal()) if stop else sum(self.span) / 2

    def _stop(self, key: str) -> Stop | None:
        return next((stop for stop in self.stops if stop.key == key), None)

    def _described(self) -> str:
        stop = self._stop(self.current)
        if stop is not None:
            return stop.spoken
        words = self.tr("Arrow keys step through the entries, plus and minus zoom. {what}")
        return words.format(what=self.stops[-1].spoken if self.stops else "")


_CTRL = Qt.KeyboardModifier.ControlModifier
_MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


def _apart(one: QPointF, other: QPointF) -> float:
    return (one.x() - other.x()) ** 2 + (one.y() - other.y()) ** 2

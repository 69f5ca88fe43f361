"""Setting the course of the illness: bars, remissions, relapses and findings, all to scale."""

from collections.abc import Iterable
from typing import NamedTuple

from app.report.outline.blocks import Bar, CourseStrip, Point
from app.report.outline.style import Style
from app.report.outline.words import say, strong
from app.report.typesetting.lines import text_width
from app.report.typesetting.marks import (
    BAR,
    BLACK,
    HAIRLINE,
    LIGHT,
    MUTED,
    BoxMark,
    CircleMark,
    Laid,
    Mark,
    OutlineMark,
    Part,
    RuleMark,
    TextMark,
)
from app.report.typesetting.text import line_height

_WHITE = 1.0
_SHORTEST = 2.6
_MOST_LANES = 3


class _Scale(NamedTuple):
    """From days to places."""

    left: float
    per_day: float
    style: Style

    def at(self, day: float) -> float:
        """Return the place of a day."""
        return self.left + day * self.per_day


class _Rows(NamedTuple):
    """Heights of the strip's rows, from its top."""

    lanes: int
    bar: float
    lane: float
    remission: float
    labels: float
    axis: float
    years: float
    height: float


def set_course(block: CourseStrip, width: float, style: Style) -> Laid:
    """Set the strip as one figure."""
    side = style.small * 1.4
    scale = _Scale(side, (width - 2 * side) / max(block.days, 1.0), style)
    lanes = _lanes([bar for bar in block.bars if bar.kind != "remission"], scale)
    rows = _rows(block, lanes, style)
    marks = [
        *_years(block, scale, rows, width),
        *_treatments(lanes, scale, rows),
        *_remissions(block, scale, rows),
        *_cells(block, lanes, scale, rows, width),
        *_findings(block, scale, rows, width),
    ]
    return Laid(rows.height, (Part("Figure", tuple(marks), alt=block.alt),))


def _rows(block: CourseStrip, lanes: list[list[Bar]], style: Style) -> _Rows:
    bar = style.small * 1.3
    lane = bar + 1.5
    remission = 2.0 + len(lanes) * lane + 1.0
    has_second = any(bar.kind == "remission" for bar in block.bars) or any(
        point.kind == "relapse" for point in block.points
    )
    labels = remission + (lane if has_second else 0.0)
    axis = labels + style.small * 1.05 + 2.0
    years = axis + 3.0
    return _Rows(len(lanes), bar, lane, remission, labels, axis, years, years + style.small * 1.15)


def _lanes(bars: Iterable[Bar], scale: _Scale) -> list[list[Bar]]:
    """Put bars that overlap into lanes under each other."""
    lanes: list[list[Bar]] = [[]]
    for bar in sorted(bars, key=lambda one: (one.start, one.end)):
        for lane in lanes:
            if not lane or scale.at(bar.start) + 0.5 >= _right(lane[-1], scale):
                lane.append(bar)
                break
        else:
            if len(lanes) < _MOST_LANES:
                lanes.append([bar])
            else:
                lanes[-1].append(bar)
    return lanes


def _right(bar: Bar, scale: _Scale) -> float:
    return max(scale.at(bar.end), scale.at(bar.start) + _SHORTEST)


def _treatments(lanes: list[list[Bar]], scale: _Scale, rows: _Rows) -> list[Mark]:
    marks: list[Mark] = []
    for index, lane in enumerate(lanes):
        top = 2.0 + index * rows.lane
        # A course without treatments has one lane with nothing in it.
        for bar, following in zip(lane, [*lane[1:], None], strict=False):
            room = scale.at(following.start) if following else None
            marks += _treatment(bar, top, room, scale, rows)
    return marks


def _treatment(bar: Bar, top: float, room: float | None, scale: _Scale, rows: _Rows) -> list[Mark]:
    left, right = scale.at(bar.start), _right(bar, scale)
    is_dark = bar.kind == "treatment"
    marks: list[Mark] = [
        _bar_shape(bar, left, right - 0.6, top, rows.bar, BAR if is_dark else LIGHT, not is_dark)
    ]
    size = scale.style.small
    label = text_width((strong(bar.label),), size)
    base = top + rows.bar / 2 + size * 0.33
    if label + 2 <= right - left:
        grey = _WHITE if is_dark else BLACK
        marks.append(TextMark((left + right - 0.6 - label) / 2, base, bar.label, size, True, grey))
    elif room is None or right + label + 3 <= room:
        marks.append(TextMark(right + 1.5, base, bar.label, size, True, BLACK))
    return marks


def _bar_shape(
    bar: Bar, left: float, right: float, top: float, height: float, fill: float, is_framed: bool
) -> Mark:
    """Return the bar; an end that is not known to the day is notched."""
    notch = min(3.0, (right - left) / 2)
    bottom, middle = top + height, top + height / 2
    points = [(left, top), (right, top)]
    points += [(right - notch, middle)] if bar.open_end else []
    points += [(right, bottom), (left, bottom)]
    points += [(left + notch, middle)] if bar.open_start else []
    if len(points) == 4 and not is_framed:
        return BoxMark(left, top, right - left, height, fill)
    return OutlineMark(tuple(points), fill, 0.5 if is_framed else 0.0, BAR)


def _remissions(block: CourseStrip, scale: _Scale, rows: _Rows) -> list[Mark]:
    marks: list[Mark] = []
    for bar in block.bars:
        if bar.kind == "remission":
            marks += _remission(bar, scale, rows)
    used = 0.0
    for point in sorted(block.points, key=lambda one: one.day):
        if point.kind == "relapse":
            marks += _relapse(point, block, scale, rows, used)
            # The next label keeps clear of this mark, and so of the label before it.
            used = scale.at(point.day) + rows.bar * 0.42 + 2
    return marks


def _remission(bar: Bar, scale: _Scale, rows: _Rows) -> list[Mark]:
    left, right = scale.at(bar.start), _right(bar, scale)
    marks: list[Mark] = [
        _bar_shape(bar, left, right, rows.remission, rows.bar, LIGHT, is_framed=True)
    ]
    size = scale.style.small
    for label in (bar.label, bar.label.split(",")[0]):
        if text_width(say(label), size) + 8 <= right - left:
            base = rows.remission + rows.bar / 2 + size * 0.33
            return [*marks, TextMark(left + 4, base, label, size)]
    return marks


def _relapse(
    point: Point, block: CourseStrip, scale: _Scale, rows: _Rows, used: float
) -> list[Mark]:
    """Return the mark, with its label before it unless that would touch what ends at `used`."""
    x, top, half = scale.at(point.day), rows.remission, rows.bar * 0.42
    corners = ((x - half, top), (x + half, top), (x, top + rows.bar + 1.0))
    marks: list[Mark] = [OutlineMark(corners, BLACK)]
    size = scale.style.small
    label = text_width((strong(point.label),), size)
    base = top + rows.bar / 2 + size * 0.33
    before = [bar for bar in block.bars if bar.kind == "remission" and bar.start < point.day]
    used = max((used, *(_label_end(bar, scale) for bar in before)))
    if x - half - 3 - label >= used:
        marks.append(TextMark(x - half - 3 - label, base, point.label, size, True))
    return marks


def _label_end(bar: Bar, scale: _Scale) -> float:
    size = scale.style.small
    left, right = scale.at(bar.start), _right(bar, scale)
    for label in (bar.label, bar.label.split(",")[0]):
        width = text_width(say(label), size)
        if width + 8 <= right - left:
            return left + width + 8
    return left


def _cells(
    block: CourseStrip, lanes: list[list[Bar]], scale: _Scale, rows: _Rows, width: float
) -> list[Mark]:
    marks: list[Mark] = []
    first = lanes[0] if lanes else []
    for point in block.points:
        if point.kind == "cells":
            following = [scale.at(bar.start) for bar in first if bar.start > point.day]
            marks += _diamond(point, min(following, default=width), scale, rows)
    return marks


def _diamond(point: Point, room: float, scale: _Scale, rows: _Rows) -> list[Mark]:
    x, middle, half = scale.at(point.day), 2.0 + rows.bar / 2, rows.bar * 0.72
    corners = ((x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle))
    marks: list[Mark] = [OutlineMark(corners, BLACK, 0.8, _WHITE)]
    size = scale.style.small
    number = text_width((strong(point.number),), size)
    base = middle + size * 0.33
    if number:
        marks.append(TextMark(x - number / 2, base, point.number, size, True, _WHITE))
    wide = text_width(say(point.label), size)
    if point.label and x + half + 4 + wide <= room:
        # White under the words, so that the line of a year does not cross them.
        marks.append(BoxMark(x + half + 3, 2.0, wide + 2, rows.bar, _WHITE))
        marks.append(TextMark(x + half + 4, base, point.label, size))
    return marks


def _findings(block: CourseStrip, scale: _Scale, rows: _Rows, width: float) -> list[Mark]:
    style = scale.style
    marks: list[Mark] = [RuleMark(0, rows.axis, width, rows.axis, 0.6, MUTED)]
    findings = [point for point in block.points if point.kind in ("found", "not_found")]
    for point in findings:
        radius = style.small * 0.27
        marks.append(CircleMark(scale.at(point.day), rows.axis, radius, point.kind == "found"))
    return marks + _finding_labels(findings, scale, rows, width)


def _finding_labels(findings: list[Point], scale: _Scale, rows: _Rows, width: float) -> list[Mark]:
    """Label the findings, the newest first; labels vanish before they overlap."""
    size = scale.style.small
    marks: list[Mark] = []
    taken: list[tuple[float, float]] = []
    for point in reversed(findings):
        label = text_width((strong(point.label),), size)
        left = min(max(scale.at(point.day) - label / 2, 0.0), width - label)
        if label and all(left > end + 2 or left + label < start - 2 for start, end in taken):
            taken.append((left, left + label))
            marks.append(BoxMark(left, rows.axis - size * 1.2, label, size * 0.85, _WHITE))
            marks.append(TextMark(left, rows.axis - size * 0.45, point.label, size, True))
    # Read in order of time, however they were placed; the white ground lies under all words.
    return sorted(marks, key=_white_first)


def _white_first(mark: Mark) -> tuple[bool, float]:
    return (isinstance(mark, TextMark), mark.x if isinstance(mark, TextMark) else 0.0)


def _years(block: CourseStrip, scale: _Scale, rows: _Rows, width: float) -> list[Mark]:
    size = scale.style.small
    marks: list[Mark] = []
    used = -1.0
    for day, label in block.years:
        x = scale.at(day)
        if day > 0:
            marks.append(RuleMark(x, 0, x, rows.axis + 3, 0.5, HAIRLINE))
        wide = text_width(say(label), size)
        left = min(x + (2 if day > 0 else -scale.left), width - wide)
        if left > used:
            marks.append(TextMark(left, rows.years + line_height(size, 0.82), label, size))
            used = left + wide + 3
    return marks

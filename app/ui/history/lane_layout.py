"""Where each lane of the course lies, and in which line of its lane an entry."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.ui.charts.day_axis import DayAxis
from app.usecases.course_values import CourseEntry, CourseLanes, FoundPoint, LaneKey

LANES: tuple[LaneKey, ...] = ("status", "mrd", "therapy", "transplant", "effects")
LINE = 26
_LEAST = {"status": 58, "mrd": 100, "therapy": 40, "transplant": 46, "effects": 40}
_PAD = 12
_MOST_LINES = 4
_FLOOR = Decimal("0.0025")


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: its top and height in pixels, and the line of each entry in it."""

    key: LaneKey
    top: float
    height: float
    lines: Mapping[str, int]


def shown_lanes(course: CourseLanes, lanes: Iterable[LaneKey]) -> list[LaneKey]:
    """Return the lanes that hold something."""
    filled = {entry.lane for entry in course.entries if entry.start or entry.end}
    if course.points:
        filled.add("mrd")
    if course.remissions:
        filled.add("status")
    return [lane for lane in LANES if lane in set(lanes) and lane in filled]


def lay_out(
    course: CourseLanes,
    lanes: Iterable[LaneKey],
    axis: DayAxis,
    scale: float,
    behind: Callable[[CourseEntry], float],
) -> list[Lane]:
    """Return the lanes from top to bottom.

    Args:
        course: what is shown.
        lanes: which lanes.
        axis: the days.
        scale: size of the text, 1.0 for 100 %.
        behind: the room in pixels that the words behind an entry take.
    """
    top = scale * 10
    found: list[Lane] = []
    for key in shown_lanes(course, lanes):
        entries = [e for e in course.entries if e.lane == key and e.key not in course.twins]
        stacked = key in ("therapy", "transplant", "effects")
        lines = _stack(entries, course, axis, behind) if stacked else {}
        count = max(lines.values(), default=0) + 1
        height = max(_LEAST[key], (count * LINE + _PAD) if stacked else 0) * scale
        found.append(Lane(key, top, height, lines))
        top += height
    return found


def _stack(
    entries: Sequence[CourseEntry],
    course: CourseLanes,
    axis: DayAxis,
    behind: Callable[[CourseEntry], float],
) -> dict[str, int]:
    """Give entries that would lie upon each other lines of their own, as far as there are any."""
    free: list[float] = []
    lines: dict[str, int] = {}
    for entry in entries:
        days = entry.days(course.as_of)
        if days is None:
            continue
        left = axis.x_of(days[0])
        right = max(axis.x_of(days[1]), left + 6) + behind(entry)
        if right < axis.left or left > axis.right:
            lines[entry.key] = 0
            continue
        line = next((n for n, end in enumerate(free) if end <= left), len(free))
        if line >= _MOST_LINES:
            line = free.index(min(free))
        if line == len(free):
            free.append(right)
        free[line] = max(right, free[line] if line < len(free) else right)
        lines[entry.key] = line
    return lines


def height_of_share(percent: Decimal | None) -> float:
    """Return how high a share of cells stands, 0 for 0.0025 % and less, 1 for 100 %; log scale."""
    if percent is None or percent <= _FLOOR:
        return 0.0
    span = math.log10(100 / float(_FLOOR))
    return min(math.log10(float(percent) / float(_FLOOR)) / span, 1.0)


def point_height(point: FoundPoint) -> float:
    """Return how high a point stands in its lane, 0 to 1."""
    if point.state == "not_found":
        return 0.0
    return height_of_share(point.percent)

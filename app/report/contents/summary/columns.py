"""Where the sections of the summary take the least room, when nobody asked for an order."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from app.report.contents.summary.detail import Detail
from app.report.contents.summary.fit import Fitter
from app.report.contents.summary.page import Arrangement, Place, SummaryPage
from app.report.outline.blocks import Block, Columns
from app.report.typesetting.typesetter import Typesetter, column_widths

_UPPER = (0.5, 0.54, 0.58, 0.62)
_LOWER = (0.46, 0.5, 0.54)

_BELOW = tuple(Place)[1:]


def _all_places(count: int) -> tuple[tuple[Place, ...], ...]:
    """Return every way to place so many sections.

    Tests and infections may stand beside the disease; what follows them stands below.
    """
    return tuple(product(Place, Place, *([_BELOW] * (count - 2))))


_Side = tuple[float, Place | None, tuple[float, ...]]
"""Height of what always stands there, which place it is, heights of the movable sections."""


class _ColumnPair(NamedTuple):
    """Two columns of certain widths, before the movable sections are shared out."""

    share: float
    left: _Side
    right: _Side

    def height(self, places: tuple[Place, ...]) -> float:
        """Return the height of the higher column."""
        return max(_side_height(self.left, places), _side_height(self.right, places))


def _side_height(side: _Side, places: tuple[Place, ...]) -> float:
    height, here, heights = side
    for one, place in zip(heights, places, strict=False):
        if place is here:
            height += one
    return height


def _least(pairs: Sequence[_ColumnPair], places: tuple[Place, ...]) -> tuple[float, float]:
    """Return height and share of the pair that is lowest with these places."""
    return min((pair.height(places), pair.share) for pair in pairs)


def _beside_disease(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return only what matters to the upper columns."""
    return tuple(
        Place.BESIDE_DISEASE if place is Place.BESIDE_DISEASE else Place.BESIDE_LABS
        for place in places
    )


def _height(found: tuple[float, Arrangement]) -> float:
    return found[0]


class ColumnFitter(Fitter[Arrangement]):
    """Two columns above the course and two below it, shared out to take the least room."""

    def __init__(self, page: SummaryPage, width: float, height: float) -> None:
        self._places = _all_places(page.movable_count)
        self._beside = frozenset(map(_beside_disease, self._places))
        super().__init__(page, width, height, Arrangement(_UPPER[1], _LOWER[1], self._places[0]))

    def blocks(self, detail: Detail, arrangement: Arrangement) -> tuple[Block, ...]:
        """Return the page from top to bottom."""
        return self._page.blocks(detail, arrangement)

    def medicines_width(self, arrangement: Arrangement) -> float:
        """Return the width of the right column above the course."""
        return column_widths(Columns((), (), arrangement.upper), self._width)[1]

    def best(self, detail: Detail) -> Arrangement:
        """Return the arrangement of columns that takes the least room."""
        setter = self.tight(detail)
        upper = [self._upper(detail, share, setter) for share in _UPPER]
        lower = [self._lower(detail, share, setter) for share in _LOWER]
        above = {beside: _least(upper, beside) for beside in self._beside}
        found = []
        for places in self._places:
            top = above[_beside_disease(places)]
            below = _least(lower, places)
            found.append((top[0] + below[0], Arrangement(top[1], below[1], places)))
        return min(found, key=_height)[1]

    def _upper(self, detail: Detail, share: float, setter: Typesetter) -> _ColumnPair:
        left, right = column_widths(Columns((), (), share), self._width)
        sections = self._sections(detail, right, setter)
        return _ColumnPair(
            share,
            (setter.height(self._page.disease(detail), left), None, ()),
            (
                setter.height(self._page.medicines(detail), right),
                Place.BESIDE_DISEASE,
                sections,
            ),
        )

    def _lower(self, detail: Detail, share: float, setter: Typesetter) -> _ColumnPair:
        left, right = column_widths(Columns((), (), share), self._width)
        return _ColumnPair(
            share,
            (
                setter.height(self._page.labs(detail), left),
                Place.UNDER_LABS,
                self._sections(detail, left, setter),
            ),
            (0.0, Place.BESIDE_LABS, self._sections(detail, right, setter)),
        )

    def _sections(self, detail: Detail, width: float, setter: Typesetter) -> tuple[float, ...]:
        """Return the heights of the movable sections, the air above each included."""
        return tuple(
            setter.height(section, width) + setter.style.gap * bool(section)
            for section in self._page.movable(detail)
        )

"""Fitting the summary to its one side: what becomes less, and what comes back where it fits."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from app.report.collecting import collecting_paused
from app.report.contents.summary.detail import STEPS, Detail, after, undone
from app.report.contents.summary.page import Arrangement, Place, SummaryPage
from app.report.outline.blocks import Block, Columns
from app.report.outline.style import NORMAL, Style
from app.report.typesetting.typesetter import Typesetter, column_widths

_UPPER = (0.5, 0.54, 0.58, 0.62)
_LOWER = (0.46, 0.5, 0.54)

_PLACES = tuple(product(Place, Place, list(Place)[1:], list(Place)[1:]))
"""Tests and infections may stand beside the disease; options and records stand below."""

_TIGHT = 0.25
_ROOMY = 1.7
_LEADING = 1.13
_MOST_QUESTIONS = 7


class Fitted(NamedTuple):
    """The page as it fits.

    Attributes:
        blocks: from top to bottom.
        style: sizes and distances.
        detail: what was kept.
        height: what the blocks take.
    """

    blocks: tuple[Block, ...]
    style: Style
    detail: Detail
    height: float


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


_BESIDE_DISEASE = frozenset(map(_beside_disease, _PLACES))


def _height(found: tuple[float, Arrangement]) -> float:
    return found[0]


class Fitter:
    """Finds the most that one side holds."""

    def __init__(self, page: SummaryPage, width: float, height: float) -> None:
        self._page = page
        self._width = width
        self._height = height
        self._typesetters: dict[Style, Typesetter] = {}
        self._last = Arrangement(_UPPER[1], _LOWER[1], _PLACES[0])

    def fit(self) -> Fitted:
        """Return the page; every step of the order taken if need be."""
        with collecting_paused():
            return self._fit()

    def _fit(self) -> Fitted:
        # Most cuts go while looking for room; the few that stay seldom take a line more.
        self._page.names_cuts = False
        detail = self._detail()
        self._page.names_cuts = True
        if not self._fits(detail):
            detail = self._detail()
        arrangement = self._arrangement(detail)
        style = self._roomiest(detail, arrangement)
        blocks = self._page.blocks(detail, arrangement)
        return Fitted(blocks, style, detail, self._measure(blocks, style))

    def _detail(self) -> Detail:
        count = self._fewest_steps()
        detail = self._with_questions(self._with_restored(after(count), count))
        return self._with_shorter_medicines(detail)

    def _fewest_steps(self) -> int:
        low, high = 0, len(STEPS)
        while low < high:
            middle = (low + high) // 2
            if self._fits(after(middle)):
                high = middle
            else:
                low = middle + 1
        return low

    def _with_restored(self, detail: Detail, count: int) -> Detail:
        """Take back each step that turns out not to be needed, the most wanted first."""
        for index in reversed(range(count)):
            candidate = undone(detail, index)
            if candidate != detail and self._fits(candidate):
                detail = candidate
        return detail

    def _with_questions(self, detail: Detail) -> Detail:
        most = min(_MOST_QUESTIONS, len(self._page.questions))
        for number in range(detail.questions + 1, most + 1):
            more = replace(detail, questions=number)
            if not self._fits(more):
                break
            detail = more
        return detail

    def _with_shorter_medicines(self, detail: Detail) -> Detail:
        """Let names and doses flow where columns of their own would break the doses."""
        if detail.medicines != "rows":
            return detail
        width = column_widths(Columns((), (), self._last.upper), self._width)[1]
        setter = self._typesetter(_style(detail, _TIGHT))
        flowing = replace(detail, medicines="flowing")
        in_rows = setter.height(self._page.medicines(detail), width)
        is_shorter = setter.height(self._page.medicines(flowing), width) < in_rows
        return flowing if is_shorter and self._fits(flowing) else detail

    def _fits(self, detail: Detail) -> bool:
        # Where the last arrangement does, a better one need not be looked for yet.
        if self._height_in(detail, self._last) <= self._height:
            return True
        best = self._best(detail)
        if self._height_in(detail, best) <= self._height:
            self._last = best
            return True
        return False

    def _arrangement(self, detail: Detail) -> Arrangement:
        """Return the better of the last arrangement that fitted and the best reckoned one.

        The reckoning leaves aside that sections which stand together share a heading.
        """
        return min(self._last, self._best(detail), key=lambda one: self._height_in(detail, one))

    def _height_in(self, detail: Detail, arrangement: Arrangement) -> float:
        setter = self._typesetter(_style(detail, _TIGHT))
        return setter.height(self._page.blocks(detail, arrangement), self._width)

    def _best(self, detail: Detail) -> Arrangement:
        """Return the arrangement of columns that takes the least room."""
        setter = self._typesetter(_style(detail, _TIGHT))
        upper = [self._upper(detail, share, setter) for share in _UPPER]
        lower = [self._lower(detail, share, setter) for share in _LOWER]
        above = {beside: _least(upper, beside) for beside in _BESIDE_DISEASE}
        found = []
        for places in _PLACES:
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

    def _typesetter(self, style: Style) -> Typesetter:
        return self._typesetters.setdefault(style, Typesetter(style))

    def _measure(self, blocks: tuple[Block, ...], style: Style) -> float:
        return self._typesetter(style).height(blocks, self._width)

    def _roomiest(self, detail: Detail, arrangement: Arrangement) -> Style:
        """Let rows breathe as far as there is room."""
        blocks = self._page.blocks(detail, arrangement)
        tight, roomy = _style(detail, _TIGHT), _style(detail, _ROOMY)
        least = self._measure(blocks, tight)
        most = self._measure(blocks, roomy)
        if most <= self._height:
            return roomy
        share = (self._height - least) / (most - least) if most > least else 0.0
        pad = _TIGHT + max(0.0, share) * (_ROOMY - _TIGHT) * 0.97
        style = _style(detail, round(pad, 2))
        return style if self._measure(blocks, style) <= self._height else tight


def _style(detail: Detail, pad: float) -> Style:
    style = NORMAL.at(detail.body) if detail.body != NORMAL.body else NORMAL
    room = pad - _TIGHT
    return replace(style, pad=pad, leading=_LEADING + 0.06 * room, gap=4.6 + 3.0 * room)

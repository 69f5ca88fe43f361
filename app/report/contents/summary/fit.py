"""Fitting the summary to its one side: what becomes less, and what comes back where it fits."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Generic, NamedTuple, TypeVar

from app.report.collecting import collecting_paused
from app.report.contents.summary.detail import STEPS, Detail, after, undone
from app.report.contents.summary.page import SummaryPage
from app.report.outline.blocks import Block
from app.report.outline.style import NORMAL, Style
from app.report.typesetting.typesetter import Typesetter

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


A = TypeVar("A")


class Fitter(ABC, Generic[A]):
    """Finds the most that one side holds; where its sections stand is an arrangement `A`.

    Args:
        page: makes the blocks.
        width, height: what one side has, in points.
        first: an arrangement to begin with.
    """

    def __init__(self, page: SummaryPage, width: float, height: float, first: A) -> None:
        self._page = page
        self._width = width
        self._height = height
        self._typesetters: dict[Style, Typesetter] = {}
        self._last = first

    @abstractmethod
    def blocks(self, detail: Detail, arrangement: A) -> tuple[Block, ...]:
        """Return the page from top to bottom."""

    @abstractmethod
    def best(self, detail: Detail) -> A:
        """Return the arrangement that takes the least room."""

    @abstractmethod
    def medicines_width(self, arrangement: A) -> float:
        """Return the width in points that the medicines have."""

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
        blocks = self.blocks(detail, arrangement)
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
            if STEPS[index].field == "team" and not self._page.with_team:
                continue
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
        width = self.medicines_width(self._last)
        setter = self.tight(detail)
        flowing = replace(detail, medicines="flowing")
        in_rows = setter.height(self._page.medicines(detail), width)
        is_shorter = setter.height(self._page.medicines(flowing), width) < in_rows
        return flowing if is_shorter and self._fits(flowing) else detail

    def _fits(self, detail: Detail) -> bool:
        # Where the last arrangement does, a better one need not be looked for yet.
        if self._height_in(detail, self._last) <= self._height:
            return True
        best = self.best(detail)
        if self._height_in(detail, best) <= self._height:
            self._last = best
            return True
        return False

    def _arrangement(self, detail: Detail) -> A:
        """Return the better of the last arrangement that fitted and the best reckoned one.

        The reckoning leaves aside that sections which stand together share a heading.
        """
        return min(self._last, self.best(detail), key=lambda one: self._height_in(detail, one))

    def _height_in(self, detail: Detail, arrangement: A) -> float:
        return self.tight(detail).height(self.blocks(detail, arrangement), self._width)

    def tight(self, detail: Detail) -> Typesetter:
        """Return what measures blocks with the least air."""
        return self._typesetter(_style(detail, _TIGHT))

    def _typesetter(self, style: Style) -> Typesetter:
        return self._typesetters.setdefault(style, Typesetter(style))

    def _measure(self, blocks: tuple[Block, ...], style: Style) -> float:
        return self._typesetter(style).height(blocks, self._width)

    def _roomiest(self, detail: Detail, arrangement: A) -> Style:
        """Let rows breathe as far as there is room."""
        blocks = self.blocks(detail, arrangement)
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

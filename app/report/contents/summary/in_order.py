"""The sections of the summary in the order a family chose, in two columns where they are narrow.

Sections as wide as the page (questions, treatments) part the others into bands. A band is read
down its left column, then down its right one, so the order is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from app.report.contents.summary.detail import Detail
from app.report.contents.summary.fit import Fitter
from app.report.contents.summary.page import SummaryPage
from app.report.outline.blocks import Block, Columns
from app.report.typesetting.typesetter import Typesetter, column_widths

_WIDE = frozenset({"questions", "treatments"})
_SHARES = (0.42, 0.46, 0.5, 0.54, 0.58, 0.62)
_EVEN = 0.5
_LABS_SHARE = 0.46 - 1e-9
"""The narrowest column that the page in its usual order gives to the blood results too."""


class Band(NamedTuple):
    """How the sections of a band are shared out.

    Attributes:
        left: how many stand in the left column.
        share: width of the left column, as a share.
    """

    left: int
    share: float


Bands = Mapping[tuple[str, ...], Band]
"""The bands of a page by the keys of their sections."""

_Section = tuple[str, tuple[Block, ...]]


class OrderedFitter(Fitter[Bands]):
    """Fits the page with its sections in an order."""

    def __init__(
        self, page: SummaryPage, width: float, height: float, order: Sequence[str]
    ) -> None:
        super().__init__(page, width, height, {})
        self._order = order

    def blocks(self, detail: Detail, arrangement: Bands) -> tuple[Block, ...]:
        """Return the page from top to bottom."""
        page: list[Block] = [*self._page.identity(detail)]
        for band in self._bands(detail):
            page += _set(band, arrangement.get(_keys(band)) or _usual(band))
        return (*page, *self._page.last_line(detail))

    def best(self, detail: Detail) -> Bands:
        """Return for each band the share and the columns that take the least room."""
        setter = self.tight(detail)
        return {
            _keys(band): self._least(band, setter) for band in self._bands(detail) if len(band) > 1
        }

    def medicines_width(self, arrangement: Bands) -> float:
        """Return the width of the column with the medicines."""
        for keys, band in arrangement.items():
            if "medicines" in keys:
                widths = column_widths(Columns((), (), band.share), self._width)
                return widths[keys.index("medicines") >= band.left]
        return self._width

    def _bands(self, detail: Detail) -> Iterator[list[_Section]]:
        """Yield what stands beside each other; a wide section stands alone."""
        made = self._page.sections(detail)
        there = [(key, made[key]) for key in self._order if made.get(key)]
        for wide, band in groupby(there, lambda section: section[0] in _WIDE):
            if wide:
                yield from ([section] for section in band)
            else:
                yield list(band)

    def _least(self, band: Sequence[_Section], setter: Typesetter) -> Band:
        ways = [Band(left, share) for left in range(1, len(band)) for share in _SHARES]
        ways = [way for way in ways if _has_room_for_labs(band, way)]
        return min(ways, key=lambda way: setter.height(_set(band, way), self._width))


def _keys(band: Sequence[_Section]) -> tuple[str, ...]:
    return tuple(key for key, _ in band)


def _has_room_for_labs(band: Sequence[_Section], way: Band) -> bool:
    """Whether the column with the blood results is wide enough for five dates in one line each."""
    keys = _keys(band)
    if "labs" not in keys:
        return True
    share = way.share if keys.index("labs") < way.left else 1 - way.share
    return share >= _LABS_SHARE


def _usual(band: Sequence[_Section]) -> Band:
    return Band((len(band) + 1) // 2, _EVEN)


def _set(band: Sequence[_Section], way: Band) -> tuple[Block, ...]:
    """Return the blocks of a band; a section that stands alone has the whole width."""
    if len(band) == 1:
        return band[0][1]
    left = tuple(block for _, blocks in band[: way.left] for block in blocks)
    right = tuple(block for _, blocks in band[way.left :] for block in blocks)
    return (Columns(left, right, way.share),)

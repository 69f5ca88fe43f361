"""Setting the wallet card: four panels of a bank card's size, cut marks, folds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from app.report.outline.blocks import Block, Wallet
from app.report.outline.style import CARD, Style
from app.report.typesetting.marks import (
    BLACK,
    MUTED,
    Laid,
    Mark,
    Part,
    RuleMark,
    artifact,
    moved,
)

PANEL_WIDTH = 242.65
"""85.6 mm, the width of a bank card (ISO/IEC 7810 ID-1)."""

PANEL_HEIGHT = 153.0
"""53.98 mm."""

INSET = 9.0
_CUT = 12.0


class Stacker(Protocol):
    """What sets blocks under each other."""

    def stack(self, stacked: Sequence[Block], width: float) -> Laid:
        """Return blocks set under each other."""


def set_wallet(block: Wallet, width: float, typesetter: Callable[[Style], Stacker]) -> Laid:
    """Set the panels two by two in the middle of the width."""
    left = (width - 2 * PANEL_WIDTH) / 2
    parts: list[Part] = []
    for index, (panel, size) in enumerate(zip(block.panels, block.sizes, strict=True)):
        stacker = typesetter(card_style(size))
        x = left + (index % 2) * PANEL_WIDTH + INSET
        y = _CUT + (index // 2) * PANEL_HEIGHT + INSET
        laid = stacker.stack(panel, PANEL_WIDTH - 2 * INSET)
        parts.extend(moved(part, x, y) for part in laid.parts)
    return Laid(2 * PANEL_HEIGHT + 2 * _CUT, (artifact(*_guides(left)), *parts))


def card_style(size: float) -> Style:
    """Return the look of a panel with text of a size."""
    return replace(CARD, body=size, heading=size + 1.0)


def _guides(left: float) -> list[Mark]:
    right, middle = left + 2 * PANEL_WIDTH, left + PANEL_WIDTH
    top, bottom = _CUT, _CUT + 2 * PANEL_HEIGHT
    marks: list[Mark] = [
        RuleMark(middle, top, middle, bottom, 0.6, MUTED, True),
        RuleMark(left, top + PANEL_HEIGHT, right, top + PANEL_HEIGHT, 0.6, MUTED, True),
    ]
    for x in (left, right):
        marks += [RuleMark(x, 0, x, bottom + _CUT, 0.5, BLACK)]
    for y in (top, bottom):
        marks += [RuleMark(left - _CUT, y, right + _CUT, y, 0.5, BLACK)]
    return marks

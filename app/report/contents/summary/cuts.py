"""Which texts of the page end in "…", so that the last line can name them."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from app.report.outline.blocks import AlertBox, Block, Pairs

_MARK = "…"
_NOT_SEEN = frozenset({"alt", "summary"})
"""Texts for readers who hear the page."""

_NOTICES = {"Please note": "alerts", "Allergies": "allergies", "Language": "language"}


def is_cut(value: Any) -> bool:
    """Whether any visible text within a block, row or run ends before its end."""
    if isinstance(value, str):
        return _MARK in value
    if isinstance(value, tuple):
        return any(map(is_cut, value))
    if is_dataclass(value):
        names = (field.name for field in fields(value) if field.name not in _NOT_SEEN)
        return any(is_cut(getattr(value, name)) for name in names)
    return False


def cut_notices(box: AlertBox) -> Iterator[str]:
    """Yield the names of the notices that are cut."""
    for notice in box.notices:
        if is_cut(notice.words):
            yield _NOTICES.get(notice.label, notice.label.lower())


def cut_rows(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the labels of the rows that are cut; a row without one belongs to the row above."""
    for block in blocks:
        label = ""
        for row in block.rows if isinstance(block, Pairs) else ():
            label = row.label or label
            if is_cut((row.words, row.label, row.aside)):
                yield label if label[:2].isupper() else label.lower()

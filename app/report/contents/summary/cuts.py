"""Which texts of the page end in "…", so that the last line can name them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from app.report.contents.wording import lower_first
from app.report.outline.blocks import AlertBox, Block, Heading, Pairs, Paragraph
from app.report.outline.words import say

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


def cut_sections(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the headings under which a text is cut; what stands above the first is the top."""
    found: dict[str, None] = {}
    section = "who and where"
    for block in blocks:
        if isinstance(block, Heading):
            section = lower_first(block.text)
        elif isinstance(block, AlertBox):
            found |= dict.fromkeys(cut_notices(block))
        elif is_cut(block):
            found[section] = None
    return tuple(found)


def ends_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return what is said of cut texts, nothing where none is cut."""
    told = ", ".join(names)
    return (f"the ends of long texts ({told})",) if told else ()


def named(left_out: Sequence[str], by_choice: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the last line of a page, which names what is not on it and why."""
    lines = (
        f"{why}: {', '.join(what)}."
        for why, what in (
            ("Left out for lack of room", left_out),
            ("Left out by the family", by_choice),
        )
        if what
    )
    text = " ".join(lines)
    return (Paragraph(say(text), small=True),) if text else ()


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


def cut_names(sections: Sequence[tuple[Block, ...]]) -> Iterator[str]:
    """Yield what is cut: notices and rows by their labels, tables by what they hold."""
    top, disease, *others = sections
    head, box, wanted, *asked = top
    yield from ("who and where",) if is_cut(head) else ()
    yield from cut_notices(box) if isinstance(box, AlertBox) else ()
    yield from ("decision",) if is_cut(wanted) else ()
    yield from ("questions",) if is_cut(tuple(asked)) else ()
    yield from cut_rows(disease)
    yield from (name for name, one in zip(_OTHERS, others, strict=False) if is_cut(one))


_OTHERS = (
    "medicines",
    "treatments",
    "blood results",
    "tests",
    "infections and problems",
    "trials and access",
    "records",
    "care team",
)
"""What stands below the glance, in the order of the page."""

"""The rows facts are made of: which count on a day, in which order, and where each comes from."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from app.case import codes
from app.case.case import Case
from app.case.declaration import Entity, Part
from app.case.entities import Document
from app.case.facts.values.evidence import Evidence
from app.case.partial_date import DayRange, PartialDate, SortKey

E = TypeVar("E", bound=Entity)

_BEFORE_ALL: SortKey = (0, 0, 0, 0, False)


def may_have_been(day: PartialDate | None, as_of: date) -> bool:
    """Whether something dated `day` may lie on or before the as-of day; undated things may."""
    return day is None or day.earliest <= as_of


def day_of(row: Entity) -> PartialDate | None:
    """Return the date a row is put in order by, None where it has none."""
    name = row.spec.day
    return getattr(row, name) if name else None


def order_of(day: PartialDate | None) -> SortKey:
    """Return a key for sorting by date; undated things come before all."""
    return day.sort_key if day else _BEFORE_ALL


def newest_first(case: Case, kind: type[E], as_of: date) -> list[E]:
    """Return the rows that count on a day: by date, then by order, undated ones last."""
    rows = [row for row in case.all(kind) if may_have_been(day_of(row), as_of)]
    return by_newest(rows)


def by_newest(rows: Iterable[E]) -> list[E]:
    """Return rows newest first; of two on one day the one that stands later is the newer."""
    numbered = sorted(enumerate(rows), key=lambda pair: (order_of(day_of(pair[1])), pair[0]))
    return [row for _, row in reversed(numbered)]


def days_to(day: PartialDate | None, as_of: date) -> DayRange | None:
    """Return the days from `day` to the as-of day, never below 0 for a partial date.

    A row that counts lies on or before the as-of day; the part of its period that lies behind
    is no possible day.
    """
    if day is None:
        return None
    days = day.days_until(as_of)
    return days if days.high < 0 else DayRange(max(0, days.low), days.high)


def by_reference(case: Case, kind: type[E], reference: str | None) -> E | None:
    """Return the row a reference names, by its id or by the id it was imported with."""
    if not reference:
        return None
    found = case.get(kind, reference)
    if found is not None:
        return found
    return next((row for row in case.all(kind) if row.imported_id == reference), None)


def evidence(
    case: Case,
    row: Entity,
    words: str,
    day: PartialDate | None = None,
    parent: Entity | None = None,
) -> Evidence:
    """Return the row as evidence, dated by `day`, else by its own or its parent's day."""
    own = day or day_of(row) or (day_of(parent) if parent else None)
    source = source_words(case, row) or (source_words(case, parent) if parent else None)
    return Evidence(row.spec.table, row.id, shown_id(row, parent), own, words, source)


def shown_id(row: Entity, parent: Entity | None) -> str:
    """Return the id to show: the imported one, for a part without one its parent's."""
    if row.imported_id is None and isinstance(row, Part) and parent and parent.imported_id:
        return parent.imported_id
    return row.shown_id


_BY_KIND = {
    "told": "told by {}",
    "memory": "from memory ({})",
    "imported": "{}",
    "measured": "measured by us ({})",
    "document": "{}",
}


def source_words(case: Case, row: Entity) -> str | None:
    """Return where a row comes from, in words; None where nobody said."""
    document = by_reference(case, Document, row.source_document_id)
    if document is not None:
        return _document_words(document, row.source_page)
    if row.source_note:
        return _BY_KIND.get(row.source_kind or "", "{}").format(row.source_note)
    if row.source_kind:
        return codes.label("source.kind", row.source_kind)
    return f"noted by {row.noted_by}" if row.noted_by else None


def _document_words(document: Document, page: str | None) -> str:
    parts = [document.title or document.file_name or "a document without a title"]
    if document.date:
        parts.append(document.date.words())
    if page:
        parts.append(f"page {page}")
    return ", ".join(parts)

"""Tables of rows as they are declared: titles from the labels, cells from the kinds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.case import codes, vocabulary
from app.case.declaration import Entity, FieldSpec
from app.case.kinds import DATE, TEXTS, YES_NO
from app.case.partial_date import PartialDate
from app.case.terms import Vocabulary
from app.report.contents.units import unit_words
from app.report.contents.wording import short_date
from app.report.outline.blocks import Cell, Column, Row, Table
from app.report.outline.words import say

_LONG = 1.0
_NAMED: Mapping[str, Callable[[], Vocabulary]] = {
    "markers": vocabulary.markers,
    "diagnoses": vocabulary.diagnoses,
    "regimens": vocabulary.regimens,
}
"""Vocabularies whose ids are kept in fields, and whose names are printed."""


def entity_table(rows: Sequence[Entity], names: Sequence[str], summary: str) -> Table | None:
    """Return rows of one kind with the named fields as columns.

    Columns in which no row has a value are left out; None where there is no row.

    Args:
        rows: entities of one kind.
        names: fields to show, in order; the first names the row.
        summary: what the table holds, for readers who cannot see it.
    """
    if not rows:
        return None
    shown = [name for name in names if any(field_words(row, name) for row in rows)]
    if not shown:
        return None
    fields = [rows[0].spec.field(name) for name in shown]
    columns = tuple(_column(field, rows, index == 0) for index, field in enumerate(fields))
    cells = (tuple(Cell(say(field_words(row, name))) for name in shown) for row in rows)
    return Table(columns, tuple(Row(one) for one in cells), summary)


def _column(field: FieldSpec, rows: Sequence[Entity], is_first: bool) -> Column:
    widest = max(len(field_words(row, field.name)) for row in rows)
    is_wide = field.long or widest > 24
    share = (2.0 if widest > 60 else _LONG) if is_wide and not is_first else 0.0
    return Column(field.label, share, most=0.28, row_header=is_first)


def field_words(row: Entity, name: str) -> str:
    """Return a field's value for print: codes as labels, dates short, numbers with unit."""
    absence = row.absence(name)
    if absence is not None:
        return absence.words
    value = getattr(row, name)
    if value is None or value == "" or value == ():
        return ""
    return _words(row, row.spec.field(name), value)


def _words(row: Entity, field: FieldSpec, value: Any) -> str:
    if field.kind is DATE:
        return short_date(value)
    if field.kind is YES_NO:
        return "yes" if value else "no"
    if field.kind is TEXTS:
        return ", ".join(codes.label(field.codes, one) if field.codes else one for one in value)
    if field.codes:
        return codes.label(field.codes, value)
    named = _NAMED.get(field.vocabulary or "")
    if named is not None:
        term = named().get(value)
        return term.name if term else str(value)
    words: str = field.kind.words(value)
    unit = field.unit or (getattr(row, field.unit_field) if field.unit_field else None)
    return f"{words} {unit_words(unit)}".strip() if unit else words


def by_day(rows: Iterable[Entity], newest_first: bool = True) -> list[Any]:
    """Return rows in order of their day, those without one last."""

    def key(row: Entity) -> tuple[bool, tuple[int, ...]]:
        day: PartialDate | None = getattr(row, row.spec.day or "noted_on")
        place = day.sort_key[:3] if day else (0, 0, 0)
        return (day is None, tuple(-part for part in place) if newest_first else place)

    return sorted(rows, key=key)

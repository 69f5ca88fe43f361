"""The case as FHIR can hold it: a text of spaces says nothing, control characters have no place."""

from dataclasses import replace
from typing import Any

from app.case.case import Case
from app.case.declaration import Entity, EntitySpec
from app.case.rows import Table


def with_plain_texts(case: Case) -> Case:
    """Return the same case, each text without control characters, None in place of blank ones."""
    return Case(lambda spec: _table(case, spec))


def _table(case: Case, spec: EntitySpec) -> Table[Any]:
    rows = case.all(spec.entity)
    plain = [_plain_row(row) for row in rows]
    changed = any(new is not old for new, old in zip(plain, rows, strict=True))
    return Table.of(spec, plain) if changed else rows


def _plain_row(row: Entity) -> Entity:
    told = {spec.name: getattr(row, spec.name) for spec in row.spec.fields}
    changed = {name: _plain(value) for name, value in told.items() if _plain(value) != value}
    return replace(row, **changed) if changed else row


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, tuple):
        kept = (_plain(part) for part in value)
        return tuple(part for part in kept if part is not None) or None
    return value


def _plain_text(text: str) -> str | None:
    if text.isprintable():
        return text if text.strip() else None
    kept = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
    return kept if kept.strip() else None

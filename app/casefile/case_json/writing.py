"""Case JSON out: built from the tables of the case, never from the imported text."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from app.case import exact_json
from app.case.case import SPECS, Case
from app.case.declaration import Entity, EntitySpec, FieldSpec
from app.casefile.case_json import layout
from app.casefile.case_json.layout import REMEMBERED, Group, Place


def case_document(case: Case) -> dict[str, Any]:
    """Return the whole case as JSON values; numbers are `int` or `Decimal`."""
    return _Writer(case).document()


def text(document: Mapping[str, Any]) -> str:
    """Return a document as the text of a file; the same values always give the same text."""
    return exact_json.dumps(document, indent=1) + "\n"


class _Writer:
    def __init__(self, case: Case) -> None:
        self._case = case
        self._shown_ids: dict[str, Mapping[str, str]] = {}

    def document(self) -> dict[str, Any]:
        return self._row(self._case.info)

    def _row(self, entity: Entity) -> dict[str, Any]:
        spec = entity.spec
        remembered = entity.extras.get(REMEMBERED, {})
        empty = remembered.get("empty", {})
        absent = frozenset(remembered.get("absent", ()))
        out: dict[str, Any] = {}
        for field in layout.written_fields(spec.table):
            self._put_field(out, entity, field, empty, absent)
        _put_empty_groups(out, layout.places(spec.table), empty, entity)
        for part in layout.parts(spec.table):
            self._put_section(out, entity, part, empty, absent)
        _put_extras(out, layout.places(spec.table), entity.extras)
        if entity.id:
            out[layout.OTHER_UUID if layout.UUID in out else layout.UUID] = entity.id
        return out

    def _put_field(
        self,
        out: dict[str, Any],
        entity: Entity,
        field: FieldSpec,
        empty: Mapping[str, Any],
        absent: frozenset[str],
    ) -> None:
        value = getattr(entity, field.name)
        absence = entity.absence(field.name)
        if value is not None:
            if field.to:
                value = self._shown_id(field.to, value)
            _put(out, field.key, field.kind.to_json(value))
        elif absence is not None:
            _put(out, field.key, {"state": absence.value})
        elif field.key in empty:
            _put(out, field.key, empty[field.key])
        elif field.always and field.key not in absent and field.key not in entity.extras:
            _put(out, field.key, None)

    def _shown_id(self, table: str, id: str) -> str:
        shown = self._shown_ids.get(table)
        if shown is None:
            shown = self._shown_ids[table] = _shown_ids(self._case, table)
        return shown.get(id, id)

    def _put_section(
        self,
        out: dict[str, Any],
        entity: Entity,
        part: EntitySpec,
        empty: Mapping[str, Any],
        absent: frozenset[str],
    ) -> None:
        kind = part.entity
        rows = self._case.parts(kind, entity) if part.parent else list(self._case.all(kind))
        if rows:
            objects = [self._row(row) for row in rows]
            # Two where there should be one (copies brought together): both are written.
            out[part.section] = objects[0] if part.single and len(rows) == 1 else objects
        elif part.section in empty:
            out[part.section] = empty[part.section]
        elif not part.single and part.section not in absent:
            out[part.section] = []


def _shown_ids(case: Case, table: str) -> dict[str, str]:
    """Return the imported number of each row, as far as it names one row only."""
    stored = case.all(SPECS[table].entity).stored("id", "imported_id")
    times = Counter(imported for _, imported in stored)
    return {id: imported for id, imported in stored if imported and times[imported] == 1}


def _put(out: dict[str, Any], key: str, value: object) -> None:
    while "." in key:
        group, _, key = key.partition(".")
        out = out.setdefault(group, {})
    out[key] = value


def _put_empty_groups(
    out: dict[str, Any], places: Mapping[str, Place], empty: Mapping[str, Any], entity: Entity
) -> None:
    for group in layout.groups(places):
        raw = empty.get(group.path, ...)
        if raw is ... or not _is_empty(group, entity):
            continue
        first = entity.absence(group.fields[0].name)
        if raw is None or raw == {}:
            if first is None:
                _put(out, group.path, raw)
        elif first is not None and raw == {"state": first.value}:
            _put(out, group.path, raw)


def _is_empty(group: Group, entity: Entity) -> bool:
    return all(getattr(entity, field.name) is None for field in group.fields) and not any(
        entity.absence(field.name) for field in group.fields[1:]
    )


def _put_extras(
    out: dict[str, Any], places: Mapping[str, Place], extras: Mapping[str, Any]
) -> None:
    for kept, value in extras.items():
        key = layout.original_key(kept)
        place = places.get(key)
        if kept == REMEMBERED:
            continue
        if isinstance(place, Group) and isinstance(value, dict):
            inner = out.setdefault(key, {})
            if isinstance(inner, dict):
                _put_extras(inner, place.keys, value)
        else:
            out.setdefault(key, value)

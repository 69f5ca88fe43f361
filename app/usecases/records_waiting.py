"""Lines that wait for the family: kept whole with the case, so that they can be taken later.

What a line holds is told by its content, never by ids: the same line of a re-export does not wait
twice, and one that was decided is not asked again.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from app.case import exact_json
from app.case.case import SPECS, Case
from app.case.declaration import Entity
from app.case.entities import ImportReceipt, PendingItem
from app.case.rows import decode, encode
from app.records.accept import with_sources
from app.records.found import EntryKind, Found, SourceWords
from app.records.reconcile import Line, LineKind, row_like
from app.usecases.records_words import entry_words, name_words, source_words

HELD = "line"
"""Key in a waiting row's extras: the line as it was read."""
MARK = "mark"
DECIDED = "decided"
"""Key in a receipt's extras: marks of the lines that the family decided."""
REPLACED = "replaced"
"""Key in a receipt's extras: entries of ours in whose place the family put what a file says."""

_NOT_CONTENT = frozenset({"note", "notes", "received_on", "file_name"})


def mark_of(line: Line) -> str:
    """Return what tells a line from every other: a fingerprint of its content."""
    found = line.found
    parts = [found.entity.spec.table, _content(found.entity)]
    if found.parent is not None:
        parts.append(_content(found.parent))
    return hashlib.sha256(exact_json.dumps(parts).encode()).hexdigest()[:32]


def _content(entity: Entity) -> list[Any]:
    kept = {field.name for field in entity.spec.own_fields} - _NOT_CONTENT
    return [[name, value] for name, value in _stored(entity).items() if name in kept]


def waiting_marks(case: Case) -> frozenset[str]:
    """Return the marks of the lines that wait already."""
    held = (item.extras.get(HELD) for item in case.all(PendingItem))
    return frozenset(str(line[MARK]) for line in held if isinstance(line, dict) and MARK in line)


def decided_marks(case: Case) -> frozenset[str]:
    """Return the marks of the lines that the family decided."""
    listed = (receipt.extras.get(DECIDED) for receipt in case.all(ImportReceipt))
    return frozenset(str(mark) for marks in listed if isinstance(marks, list) for mark in marks)


def replaced_row(ours: Entity, parent: Entity | None) -> dict[str, Any]:
    """Return an entry of ours as it is remembered once another one stands in its place."""
    kept: dict[str, Any] = {"table": ours.spec.table, "row": _stored(ours)}
    if parent is not None:
        kept |= {"parent_table": parent.spec.table, "parent": _stored(parent)}
    return kept


def replaced_entries(case: Case) -> Case | None:
    """Return the entries that were replaced, as a case to compare with; None where there are none.

    The file they came from must not bring them back.
    """
    listed = [
        kept for receipt in case.all(ImportReceipt) for kept in _list(receipt.extras.get(REPLACED))
    ]
    rows = [row for number, kept in enumerate(listed) for row in _replaced(kept, str(number))]
    return Case.of(rows) if rows else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _replaced(kept: Any, id_: str) -> list[Entity]:
    """Return a replaced entry and its parent; one row may have been replaced several times."""
    try:
        row = _entity(kept["table"], {**kept["row"], "id": id_, "parent_id": id_})
        if "parent" not in kept:
            return [row]
        return [row, _entity(kept["parent_table"], {**kept["parent"], "id": id_})]
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return []  # not as we wrote it: then nothing is known of it


def waiting_row(line: Line, id_: str, receipt_id: str) -> PendingItem:
    """Return the row under which a line waits."""
    found = line.found
    is_row = line.ours is not None and line.twin is None
    return PendingItem(
        id=id_,
        parent_id=receipt_id,
        what=name_words(found.entity),
        reason=line.why,
        table=found.entity.spec.table,
        ours_id=line.ours.id if line.ours is not None and is_row else None,
        theirs=entry_words(found.entity, found.parent),
        source_words=source_words(found.source_words) or None,
        place=found.place or None,
        source_kind=found.entity.source_kind,
        source_note=found.file,
        noted_on=found.received_on,
        extras={HELD: _held(line)},
    )


def _held(line: Line) -> dict[str, Any]:
    found = line.found
    held: dict[str, Any] = {
        MARK: mark_of(line),
        "kind": line.kind,
        "entry": found.kind.value,
        "row": _stored(with_sources(line)),
    }
    if found.parent is not None:
        held["parent_table"] = found.parent.spec.table
        held["parent"] = _stored(found.parent)
    return held


def line_of(item: PendingItem, case: Case) -> Line | None:
    """Return a waiting line as it was read, beside what the case has now.

    None where the row was not made by an import, or is not whole.
    """
    held = item.extras.get(HELD)
    if not isinstance(held, dict) or item.table not in SPECS:
        return None
    try:
        return _line(item, held, case)
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None


def _line(item: PendingItem, held: Mapping[str, Any], case: Case) -> Line:
    spec = SPECS[str(item.table)]
    parent_table = held.get("parent_table")
    parent = _entity(str(parent_table), held["parent"]) if parent_table else None
    entity = _entity(spec.table, held["row"])
    if item.noted_on is None:
        raise ValueError("a waiting line without its day")
    found = Found(
        entity=entity,
        kind=EntryKind(held["entry"]),
        place=item.place or "",
        source_words=SourceWords(name=item.source_words),
        received_on=item.noted_on,
        file=item.source_note or "",
        parent=parent,
    )
    kind: LineKind = "conflict" if held["kind"] == "conflict" else "near"
    ours = case.get(spec.entity, item.ours_id) if item.ours_id else None
    into = row_like(parent, case) if parent else None
    return Line(kind, found, ours, why=item.reason or "", sources=(found,), into=into)


def _stored(entity: Entity) -> dict[str, Any]:
    """Return the stored form of a row by column, its empty fields left out."""
    row = zip(entity.spec.columns, encode(entity), strict=True)
    return {column: value for column, value in row if value is not None}


def _entity(table: str, stored: Mapping[str, Any]) -> Entity:
    spec = SPECS[table]
    entity: Entity = decode(spec, tuple(stored.get(column) for column in spec.columns))
    return entity

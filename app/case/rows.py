"""Rows of one kind, decoded only when they are looked at.

A case with years of blood counts holds tens of thousands of rows, of which a page shows a few.
A `Table` therefore keeps the stored tuples and turns a row into its entity at first use.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar, overload

from app.case import exact_json
from app.case.absence import Absence
from app.case.declaration import Entity, EntitySpec, Part
from app.case.kinds import Kind, Stored, TextKind, WholeKind

E = TypeVar("E", bound=Entity)

StoredRow = tuple[Stored, ...]
"""A row as the case file holds it, in the order of `EntitySpec.columns`."""


def encode(entity: Entity) -> StoredRow:
    """Return the stored form of an entity."""
    spec = entity.spec
    head: list[Stored] = [entity.id]
    if isinstance(entity, Part):
        head.append(entity.parent_id)
    head += [entity.position, _stored_absences(entity.absences), _stored_extras(entity.extras)]
    for field in spec.fields:
        value = getattr(entity, field.name)
        head.append(None if value is None else field.kind.to_stored(value))
    return tuple(head)


def decode(spec: EntitySpec, row: StoredRow) -> Any:
    """Return the entity of a stored row."""
    values: dict[str, Any] = {}
    for name, read, stored in zip(*_readers(spec), row, strict=True):
        if stored is not None:
            values[name] = stored if read is None else read(stored)
    return spec.entity(**values)


_READERS: dict[str, tuple[tuple[str, ...], tuple[Any, ...]]] = {}


def _readers(spec: EntitySpec) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    known = _READERS.get(spec.table)
    if known is None:
        head = len(spec.columns) - len(spec.fields)
        special = {"absences": _read_absences, "extras": _read_extras}
        readers = [special.get(column) for column in spec.columns[:head]]
        readers += [None if _as_is(f.kind) else f.kind.from_stored for f in spec.fields]
        known = _READERS[spec.table] = (spec.columns, tuple(readers))
    return known


def _as_is(kind: Kind[Any]) -> bool:
    return isinstance(kind, TextKind | WholeKind)


def _read_absences(stored: str | int) -> dict[str, Absence]:
    return {name: Absence(value) for name, value in json.loads(str(stored)).items()}


def _stored_absences(values: Mapping[str, Absence]) -> str | None:
    return json.dumps(dict(values), sort_keys=True) if values else None


def _read_extras(stored: str | int) -> dict[str, Any]:
    # Numbers in keys that we do not know keep their digits, too.
    return dict(exact_json.loads(str(stored)))


def _stored_extras(values: Mapping[str, Any]) -> str | None:
    return exact_json.dumps(dict(values)) if values else None


class Table(Sequence[E], Generic[E]):
    """All rows of one kind, in their order.

    Attributes:
        spec: the declaration of the kind.
    """

    def __init__(self, spec: EntitySpec, rows: Iterable[StoredRow]) -> None:
        self.spec = spec
        self._rows: list[StoredRow] = list(rows)
        self._entities: list[E | None] = [None] * len(self._rows)
        self._by_id: dict[Stored, int] | None = None
        self._by_parent: dict[Stored, list[int]] | None = None

    @classmethod
    def of(cls, spec: EntitySpec, entities: Iterable[E]) -> "Table[E]":
        """Make a table of entities that are not from a file."""
        ordered = sorted(entities, key=lambda entity: entity.position)
        table = cls(spec, (encode(entity) for entity in ordered))
        table._entities = list(ordered)
        return table

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> E: ...

    @overload
    def __getitem__(self, index: slice) -> list[E]: ...

    def __getitem__(self, index: int | slice) -> E | list[E]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        entity = self._entities[index]
        if entity is None:
            entity = self._entities[index] = decode(self.spec, self._rows[index])
        return entity

    def __iter__(self) -> Iterator[E]:
        return (self[i] for i in range(len(self._rows)))

    def get(self, id: str | None) -> E | None:
        """Return the row with an id, None where there is none."""
        if self._by_id is None:
            self._by_id = {row[0]: i for i, row in enumerate(self._rows)}
        index = self._by_id.get(id)
        return None if index is None else self[index]

    def of_parent(self, parent_id: str) -> list[E]:
        """Return the rows that belong to a row of the parent kind."""
        return [self[i] for i in self._parents().get(parent_id, ())]

    def stored(self, *columns: str) -> list[Any]:
        """Return stored values of some columns for every row, without decoding.

        One column gives a list of values, several a list of tuples.
        """
        places = [self.spec.columns.index(column) for column in columns]
        return list(map(itemgetter(*places), self._rows))

    def _parents(self) -> dict[Stored, list[int]]:
        if self._by_parent is None:
            groups: dict[Stored, list[int]] = {}
            for index, row in enumerate(self._rows):
                groups.setdefault(row[1], []).append(index)
            self._by_parent = groups
        return self._by_parent

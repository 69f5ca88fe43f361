"""A case in memory: every row the family keeps, as plain values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from app.case.declaration import SPECS, Entity, EntitySpec
from app.case.entities import CaseInfo, Patient
from app.case.rows import Table

E = TypeVar("E", bound=Entity)

ENTITIES: tuple[type[Entity], ...] = tuple(spec.entity for spec in SPECS.values())
"""Every kind of row, parents before their parts."""


class Case:
    """The rows of one case, read-only; a change makes a new `Case`.

    Rows of a kind are loaded when they are first asked for.
    """

    def __init__(self, load: Callable[[EntitySpec], Table[Any]]) -> None:
        self._load = load
        self._tables: dict[str, Table[Any]] = {}

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> "Case":
        """Make a case of loose entities, as tests and imports do."""
        groups: dict[str, list[Entity]] = {}
        for entity in entities:
            groups.setdefault(entity.spec.table, []).append(entity)
        return cls(lambda spec: Table.of(spec, groups.get(spec.table, ())))

    def all(self, kind: type[E]) -> Table[E]:
        """Return the rows of a kind in their order."""
        table = self._tables.get(kind.spec.table)
        if table is None:
            table = self._tables[kind.spec.table] = self._load(kind.spec)
        return table

    def get(self, kind: type[E], id: str | None) -> E | None:
        """Return one row by its id, None where there is none."""
        return self.all(kind).get(id)

    def one(self, kind: type[E]) -> E | None:
        """Return the only row of a kind such as `CallPlan`, None where there is none."""
        rows = self.all(kind)
        return rows[0] if rows else None

    def parts(self, kind: type[E], parent: Entity) -> list[E]:
        """Return the rows of a kind that belong to `parent`, such as the results of a panel."""
        return self.all(kind).of_parent(parent.id)

    def without(self, tables: Iterable[str]) -> "Case":
        """Return a case that reads the named tables again and keeps the others."""
        fresh = Case(self._load)
        changed = set(tables)
        fresh._tables = {name: t for name, t in self._tables.items() if name not in changed}
        return fresh

    @property
    def info(self) -> CaseInfo:
        """Return what is said of the case as a whole."""
        return self.one(CaseInfo) or CaseInfo(id="")

    @property
    def patient(self) -> Patient:
        """Return the person the case is about."""
        return self.one(Patient) or Patient(id="")

    def sizes(self) -> Mapping[str, int]:
        """Return the number of rows by table."""
        return {name: len(self.all(spec.entity)) for name, spec in SPECS.items()}


__all__ = ["ENTITIES", "SPECS", "Case", "Table"]

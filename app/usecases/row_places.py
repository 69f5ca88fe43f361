"""Places of many new rows in their lists, told beforehand.

A new row goes to the end of its list. Asking the file where that is, row by row, takes ever longer
in a long list; an import of thousands of results counts by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.case.case import SPECS, Case
from app.case.declaration import Entity, Part
from app.casefile import Edit, Insert

_List = tuple[str, str | None]


def placed(edits: Iterable[Edit], case: Case) -> Iterator[Edit]:
    """Yield the edits, every new row with its place behind the rows of its list."""
    ends = _Ends(case)
    for edit in edits:
        if isinstance(edit, Insert) and edit.entity.position == 0:
            yield Insert(replace(edit.entity, position=ends.next(edit.entity)))
        else:
            yield edit


class _Ends:
    """Where each list ends."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._ends: dict[_List, int] = {}
        self._known: set[str] = set()

    def next(self, entity: Entity) -> int:
        """Return the place behind the last row of the entity's list, which is then taken."""
        table = entity.spec.table
        if table not in self._known:
            self._known.add(table)
            self._look_at(table)
        key = (table, entity.parent_id if isinstance(entity, Part) else None)
        self._ends[key] = self._ends.get(key, 0) + 1
        return self._ends[key]

    def _look_at(self, table: str) -> None:
        spec = SPECS[table]
        rows = self._case.all(spec.entity)
        parents = rows.stored("parent_id") if spec.parent else [None] * len(rows)
        for parent, position in zip(parents, rows.stored("position"), strict=True):
            key = (table, parent)
            self._ends[key] = max(self._ends.get(key, 0), int(position))

"""Undo and redo, computed from the append-only history; both are operations of their own."""

import json
from collections.abc import Iterable, Mapping

from app.case.case import SPECS
from app.case.rows import StoredRow
from app.case.value_class import value_class
from app.casefile import tables
from app.casefile.driver import Connection
from app.casefile.history import Operation, Recorder, RowChange
from app.errors import CasebookError

TOUCHED_SINCE = (
    "This cannot be undone by itself any more, because the same entries were changed afterwards."
    " Nothing was changed. Undo the later changes first, or edit the entry by hand."
)


class UndoStack:
    """What can be undone and redone next, from the operations in their order.

    Attributes:
        undoable: operations that undo would take back, the next one last.
        redoable: operations that redo would do again, the next one last.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.undoable: list[Operation] = []
        self.redoable: list[Operation] = []
        for operation in operations:
            self.add(operation)

    def add(self, operation: Operation) -> None:
        """Take note of an operation that happened."""
        if operation.kind == "undo":
            self.redoable.append(self.undoable.pop())
        elif operation.kind == "redo":
            self.undoable.append(self.redoable.pop())
        else:
            self.redoable.clear()
            if operation.undoable:
                self.undoable.append(operation)


@value_class
class _Step:
    """What a row must be now, and what it shall be."""

    table: str
    id: str
    now: str | None
    then: str | None


def take_back(connection: Connection, recorder: Recorder, changes: Iterable[RowChange]) -> None:
    """Give rows the content they had before some changes.

    Raises:
        CasebookError: a row was changed since.
    """
    _apply(connection, recorder, [_Step(c.table, c.id, c.after, c.before) for c in _net(changes)])


def do_again(connection: Connection, recorder: Recorder, changes: Iterable[RowChange]) -> None:
    """Give rows the content they had after some changes.

    Raises:
        CasebookError: a row was changed since.
    """
    _apply(connection, recorder, [_Step(c.table, c.id, c.before, c.after) for c in _net(changes)])


def _net(changes: Iterable[RowChange]) -> list[RowChange]:
    """Return one change a row: from before its first to after its last."""
    rows: dict[tuple[str, str], RowChange] = {}
    for change in changes:
        key = (change.table, change.id)
        first = rows.get(key, change)
        rows[key] = RowChange(change.table, change.id, first.before, change.after)
    # A kept file stays kept: only what points to it comes and goes.
    return [change for change in rows.values() if change.table != tables.ATTACHMENT]


def _apply(connection: Connection, recorder: Recorder, steps: list[_Step]) -> None:
    if any(recorder.content(step.table, step.id) != step.now for step in steps):
        raise CasebookError(TOUCHED_SINCE)
    for step in steps:
        put(connection, recorder, step.table, step.id, step.then)


def put(
    connection: Connection, recorder: Recorder, table: str, id: str, content: str | None
) -> None:
    """Give a row the content of the history, whether or not it is there now."""
    before = recorder.content(table, id)
    if before == content:
        return
    if content is None:
        tables.delete(connection, table, id)
    elif before is None:
        tables.insert(connection, table, stored_row(table, content))
    else:
        tables.write(connection, table, stored_row(table, content))
    recorder.note(table, id, before)


def stored_row(table: str, content: str) -> StoredRow:
    """Return the stored row of a content in the history."""
    values: Mapping[str, str | int] = json.loads(content)
    return tuple(values.get(column) for column in SPECS[table].columns)

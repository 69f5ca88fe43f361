"""The append-only history: every operation, and every row before and after it.

Operations are numbered in the order in which they happened to this file. Each carries a digest
over itself, its changes and the digest before it: a chain in which no link can be lost or altered
unnoticed. A row's content must equal what its last change left.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Literal

from app.case.value_class import value_class
from app.casefile.driver import Connection
from app.casefile.tables import content_of, key_of

Kind = Literal["do", "undo", "redo", "revert"]
"""`revert` takes back one older operation and is itself something that can be undone."""


@value_class
class Operation:
    """One act of a person.

    Attributes:
        number: its place in this file's history, from 1.
        id: UUIDv7.
        name: what was done, such as "delete lab result, 12 March".
        at: when, as `clock.stamp` writes it.
        who: the person's name, as the program was told.
        kind: `do`, or what it does to `target`.
        target: id of the operation undone, redone or reverted.
        undoable: False for making the file, which nothing can precede.
    """

    number: int
    id: str
    name: str
    at: str
    who: str
    kind: Kind = "do"
    target: str | None = None
    undoable: bool = True


@value_class
class RowChange:
    """One row before and after an operation, as JSON of stored values; None: not there."""

    table: str
    id: str
    before: str | None
    after: str | None


class Recorder:
    """Writes one operation with its changes, inside a transaction that the caller holds.

    Rows are changed through it, so that none changes without its history.

    Attributes:
        touched: ids of the rows changed so far, by table.
    """

    def __init__(self, connection: Connection, operation: Operation) -> None:
        self._connection = connection
        self._operation = operation
        self.touched: dict[str, list[str]] = {}

    def content(self, table: str, id: str) -> str | None:
        """Return a row's present content as the history keeps it, None where there is no row."""
        found = self._connection.execute(
            f'SELECT {content_of(table)} FROM "{table}" WHERE {key_of(table)} = ?', (id,)
        ).fetchone()
        return None if found is None else str(found[0])

    def note(self, table: str, id: str, before: str | None) -> None:
        """Record that a row was changed just now; `before` is its content until then."""
        self._connection.execute(
            "INSERT INTO change (operation, table_name, row_id, before, after) VALUES"
            f' (?, ?, ?, ?, (SELECT {content_of(table)} FROM "{table}"'
            f" WHERE {key_of(table)} = ?))",
            (self._operation.number, table, id, before, id),
        )
        self.touched.setdefault(table, []).append(id)

    def finish(self) -> str:
        """Write the operation itself; returns its digest."""
        op = self._operation
        before = head(self._connection)[1] or start(self._connection)
        digest = chained(before, op, changes_of(self._connection, op.number))
        self._connection.execute(
            "INSERT INTO operation (number, id, name, at, who, kind, target, undoable, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (op.number, op.id, op.name, op.at, op.who, op.kind, op.target, op.undoable, digest),
        )
        return digest


def head(connection: Connection) -> tuple[int, str]:
    """Return number and digest of the newest operation; (0, "") where there is none."""
    found = connection.execute(
        "SELECT number, digest FROM operation ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return (0, "") if found is None else (found[0], found[1])


def start(connection: Connection) -> str:
    """Return the digest before the first operation: what identifies the file."""
    file_id, created = connection.execute("SELECT file_id, created FROM meta").fetchone()
    return sha256(_bytes(file_id, created)).hexdigest()


def chained(before: str, operation: Operation, changes: Iterable[RowChange]) -> str:
    """Return the digest of an operation that follows the digest `before`."""
    op = operation
    link = sha256(before.encode())
    link.update(_bytes(op.id, op.name, op.at, op.who, op.kind, op.target, op.undoable))
    for change in changes:
        link.update(_bytes(change.table, change.id, change.before, change.after))
    return link.hexdigest()


def _bytes(*values: str | bool | None) -> bytes:
    return json.dumps(values).encode()


def changes_of(connection: Connection, number: int) -> Iterator[RowChange]:
    """Return the changes of one operation in their order."""
    rows = connection.execute(
        "SELECT table_name, row_id, before, after FROM change WHERE operation = ? ORDER BY number",
        (number,),
    )
    return (RowChange(*row) for row in rows)


_COLUMNS = "number, id, name, at, who, kind, target, undoable"


def operations(
    connection: Connection, limit: int | None = None, before: int | None = None
) -> list[Operation]:
    """Return operations, newest first; `before` is the number to go on below."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM operation WHERE number < ? ORDER BY number DESC LIMIT ?",
        (2**62 if before is None else before, -1 if limit is None else limit),
    )
    return [_operation(row) for row in rows]


def operation_of(connection: Connection, id: str) -> Operation | None:
    """Return an operation by its id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM operation WHERE id = ?", (id,)).fetchone()
    return None if row is None else _operation(row)


def _operation(row: tuple[int, str, str, str, str, Kind, str | None, int]) -> Operation:
    return Operation(*row[:7], undoable=bool(row[7]))


def row_changes(connection: Connection, table: str, id: str) -> list[tuple[Operation, RowChange]]:
    """Return every change of one row, oldest first, with the operation that made it."""
    columns = ", ".join(f"o.{name}" for name in _COLUMNS.split(", "))
    rows = connection.execute(
        f"SELECT {columns}, c.before, c.after FROM change c"
        " JOIN operation o ON o.number = c.operation"
        " WHERE c.table_name = ? AND c.row_id = ? ORDER BY c.number",
        (table, id),
    )
    return [(_operation(row[:8]), RowChange(table, id, row[8], row[9])) for row in rows]

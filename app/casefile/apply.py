"""Edits carried out on the rows, each with its history."""

import zlib
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from app.case.case import SPECS
from app.case.declaration import Part
from app.case.rows import StoredRow, encode
from app.casefile import tables
from app.casefile.driver import Connection
from app.casefile.edits import Attach, Delete, Edit, Insert, Reorder, Update
from app.casefile.history import Recorder
from app.errors import CasebookError

NO_LONGER_THERE = (
    "This entry is no longer in the case; perhaps it was deleted meanwhile. Nothing was changed."
)


def apply_edits(connection: Connection, recorder: Recorder, edits: Iterable[Edit]) -> None:
    """Carry out edits in their order, inside a transaction that the caller holds.

    Raises:
        CasebookError: an edit names a row that is not there.
        ValueError: an edit that our own code should not have made.
    """
    editor = _Editor(connection, recorder)
    for edit in edits:
        editor.apply(edit)


class _Editor:
    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        self._connection = connection
        self._recorder = recorder

    def apply(self, edit: Edit) -> None:
        if isinstance(edit, Insert):
            self._insert(edit)
        elif isinstance(edit, Update):
            self._update(edit.entity.spec.table, encode(edit.entity))
        elif isinstance(edit, Delete):
            self._read(edit.table, edit.id)
            self._delete(edit.table, edit.id)
        elif isinstance(edit, Reorder):
            self._reorder(edit)
        else:
            self._attach(edit)

    def _insert(self, edit: Insert) -> None:
        entity, table = edit.entity, edit.entity.spec.table
        if not entity.id:
            raise ValueError(f"a new row of {table} needs an id")
        if entity.position == 0:
            parent_id = entity.parent_id if isinstance(entity, Part) else None
            end = tables.next_position(self._connection, table, parent_id)
            entity = replace(entity, position=end)
        tables.insert(self._connection, table, encode(entity))
        self._recorder.note(table, entity.id, None)

    def _read(self, table: str, id: str) -> StoredRow:
        row = tables.read(self._connection, table, id)
        if row is None:
            raise CasebookError(NO_LONGER_THERE)
        return row

    def _update(self, table: str, row: StoredRow) -> None:
        id = str(row[0])
        if self._read(table, id) == row:
            return
        before = self._recorder.content(table, id)
        tables.write(self._connection, table, row)
        self._recorder.note(table, id, before)

    def _delete(self, table: str, id: str) -> None:
        for part_table, part_id in tables.parts_of(self._connection, table, id):
            self._delete(part_table, part_id)
        for source, column, row_id in tables.rows_pointing_to(self._connection, table, id):
            self._set(source, row_id, column, None)
        before = self._recorder.content(table, id)
        tables.delete(self._connection, table, id)
        self._recorder.note(table, id, before)

    def _set(self, table: str, id: str, column: str, value: str | int | None) -> None:
        before = self._recorder.content(table, id)
        self._connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (value, id))
        self._recorder.note(table, id, before)

    def _reorder(self, edit: Reorder) -> None:
        for position, id in enumerate(edit.ids, 1):
            if self._read(edit.table, id)[_position(edit.table)] != position:
                self._set(edit.table, id, "position", position)

    def _attach(self, edit: Attach) -> None:
        if sha256(edit.content).hexdigest() != edit.sha256:
            raise ValueError("the SHA-256 is not that of the content")
        if self._recorder.content(tables.ATTACHMENT, edit.sha256) is not None:
            return
        self._connection.execute(
            "INSERT INTO attachment (sha256, name, size, content) VALUES (?, ?, ?, ?)",
            (edit.sha256, edit.name, len(edit.content), zlib.compress(edit.content, 1)),
        )
        self._recorder.note(tables.ATTACHMENT, edit.sha256, None)


def _position(table: str) -> int:
    return SPECS[table].columns.index("position")

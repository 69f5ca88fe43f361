"""The rows of the case file as SQL sees them: one set of statements per kind of row."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from app.case.case import SPECS
from app.case.declaration import EntitySpec
from app.case.rows import StoredRow, Table
from app.case.value_class import value_class
from app.casefile.driver import Connection


@value_class
class Statements:
    """The SQL of one kind of row.

    Attributes:
        content: an expression for a row's whole content as JSON, empty columns left out. SQLite
            itself makes it whenever it is written or compared, so that it always looks the same.
    """

    content: str
    select: str
    select_one: str
    insert: str
    update: str
    delete: str
    end: str


@cache
def statements(table: str) -> Statements:
    """Return the SQL of a table of the declaration; raises `KeyError` for any other name."""
    spec = SPECS[table]
    names = [f'"{column}"' for column in spec.columns]
    listed = ", ".join(names)
    siblings = " WHERE parent_id = ?" if spec.parent else ""
    return Statements(
        content=_content(spec),
        # Rows of one position (two copies merged) keep the order in which they were made.
        select=f'SELECT {listed} FROM "{table}" ORDER BY position, id',
        select_one=f'SELECT {listed} FROM "{table}" WHERE id = ?',
        insert=f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))})',
        update=f'UPDATE "{table}" SET {", ".join(f"{n} = ?" for n in names[1:])} WHERE id = ?',
        delete=f'DELETE FROM "{table}" WHERE id = ?',
        end=f'SELECT coalesce(max(position), 0) FROM "{table}"{siblings}',
    )


def _content(spec: EntitySpec) -> str:
    pairs = ", ".join(f"'{column}', \"{column}\"" for column in spec.columns)
    return f"json_patch('{{}}', json_object({pairs}))"


ATTACHMENT = "attachment"
ATTACHMENT_CONTENT = "json_object('sha256', sha256, 'name', name, 'size', size)"


def content_of(table: str) -> str:
    """Return the expression for the content of a row of any table with a history."""
    return ATTACHMENT_CONTENT if table == ATTACHMENT else statements(table).content


def key_of(table: str) -> str:
    """Return the key column of a table with a history."""
    return "sha256" if table == ATTACHMENT else "id"


def load(connection: Connection, spec: EntitySpec) -> Table[Any]:
    """Return all rows of a kind in their order."""
    return Table(spec, connection.execute(statements(spec.table).select))


def read(connection: Connection, table: str, id: str) -> StoredRow | None:
    """Return one stored row, None where there is none."""
    row: StoredRow | None = connection.execute(statements(table).select_one, (id,)).fetchone()
    return row


def write(connection: Connection, table: str, row: StoredRow) -> None:
    """Give an existing row new content."""
    connection.execute(statements(table).update, (*row[1:], row[0]))


def insert(connection: Connection, table: str, row: StoredRow) -> None:
    """Add a row."""
    connection.execute(statements(table).insert, row)


def delete(connection: Connection, table: str, id: str) -> None:
    """Remove a row."""
    connection.execute(statements(table).delete, (id,))


def next_position(connection: Connection, table: str, parent_id: str | None) -> int:
    """Return the position behind the last row of a list."""
    siblings = () if parent_id is None else (parent_id,)
    return int(connection.execute(statements(table).end, siblings).fetchone()[0]) + 1


def parts_of(connection: Connection, table: str, id: str) -> Iterator[tuple[str, str]]:
    """Return table and id of the rows that belong to a row, one level down."""
    for spec in SPECS.values():
        if spec.parent is not None and spec.parent.spec.table == table:
            found = connection.execute(
                f'SELECT id FROM "{spec.table}" WHERE parent_id = ? ORDER BY position, id', (id,)
            ).fetchall()
            yield from ((spec.table, row[0]) for row in found)


@cache
def references_to(table: str) -> tuple[tuple[str, str], ...]:
    """Return table and column of every reference to a table."""
    return tuple(
        (spec.table, field.name)
        for spec in SPECS.values()
        for field in spec.fields
        if field.to == table
    )


def rows_pointing_to(connection: Connection, table: str, id: str) -> Iterator[tuple[str, str, str]]:
    """Return table, column and id of every row that points to a row."""
    for source, column in references_to(table):
        found = connection.execute(
            f'SELECT id FROM "{source}" WHERE "{column}" = ?', (id,)
        ).fetchall()
        yield from ((source, column, row[0]) for row in found)

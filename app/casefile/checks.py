"""What must hold inside a whole case file; each check returns what it found wrong, in words."""

import zlib
from collections.abc import Mapping
from hashlib import sha256

from app.case.case import SPECS
from app.casefile import history, tables
from app.casefile.driver import Connection

_OWN = ("operation", "change", "meta", "seal")


def structure(connection: Connection, *, thorough: bool) -> list[str]:
    """Check SQLite's own structure; `thorough` compares the indexes, too."""
    pragma = "integrity_check" if thorough else "quick_check"
    rows = connection.execute(f"PRAGMA {pragma}").fetchall()
    return [] if rows == [("ok",)] else [f"the structure has {len(rows)} faults"]


def structure_without_attachments(connection: Connection) -> list[str]:
    """Check the structure of every table but the one that makes a file large."""
    wrong = [
        table
        for table in (*_OWN, *SPECS)
        if connection.execute(f"PRAGMA quick_check({table})").fetchall() != [("ok",)]
    ]
    return [f"the structure of {table} has faults" for table in wrong]


def pointers(connection: Connection) -> list[str]:
    """Check that no row points to one that is not there."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [f"{len(rows)} entries point to nothing"] if rows else []


def rows_equal_history(connection: Connection) -> list[str]:
    """Check that each row's content is what its last change left."""
    found = ((table, _differing(connection, table)) for table in (*SPECS, tables.ATTACHMENT))
    return [
        f"{number} rows of {table} differ from the history" for table, number in found if number
    ]


def _differing(connection: Connection, table: str) -> int:
    key, content = tables.key_of(table), tables.content_of(table)
    # With max(), SQLite takes the other columns from the very row of the maximum.
    return int(
        connection.execute(
            "WITH newest AS (SELECT row_id, after AS left_as, max(number) FROM change"
            " WHERE table_name = ?1 GROUP BY row_id)"
            " SELECT (SELECT count(*) FROM newest LEFT JOIN"
            f' (SELECT {key} AS row_key, {content} AS now_is FROM "{table}")'
            " ON row_key = row_id WHERE left_as IS NOT now_is)"
            f' + (SELECT count(*) FROM "{table}" WHERE {key} NOT IN (SELECT row_id FROM newest))',
            (table,),
        ).fetchone()[0]
    )


def chain(connection: Connection) -> list[str]:
    """Check that no operation and no change of the history was lost or altered."""
    digest = history.start(connection)
    known = connection.execute("SELECT number, digest FROM operation ORDER BY number").fetchall()
    operations = reversed(history.operations(connection))
    for place, (operation, (number, expected)) in enumerate(zip(operations, known, strict=True), 1):
        changes = history.changes_of(connection, number)
        digest = history.chained(digest, operation, changes)
        if digest != expected or number != place:
            return [f"the history is broken at operation {place}"]
    loose = connection.execute(
        "SELECT count(*) FROM change WHERE operation NOT IN (SELECT number FROM operation)"
    ).fetchone()[0]
    return [f"{loose} changes belong to no operation"] if loose else []


def attachments(connection: Connection) -> list[str]:
    """Check every attached file against its hash."""
    wrong = []
    for digest, size in connection.execute("SELECT sha256, size FROM attachment").fetchall():
        stored = connection.execute(
            "SELECT content FROM attachment WHERE sha256 = ?", (digest,)
        ).fetchone()[0]
        if not _is_whole(stored, digest, size):
            wrong.append(digest)
    return [f"the attached file {digest[:12]} is damaged" for digest in wrong]


def _is_whole(stored: bytes, digest: str, size: int) -> bool:
    try:
        content = zlib.decompress(stored)
    except zlib.error:
        return False
    return len(content) == size and sha256(content).hexdigest() == digest


def encryption(connection: Connection) -> list[str]:
    """Check every page of an encrypted file against SQLCipher's own check."""
    rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return [f"{len(rows)} pages do not fit their check"] if rows else []


def counts(connection: Connection) -> Mapping[str, int]:
    """Return the number of rows of every table that must survive a copy."""
    names = (*_OWN, tables.ATTACHMENT, *SPECS)
    counted = " UNION ALL ".join(f'SELECT count(*) FROM "{name}"' for name in names)
    return dict(zip(names, (row[0] for row in connection.execute(counted)), strict=True))

"""One transaction: all of it, or none."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from app.casefile.driver import Connection, DatabaseError


class NothingToKeep(Exception):
    """Raised inside `transaction` to leave it without writing anything."""


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Hold the only right to write; commit at the end, take everything back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except NothingToKeep:
        connection.execute("ROLLBACK")
    except BaseException:
        # When the disk is gone, taking back fails as well; the next opening does it then.
        with suppress(DatabaseError):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise

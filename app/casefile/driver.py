"""The one SQLite driver: sqlcipher3, for plain and for encrypted case files.

sqlite-utils does not look at a connection's class, but it catches the exceptions of the module
it believes to be SQLite: it tries one named `pysqlite3` first. Without the alias below, a
sqlcipher3 error passes it by and leaves transactions open. So this module is imported before
sqlite_utils ever is. (Never open the same file with the standard library's sqlite3 in this
process: two copies of SQLite cancel each other's file locks.)
"""

import sys
from pathlib import Path
from typing import Any, TypeAlias

import sqlcipher3
from sqlcipher3 import dbapi2

from app.casefile.keys import key_for_file

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

Connection: TypeAlias = Any
"""A `sqlcipher3.dbapi2.Connection`; the package is published without types."""

DatabaseError: type[Exception] = dbapi2.Error
"""Every error of the driver."""

_SECONDS_TO_WAIT = 5
_STATEMENTS_KEPT = 600


def connect(path: Path, key: str | None = None, *, read_only: bool = False) -> Connection:
    """Open a database file; statements outside `BEGIN` commit by themselves.

    Nothing is read yet: a wrong key shows at the first statement that reads.

    Args:
        path: the file, which must be there; a new database begins as an empty file.
        key: the password in its normal form, None for a plain file.
        read_only: SQLite itself refuses every write.

    Raises:
        DatabaseError: the file cannot be opened.
    """
    mode = "ro" if read_only else "rw"
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=_SECONDS_TO_WAIT,
        cached_statements=_STATEMENTS_KEPT,
        check_same_thread=False,  # CaseFile lets one thread in at a time
    )
    # A wrong key would otherwise write to standard error.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key_for_file(key, path)}"')
    return connection


def connect_in_memory() -> Connection:
    """Open an empty database that no file holds."""
    return dbapi2.connect(":memory:", isolation_level=None)


def prepare(connection: Connection) -> None:
    """Set what every case file is written with: one file, safe at any instant.

    Raises:
        DatabaseError: the key is wrong, or the file is damaged.
    """
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def data_version(connection: Connection) -> int:
    """Return a number that changes whenever another connection has written to the file."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def error_name(error: Exception) -> str:
    """Return SQLite's name of an error, such as `SQLITE_FULL`; empty where it has none."""
    return getattr(error, "sqlite_errorname", None) or ""


def points_to_nothing(error: Exception) -> bool:
    """Tell an error about a foreign key; the driver's name for it is that of every constraint."""
    return error_name(error) == "SQLITE_CONSTRAINT" and "FOREIGN KEY" in str(error)

"""The migrations of the case file, each a small function that is never edited once released.

Importing sqlite-utils takes longer than opening a case: this module is imported only when a
file is made or brought up to date.
"""

# The driver comes first: it tells sqlite-utils which SQLite to use.
from app.casefile.driver import Connection, connect_in_memory
from app.casefile.schema import APPLICATION_ID, VERSION, m0001

# isort: split
from sqlite_utils import Database, Migrations

_migrations = Migrations("casebook")


@_migrations()
def m0001_first(db: Database) -> None:
    """Make every table of the first release."""
    _run(db, m0001.STATEMENTS)


def bring_up_to_date(connection: Connection) -> None:
    """Apply what is missing; each migration is one transaction.

    Raises:
        DatabaseError: a migration failed; the file is as before it.
    """
    _migrations.apply(Database(connection, strict=True))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def in_memory() -> Connection:
    """Return an empty database of the newest schema, for comparing."""
    connection = connect_in_memory()
    bring_up_to_date(connection)
    return connection


def _run(db: Database, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.execute(statement)

"""Opening a file: what it is, whether the password fits, whether it is whole, what version."""

import os
from contextlib import suppress
from pathlib import Path

from app.casefile import checks, seal
from app.casefile.driver import Connection, DatabaseError, connect, error_name, prepare
from app.casefile.refusals import (
    A_FOLDER,
    MAGIC,
    NEWER,
    NO_START,
    NOT_FOUND,
    OTHER_DATABASE,
    WRONG_PASSWORD,
    DamagedCase,
    WrongPassword,
    refuse_by_header,
)
from app.casefile.schema import APPLICATION_ID, VERSION
from app.casefile.seal import Pages, SealState
from app.casefile.trouble import told_calmly
from app.errors import CasebookError

OLDER = (
    "This case was saved by an older version of Casebook. It was left as it is. Please open it once"
    " where it may be written, so that it can be brought up to date."
)
NOT_CLOSED = (
    "The program was interrupted while this case was being saved, and the folder does not allow"
    " finishing it. What was saved before is safe. Please open the case once where you may write."
)


def open_whole(path: Path, key: str | None, *, read_only: bool) -> Connection:
    """Open a case file of this version that is whole in every byte.

    Raises:
        CasebookError: it is no case file, is newer or older than this program, or the password
            does not fit.
        DamagedCase: it is damaged; the sentence is only what is damaged.
    """
    connection = open_known(path, key, read_only=read_only)
    if version_of(connection) < VERSION:
        connection.close()
        raise CasebookError(OLDER)
    return connection


def key_for(path: Path, key: str | None) -> str | None:
    """Return the key that a file needs: None for a plain one, whatever was given."""
    try:
        with path.open("rb") as file:
            return None if file.read(len(MAGIC)) == MAGIC else key
    except OSError:
        return key  # opening says what is wrong


def version_of(connection: Connection) -> int:
    """Return the schema version of an open file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def open_known(path: Path, key: str | None, *, read_only: bool) -> Connection:
    """Open a whole case file of this or an older version; raises as `open_whole` does."""
    # A journal left by a crash is rolled back by connecting, after the pages were read: then
    # the seal seems broken once, and is whole when looked at again.
    for last in (False, True):
        pages = read(path, key)
        connection = connected(path, key, pages, read_only=read_only)
        try:
            with told_calmly():
                wrong = _faults(connection, pages)
            if not wrong:
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        if last:
            break
    raise DamagedCase(wrong[0])


def read(path: Path, key: str | None) -> Pages:
    """Return the bytes of a file that may be a case; raises `CasebookError` where it is none."""
    if path.is_dir():
        raise CasebookError(A_FOLDER)
    try:
        with told_calmly():
            pages = seal.read_pages(path)
    except CasebookError as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            raise CasebookError(NOT_FOUND) from error
        raise
    refuse_by_header(path, pages.start, pages.size, password_given=key is not None)
    return pages


def connected(path: Path, key: str | None, pages: Pages, *, read_only: bool) -> Connection:
    """Return a connection that reads the file, whole or not; raises as `open_whole` does."""
    with told_calmly():
        connection = connect(path, None if pages.plain else key, read_only=not _may_write(path))
    try:
        with told_calmly():
            _check_key(connection, plain=pages.plain)
            _refuse_other(connection)
            prepare(connection)
            if read_only:
                # Not `mode=ro`: what a crash left half-written must still be rolled back.
                connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _check_key(connection: Connection, *, plain: bool) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except DatabaseError as error:
        if error_name(error).startswith("SQLITE_NOTADB"):
            raise (DamagedCase(NO_START) if plain else WrongPassword(WRONG_PASSWORD)) from error
        # SQLITE_ERROR: a file format or a schema that SQLite does not know.
        if error_name(error).startswith(("SQLITE_CORRUPT", "SQLITE_ERROR")):
            raise DamagedCase(NO_START) from error
        if error_name(error).startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise CasebookError(NOT_CLOSED) from error
        raise


def _refuse_other(connection: Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise CasebookError(OTHER_DATABASE)
    if version_of(connection) > VERSION:
        raise CasebookError(NEWER)


def _faults(connection: Connection, pages: Pages) -> list[str]:
    """Return what is wrong with a file, in words that name no content."""
    try:
        state = seal.state(connection, pages)
        if state is SealState.WHOLE:
            return []
        if state is SealState.BROKEN:
            return ["its bytes differ from those that were saved"]
        return _faults_inside(connection, pages)
    except DatabaseError as error:
        if error_name(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")):
            return ["its structure cannot be read"]
        raise


def _faults_inside(connection: Connection, pages: Pages) -> list[str]:
    """Check a file that was not closed properly against its own history."""
    small = pages.sums is not None
    connection.execute("BEGIN")
    try:
        if not small:
            wrong = checks.structure_without_attachments(connection)
        elif pages.plain:
            wrong = checks.structure(connection, thorough=False)
        else:
            wrong = checks.encryption(connection) or checks.structure(connection, thorough=False)
        return wrong or checks.chain(connection) or checks.rows_equal_history(connection)
    finally:
        with suppress(DatabaseError):
            connection.execute("ROLLBACK")

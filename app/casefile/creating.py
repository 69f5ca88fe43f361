"""A new case file: made under another name, and put in its place when it is whole."""

from collections.abc import Callable, Iterable
from pathlib import Path

from app.casefile import seal
from app.casefile.apply import apply_edits
from app.casefile.clock import Clock, stamp
from app.casefile.driver import Connection, connect, prepare
from app.casefile.edits import Edit
from app.casefile.history import Operation, Recorder
from app.casefile.ids import new_id
from app.casefile.safe_files import new_beside, put_in_place
from app.casefile.transaction import transaction
from app.casefile.trouble import told_calmly
from app.errors import CasebookError

ALREADY_THERE = (
    "There is a file of this name already, and it was left as it is. Please choose another name."
)
NO_FOLDER = "There is no folder of this name, so nothing was made. Please choose another place."


def create_file(
    path: Path,
    edits: Iterable[Edit],
    *,
    name: str,
    author: str,
    clock: Clock,
    key: str | None,
) -> None:
    """Make a case file whose first operation is not undoable.

    Raises:
        CasebookError: there is a file already, or it cannot be written.
    """

    def fill(connection: Connection) -> None:
        at = stamp(clock())
        write_meta(connection, new_id(), at)
        operation = Operation(1, new_id(), name, at, author, undoable=False)
        recorder = Recorder(connection, operation)
        apply_edits(connection, recorder, edits)
        recorder.finish()

    make_file(path, key, fill)


def make_file(path: Path, key: str | None, fill: Callable[[Connection], None]) -> None:
    """Make a case file whose rows `fill` writes, all in one transaction.

    Raises:
        CasebookError: there is a file already, or it cannot be written.
    """
    if path.exists():
        raise CasebookError(ALREADY_THERE)
    if not path.parent.is_dir():
        raise CasebookError(NO_FOLDER)
    try:
        with told_calmly(), new_beside(path) as temporary:
            _fill(temporary, key, fill)
            put_in_place(temporary, path)
    except CasebookError as error:
        if isinstance(error.__cause__, FileExistsError):
            raise CasebookError(ALREADY_THERE) from error
        raise


def _fill(path: Path, key: str | None, fill: Callable[[Connection], None]) -> None:
    from app.casefile.migrations import bring_up_to_date  # slow to import, needed only here

    connection = connect(path, key)
    try:
        prepare(connection)
        # Nobody can see this file yet: wait for the disk once, at the end.
        connection.execute("PRAGMA synchronous = OFF")
        bring_up_to_date(connection)
        with transaction(connection):
            fill(connection)
        seal.write(connection, path)
    finally:
        connection.close()


def write_meta(connection: Connection, file_id: str, created: str) -> None:
    """Write what identifies this case among its copies."""
    connection.execute("INSERT INTO meta VALUES (1, ?, ?)", (file_id, created))
    connection.execute("INSERT INTO seal VALUES (1, 0, '')")

"""The one way in which an open case file is changed: operations, one after the other."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.casefile import history, outside, seal
from app.casefile.clock import Clock, stamp
from app.casefile.driver import Connection, DatabaseError, data_version, points_to_nothing
from app.casefile.edits import Changes
from app.casefile.history import Kind, Operation, Recorder
from app.casefile.ids import new_id
from app.casefile.outside import Footprint
from app.casefile.transaction import NothingToKeep, transaction
from app.casefile.trouble import told_calmly
from app.casefile.undo import UndoStack, do_again, take_back
from app.errors import CasebookError

POINTS_TO_NOTHING = (
    "An entry that this belongs to is no longer in the case; perhaps it was deleted meanwhile."
    " Nothing was changed."
)
NOTHING_TO_UNDO = "There is nothing to undo."
NOTHING_TO_REDO = "There is nothing to do again."
NOT_IN_HISTORY = "This change is not in the history of this case. Nothing was changed."
MAKING_CANNOT_BE_UNDONE = "Making the case cannot be undone. Nothing was changed."

Act = Callable[[Connection, Recorder], None]
"""Changes rows inside a transaction, noting each in the recorder."""


class Ledger:
    """Writes operations to a case file that this program alone may change.

    Attributes:
        head: number and digest of the newest operation.
    """

    def __init__(
        self, path: Path, connection: Connection, key: str | None, author: str, clock: Clock
    ) -> None:
        self._path = path
        self._connection = connection
        self._key = key
        self._author = author
        self._clock = clock
        self._left = Footprint.of(path)
        self._stack: UndoStack | None = None
        self._seen = data_version(connection)
        self.head = history.head(connection)

    @property
    def stack(self) -> UndoStack:
        """What can be undone and redone."""
        if self._stack is None:
            self._stack = UndoStack(reversed(history.operations(self._connection)))
        return self._stack

    def operate(self, name: str, act: Act, kind: Kind = "do", target: str | None = None) -> Changes:
        """Carry out one operation; when this returns it is on the disk.

        An act that changes no row leaves nothing behind, except where it has a target: what it
        undoes or redoes, or the copy that was taken in and brought nothing that was wanted.

        Raises:
            CasebookError: nothing was changed.
        """
        with told_calmly():
            self.check_unchanged()
            at = stamp(self._clock())
            number = self.head[0] + 1
            operation = Operation(number, new_id(), name, at, self._author, kind, target)
            recorder = Recorder(self._connection, operation)
            always = target is not None and kind != "revert"
            digest = self._write(recorder, act, always=always)
        if digest is None:
            return Changes(None, name)
        self.head = (number, digest)
        if self._stack is not None:
            self._stack.add(operation)
        ids = {table: tuple(dict.fromkeys(ids)) for table, ids in recorder.touched.items()}
        return Changes(operation.id, name, ids)

    def undo(self) -> Changes:
        """Take back the newest operation that was not taken back; raises `CasebookError`."""
        if not self.stack.undoable:
            raise CasebookError(NOTHING_TO_UNDO)
        target = self.stack.undoable[-1]
        return self.operate(target.name, _taking_back(target), "undo", target.id)

    def redo(self) -> Changes:
        """Do again what was undone last; raises `CasebookError`."""
        if not self.stack.redoable:
            raise CasebookError(NOTHING_TO_REDO)
        target = self.stack.redoable[-1]
        return self.operate(target.name, _doing_again(target), "redo", target.id)

    def revert(self, operation_id: str) -> Changes:
        """Take back one older operation by itself; raises `CasebookError`."""
        target = history.operation_of(self._connection, operation_id)
        if target is None:
            raise CasebookError(NOT_IN_HISTORY)
        if not target.undoable:
            raise CasebookError(MAKING_CANNOT_BE_UNDONE)
        return self.operate(f"undo: {target.name}", _taking_back(target), "revert", target.id)

    def _write(self, recorder: Recorder, act: Act, *, always: bool) -> str | None:
        digest: str | None = None
        ours = False
        try:
            with transaction(self._connection):
                if self.changed_by_others() or history.head(self._connection) != self.head:
                    raise CasebookError(outside.CHANGED)
                ours = True
                act(self._connection, recorder)
                # Undoing an act that only kept a file changes no row, and still happened.
                if not (always or recorder.touched):
                    raise NothingToKeep
                digest = recorder.finish()
        except DatabaseError as error:
            if points_to_nothing(error):
                raise CasebookError(POINTS_TO_NOTHING) from error
            raise
        finally:
            if ours:
                # Even what was taken back again touched the file, and may have let SQLite
                # believe that somebody else did.
                with suppress(CasebookError, DatabaseError):
                    self.note_own_writing()
        return digest

    def write_beside(self, act: Callable[[Connection], None]) -> None:
        """Write something that is no operation, such as drafts, in one transaction.

        Raises:
            CasebookError: the file is not ours any more; nothing was written.
            DatabaseError: the file cannot be written; it is as it was.
        """
        self.check_unchanged()
        try:
            with transaction(self._connection):
                if self.changed_by_others() or history.head(self._connection) != self.head:
                    raise CasebookError(outside.CHANGED)
                seal.break_open(self._connection)
                act(self._connection)
        finally:
            with suppress(CasebookError, DatabaseError):
                if history.head(self._connection) == self.head:
                    self.note_own_writing()

    def check_unchanged(self) -> None:
        """Raise `CasebookError` where the file on the disk is no longer as we left it."""
        self._left = outside.check_unchanged(self._path, self._key, self._left, self.head)
        if self.changed_by_others():
            raise CasebookError(outside.CHANGED)

    def changed_by_others(self) -> bool:
        """Tell whether another connection has written to the file since it was last looked at."""
        return data_version(self._connection) != self._seen

    def look_again(self) -> None:
        """Take what others wrote for the present state; only for a file opened for reading."""
        self._seen = data_version(self._connection)
        self._stack = None
        self.head = history.head(self._connection)

    def note_own_writing(self) -> None:
        """Remember how the file looks now that we have written to it ourselves."""
        self._left = Footprint.of(self._path)
        self._seen = data_version(self._connection)


def _taking_back(target: Operation) -> Act:
    return lambda connection, recorder: take_back(
        connection, recorder, history.changes_of(connection, target.number)
    )


def _doing_again(target: Operation) -> Act:
    return lambda connection, recorder: do_again(
        connection, recorder, history.changes_of(connection, target.number)
    )

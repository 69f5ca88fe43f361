"""The case file: a patient's whole case in one file, changed only by named operations."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.case.case import Case
from app.case.declaration import EntitySpec
from app.case.rows import Table
from app.casefile import history, tables, undo
from app.casefile.apply import apply_edits
from app.casefile.attachments import read_attachment
from app.casefile.case_json.full_export import full_document
from app.casefile.clock import Clock, stamp, utc_now
from app.casefile.creating import create_file
from app.casefile.driver import Connection, connect, prepare
from app.casefile.edits import Changes, Edit
from app.casefile.history import Kind, Operation, Recorder
from app.casefile.ids import new_id
from app.casefile.transaction import NothingToKeep, transaction
from app.casefile.trouble import told_calmly
from app.casefile.undo import UndoStack
from app.errors import CasebookError

NOTHING_TO_UNDO = "There is nothing to undo."
NOTHING_TO_REDO = "There is nothing to do again."


class CaseFile:
    """An open case file. Everything in it is read as a `Case` and changed by `run`.

    Methods may be called from any thread; one call at a time is carried out.

    Attributes:
        path: where the file is.
        author: who makes the changes, as written into the history.
    """

    def __init__(self, path: Path, connection: Connection, author: str, clock: Clock) -> None:
        """For `create` and `open`, which are the ways to get one."""
        self.path = path
        self.author = author
        self._connection = connection
        self._clock = clock
        self._one_at_a_time = threading.RLock()
        self._case: Case | None = None
        self._stack: UndoStack | None = None
        self._head = history.head(connection)

    @classmethod
    def create(
        cls,
        path: Path,
        edits: Iterable[Edit] = (),
        *,
        name: str = "new case",
        author: str = "",
        clock: Clock = utc_now,
        password: str | None = None,
    ) -> Self:
        """Make a case file with its first rows, which cannot be undone.

        The file appears whole or not at all, readable for its owner only.

        Raises:
            CasebookError: there is a file already, or it cannot be written.
        """
        create_file(path, edits, name=name, author=author, clock=clock, key=password)
        return cls.open(path, author=author, clock=clock, password=password)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        author: str = "",
        clock: Clock = utc_now,
        password: str | None = None,
    ) -> Self:
        """Open a case file.

        Raises:
            CasebookError: it is not a case file, or not one that can be understood.
        """
        with told_calmly():
            connection = connect(path, password)
            prepare(connection)
            return cls(path, connection, author, clock)

    def close(self) -> None:
        """Close the file."""
        with self._one_at_a_time:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Reading

    def case(self) -> Case:
        """Return the present case; tables are read from the file when first asked for."""
        with self._one_at_a_time:
            if self._case is None:
                self._case = Case(self._load)
            return self._case

    def full_document(self) -> dict[str, Any]:
        """Return everything as JSON values: rows, history and attached files.

        `exact_json.dumps` writes it; `create_from_json` makes the same file of it again.
        """
        with self._one_at_a_time, told_calmly():
            return full_document(self._connection, self.case())

    def attachment(self, sha256: str) -> bytes:
        """Return the content of an attached file.

        Raises:
            CasebookError: the case does not hold it, or it is damaged.
        """
        with self._one_at_a_time, told_calmly():
            return read_attachment(self._connection, sha256)

    def _load(self, spec: EntitySpec) -> Table[Any]:
        with self._one_at_a_time, told_calmly():
            return tables.load(self._connection, spec)

    # Changing

    def run(self, name: str, edits: Iterable[Edit]) -> Changes:
        """Carry out edits as one operation that can be undone.

        When this returns, everything is on the disk; edits that change nothing write nothing.

        Args:
            name: what is done, as it stands behind "Undo:", such as "delete allergy penicillin".
            edits: the changes, in order.

        Raises:
            CasebookError: nothing was changed, and the sentence says why.
        """
        return self._operate(
            name, "do", None, lambda connection, recorder: apply_edits(connection, recorder, edits)
        )

    @property
    def undo_name(self) -> str | None:
        """The name of what `undo` would take back, None where there is nothing."""
        stack = self._undo_stack()
        return stack.undoable[-1].name if stack.undoable else None

    @property
    def redo_name(self) -> str | None:
        """The name of what `redo` would do again, None where there is nothing."""
        stack = self._undo_stack()
        return stack.redoable[-1].name if stack.redoable else None

    def undo(self) -> Changes:
        """Take back the newest operation that was not taken back.

        Raises:
            CasebookError: there is nothing to undo, or the file cannot be written.
        """
        with self._one_at_a_time:
            stack = self._undo_stack()
            if not stack.undoable:
                raise CasebookError(NOTHING_TO_UNDO)
            return self._take_back(stack.undoable[-1], "undo")

    def redo(self) -> Changes:
        """Do again what was undone last.

        Raises:
            CasebookError: there is nothing to do again, or the file cannot be written.
        """
        with self._one_at_a_time:
            stack = self._undo_stack()
            if not stack.redoable:
                raise CasebookError(NOTHING_TO_REDO)
            target = stack.redoable[-1]
            return self._operate(
                target.name,
                "redo",
                target.id,
                lambda connection, recorder: undo.do_again(
                    connection, recorder, history.changes_of(connection, target.number)
                ),
            )

    def _take_back(self, target: Operation, kind: Kind) -> Changes:
        return self._operate(
            target.name,
            kind,
            target.id,
            lambda connection, recorder: undo.take_back(
                connection, recorder, history.changes_of(connection, target.number)
            ),
        )

    def _undo_stack(self) -> UndoStack:
        with self._one_at_a_time, told_calmly():
            if self._stack is None:
                self._stack = UndoStack(reversed(history.operations(self._connection)))
            return self._stack

    def _operate(
        self,
        name: str,
        kind: Kind,
        target: str | None,
        act: Callable[[Connection, Recorder], None],
    ) -> Changes:
        with self._one_at_a_time, told_calmly():
            at = stamp(self._clock())
            number = self._head[0] + 1
            operation = Operation(number, new_id(), name, at, self.author, kind, target)
            recorder = Recorder(self._connection, operation)
            done: str | None = None
            with transaction(self._connection):
                act(self._connection, recorder)
                # Undoing an act that only kept a file changes no row, and still happened.
                if kind == "do" and not recorder.touched:
                    raise NothingToKeep
                done = recorder.finish()
            if done is None:
                return Changes(None, name)
            return self._advance(operation, done, recorder)

    def _advance(self, operation: Operation, digest: str, recorder: Recorder) -> Changes:
        self._head = (operation.number, digest)
        if self._stack is not None:
            self._stack.add(operation)
        if self._case is not None:
            self._case = self._case.without(recorder.touched)
        ids = {table: tuple(dict.fromkeys(ids)) for table, ids in recorder.touched.items()}
        return Changes(operation.id, operation.name, ids)

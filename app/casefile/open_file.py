"""An open case file: everything in it is read as a `Case` and changed by `run`.

What reading and changing do not need is imported by the methods that do.
"""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.case.case import Case
from app.case.declaration import EntitySpec
from app.case.rows import Table
from app.casefile import history, outside, tables
from app.casefile.access import Access
from app.casefile.clock import Clock
from app.casefile.drafts import Drafts, read_drafts, write_drafts
from app.casefile.driver import Connection
from app.casefile.edits import Changes, Edit
from app.casefile.history import Operation
from app.casefile.ledger import Act, Ledger
from app.casefile.lock import Holder
from app.casefile.trouble import told_calmly
from app.errors import CasebookError

if TYPE_CHECKING:
    from app.casefile.attachments import Attachment
    from app.casefile.change_log import FieldChange, RowVersion

CLOSED = "The case was closed meanwhile. Nothing was changed."

_OnLedger = Callable[[Ledger], Changes]


class OpenFile:
    """What can be read in an open case file, and how it is changed.

    Methods may be called from any thread; one call at a time is carried out.

    Attributes:
        path: where the file is.
        author: who makes the changes, as written into the history.
        read_only_because: why nothing can be changed here, in a sentence; None where it can.
        held_by: who else has the case open, where that is the reason.
    """

    def __init__(
        self,
        path: Path,
        connection: Connection,
        access: Access,
        *,
        key: str | None,
        author: str,
        clock: Clock,
    ) -> None:
        """For the ways to open a case file."""
        self.path = path
        self.author = author
        self.read_only_because = access.because
        self.held_by: Holder | None = access.holder
        self._access = access
        self._key = key
        self._clock = clock
        self._one_at_a_time = threading.RLock()
        self._closed = False
        self._take_connection(connection)

    def _take_connection(self, connection: Connection) -> None:
        self._connection = connection
        self._ledger = Ledger(self.path, connection, self._key, self.author, self._clock)
        self._case: Case | None = None

    # Reading

    @property
    def encrypted(self) -> bool:
        """Whether the file asks for a password."""
        return self._key is not None

    @property
    def file_id(self) -> str:
        """The id that this case shares with its copies."""
        with self._one_at_a_time, told_calmly():
            return str(self._connection.execute("SELECT file_id FROM meta").fetchone()[0])

    def case(self) -> Case:
        """Return the present case; tables are read from the file when first asked for."""
        with self._one_at_a_time, told_calmly():
            if self.read_only_because is not None and self._ledger.changed_by_others():
                # Somebody else may change it while we look on: show what is there now.
                self._ledger.look_again()
                self._case = None
            if self._case is None:
                self._case = Case(self._load)
            return self._case

    def _load(self, spec: EntitySpec) -> Table[Any]:
        with self._one_at_a_time, told_calmly():
            if self._ledger.changed_by_others():
                raise CasebookError(outside.CHANGED)
            return tables.load(self._connection, spec)

    def full_document(self) -> dict[str, Any]:
        """Return everything as JSON values: rows, history and attached files.

        `case_json.text` writes it; `create_from_json` makes the same file of it again.
        """
        from app.casefile.case_json.full_export import full_document

        with self._one_at_a_time, told_calmly():
            return full_document(self._connection, self.case())

    def attachment(self, sha256: str) -> bytes:
        """Return the content of an attached file.

        Raises:
            CasebookError: the case does not hold it, or it is damaged.
        """
        from app.casefile.attachments import read_attachment

        with self._one_at_a_time, told_calmly():
            return read_attachment(self._connection, sha256)

    def attachments(self) -> "list[Attachment]":
        """Return what files are attached, by name."""
        from app.casefile.attachments import list_attachments

        with self._one_at_a_time, told_calmly():
            return list_attachments(self._connection)

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
        # All of them first: whoever makes them may read the case while doing so.
        ready = tuple(edits)
        return self._operate(lambda ledger: ledger.operate(name, _applying(ready)))

    @property
    def undo_name(self) -> str | None:
        """The name of what `undo` would take back, None where there is nothing."""
        with self._one_at_a_time, told_calmly():
            undoable = self._ledger.stack.undoable
            return undoable[-1].name if undoable else None

    @property
    def redo_name(self) -> str | None:
        """The name of what `redo` would do again, None where there is nothing."""
        with self._one_at_a_time, told_calmly():
            redoable = self._ledger.stack.redoable
            return redoable[-1].name if redoable else None

    def undo(self) -> Changes:
        """Take back the newest operation that was not taken back; raises `CasebookError`."""
        return self._operate(Ledger.undo)

    def redo(self) -> Changes:
        """Do again what was undone last; raises `CasebookError`."""
        return self._operate(Ledger.redo)

    def undo_operation(self, operation_id: str) -> Changes:
        """Take back one older operation by itself ("Undo this" in the change log).

        Raises:
            CasebookError: the same rows were changed afterwards.
        """
        return self._operate(lambda ledger: ledger.revert(operation_id))

    def _operate(self, act: _OnLedger) -> Changes:
        with self._one_at_a_time, told_calmly():
            self._require_writable()
            changes = act(self._ledger)
            if changes and self._case is not None:
                self._case = self._case.without(changes.ids)
            return changes

    def _require_writable(self) -> None:
        if self.read_only_because is not None:
            raise CasebookError(self.read_only_because)

    # What is no entry yet

    def drafts(self) -> dict[tuple[str, str], str]:
        """Return what was begun and is no entry yet, by what it is about and its field."""
        with self._one_at_a_time, told_calmly():
            return read_drafts(self._connection)

    def keep_drafts(self, drafts: Drafts) -> None:
        """Keep texts that are no entries yet; an empty one takes its draft away.

        When this returns, they are on the disk. They are no operation and cannot be undone.

        Raises:
            CasebookError: nothing was written, and the sentence says why.
        """
        with self._one_at_a_time, told_calmly():
            self._require_writable()
            if self._closed:
                raise CasebookError(CLOSED)
            self._ledger.write_beside(lambda connection: write_drafts(connection, drafts))

    # The change log

    def history(self, limit: int | None = None, before: int | None = None) -> list[Operation]:
        """Return operations, newest first; `before` is the number of the last one seen."""
        with self._one_at_a_time, told_calmly():
            return history.operations(self._connection, limit, before)

    def sentences(self, operation: Operation, limit: int = 200) -> list[str]:
        """Return what an operation did: "Allergy penicillin: How severe: mild → severe"."""
        from app.casefile.change_log import sentences_of

        with self._one_at_a_time, told_calmly():
            found = sentences_of(self._connection, operation)
            return [sentence for _, sentence in zip(range(limit), found, strict=False)]

    def row_history(self, table: str, id: str) -> "list[RowVersion]":
        """Return every change of one row, oldest first."""
        from app.casefile.change_log import row_history

        with self._one_at_a_time, told_calmly():
            return row_history(self._connection, table, id)

    def field_history(self, table: str, id: str, field: str) -> "list[FieldChange]":
        """Return every change of one field, oldest first: who, when, old, new."""
        from app.casefile.change_log import field_history

        with self._one_at_a_time, told_calmly():
            return field_history(self._connection, table, id, field)


def _applying(edits: Iterable[Edit]) -> Act:
    from app.casefile.apply import apply_edits

    return lambda connection, recorder: apply_edits(connection, recorder, edits)

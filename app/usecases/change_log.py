"""The change log of an open case: who changed what and when, in words, and taking it back."""

from collections.abc import Sequence
from datetime import datetime

from app.case.value_class import value_class
from app.casefile import Changes, Operation
from app.casefile.clock import moment
from app.usecases.session import Session


@value_class
class Entry:
    """One operation of the log.

    Attributes:
        number: its place in the history, from 1.
        id: its id, for taking it back.
        name: what was done, such as "delete allergy penicillin".
        at: when.
        who: the person's name, "" where none was set.
        kind: `do`, `undo`, `redo` or `revert` (one older operation taken back by itself).
        target: the operation undone, redone or reverted.
        can_be_undone: False for making the case.
    """

    number: int
    id: str
    name: str
    at: datetime
    who: str
    kind: str
    target: str | None
    can_be_undone: bool


def entries(session: Session, limit: int, before: int | None = None) -> list[Entry]:
    """Return operations, newest first; `before` is the number of the last one seen."""
    return [_entry(operation) for operation in session.file.history(limit, before)]


def entries_of_row(session: Session, table: str, row_id: str) -> list[Entry]:
    """Return the operations that changed one entry of the case, newest first."""
    versions = session.file.row_history(table, row_id)
    found = {version.operation.id: version.operation for version in versions}
    return [_entry(operation) for operation in reversed(found.values())]


def sentences(session: Session, entry: Entry, limit: int = 200) -> list[str]:
    """Return what an operation did, such as "Allergy penicillin: How severe: mild → severe"."""
    return session.file.sentences(_operation(entry), limit)


def take_back(session: Session, entry: Entry) -> Changes:
    """Take one operation back by itself, as an operation of its own.

    Whoever runs this beside the window hands the changes to `Session.tell` afterwards.

    Raises:
        CasebookError: later changes stand in the way; nothing was changed.
    """
    return session.file.undo_operation(entry.id)


class TakenBack:
    """Which operations no longer hold, found while reading the log from its newest end."""

    def __init__(self) -> None:
        self._decided: dict[str, bool] = {}

    def look_at(self, entries: Sequence[Entry]) -> None:
        """Take note of the next older operations."""
        for entry in entries:
            # What took something back, and was itself taken back, no longer counts.
            if entry.target is None or (entry.kind == "revert" and self.holds(entry.id)):
                continue
            self._decided.setdefault(entry.target, entry.kind != "redo")

    def holds(self, entry_id: str) -> bool:
        """Tell whether an operation is taken back as things stand."""
        return self._decided.get(entry_id, False)


def _entry(operation: Operation) -> Entry:
    return Entry(
        operation.number,
        operation.id,
        operation.name,
        moment(operation.at),
        operation.who,
        operation.kind,
        operation.target,
        operation.undoable,
    )


def _operation(entry: Entry) -> Operation:
    # What it did is found by its number alone.
    return Operation(entry.number, entry.id, entry.name, "", entry.who)

"""An open case: read it, run a named operation, undo, and tell whoever shows it.

Writing flows one way: a slot or a command calls a use case, which runs one named operation here;
the case file makes it one transaction; the `Changes` it returns go to every listener once.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType

from app.case.case import Case
from app.case.facts import Facts, as_of_day, facts_of
from app.casefile import CaseFile, Changes, Edit, PasswordNeeded, WrongPassword
from app.usecases.author import author_here
from app.usecases.keep_safe import second_place

Listener = Callable[[Changes], None]

__all__ = ["Changes", "PasswordNeeded", "Session", "WrongPassword"]


class Session:
    """One open case file and the values read from it.

    Attributes:
        path: where the case file lies.
    """

    def __init__(self, file: CaseFile, *, today: Callable[[], datetime.date] | None = None) -> None:
        self._file = file
        self._today = today or datetime.date.today
        self._listeners: list[Listener] = []
        self._facts: dict[datetime.date, Facts] = {}
        self.path: Path = file.path

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        password: str | None = None,
        read_only: bool = False,
        today: Callable[[], datetime.date] | None = None,
    ) -> "Session":
        """Open a case file; a file that somebody else has open comes read-only.

        Raises:
            CasebookError: not a case, damaged, newer than this program, or a wrong password.
        """
        file = CaseFile.open(
            path,
            password=password,
            read_only=read_only,
            author=author_here(),
            second_place=second_place(),
        )
        return cls(file, today=today)

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def file(self) -> CaseFile:
        """Return the case file, for the use cases beside this module."""
        return self._file

    @property
    def read_only_because(self) -> str | None:
        """Why nothing can be changed here, in a sentence; None where it can."""
        return self._file.read_only_because

    @property
    def protected(self) -> bool:
        """Whether the file asks for a password."""
        return self._file.encrypted

    @property
    def last_backup(self) -> datetime.date | None:
        """The day of the newest backup beside the case, None where there is none."""
        backups = self._file.backups()
        return backups[0].taken.astimezone().date() if backups else None

    @property
    def open_elsewhere(self) -> str:
        """Who else has the case open, such as "Ana on study-pc since 12 May 2026, 14:30"."""
        return self._file.held_by.words if self._file.held_by is not None else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What to tell the family in passing, such as a backup that could not be made."""
        return tuple(dict.fromkeys(self._file.notes))

    @property
    def case(self) -> Case:
        """Return the present values of the case."""
        return self._file.case()

    def as_of(self, asked: datetime.date | None = None) -> datetime.date:
        """Return the day that counts as today for this case."""
        return as_of_day(self.case, asked, self._today())

    def facts(self, as_of: datetime.date | None = None) -> Facts:
        """Return what follows from the records as of a day."""
        day = self.as_of(as_of)
        known = self._facts.get(day)
        if known is None:
            known = self._facts[day] = facts_of(self.case, day)
        return known

    def run(self, name: str, edits: Iterable[Edit]) -> Changes:
        """Run one named operation: one transaction, one undo step.

        Raises:
            CasebookError: the file cannot be written; it is as it was.
        """
        return self._told(self._file.run(name, edits))

    def undo(self) -> Changes:
        """Take the last operation back."""
        return self._told(self._file.undo())

    def redo(self) -> Changes:
        """Make the operation again that was taken back last."""
        return self._told(self._file.redo())

    def drafts(self) -> dict[tuple[str, str], str]:
        """Return what was begun and is no entry yet, by what it is about and its field."""
        return self._file.drafts()

    def keep_drafts(self, drafts: Mapping[tuple[str, str], str]) -> None:
        """Keep texts that are no entries yet; an empty one takes its draft away.

        Raises:
            CasebookError: the file cannot be written; it is as it was.
        """
        self._file.keep_drafts(drafts)

    def tell(self, changes: Changes) -> Changes:
        """Tell every listener what was changed beside the window, such as by restoring a backup."""
        return self._told(changes)

    @property
    def undo_name(self) -> str | None:
        """Return the name of what undo would take back, None where there is nothing."""
        return self._file.undo_name

    @property
    def redo_name(self) -> str | None:
        """Return the name of what redo would make again, None where there is nothing."""
        return self._file.redo_name

    def listen(self, listener: Listener) -> None:
        """Tell `listener` about every later change."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Close the file; after changes a backup is made and checked."""
        self._file.close()

    def _told(self, changes: Changes) -> Changes:
        self._facts.clear()
        for listener in self._listeners:
            listener(changes)
        return changes

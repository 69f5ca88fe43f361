"""The backups of an open case: which there are, making one, what one would change, restoring."""

from pathlib import Path

from app.case.case import SPECS
from app.case.value_class import value_class
from app.casefile import Backup, Changes, Difference
from app.casefile.backup_folder import backups_in, folder_of
from app.casefile.backups import mirror
from app.casefile.clock import utc_now
from app.usecases.session import Session

__all__ = ["Backup", "KeptBackup", "Made", "WouldChange"]


@value_class
class KeptBackup:
    """One backup and where it lies.

    Attributes:
        backup: the file, when and why it was made, its size.
        second: it lies at the second place, such as a stick, and not beside the case.
    """

    backup: Backup
    second: bool


@value_class
class Made:
    """A backup that was just made, and what to tell of it, such as a stick that is absent."""

    path: Path
    notes: tuple[str, ...]


@value_class
class WouldChange:
    """What restoring would do to one kind of entry.

    Attributes:
        kind: what several of them are called, such as "lab reports".
        back, changed, gone: how many would come back, get other content, and go.
    """

    kind: str
    back: int
    changed: int
    gone: int


def kept_backups(session: Session, second: Path | None = None) -> list[KeptBackup]:
    """Return the backups beside the case and at the second place, newest first."""
    beside = folder_of(session.path)
    found = [KeptBackup(backup, second=False) for backup in backups_in(beside)]
    if second is not None:
        found += [KeptBackup(backup, second=True) for backup in backups_in(second / beside.name)]
    return sorted(found, key=lambda kept: (kept.backup.taken, not kept.second), reverse=True)


def back_up(session: Session, second: Path | None = None) -> Made:
    """Make a checked backup beside the case, and a copy of it at the second place.

    Raises:
        CasebookError: it could not be made; the case is as it was.
    """
    path = session.file.back_up()
    note = mirror(path, second, utc_now()) if second is not None else None
    return Made(path, (note,) if note else ())


def would_change(
    session: Session, backup: Path, password: str | None = None
) -> tuple[WouldChange, ...]:
    """Return what restoring a backup would change; looking into it checks it as well.

    Raises:
        PasswordNeeded, WrongPassword: it has another password than the case has now.
        CasebookError: it is not whole.
    """
    return tuple(map(_in_words, session.file.compare_with_backup(backup, password)))


def restore(session: Session, backup: Path, password: str | None = None) -> Changes:
    """Give the case the content of a backup, as one step; a backup of the present comes first.

    Whoever runs this beside the window hands the changes to `Session.tell` afterwards.

    Raises:
        CasebookError: nothing was changed, and the sentence says why.
    """
    return session.file.restore(backup, password)


def _in_words(difference: Difference) -> WouldChange:
    spec = SPECS[difference.table]
    return WouldChange(spec.plural, difference.back, difference.changed, difference.gone)

"""Restoring a backup to a place, whatever is there: nothing, the same case, or a damaged file."""

from enum import Enum
from pathlib import Path

from app.casefile import backups
from app.casefile.backup_folder import folder_of, free_name
from app.casefile.casefile import CaseFile
from app.casefile.clock import Clock, utc_now
from app.casefile.opening import key_for
from app.casefile.password import normal_form
from app.casefile.refusals import DamagedCase
from app.casefile.safe_files import (
    make_folder_owner_only,
    move_with_side_files,
    new_beside,
    put_in_place,
)
from app.casefile.trouble import told_calmly


class Restored(Enum):
    """What restoring did."""

    NEW_FILE = "a new file was made"
    OPERATION = "the case got the content of the backup; undo brings back what was there"
    IN_PLACE_OF_DAMAGED = "the backup took the place of a damaged file, which was kept"


def restore_to(
    backup: Path,
    target: Path,
    *,
    author: str = "",
    clock: Clock = utc_now,
    password: str | None = None,
) -> Restored:
    """Restore a backup as the case file `target`.

    Where `target` is the same case, this is one operation in it that can be undone. A damaged
    file is moved into the folder of backups and kept.

    Args:
        backup: a backup, or any other copy of a case.
        target: the case file to restore.
        author: who does it.
        clock: gives the time written into the history and into names.
        password: of the backup, and of the case where it is there.

    Raises:
        CasebookError: the backup is not good, or another case lies there; nothing was changed.
    """
    key = key_for(backup, normal_form(password) if password else None)
    if not target.exists():
        _copy(backup, target, key)
        return Restored.NEW_FILE
    try:
        case_file = CaseFile.open(target, author=author, clock=clock, password=password)
    except DamagedCase:
        _put_in_place_of_damaged(backup, target, key, clock)
        return Restored.IN_PLACE_OF_DAMAGED
    with case_file:
        case_file.restore(backup, password)
    return Restored.OPERATION


def _copy(backup: Path, target: Path, key: str | None) -> None:
    with told_calmly(), backups.opened(backup, key) as connection:
        backups.copy_checked(connection, target, key)


def _put_in_place_of_damaged(backup: Path, target: Path, key: str | None, clock: Clock) -> None:
    with (
        told_calmly(),
        backups.opened(backup, key) as connection,
        new_beside(target) as temporary,
    ):
        backups.write_copy(connection, temporary, key)
        _set_aside(target, clock)
        put_in_place(temporary, target)


def _set_aside(damaged: Path, clock: Clock) -> None:
    folder = folder_of(damaged)
    make_folder_owner_only(folder)
    kept = free_name(folder, damaged.stem, clock(), "damaged").with_suffix(".damaged")
    move_with_side_files(damaged, kept)

"""Backups: whole copies of a case file, each opened, checked and counted before it is believed.

They lie in the folder "<name> backups" beside the case, and in the same folder at a second place
(a stick) where one is set. A backup has the password that the case had when it was made.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app.case.value_class import value_class
from app.casefile import checks, history, seal
from app.casefile.backup_folder import Backup, backup_at, backups_in, folder_of, free_name, thin
from app.casefile.clock import moment_words
from app.casefile.drafts import forget_drafts
from app.casefile.driver import Connection, DatabaseError, connect, prepare
from app.casefile.opening import open_whole
from app.casefile.refusals import DamagedCase
from app.casefile.safe_files import (
    make_folder_owner_only,
    new_beside,
    put_in_place,
    remove_leftovers,
    replace_durably,
)
from app.casefile.trouble import sentence_for, told_calmly
from app.errors import CasebookError

DAMAGED = (
    "This case file is damaged or was changed by another program: {what}. It was left as it is."
    " {backup}"
)
A_BACKUP = "The newest whole backup is of {day}; it can be restored."
NO_BACKUP = "No whole backup was found beside it."
OTHER_CASE = (
    "This is a backup of another case. Nothing was changed. To look at it, open it as a case of its"
    " own."
)
NOT_GOOD = (
    "The backup did not turn out whole, so it was not kept. The case itself is as it was. Please"
    " check the disk or stick."
)
SECOND_PLACE_ABSENT = (
    "The second place for backups is not connected; the backup beside the case was made."
)
SECOND_PLACE_FAILED = (
    "The second place for backups could not be written ({why}); the backup beside the case was"
    " made."
)


@value_class
class BackupContent:
    """What a backup holds.

    Attributes:
        rows: number of rows by table.
        head: number and digest of its newest operation.
        last_change: when that was, as written in the history; None for an empty history.
    """

    rows: Mapping[str, int]
    head: tuple[int, str]
    last_change: str | None


def make_backup(
    connection: Connection, case: Path, key: str | None, now: datetime, reason: str = ""
) -> Path:
    """Make a backup in the folder beside the case, and thin out the older ones.

    Args:
        connection: the open case, with no transaction open.
        case: its file.
        key: its password.
        now: the moment that goes into the name.
        reason: why it is made, in a few lower-case words.

    Raises:
        CasebookError: it could not be made; the case is as it was.
    """
    folder = folder_of(case)
    with told_calmly():
        make_folder_owner_only(folder)
    made = copy_checked(connection, free_name(folder, case.stem, now, reason), key)
    thin(folder, now)
    return made


def back_up_to(
    connection: Connection,
    case: Path,
    key: str | None,
    folder: Path,
    now: datetime,
    *,
    drafts: bool = True,
) -> Path:
    """Make a backup in a folder that the family chose; nothing there is thinned out.

    Args:
        connection: the open case, with no transaction open.
        case: its file.
        key: its password.
        folder: where to.
        now: the moment that goes into the name.
        drafts: whether what is begun and is no entry yet goes with it.

    Raises:
        CasebookError: it could not be made; the case is as it was.
    """
    with told_calmly():
        make_folder_owner_only(folder)
    return copy_checked(connection, free_name(folder, case.stem, now, ""), key, drafts=drafts)


def copy_checked(
    connection: Connection, target: Path, key: str | None, *, drafts: bool = True
) -> Path:
    """Write a whole, checked, sealed copy of an open case; `target` appears only when it is good.

    Raises:
        CasebookError: there is a file already, or the copy is not good.
    """
    with told_calmly(), new_beside(target) as temporary:
        write_copy(connection, temporary, key, drafts=drafts)
        put_in_place(temporary, target)
    return target


def write_copy(connection: Connection, copy: Path, key: str | None, *, drafts: bool = True) -> None:
    """Write a whole, checked, sealed copy of an open case into an empty file.

    Without `drafts` it holds nothing of what is begun and is no entry yet.

    Raises:
        CasebookError: the copy is not good.
        DatabaseError, OSError: it cannot be written.
    """
    looking_only = connection.execute("PRAGMA query_only").fetchone()[0]
    # A case opened for reading may be copied: this writes to the copy alone.
    connection.execute("PRAGMA query_only = OFF")
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.execute(f"PRAGMA query_only = {int(looking_only)}")
    if not drafts:
        _forget_drafts(copy, key)
    believe(connection, copy, key)


def _forget_drafts(copy: Path, key: str | None) -> None:
    connection = connect(copy, key)
    try:
        prepare(connection)
        forget_drafts(connection)
    finally:
        connection.close()


def believe(original: Connection, copy: Path, key: str | None) -> None:
    """Open a copy, check it, count its rows against the original, and seal it.

    Raises:
        CasebookError: it is not the same.
    """
    connection = connect(copy, key)
    try:
        prepare(connection)
        same = checks.counts(connection) == checks.counts(original)
        same = same and history.head(connection) == history.head(original)
        if not same or checks.structure(connection, thorough=True):
            raise CasebookError(NOT_GOOD)
        seal.write(connection, copy)
    except DatabaseError as error:
        raise CasebookError(sentence_for(error) or NOT_GOOD) from error
    finally:
        connection.close()


def mirror(backup: Path, second_place: Path, now: datetime) -> str | None:
    """Copy a finished backup to a second place; returns what to tell where that was not possible.

    The backup beside the case stands in any case, so nothing is raised.
    """
    if not second_place.is_dir():
        return SECOND_PLACE_ABSENT
    folder = second_place / backup.parent.name
    try:
        make_folder_owner_only(folder)
        remove_leftovers(folder, "")
        with new_beside(folder / backup.name) as temporary:
            shutil.copyfile(backup, temporary)
            if seal.read_pages(temporary) != seal.read_pages(backup):
                return SECOND_PLACE_FAILED.format(why="the copy differs")
            replace_durably(temporary, folder / backup.name)
    except OSError as error:
        return SECOND_PLACE_FAILED.format(why=error.strerror or "unknown reason")
    thin(folder, now)
    return None


@contextmanager
def opened(backup: Path, key: str | None) -> Iterator[Connection]:
    """Open a backup for reading.

    Raises:
        CasebookError: it is damaged, or the password does not fit.
    """
    connection = open_whole(backup, key, read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def look_into(backup: Path, key: str | None) -> BackupContent:
    """Open a backup and say what it holds; raises `CasebookError` where it is not good."""
    with told_calmly(), opened(backup, key) as connection:
        newest = history.operations(connection, limit=1)
        return BackupContent(
            checks.counts(connection),
            history.head(connection),
            newest[0].at if newest else None,
        )


def require_same_case(present: Connection, backup: Connection) -> None:
    """Refuse a backup of another case; raises `CasebookError`."""
    ids = [c.execute("SELECT file_id FROM meta").fetchone() for c in (present, backup)]
    if ids[0] != ids[1]:
        raise CasebookError(OTHER_CASE)


def restoring_name(backup: Path) -> str:
    """Return the name of the operation that restores a backup."""
    found = backup_at(backup)
    return (
        "restore a backup"
        if found is None
        else f"restore the backup of {moment_words(found.taken)}"
    )


def newest_good(case: Path, key: str | None) -> Backup | None:
    """Return the newest backup beside a case that opens with the password and is whole."""
    for backup in backups_in(folder_of(case)):
        with suppress(CasebookError):
            look_into(backup.path, key if backup.encrypted else None)
            return backup
    return None


def name_backup(damaged: DamagedCase, case: Path, key: str | None) -> DamagedCase:
    """Return the error for the family: what is damaged, and which backup is whole."""
    backup = newest_good(case, key)
    if backup is None:
        return DamagedCase(DAMAGED.format(what=damaged.sentence, backup=NO_BACKUP))
    named = A_BACKUP.format(day=moment_words(backup.taken))
    return DamagedCase(DAMAGED.format(what=damaged.sentence, backup=named), backup.path)

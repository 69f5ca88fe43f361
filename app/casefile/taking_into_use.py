"""A file taken into use: whole, of this version, and without what a killed program left."""

from pathlib import Path

from app.casefile import backups, seal
from app.casefile.access import Access
from app.casefile.backup_folder import folder_of
from app.casefile.clock import Clock
from app.casefile.driver import Connection
from app.casefile.opening import OLDER, open_known, version_of
from app.casefile.refusals import DamagedCase
from app.casefile.safe_files import remove_leftovers
from app.casefile.schema import VERSION
from app.casefile.trouble import told_calmly
from app.errors import CasebookError


def open_to_use(path: Path, key: str | None, access: Access, clock: Clock) -> Connection:
    """Open a case file; an older one is backed up and brought up to date.

    Raises:
        DamagedCase: it is damaged; the newest whole backup is named.
        CasebookError: it is no case file, is newer, or the password does not fit; or it is older
            and may not be written.
    """
    try:
        connection = open_known(path, key, read_only=access.lock is None)
    except DamagedCase as damaged:
        raise backups.name_backup(damaged, path, key) from damaged
    try:
        if access.lock is not None:
            remove_leftovers(path.parent, f"{path.name}.")
            remove_leftovers(folder_of(path), path.stem)
        if version_of(connection) < VERSION:
            if access.lock is None:
                raise CasebookError(OLDER)
            _bring_up_to_date(connection, path, key, clock)
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up_to_date(connection: Connection, path: Path, key: str | None, clock: Clock) -> None:
    from app.casefile.migrations import bring_up_to_date  # slow to import, rarely needed

    backups.make_backup(connection, path, key, clock(), "before update")
    with told_calmly():
        seal.break_open(connection)
        bring_up_to_date(connection)

"""The folder of backups beside a case: what lies there, and what stays."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.case.value_class import value_class
from app.casefile.refusals import MAGIC
from app.casefile.thinning import to_keep

_NAME = re.compile(
    r".* (?P<taken>\d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2})Z(?: (?P<reason>[a-z ]+))?"
    r"(?: \(\d+\))?\.casebook"
)
_TAKEN = "%Y-%m-%d %H.%M.%S"


@value_class
class Backup:
    """One backup, as its name and the system tell of it.

    Attributes:
        path: the file.
        taken: when it was made.
        reason: why, such as "before restore"; empty for one made by hand or on closing.
        size: its size in bytes.
        encrypted: whether it asks for a password.
    """

    path: Path
    taken: datetime
    reason: str
    size: int
    encrypted: bool


def folder_of(case: Path) -> Path:
    """Return the folder beside a case in which its backups lie."""
    return case.with_name(f"{case.stem} backups")


def backups_in(folder: Path) -> list[Backup]:
    """Return the backups in a folder, newest first."""
    try:
        files = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return []
    found = [backup for path in files if (backup := backup_at(path)) is not None]
    return sorted(found, key=lambda backup: (backup.taken, backup.path.name), reverse=True)


def backup_at(path: Path) -> Backup | None:
    """Return what a file's name tells of it, None where it is not named as backups are."""
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None
    try:
        taken = datetime.strptime(name["taken"], _TAKEN).replace(tzinfo=UTC)
        with path.open("rb") as file:
            encrypted = file.read(len(MAGIC)) != MAGIC
        return Backup(path, taken, name["reason"] or "", path.stat().st_size, encrypted)
    except (OSError, ValueError):
        return None


def free_name(folder: Path, stem: str, now: datetime, reason: str) -> Path:
    """Return a name for a backup made now, under which nothing lies yet."""
    name = f"{stem} {now.astimezone(UTC).strftime(_TAKEN)}Z {reason}".rstrip()
    path, number = folder / f"{name}.casebook", 1
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}).casebook"
    return path


def thin(folder: Path, now: datetime) -> None:
    """Remove what thinning does not keep; a backup that cannot be removed stays."""
    found = backups_in(folder)
    kept = to_keep((backup.taken for backup in found), now)
    for backup in found:
        if backup.taken not in kept:
            with suppress(OSError):
                backup.path.unlink()

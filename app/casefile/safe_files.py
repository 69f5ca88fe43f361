"""Files that only their owner may read, and that appear whole or not at all."""

import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700

_SIDE_FILES = ("-journal", "-wal", "-shm")
_HALF_MADE = re.compile(r"\.[0-9a-f]{8}\.part(?:-journal|-wal|-shm)?$")


def make_owner_only(path: Path) -> None:
    """Make a new empty file that only its owner may read; raises `FileExistsError`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))


def make_folder_owner_only(folder: Path) -> None:
    """Make a folder that only its owner may look into, where it is missing."""
    folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)


@contextmanager
def new_beside(path: Path) -> Iterator[Path]:
    """Give an empty owner-only file beside `path`; whatever is left of it goes afterwards."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    make_owner_only(temporary)
    try:
        yield temporary
    finally:
        remove_with_side_files(temporary)


def remove_leftovers(folder: Path, name: str) -> None:
    """Remove files that a killed program left half-made under names that begin with `name`."""
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if path.name.startswith(f".{name}") and _HALF_MADE.search(path.name):
                path.unlink(missing_ok=True)


def remove_with_side_files(path: Path) -> None:
    """Remove a database file and its journal, as far as they are there."""
    for each in (path, *(path.with_name(path.name + end) for end in _SIDE_FILES)):
        with suppress(OSError):
            each.unlink(missing_ok=True)


def move_with_side_files(path: Path, to: Path) -> None:
    """Move a database file and its journal, which belongs to no other file."""
    path.rename(to)
    for end in _SIDE_FILES:
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(to.with_name(to.name + end))
    flush_folder(to.parent)


def replace_durably(new: Path, path: Path) -> None:
    """Put a finished file in the place of `path` in one step; the old one lives until then."""
    flush(new)
    new.replace(path)
    flush_folder(path.parent)


def put_in_place(new: Path, path: Path) -> None:
    """Give a finished file its name; raises `FileExistsError` rather than replace another."""
    flush(new)
    if not path.exists():
        # The journal of a file that is no longer there would be rolled back into the new one.
        remove_with_side_files(path)
    try:
        path.hardlink_to(new)
    except FileExistsError:
        raise
    except OSError:  # a stick's file system knows no links
        if path.exists():
            raise FileExistsError(path) from None
        new.rename(path)
    else:
        new.unlink()
    flush_folder(path.parent)


def flush(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can do that."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, owner-only; an older one lives until the new one is whole."""
    with new_beside(path) as temporary:
        with temporary.open("r+b") as file:
            file.write(content)
        replace_durably(temporary, path)

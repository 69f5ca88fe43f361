"""Who has the case open: a small file beside it, held with a lock of the operating system.

The lock tells whether the holder still lives: it goes when a program ends, however it ends. The
file tells people who it is, and travels to another computer with a shared or cloud folder, where
the lock itself does not.
"""

import hashlib
import json
import os
import platform
import sys
import uuid
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Self

from app.case.value_class import value_class
from app.casefile.clock import moment, moment_words, stamp
from app.casefile.safe_files import OWNER_ONLY

if sys.platform == "win32":
    import msvcrt

    # Others must be able to read the name: lock one byte far behind the text.
    _FAR = 1 << 20

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@value_class
class Holder:
    """Who has the case open.

    Attributes:
        person: their name, as the program was told; may be empty.
        computer: the name of their computer.
        since: from when on.
        machine: tells computers apart whose names change with the network.
    """

    person: str
    computer: str
    since: datetime
    machine: str = ""

    @property
    def words(self) -> str:
        """Return "Ana Ruiz on study-pc since 12 May 2026, 14:30"."""
        since = moment_words(self.since)
        return f"{self.person or 'someone'} on {self.computer} since {since}"


class HeldElsewhere(Exception):
    """Somebody else has the case open; `holder` is None where their name cannot be read."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(holder)
        self.holder = holder


def this_computer() -> str:
    """Return the name of this computer."""
    return platform.node() or "this computer"


def this_machine() -> str:
    """Return what tells this computer from others, without saying anything of it."""
    hardware = uuid.getnode()
    if hardware >> 40 & 1:  # not known, and made up anew by every process
        return ""
    return hashlib.sha256(f"casebook {hardware:x}".encode()).hexdigest()[:16]


def _is_here(holder: Holder) -> bool:
    return holder.computer == this_computer() or (
        holder.machine != "" and holder.machine == this_machine()
    )


def lock_path(case: Path) -> Path:
    """Return where the lock file of a case lies."""
    return case.with_name(f".{case.name}.lock")


class Lock:
    """The right to change a case, held until `release`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """For `take`, which is the way to get one."""
        self._path = path
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, case: Path, person: str, now: datetime, *, insist: bool = False) -> Self:
        """Take the lock, also from a holder that no longer lives.

        Args:
            case: the case file.
            person: who will hold it.
            now: from when on.
            insist: take it although another computer seems to hold it.

        Raises:
            HeldElsewhere: somebody else holds it.
            OSError: the folder does not allow it.
        """
        path = lock_path(case)
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
            try:
                if not _take(descriptor):
                    raise HeldElsewhere(_read(path))
                before = _read(path)
                if before and not _is_here(before) and not insist:
                    raise HeldElsewhere(before)
                if not _is_still(path, descriptor):  # its last holder removed it just now
                    os.close(descriptor)
                    continue
                _write(descriptor, Holder(person, this_computer(), now, this_machine()))
            except BaseException:
                os.close(descriptor)
                raise
            return cls(path, descriptor)

    def release(self) -> None:
        """Give the lock back; does nothing the second time."""
        if self._descriptor is None:
            return
        # Removed while still held: nobody can take a file that is about to go. Windows cannot
        # remove an open file; an empty one says as well that nobody is here.
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        with suppress(OSError):
            self._path.unlink()
        os.close(self._descriptor)
        self._descriptor = None


def holder_of(case: Path) -> Holder | None:
    """Return who is written down as having the case open, None where nobody is."""
    return _read(lock_path(case))


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _write(descriptor: int, holder: Holder) -> None:
    text = json.dumps({**asdict(holder), "since": stamp(holder.since)}, ensure_ascii=False)
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text.encode())
    os.fsync(descriptor)


def _read(path: Path) -> Holder | None:
    try:
        raw = json.loads(path.read_text("utf-8"))
        since, machine = moment(raw["since"]), str(raw.get("machine", ""))
        return Holder(str(raw["person"]), str(raw["computer"]), since, machine)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None

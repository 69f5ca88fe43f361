"""Zip archives of records, opened with care: nothing is unpacked to disk, nothing grows for ever.

An archive holds one record to a file (the site's bulk downloads), or files with many. Its members
are read one after another as streams. What is dangerous about an archive is refused in words.
"""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.trials.record import Skipped

# Registry records shrink about 4 to 20 times; only something made to fill a disk shrinks more.
_HIGHEST_RATIO = 200
_UNSUSPICIOUS_BYTES = 8 * 1024 * 1024
_LARGEST_TOTAL = 64 * 1024**3

_BROKEN_MEMBER = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,  # a way of packing this Python does not know
    RuntimeError,  # a password is wanted
)
_BROKEN_ARCHIVE = (*_BROKEN_MEMBER, ValueError, struct.error, IndexError)

_DAMAGED = (
    "This archive is damaged or not complete, so nothing was read from it. Nothing was changed. "
    "Please download or copy it again."
)
_TOO_LARGE = (
    "This archive unpacks to far more than trial records ever do, so it was not opened. "
    "Nothing was changed."
)


class DamagedMember(Exception):
    """A file inside an archive cannot be unpacked to its end."""


class Member:
    """A file inside an archive, open for reading.

    Attributes:
        date: the day the archive notes for it, None where it notes none.
    """

    def __init__(self, stream: IO[bytes], date: PartialDate | None) -> None:
        self.date = date
        self._stream = stream

    def __enter__(self) -> "Member":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none at the end.

        Raises:
            DamagedMember: the rest cannot be unpacked.
        """
        try:
            return self._stream.read(size)
        except _BROKEN_MEMBER as error:
            raise DamagedMember from error


@dataclass(frozen=True, slots=True)
class Entry:
    """A file inside an archive as the archive lists it, and the packed bytes before its end."""

    info: zipfile.ZipInfo
    packed_until: int


class Archive:
    """A zip whose list of files has been checked.

    Attributes:
        packed_size: packed bytes of all files, for progress.
        entries: the files that may be opened, in the archive's order.
        refused: the files that are not opened, and why.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.entries: list[Entry] = []
        self.refused: list[Skipped] = []
        self.packed_size = 0
        total = 0
        for info in archive.infolist():
            reason = _refusal(info)
            if reason is not None:
                self.refused.append(Skipped(info.filename, reason))
            elif not info.is_dir():
                total += info.file_size
                self.packed_size += info.compress_size
                self.entries.append(Entry(info, self.packed_size))
        if total > _LARGEST_TOTAL or total > _HIGHEST_RATIO * max(self.packed_size, 1 << 20):
            raise CasebookError(_TOO_LARGE)

    def member(self, entry: Entry) -> Member:
        """Open one file of the archive.

        Raises:
            DamagedMember: it cannot be unpacked.
        """
        try:
            return Member(self._archive.open(entry.info), _day_of(entry.info))
        except _BROKEN_ARCHIVE as error:
            raise DamagedMember from error


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Archive]:
    """Open an archive.

    Raises:
        CasebookError: it is damaged, or unpacks to far more than records do.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN_ARCHIVE as error:
        raise CasebookError(_DAMAGED) from error
    with archive:
        yield Archive(archive)


def first_members(stream: BinaryIO, how_many: int = 50) -> Iterator[Member]:
    """Yield an archive's first files, each open until the next; none of a damaged archive."""
    try:
        with opened(stream) as archive:
            for entry in archive.entries[:how_many]:
                with suppress(DamagedMember), archive.member(entry) as member:
                    yield member
    except CasebookError:
        return


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if _leads_outside(info.orig_filename):
        return "Not opened: its name points outside the archive."
    if info.flag_bits & 1:
        return "Not opened: it is locked with a password."
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _UNSUSPICIOUS_BYTES and ratio > _HIGHEST_RATIO:
        return "Not opened: it unpacks to far more than trial records ever do."
    return None


def _leads_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    return path.is_absolute() or drive or ".." in path.parts


def _day_of(info: zipfile.ZipInfo) -> PartialDate | None:
    year, month, day = info.date_time[:3]
    if year <= 1980:  # what archives say where no day was kept
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None

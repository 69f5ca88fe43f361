"""Zip archives and folders of records: members read one by one, nothing unpacked to disk.

What is dangerous about an archive is refused in words: names that lead outside, passwords, contents
that unpack to far more than records ever do.
"""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from app.errors import CasebookError
from app.records.found import Skipped
from app.records.text_of_documents import whole_letters

# XML of records shrinks about 30 times; only something made to fill a disk shrinks much more.
_HIGHEST_RATIO = 400
_UNSUSPICIOUS_BYTES = 16 * 1024 * 1024
_LARGEST_TOTAL = 32 * 1024**3
_UNPACKS_TOO_FAR = "Not opened: it unpacks to far more than records ever do."
_MOST_MEMBERS = 200_000
LARGEST_MEMBER = 256 * 1024 * 1024
HEAD_BYTES = 64 * 1024

_BROKEN_MEMBER = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,  # a way of packing this Python does not know
    RuntimeError,  # a password is wanted
    struct.error,
    ValueError,
)
_BROKEN_ARCHIVE = (*_BROKEN_MEMBER, IndexError, KeyError, OverflowError, UnicodeError)

DAMAGED = (
    "This archive is damaged or not complete, so nothing was read from it. Nothing was changed. "
    "Please download or copy it again."
)
_TOO_LARGE = (
    "This archive unpacks to far more than records ever do, so it was not opened. "
    "Nothing was changed."
)
_NOT_OPENED = (
    "This folder could not be opened. Nothing was changed. "
    "Please check that it is still there and that you may read it."
)


class DamagedMember(Exception):
    """A file inside an archive cannot be read to its end."""


class MemberStream:
    """A file of an archive or folder, open for reading."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none at the end.

        Raises:
            DamagedMember: the rest cannot be unpacked.
        """
        try:
            return self._stream.read(size)
        except _BROKEN_MEMBER as error:
            raise DamagedMember from error

    def close(self) -> None:
        """Close it."""
        self._stream.close()


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive or folder.

    Attributes:
        name: its path inside, with forward strokes.
        size: its size as unpacked, in bytes.
    """

    name: str
    size: int
    _open: Callable[[], IO[bytes]]

    def opened(self) -> "closing[MemberStream]":
        """Open it for reading.

        Raises:
            DamagedMember: it cannot be opened.
        """
        try:
            return closing(MemberStream(self._open()))
        except _BROKEN_MEMBER as error:
            raise DamagedMember from error

    def binary(self) -> IO[bytes]:
        """Open it as it is, for a reader that seeks."""
        return self._open()

    def head(self) -> bytes:
        """Return its first bytes, none of a damaged one."""
        try:
            with self.opened() as stream:
                return stream.read(HEAD_BYTES)
        except DamagedMember:
            return b""

    def content(self) -> bytes:
        """Return all of it, up to `LARGEST_MEMBER` bytes.

        Raises:
            DamagedMember: it cannot be read, or holds more than can be read at once.
        """
        with self.opened() as stream:
            data = stream.read(LARGEST_MEMBER + 1)
        if len(data) > LARGEST_MEMBER:
            raise DamagedMember
        return data


@dataclass(frozen=True, slots=True)
class Members:
    """The files of an archive or folder, and those that are not opened, with the reason."""

    files: tuple[Member, ...]
    refused: tuple[Skipped, ...]


@contextmanager
def members_of_zip(stream: IO[bytes]) -> Iterator[Members]:
    """Open an archive.

    Raises:
        CasebookError: it is damaged, or unpacks to far more than records do.
    """
    try:
        archive = zipfile.ZipFile(stream)
        listed = archive.infolist()
    except _BROKEN_ARCHIVE as error:
        raise CasebookError(DAMAGED) from error
    with archive:
        yield _checked(archive, listed)


def _checked(archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> Members:
    files: list[Member] = []
    refused: list[Skipped] = []
    for info in listed:
        reason = _refusal(info)
        if reason is not None:
            refused.append(Skipped(_safe_name(info.filename) or "(no name)", reason))
        elif not info.is_dir():
            files.append(_member(archive, info))
    packed = sum(info.compress_size for info in listed)
    unpacked = sum(member.size for member in files)
    if len(listed) > _MOST_MEMBERS or unpacked > _LARGEST_TOTAL:
        raise CasebookError(_TOO_LARGE)
    if unpacked > _UNSUSPICIOUS_BYTES and unpacked > _HIGHEST_RATIO * max(packed, 1):
        raise CasebookError(_TOO_LARGE)
    if not files and any(member.reason == _UNPACKS_TOO_FAR for member in refused):
        raise CasebookError(_TOO_LARGE)
    return Members(tuple(files), tuple(refused))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    def opened() -> IO[bytes]:
        return archive.open(info)

    name = whole_letters(info.filename.replace("\\", "/"))
    return Member(name, info.file_size, opened)


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if not info.filename:
        return "Not opened: it has no name."
    if leads_outside(info.orig_filename):
        return "Not opened: its name points outside the archive."
    if info.flag_bits & 1:
        return "Not opened: it is locked with a password."
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _UNSUSPICIOUS_BYTES and ratio > _HIGHEST_RATIO:
        return _UNPACKS_TOO_FAR
    return None


def leads_outside(name: str) -> bool:
    """Whether a name of an archive's member would lead out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    return path.is_absolute() or drive or ".." in path.parts or "\x00" in name


def _safe_name(name: str) -> str:
    return whole_letters(name)[:200]


def members_of_folder(folder: Path) -> Members:
    """Return the files of a folder and of those inside it; links are not followed.

    Raises:
        CasebookError: the folder cannot be opened.
    """
    files: list[Member] = []
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and len(files) < _MOST_MEMBERS:
                files.append(_file_member(folder, path))
    except OSError as error:
        raise CasebookError(_NOT_OPENED) from error
    return Members(tuple(files), ())


def _file_member(folder: Path, path: Path) -> Member:
    def opened() -> IO[bytes]:
        return path.open("rb")

    name = whole_letters(path.relative_to(folder).as_posix())
    return Member(name, path.stat().st_size, opened)


def member_of_bytes(name: str, data: bytes) -> Member:
    """Return bytes in memory as a member."""

    def opened() -> IO[bytes]:
        return BytesIO(data)

    return Member(name, len(data), opened)


def member_of_file(path: Path) -> Member:
    """Return a file as a member.

    Raises:
        OSError: the file is not there.
    """

    def opened() -> IO[bytes]:
        return path.open("rb")

    return Member(whole_letters(path.name), path.stat().st_size, opened)

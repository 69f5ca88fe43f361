"""The seal: a digest over every byte of a closed case file.

SQLite keeps no checksums: a byte that flips on an old stick would go unnoticed inside a text. So
closing the file writes a digest of all its pages beside the number of the newest operation. A
file whose newest operation is the sealed one must still have that digest when it is opened; one
that was not closed properly is not sealed, and is compared with its history instead.

Left out are the page that holds the seal itself and, on the first page, the counters that writing
it moves. In an encrypted file every page carries a check of SQLCipher's own; there the seal only
saves the time to look at each.
"""

import struct
import zlib
from collections.abc import Iterator
from enum import Enum
from hashlib import sha256
from pathlib import Path

from app.case.value_class import value_class
from app.casefile.driver import Connection
from app.casefile.history import head
from app.casefile.refusals import MAGIC, PAGE
from app.casefile.transaction import transaction

LARGEST = 64 * 2**20
"""Files above this many bytes, nearly all of it attachments, are not read whole to be opened."""

_COUNTERS = (slice(24, 28), slice(92, 100))
_BLOCK = 256 * PAGE


class SealState(Enum):
    """What a seal says."""

    WHOLE = "whole"
    OPEN = "open"
    BROKEN = "broken"


@value_class
class Pages:
    """The bytes of a file, as far as the seal looks at them.

    Attributes:
        start: the first page.
        size: bytes of the file.
        sums: one checksum a page, None for a file too large to be sealed.
    """

    start: bytes
    size: int
    sums: tuple[int, ...] | None

    @property
    def plain(self) -> bool:
        """Whether it is a database that is not encrypted."""
        return self.start.startswith(MAGIC)


def read_pages(path: Path) -> Pages:
    """Read a file page by page; raises `OSError`.

    Never call this while the same process holds a lock of SQLite's on the file: closing a file
    gives up every lock that the process has on it (POSIX).
    """
    with path.open("rb") as file:
        start = file.read(PAGE)
        size = file.seek(0, 2)
        if size > LARGEST:
            return Pages(start, size, None)
        file.seek(len(start))
        sums = [zlib.crc32(_steady(start))]
        while block := file.read(_BLOCK):
            sums += _sums(block)
        return Pages(start, size, tuple(sums))


def _sums(block: bytes) -> Iterator[int]:
    view = memoryview(block)
    return (zlib.crc32(view[at : at + PAGE]) for at in range(0, len(block), PAGE))


def _steady(start: bytes) -> bytes:
    """Return the part of the first page that writing the seal leaves as it is."""
    if not start.startswith(MAGIC):
        return b""
    page = bytearray(start)
    for counter in _COUNTERS:
        page[counter] = bytes(counter.stop - counter.start)
    return bytes(page)


def state(connection: Connection, pages: Pages) -> SealState:
    """Tell whether a file is still as it was sealed; `pages` were read before connecting."""
    number, digest = connection.execute("SELECT operation, digest FROM seal").fetchone()
    if pages.sums is None or not digest or number != head(connection)[0]:
        return SealState.OPEN
    if digest == _digest(connection, pages.sums):
        return SealState.WHOLE
    # Rolling back after a crash gives encrypted pages other bytes for the same content.
    return SealState.BROKEN if pages.plain else SealState.OPEN


def write(connection: Connection, path: Path) -> None:
    """Seal a file whose connection has no transaction open."""
    sums = read_pages(path).sums
    now = (head(connection)[0], "" if sums is None else _digest(connection, sums))
    if connection.execute("SELECT operation, digest FROM seal").fetchone() != now:
        with transaction(connection):
            connection.execute("UPDATE seal SET operation = ?, digest = ?", now)


def is_written(connection: Connection) -> bool:
    """Tell whether the newest operation is sealed."""
    number, digest = connection.execute("SELECT operation, digest FROM seal").fetchone()
    return bool(digest) and number == head(connection)[0]


def was_closed(connection: Connection) -> bool:
    """Tell whether the file was closed after its newest operation, sealed or too large for it."""
    number = connection.execute("SELECT operation FROM seal").fetchone()[0]
    return bool(number == head(connection)[0])


def break_open(connection: Connection) -> None:
    """Take the seal away, before something other than an operation changes the file."""
    connection.execute("UPDATE seal SET digest = ''")


def _digest(connection: Connection, sums: tuple[int, ...]) -> str:
    own = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'seal'").fetchone()[0]
    steady = [*sums[: own - 1], 0, *sums[own:]]
    return sha256(struct.pack(f">{len(steady)}I", *steady)).hexdigest()

"""Attached files: kept by the hash of their content, compressed, never changed."""

import zlib
from hashlib import sha256

from app.case.value_class import value_class
from app.casefile import tables
from app.casefile.driver import Connection
from app.casefile.history import Recorder
from app.errors import CasebookError

NOT_HERE = "This case does not hold the attached file."
DAMAGED = (
    "This attached file is damaged and was not opened. A backup may still hold it whole; the rest"
    " of the case is not touched by it."
)


@value_class
class Attachment:
    """An attached file without its content.

    Attributes:
        sha256: of the content, in hex.
        name: the name it came with.
        size: bytes of the content.
    """

    sha256: str
    name: str
    size: int


def list_attachments(connection: Connection) -> list[Attachment]:
    """Return every attached file, by name."""
    rows = connection.execute("SELECT sha256, name, size FROM attachment ORDER BY name, sha256")
    return [Attachment(*row) for row in rows]


def read_attachment(connection: Connection, digest: str) -> bytes:
    """Return the content whose SHA-256 is `digest`.

    Raises:
        CasebookError: it is not in the case, or damaged.
    """
    found = connection.execute(
        "SELECT content FROM attachment WHERE sha256 = ?", (digest,)
    ).fetchone()
    if found is None:
        raise CasebookError(NOT_HERE)
    content = unpacked(found[0])
    if content is None or sha256(content).hexdigest() != digest:
        raise CasebookError(DAMAGED)
    return content


def unpacked(stored: bytes) -> bytes | None:
    """Return the content as it was attached, None where it is damaged."""
    try:
        return zlib.decompress(stored)
    except zlib.error:
        return None


def missing_here(here: Connection, other: Connection) -> list[str]:
    """Return the digests of the attached files that only another case file has."""
    held = {row[0] for row in here.execute("SELECT sha256 FROM attachment")}
    found = [row[0] for row in other.execute("SELECT sha256 FROM attachment ORDER BY sha256")]
    return [digest for digest in found if digest not in held]


def add_missing(here: Connection, recorder: Recorder, other: Connection) -> None:
    """Keep the attached files that only another case file has, in the caller's transaction."""
    for digest in missing_here(here, other):
        row = other.execute(
            "SELECT sha256, name, size, content FROM attachment WHERE sha256 = ?", (digest,)
        ).fetchone()
        here.execute("INSERT INTO attachment VALUES (?, ?, ?, ?)", row)
        recorder.note(tables.ATTACHMENT, digest, None)

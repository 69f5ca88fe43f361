"""The world's troubles with files, each in a calm sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.casefile.driver import DatabaseError, error_name
from app.errors import CasebookError

DISK_FULL = (
    "There is no room left where the case is kept. Nothing was changed, and what was saved before"
    " is safe. Please make some room and try again."
)
READ_ONLY = (
    "This file or its folder does not allow changes. Nothing was changed. To go on, save a copy"
    " of the case in a place where you may write."
)
GONE = (
    "The case file can no longer be reached; perhaps a stick or drive was removed. Nothing of this"
    " change was kept, and what was saved before is safe in the file. Please connect it again and"
    " try once more. If that does not help, close the case and open it again."
)
BUSY = (
    "Another program is using the case file just now. Nothing was changed. Please try again in a"
    " moment."
)
DAMAGED = (
    "A part of the case file cannot be read. Nothing was changed. Please close the case, open it"
    " again, and restore a backup if it is offered."
)
NOT_WRITTEN = (
    "The computer could not write the file. Nothing of this change was kept, and what was saved"
    " before is safe. Please check the disk or stick and try again."
)

_BY_NAME = (
    ("SQLITE_FULL", DISK_FULL),
    ("SQLITE_READONLY", READ_ONLY),
    ("SQLITE_PERM", READ_ONLY),
    ("SQLITE_CANTOPEN", GONE),
    ("SQLITE_BUSY", BUSY),
    ("SQLITE_LOCKED", BUSY),
    ("SQLITE_CORRUPT", DAMAGED),
    ("SQLITE_NOTADB", DAMAGED),
    ("SQLITE_IOERR", NOT_WRITTEN),
)
# An error inside one of SQLCipher's functions keeps its words, but loses its name.
_BY_WORDS = (("disk is full", DISK_FULL), ("disk I/O error", NOT_WRITTEN))
_BY_NUMBER = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: DISK_FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.ENOENT: GONE,
    errno.ESTALE: GONE,
    errno.ENODEV: GONE,
    errno.ENXIO: GONE,
}


def sentence_for(error: Exception) -> str | None:
    """Return the sentence for an error of SQLite or of the system, None where it is ours."""
    if isinstance(error, OSError):
        return _BY_NUMBER.get(error.errno or 0, NOT_WRITTEN)
    name = error_name(error)
    by_name = (sentence for start, sentence in _BY_NAME if name.startswith(start))
    by_words = (sentence for words, sentence in _BY_WORDS if words in str(error))
    return next(by_name, None) or (next(by_words, None) if name == "SQLITE_ERROR" else None)


@contextmanager
def told_calmly() -> Iterator[None]:
    """Turn the world's errors into `CasebookError`; errors of ours pass unchanged."""
    try:
        yield
    except (DatabaseError, OSError) as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        raise CasebookError(sentence) from error

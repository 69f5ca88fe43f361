"""Writing what leaves the case: whole or not at all, readable by its owner only."""

import errno
import os
import tempfile
from pathlib import Path

from app.casefile import may_be_a_case
from app.errors import CasebookError

A_CASE_STAYS = (
    "A case file has this name already, and it was left as it is. Please choose another name."
)
_NO_PLACE = (PermissionError, IsADirectoryError, NotADirectoryError)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that either the old one or the whole new one is there.

    Raises:
        CasebookError: a case would be replaced; the folder is missing, full or not writable.
    """
    if may_be_a_case(path):
        raise CasebookError(A_CASE_STAYS)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> CasebookError:
    if isinstance(error, FileNotFoundError):
        why = "The folder is not there"
    elif isinstance(error, _NO_PLACE) or error.errno == errno.EROFS:
        why = "This place cannot be written to"
    else:
        why = "The disk may be full or was taken out"
    name = path.name or "The file"
    return CasebookError(
        f"{name} could not be saved. {why}. Your case is safe. Please choose another place."
    )

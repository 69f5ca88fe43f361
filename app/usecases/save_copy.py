"""Saving a copy of the case elsewhere: whole and checked, with the same password."""

import tempfile
from pathlib import Path

from app.casefile import may_be_a_case
from app.errors import CasebookError
from app.usecases.output_files import A_CASE_STAYS
from app.usecases.session import Session

_NOT_THERE = (
    "The copy could not be saved in this place. Your case is safe. Perhaps the disk is full, or "
    "the folder does not allow it. Please choose another place."
)


def save_copy(session: Session, target: Path) -> Path:
    """Write a checked copy of the open case under a name of its own and return it.

    The copy appears whole or not at all. What is begun and is no entry yet stays out of it: a
    relative who gets it would find half a form of somebody else's in their own.

    Raises:
        CasebookError: a case has this name already, or the place cannot be written.
    """
    if may_be_a_case(target):
        raise CasebookError(A_CASE_STAYS)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".casebook-") as folder:
            session.file.back_up(Path(folder), drafts=False).replace(target)
    except OSError as error:
        raise CasebookError(_NOT_THERE) from error
    return target

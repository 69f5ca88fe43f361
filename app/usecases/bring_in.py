"""Bringing files in: what they are, what would be taken, and one undo step for each file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.casefile import Edit
from app.errors import CasebookError
from app.trials.read import IsCancelled, Progress
from app.trials.recognise import kind_of_file
from app.usecases.import_document import DocumentImport
from app.usecases.import_trials import TrialImport
from app.usecases.receipt import Receipt
from app.usecases.session import Session


class Import(Protocol):
    """One file on its way in: consuming `edits` fills `receipt`."""

    receipt: Receipt

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that take the file in."""
        ...


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of an import.

    Attributes:
        receipts: one for each file.
        pending: lines that wait for the family's decision.
    """

    receipts: tuple[Receipt, ...]
    pending: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the receipts as JSON values."""
        return {"files": [each.as_json() for each in self.receipts], "pending": self.pending}


def bring_in(
    session: Session,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> BroughtIn:
    """Take files in, each as one named step that can be undone.

    Args:
        dry_run: only say what would be taken.

    Raises:
        CasebookError: a file cannot be read; nothing of it was taken.
        Cancelled: the person stopped it; nothing of that file was taken.
    """
    receipts = []
    for path in paths:
        coming = recognised(session, path, progress, cancelled)
        if dry_run:
            for _edit in coming.edits():
                pass
        else:
            session.run(f"bring in {path.name}", coming.edits())
        receipts.append(coming.receipt)
    return BroughtIn(tuple(receipts))


def recognised(
    session: Session, path: Path, progress: Progress | None, cancelled: IsCancelled | None
) -> Import:
    """Return the import for what a file turns out to be, by its content.

    Raises:
        CasebookError: the file is not there or cannot be read.
    """
    try:
        kind = kind_of_file(path)
    except OSError as error:
        raise CasebookError(
            f"{path.name} could not be opened. Nothing was changed. "
            "Please check that it is still there."
        ) from error
    if kind is not None:
        return TrialImport(session, path, progress=progress, cancelled=cancelled)
    return DocumentImport(session, path)

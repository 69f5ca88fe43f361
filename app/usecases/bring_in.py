"""Bringing files in: what they are, what would be taken, and one undo step for each file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.casefile import Edit
from app.errors import Cancelled, CasebookError
from app.trials import archives
from app.trials.read import IsCancelled, Progress
from app.trials.recognise import kind_of_file
from app.trials.record import Skipped
from app.usecases.import_document import DocumentImport
from app.usecases.import_trials import TrialImport
from app.usecases.known_trials import KnownTrials
from app.usecases.receipt import Receipt
from app.usecases.session import Session

NOT_READ = "not read"


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

    Where one of several files cannot be read, the others are taken and its receipt says why.

    Args:
        session: the open case.
        paths: the files.
        dry_run: only say what would be taken.
        progress: told the bytes read so far and the bytes there are, file by file.
        cancelled: asked before each record.

    Raises:
        CasebookError: none of the files can be read; nothing was taken.
        Cancelled: the person stopped it; nothing was taken, of no file.
    """
    batch = _Batch(session, dry_run, progress, cancelled)
    receipts = [batch.take(path) for path in paths]
    if batch.refused and len(batch.refused) == len(receipts):
        raise batch.refused[0]
    return BroughtIn(tuple(receipts))


class _Batch:
    """Files brought in one after the other.

    Attributes:
        refused: why files were not read.
    """

    def __init__(
        self,
        session: Session,
        dry_run: bool,
        progress: Progress | None,
        cancelled: IsCancelled | None,
    ) -> None:
        self.refused: list[CasebookError] = []
        self._session = session
        self._progress = progress
        self._cancelled = cancelled
        # In a try-out nothing is written: a trial in two of the files is new once all the same.
        self._known = KnownTrials(session) if dry_run else None
        self._steps = 0

    def take(self, path: Path) -> Receipt:
        """Take one file in and return its receipt.

        Raises:
            Cancelled: the person stopped it; what was taken before is taken back.
        """
        try:
            return self._taken(path)
        except Cancelled:
            for _ in range(self._steps):
                self._session.undo()
            raise
        except CasebookError as error:
            self.refused.append(error)
            return _not_read(path, error)

    def _taken(self, path: Path) -> Receipt:
        coming = recognised(self._session, path, self._progress, self._cancelled, self._known)
        if self._known is not None:
            for _edit in coming.edits():
                pass
        elif self._session.run(f"bring in {path.name}", coming.edits()):
            self._steps += 1
        return coming.receipt


def _not_read(path: Path, error: CasebookError) -> Receipt:
    receipt = Receipt(path.name, NOT_READ)
    receipt.skip(Skipped(path.name, error.sentence))
    return receipt


def recognised(
    session: Session,
    path: Path,
    progress: Progress | None,
    cancelled: IsCancelled | None,
    known: KnownTrials | None = None,
) -> Import:
    """Return the import for what a file turns out to be, by its content.

    Raises:
        CasebookError: the file is not there, cannot be read, or is an archive that is damaged or
            made to fill the disk.
    """
    if path.is_dir():
        return DocumentImport(session, path)  # says that it is a folder
    try:
        kind = kind_of_file(path)
        is_trials = kind is not None or _holds_nothing_to_open(path)
    except OSError as error:
        raise CasebookError(
            f"{path.name} could not be opened. Nothing was changed. "
            "Please check that it is still there."
        ) from error
    if is_trials:
        return TrialImport(session, path, progress=progress, cancelled=cancelled, known=known)
    return DocumentImport(session, path)


def _holds_nothing_to_open(path: Path) -> bool:
    """Whether a file is an archive of which nothing may be opened; its receipt says why.

    Raises:
        CasebookError: it is an archive that is damaged or made to fill the disk.
    """
    with path.open("rb") as file:
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
        with archives.opened(file) as archive:
            return bool(archive.refused) and not archive.entries

"""The long parts of bringing files in, done beside the window: plain data in, plain data out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from app.case.entities import ImportReceipt, PendingItem
from app.errors import CasebookError
from app.records.found import Person
from app.ui.jobs import Progress
from app.usecases.document_keep import DocumentDraft, ReadDocuments, keep_documents, read_documents
from app.usecases.receipt import Receipt
from app.usecases.recognise_file import Recognised, what_is
from app.usecases.session import Changes, Session

if TYPE_CHECKING:
    from app.usecases.read_back import SheetReadBack
    from app.usecases.reconcile_import import Proposal

T = TypeVar("T")


class Work(Generic[T]):
    """One piece of work.

    Attributes:
        can_be_stopped: nothing is kept of it when it is; what is written in one step cannot be.
        writes: it changes the case, so that its result must be told even when it comes too late.
    """

    can_be_stopped = True
    writes = False

    def __init__(self, session: Session) -> None:
        self.session = session
        self._stopped = False

    def stop(self) -> None:
        """Ask the work to end soon."""
        self._stopped = True

    def is_stopped(self) -> bool:
        """Whether somebody asked; handed to the use cases."""
        return self._stopped

    def __call__(self, progress: Progress) -> T:
        """Do the work.

        Raises:
            Cancelled: the person stopped it.
            CasebookError: something in the world is not as it should be.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file and what it turned out to be; or why it could not be looked at."""

    path: Path
    known: Recognised | None
    error: CasebookError | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a file in.

    Attributes:
        changes: what was touched; its name is that of the Undo step.
        receipt: the row that is kept, None where nothing had to be kept.
        waiting: lines that wait for a decision.
    """

    changes: Changes
    receipt: ImportReceipt | None
    waiting: int

    @property
    def took_nothing(self) -> bool:
        """Whether only the receipt is new, with its file and what waits for a decision."""
        noted = {ImportReceipt.spec.table, PendingItem.spec.table, "attachment"}
        return bool(self.changes) and set(self.changes.ids) <= noted


class Recognising(Work[list[KnownFile]]):
    """Tells what each file is."""

    def __init__(self, session: Session, paths: Sequence[Path]) -> None:
        super().__init__(session)
        self._paths = paths

    def __call__(self, progress: Progress) -> list[KnownFile]:
        """Look at each file."""
        found = []
        for number, path in enumerate(self._paths):
            progress(number, len(self._paths), path.name)
            found.append(_known(path))
        return found


def _known(path: Path) -> KnownFile:
    try:
        return KnownFile(path, what_is(path))
    except CasebookError as error:
        return KnownFile(path, None, error)


class ReadingTrials(Work[list[Receipt]]):
    """Says what files of trial records would bring, or takes them in."""

    def __init__(self, session: Session, paths: Sequence[Path], *, dry_run: bool) -> None:
        super().__init__(session)
        self._paths = paths
        self._dry_run = dry_run
        self.writes = not dry_run

    def __call__(self, progress: Progress) -> list[Receipt]:
        """Read the records."""
        from app.usecases.bring_in import bring_in

        came = bring_in(
            self.session,
            self._paths,
            dry_run=self._dry_run,
            progress=progress,
            cancelled=self.is_stopped,
        )
        return list(came.receipts)


class Proposing(Work["Proposal"]):
    """Reads a file of hospital records and compares it with the case."""

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__(session)
        self._path = path

    def __call__(self, progress: Progress) -> "Proposal":
        """Read and compare."""
        from app.usecases.reconcile_import import propose

        return propose(self.session, self._path, progress=progress, cancelled=self.is_stopped)


class ChoosingPerson(Work["Proposal"]):
    """Compares what a file says about one of its persons with the case."""

    def __init__(self, session: Session, proposal: "Proposal", person: Person) -> None:
        super().__init__(session)
        self._proposal = proposal
        self._person = person

    def __call__(self, _progress: Progress) -> "Proposal":
        """Compare."""
        from app.usecases.reconcile_import import proposal_for

        return proposal_for(self.session, self._proposal, self._person)


class Taking(Work[Taken]):
    """Takes chosen lines in."""

    can_be_stopped = False
    writes = True

    def __init__(self, session: Session, proposal: "Proposal", chosen: frozenset[int]) -> None:
        super().__init__(session)
        self._proposal = proposal
        self._chosen = chosen

    def __call__(self, _progress: Progress) -> Taken:
        """Write what was chosen."""
        from app.usecases.reconcile_import import take

        changes = take(self.session, self._proposal, self._chosen)
        case = self.session.case
        ids = changes.ids.get(ImportReceipt.spec.table, ())
        receipt = next((row for row in map(case.all(ImportReceipt).get, ids) if row), None)
        waiting = len(case.parts(PendingItem, receipt)) if receipt else 0
        return Taken(changes, receipt, waiting)


class ReadingDocuments(Work[ReadDocuments]):
    """Reads files that are to be kept as documents."""

    def __init__(self, session: Session, paths: Sequence[Path]) -> None:
        super().__init__(session)
        self._paths = paths

    def __call__(self, progress: Progress) -> ReadDocuments:
        """Read them with their text."""
        return read_documents(
            self.session, self._paths, progress=progress, cancelled=self.is_stopped
        )


class KeepingDocuments(Work[Changes]):
    """Keeps files as documents."""

    can_be_stopped = False
    writes = True

    def __init__(self, session: Session, drafts: Sequence[DocumentDraft]) -> None:
        super().__init__(session)
        self._drafts = drafts

    def __call__(self, _progress: Progress) -> Changes:
        """Write them."""
        return keep_documents(self.session, self._drafts)


class ReadingSheet(Work["SheetReadBack"]):
    """Reads a review sheet that came back, or takes its answers in."""

    def __init__(self, session: Session, path: Path, *, accept: bool) -> None:
        super().__init__(session)
        self._path = path
        self._accept = accept
        self.can_be_stopped = not accept
        self.writes = accept

    def __call__(self, _progress: Progress) -> "SheetReadBack":
        """Read it."""
        from app.usecases.read_back import read_back

        return read_back(self.session, self._path, accept=self._accept)

"""Bringing files in: what they are, what would be taken, and one undo step for each file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.case.case import Case
from app.case.partial_date import PartialDate
from app.casefile import Edit
from app.errors import Cancelled, CasebookError
from app.records.found import Reading, merged
from app.records.read import read
from app.records.text_of_documents import whole_letters
from app.trials.read import IsCancelled, Progress
from app.trials.record import Skipped
from app.usecases.import_document import DocumentImport
from app.usecases.import_records import RecordsImport, case_after
from app.usecases.import_trials import TrialImport
from app.usecases.known_trials import KnownTrials
from app.usecases.receipt import Receipt
from app.usecases.recognise_file import CASE_JSON, Recognised, has_text, is_archive, what_is
from app.usecases.reconcile_import import ProposedLine
from app.usecases.session import Session

NOT_READ = "not read"
A_CASE = (
    "{name} is a case of its own, with everything in it. Nothing was changed. "
    "To join two copies of one case, use casebook merge, or Bring in a relative's copy in the "
    "Case menu."
)
A_CASE_AS_JSON = (
    "{name} is a whole case written as JSON. Nothing was changed. It can become a case of its own: "
    "casebook new NAME.casebook --from {name}"
)
NOT_OPENED = (
    "An archive inside an archive inside an archive is not opened. The whole file is kept as a "
    "document; to have its records read, unpack it and bring in what is inside."
)
A_SHEET = "This is a review sheet; it is kept as a document. To take its answers, read it back."


class Import(Protocol):
    """One file on its way in: consuming `edits` fills `receipt`."""

    receipt: Receipt

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that take the file in."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits for the family's decision, and the file it stands in."""

    file: str
    line: ProposedLine

    def as_json(self) -> dict[str, Any]:
        """Return the line as JSON values."""
        line = self.line
        return {
            "file": self.file,
            "kind": line.kind,
            "group": line.group,
            "what": line.what,
            "date": line.date,
            "theirs": line.value,
            "ours": line.ours,
            "source": line.source,
            "where": line.place,
            "why": line.why,
        }

    @property
    def sentence(self) -> str:
        """Return the line in one sentence."""
        line = self.line
        theirs = ", ".join(part for part in (line.what, line.value, line.date) if part)
        ours = f" Ours: {line.ours}." if line.ours else ""
        return f"{self.file}, {line.place}: {theirs}.{ours} {line.why}"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of an import.

    Attributes:
        receipts: one for each file; one for all parts of one export.
        pending: lines that wait for the family's decision.
        waiting: the same lines.
    """

    receipts: tuple[Receipt, ...]
    pending: int = 0
    waiting: tuple[Waiting, ...] = ()

    def as_json(self, *, with_waiting: bool = False) -> dict[str, Any]:
        """Return the receipts as JSON values, `with_waiting` with the lines that wait, too."""
        told = {"files": [each.as_json() for each in self.receipts], "pending": self.pending}
        if with_waiting:
            told["waiting"] = [each.as_json() for each in self.waiting]
        return told

    @property
    def waiting_sentence(self) -> str:
        """Say how many lines wait."""
        if self.pending == 1:
            return "1 line waits for your decision; ours stays as it is until then."
        return f"{self.pending} lines wait for your decision; ours stay as they are until then."


def bring_in(
    session: Session,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    person: str | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> BroughtIn:
    """Take files in, each as one named step that can be undone.

    What is new and certain is taken; what is nearly the same as ours, contradicts it or was read
    out of running text waits for the family. Where one of several files cannot be read, the others
    are taken and its receipt says why. Several archives of records about one person are the parts
    of one export and count as one record.

    Args:
        session: the open case.
        paths: files and folders.
        dry_run: only say what would be taken.
        person: whose records are meant, where a file holds several or somebody else's.
        progress: told the bytes read so far and the bytes there are, file by file.
        cancelled: asked before each record.

    Raises:
        CasebookError: none of the files can be read; nothing was taken.
        Cancelled: the person stopped it; nothing was taken, of no file.
    """
    batch = _Batch(session, dry_run, person, progress, cancelled)
    receipts = [receipt for group in batch.groups(paths) for receipt in batch.take(group)]
    if batch.refused and len(batch.refused) == len(receipts):
        raise batch.refused[0]
    return BroughtIn(tuple(receipts), batch.pending, tuple(batch.waiting))


@dataclass(frozen=True, slots=True)
class _Group:
    """One file, or the parts of one export.

    Attributes:
        paths: the files.
        reading: what they hold together, where they were read already.
    """

    paths: tuple[Path, ...]
    reading: Reading | None = None

    @property
    def name(self) -> str:
        names = [whole_letters(path.name) for path in self.paths]
        return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


class _Batch:
    """Files brought in one after the other.

    Attributes:
        refused: why files were not read.
        pending: how many lines wait for the family.
        waiting: these lines.
    """

    def __init__(
        self,
        session: Session,
        dry_run: bool,
        person: str | None,
        progress: Progress | None,
        cancelled: IsCancelled | None,
    ) -> None:
        self.refused: list[CasebookError] = []
        self.pending = 0
        self.waiting: list[Waiting] = []
        self._session = session
        self._person = person
        self._progress = progress
        self._cancelled = cancelled
        self._today = PartialDate.of(session.as_of())
        # In a try-out nothing is written: what is in two of the files is new once all the same.
        self._known = KnownTrials(session) if dry_run else None
        self._tried: Case | None = session.case if dry_run else None
        self._steps = 0

    def groups(self, paths: Sequence[Path]) -> list[_Group]:
        """Return the files, the parts of one export together in the place of the first.

        Raises:
            Cancelled: the person stopped it.
        """
        parts = [path for path in paths if self._may_be_part(path)]
        together = self._read_together(parts) if len(parts) > 1 else None
        if together is None:
            return [_Group((path,)) for path in paths]
        return [
            _Group(tuple(parts), together) if path == parts[0] else _Group((path,))
            for path in paths
            if path == parts[0] or path not in parts
        ]

    def _may_be_part(self, path: Path) -> bool:
        try:
            return is_archive(path) and what_is(path).kind == "records"
        except CasebookError:
            return False  # said when it is its turn

    def _read_together(self, parts: Sequence[Path]) -> Reading | None:
        """Return what several archives hold together, None where they are no parts of one."""
        try:
            readings = [read(p, self._today, is_cancelled=self._cancelled) for p in parts]
        except Cancelled:
            raise
        except CasebookError:
            return None
        names = ", ".join(whole_letters(path.name) for path in parts)
        together = merged(readings, names, readings[0].form)
        return together if len(together.persons) <= 1 else None

    def take(self, group: _Group) -> list[Receipt]:
        """Take a file in and return its receipt.

        Raises:
            Cancelled: the person stopped it; what was taken before is taken back.
        """
        try:
            return [self._taken(group)]
        except Cancelled:
            for _ in range(self._steps):
                self._session.undo()
            raise
        except CasebookError as error:
            self.refused.append(error)
            return [_not_read(group.name, error)]

    def _taken(self, group: _Group) -> Receipt:
        coming = self._coming(group)
        if self._tried is not None:
            self._try_out(coming, self._tried)
        elif self._session.run(f"bring in {group.name}", coming.edits()):
            self._steps += 1
        if isinstance(coming, RecordsImport):
            self.pending += coming.pending
            self.waiting += [Waiting(coming.receipt.file, line) for line in coming.waiting]
        return coming.receipt

    def _try_out(self, coming: Import, case: Case) -> None:
        """Fill the receipt; records that would come in count for the files after them."""
        if isinstance(coming, RecordsImport):
            self._tried = case_after(case, coming.edits())
        else:
            for _edit in coming.edits():
                pass

    def _coming(self, group: _Group) -> Import:
        if group.reading is not None:
            return self._records(group.paths[0], group.reading)
        path = group.paths[0]
        found = what_is(path)
        if found.kind == "trials":
            return TrialImport(
                self._session,
                path,
                progress=self._progress,
                cancelled=self._cancelled,
                known=self._known,
            )
        if found.kind == "records" or (found.kind == "document" and has_text(path)):
            return self._records(path)
        return _as_document(self._session, path, found)

    def _records(self, path: Path, reading: Reading | None = None) -> RecordsImport:
        return RecordsImport(
            self._tried or self._session.case,
            self._today,
            path,
            person=self._person,
            reading=reading,
            progress=self._progress,
            cancelled=self._cancelled,
        )


def _as_document(session: Session, path: Path, found: Recognised) -> DocumentImport:
    """Return the import of a file that is kept as it is.

    Raises:
        CasebookError: it is a case, or a folder with nothing to bring in.
    """
    if found.kind == "case":
        raise CasebookError(A_CASE.format(name=path.name))
    if found.words == CASE_JSON:
        raise CasebookError(A_CASE_AS_JSON.format(name=path.name))
    coming = DocumentImport(session, path)
    for name in found.closed:
        coming.receipt.skip(Skipped(name, NOT_OPENED))
    if found.kind == "review_sheet":
        coming.receipt.notes.append(A_SHEET)
    return coming


def _not_read(name: str, error: CasebookError) -> Receipt:
    receipt = Receipt(name, NOT_READ)
    told = " ".join([error.sentence, "; ".join(error.places)]).strip()
    receipt.skip(Skipped(name, told))
    return receipt

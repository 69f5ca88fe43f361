"""Bringing files of records in: what is new and certain is taken, the rest waits for the family."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.case.case import Case
from app.case.declaration import Entity, EntitySpec
from app.case.partial_date import PartialDate
from app.case.rows import Table
from app.casefile import Delete, Edit, Insert, Update
from app.errors import CasebookError
from app.records.found import Reading
from app.records.read import read
from app.records.text_of_documents import whole_letters
from app.trials.read import IsCancelled, Progress
from app.usecases.receipt import Receipt
from app.usecases.reconcile_import import Proposal, ProposedLine, proposal_of, taking_of
from app.usecases.records_persons import SEVERAL, person_labels

RECORDS = "health records"
SOMEBODY_ELSE = (
    "{why} Nothing was changed. If it is the right file all the same, name the person in it "
    "(--person NAME):"
)


class RecordsImport:
    """One file of records, or the parts of one export, on its way in.

    Attributes:
        receipt: filled while `edits` is consumed.
        pending: how many lines wait for the family.
        waiting: the lines that wait.
    """

    def __init__(
        self,
        case: Case,
        today: PartialDate,
        path: Path,
        *,
        person: str | None = None,
        reading: Reading | None = None,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> None:
        """Take the file.

        Args:
            case: what it is compared with.
            today: the day on which it comes in.
            path: the file or folder; the first one of several that are read together.
            person: whose records are meant.
            reading: what it holds, where it was read before.
            progress: told the bytes read so far and the bytes there are.
            cancelled: asked again and again.
        """
        self.receipt = Receipt(whole_letters(path.name), RECORDS)
        self.pending = 0
        self.waiting: tuple[ProposedLine, ...] = ()
        self._case = case
        self._today = today
        self._path = path
        self._person = person
        self._reading = reading
        self._progress = progress
        self._cancelled = cancelled

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that take in what is new and certain, and let the rest wait.

        Raises:
            CasebookError: it cannot be read, is about several persons or about somebody else and
                no person was named, or does not speak of the person named.
            Cancelled: the person stopped it.
        """
        proposal = self._proposal()
        is_alone = self._reading is None
        taken = taking_of(proposal, proposal.certain, self._case, self._today, keep_source=is_alone)
        self.receipt = taken.receipt
        self.pending = taken.waiting
        self.waiting = tuple(line for line in proposal.lines if line.kind in ("near", "conflict"))
        yield from taken.edits

    def _proposal(self) -> Proposal:
        reading = self._reading or read(
            self._path, self._today, is_cancelled=self._cancelled, progress=self._progress
        )
        # A table of results names nobody: whoever is named is the one it is taken for.
        person = self._person if reading.persons else None
        proposal = proposal_of(reading, self._path, self._case, person)
        if person is None:
            _refuse_unclear(proposal)
        return proposal


def _refuse_unclear(proposal: Proposal) -> None:
    """Refuse a file of several persons, or of somebody else.

    Raises:
        CasebookError: naming the persons.
    """
    if len(proposal.persons) > 1:
        raise CasebookError(SEVERAL, person_labels(proposal.persons))
    if proposal.other_person is not None:
        sentence = SOMEBODY_ELSE.format(why=proposal.reconciled.about_words)
        raise CasebookError(sentence, person_labels(proposal.persons))


def case_after(case: Case, edits: Iterable[Edit]) -> Case:
    """Return the case as it would be after some edits; for a try-out of several files."""
    rows: dict[str, dict[str, Entity]] = {}
    gone: set[str] = set()
    for edit in edits:
        if isinstance(edit, Insert | Update):
            rows.setdefault(edit.entity.spec.table, {})[edit.entity.id] = edit.entity
        elif isinstance(edit, Delete):
            gone.add(edit.id)

    def load(spec: EntitySpec) -> Table[Any]:
        changed = rows.get(spec.table, {})
        if not changed and not gone:
            return case.all(spec.entity)
        kept = {row.id: row for row in case.all(spec.entity) if row.id not in gone}
        return Table.of(spec, {**kept, **changed}.values())

    return Case(load)

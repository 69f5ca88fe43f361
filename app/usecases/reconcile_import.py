"""A file of records beside the case, line by line, before anything is taken.

The window and the command line go the same way: `propose` reads and compares, the family chooses,
`take` writes what was chosen as one named step with its receipt and what waits.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from app.casefile import Changes
from app.records.found import Person, Reading
from app.records.reconcile import LineKind, Reconciliation
from app.trials.read import IsCancelled, Progress
from app.usecases.receipt import Receipt
from app.usecases.session import Session


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One entry of a file, as the family sees it.

    Attributes:
        number: place in `Proposal.lines`; the name of the line when it is chosen.
        kind: new, same, near or conflict.
        group: heading it stands under, in plain words ("Medicines", "Lab results").
        what: our reading: the name of the thing.
        date: its day as it is shown, "" where the file gives none.
        value: our reading of value and unit or of dose, "" where there is none.
        ours: the entry of the case it is compared with, in words, "" for a new one.
        source: the file's own words, as they stand there.
        place: where it stands in the file.
        why: why it is of this kind, in plain words.
        proposed: read from running text or from a damaged file; never taken without a choice.
    """

    number: int
    kind: LineKind
    group: str
    what: str
    date: str
    value: str
    ours: str
    source: str
    place: str
    why: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one file would bring.

    Attributes:
        path: the file or folder.
        reading: everything it holds, of everybody in it.
        person: whom it is read for; None where the file holds several and nobody was chosen yet,
            and then `lines` is empty.
        reconciled: the lines beside the case.
        lines: the same lines in words, in the file's order.
        certain: numbers of the lines that are taken without a question: new and not proposed.
        receipt: the counts as they would be if the certain lines were taken.
    """

    path: Path
    reading: Reading
    person: Person | None
    reconciled: Reconciliation
    lines: tuple[ProposedLine, ...]
    certain: frozenset[int]
    receipt: Receipt

    @property
    def persons(self) -> tuple[Person, ...]:
        """Everybody the file is about."""
        return self.reading.persons


def propose(
    session: Session,
    path: Path,
    *,
    person: str | None = None,
    day_first: bool | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Proposal:
    """Read a file of records and compare it with the case; nothing is written.

    Args:
        session: the open case.
        path: the file or folder.
        person: name (or key) of the person meant, where the file holds several.
        day_first: how dates that read two ways are meant, where the family was asked.
        progress: told the bytes read so far and the bytes there are.
        cancelled: asked again and again.

    Raises:
        CasebookError: it cannot be read at all.
        Cancelled: the person stopped it.
    """
    raise NotImplementedError


def proposal_for(session: Session, proposal: Proposal, person: Person) -> Proposal:
    """Return the proposal for one of the persons of a file that is already read."""
    raise NotImplementedError


def take(session: Session, proposal: Proposal, chosen: Collection[int]) -> Changes:
    """Take the chosen lines as one named step: rows, documents, receipt, and what waits.

    A near or contradicting line that is not chosen waits as a line to decide. A new line that is
    not chosen is skipped with the reason that the family did not take it.

    Raises:
        CasebookError: the file cannot be written, or the case changed so that a line no longer
            holds; nothing was taken.
    """
    raise NotImplementedError

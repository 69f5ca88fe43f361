"""A file of records beside the case, line by line, before anything is taken.

The window and the command line go the same way: `propose` reads and compares, the family chooses,
`take` writes what was chosen as one named step with its receipt and what waits.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from app.case.case import Case
from app.case.declaration import Part
from app.case.partial_date import PartialDate
from app.casefile import Changes
from app.errors import CasebookError
from app.records.found import Person, Reading
from app.records.read import read
from app.records.reconcile import Line, LineKind, Reconciliation
from app.records.text_of_documents import whole_letters
from app.trials.read import IsCancelled, Progress
from app.usecases.receipt import Receipt
from app.usecases.records_persons import person_named
from app.usecases.records_source import kept_source
from app.usecases.records_taking import Taking, compared, receipt_for, taking
from app.usecases.records_words import (
    day_words,
    entry_words,
    group_words,
    name_words,
    source_words,
    value_words,
)
from app.usecases.session import Session

CHANGED = (
    "The case changed since this file was compared with it, so nothing was taken. "
    "Please look at the lines once more."
)


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
        is_chosen: somebody said that this person is meant.
    """

    path: Path
    reading: Reading
    person: Person | None
    reconciled: Reconciliation
    lines: tuple[ProposedLine, ...]
    certain: frozenset[int]
    receipt: Receipt
    is_chosen: bool = False

    @property
    def other_person(self) -> str | None:
        """Who the file is about where that is somebody else than the person of this case.

        To be asked about before anything is taken. None where it is the same person, where that
        cannot be told, and where somebody was chosen.
        """
        is_other = self.reconciled.about is False or self.reconciled.is_other_name
        return self.person.name if self.person and is_other and not self.is_chosen else None

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
    today = PartialDate.of(session.as_of())
    reading = read(path, today, is_cancelled=cancelled, day_first=day_first, progress=progress)
    return proposal_of(reading, path, session.case, person)


def proposal_of(reading: Reading, path: Path, case: Case, person: str | None = None) -> Proposal:
    """Return the proposal for what was read from a file.

    Raises:
        CasebookError: a person is named, and the file does not speak of that person.
    """
    if person is not None:
        return _proposal(reading, path, case, person_named(reading.persons, person), is_chosen=True)
    alone = reading.persons[0] if len(reading.persons) == 1 else None
    return _proposal(reading, path, case, alone, is_chosen=False)


def proposal_for(session: Session, proposal: Proposal, person: Person) -> Proposal:
    """Return the proposal for one of the persons of a file that is already read."""
    return _proposal(proposal.reading, proposal.path, session.case, person, is_chosen=True)


def take(session: Session, proposal: Proposal, chosen: Collection[int]) -> Changes:
    """Take the chosen lines as one named step: rows, documents, receipt, and what waits.

    A near or contradicting line that is not chosen waits as a line to decide. A new line that is
    not chosen is skipped with the reason that the family did not take it.

    Raises:
        CasebookError: the file cannot be written, or the case changed so that a line no longer
            holds; nothing was taken.
    """
    today = PartialDate.of(session.as_of())
    taken = taking_of(proposal, chosen, session.case, today)
    return session.run(f"bring in {whole_letters(proposal.path.name)}", taken.edits)


def taking_of(
    proposal: Proposal,
    chosen: Collection[int],
    case: Case,
    today: PartialDate,
    *,
    keep_source: bool = True,
) -> Taking:
    """Return what taking the chosen lines writes into the case as it is now.

    Args:
        proposal: the file beside the case as it was.
        chosen: numbers of the lines to take.
        case: the case as it is now.
        today: the day on which it is taken.
        keep_source: keep the file itself with the receipt.

    Raises:
        CasebookError: the case changed so that a chosen line no longer holds.
    """
    reading = _about(proposal.reading, proposal.person)
    now = compared(reading, case)
    before = proposal.reconciled.lines
    if any(_differs(before[number], now.lines[number]) for number in chosen):
        raise CasebookError(CHANGED)
    source = kept_source(proposal.path, proposal.reading) if keep_source else None
    return taking(reading, now, frozenset(chosen), case, today, source)


def _differs(before: Line, now: Line) -> bool:
    return before.kind != now.kind or (now.twin is None and before.ours != now.ours)


def _proposal(
    reading: Reading, path: Path, case: Case, person: Person | None, *, is_chosen: bool
) -> Proposal:
    """Return the proposal for one person; without one, the lines of a file about nobody."""
    if person is None and len(reading.persons) > 1:
        reconciled = Reconciliation((), None, "The file is about several people; choose one.")
        waiting = Receipt(reading.file, reading.form)
        return Proposal(path, reading, None, reconciled, (), frozenset(), waiting)
    mine = _about(reading, person)
    reconciled = compared(mine, case)
    new = frozenset(n for n, line in enumerate(reconciled.lines) if line.kind == "new")
    certain = new if is_chosen or reconciled.about is not False else frozenset()
    lines = tuple(_line(number, line, case) for number, line in enumerate(reconciled.lines))
    receipt = receipt_for(mine, reconciled, new)
    return Proposal(path, reading, person, reconciled, lines, certain, receipt, is_chosen)


def _about(reading: Reading, person: Person | None) -> Reading:
    several = person is not None and len(reading.persons) > 1
    return reading.about(person) if person is not None and several else reading


def _line(number: int, line: Line, case: Case) -> ProposedLine:
    found, entity = line.found, line.found.entity
    return ProposedLine(
        number=number,
        kind=line.kind,
        group=group_words(entity),
        what=name_words(entity),
        date=day_words(entity, found.parent),
        value=value_words(entity),
        ours=_ours(line, case),
        source=source_words(found.source_words),
        place=found.place,
        why=line.why,
        proposed=found.proposed,
    )


def _ours(line: Line, case: Case) -> str:
    if line.ours is None:
        return ""
    if line.twin is not None:
        return entry_words(line.ours, line.twin.parent)
    kind = line.ours.spec.parent
    parent = case.get(kind, line.ours.parent_id) if kind and isinstance(line.ours, Part) else None
    return entry_words(line.ours, parent)

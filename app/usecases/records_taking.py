"""What taking lines of a file writes: rows, documents, the receipt, and the lines that wait."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from app.case.case import Case
from app.case.entities import ImportReceipt
from app.case.partial_date import PartialDate
from app.casefile import Attach, Edit, Insert, Update, new_id
from app.records.accept import additions
from app.records.found import Attachment, Found, Reading
from app.records.reconcile import Line, Reconciliation, reconcile
from app.trials.record import Skipped
from app.usecases.receipt import Receipt
from app.usecases.records_persons import completed_person, person_note
from app.usecases.records_waiting import (
    decided_marks,
    mark_of,
    replaced_entries,
    waiting_marks,
    waiting_row,
)
from app.usecases.records_words import entry_words
from app.usecases.row_places import placed

NOT_TAKEN = "The family did not take it."
DECIDED_BEFORE = "You decided about this line before."


@dataclass(frozen=True, slots=True)
class Taking:
    """What taking lines writes.

    Attributes:
        edits: all of it, none where nothing is to be written.
        receipt: the counts.
        waiting: how many lines wait for a decision.
    """

    edits: tuple[Edit, ...]
    receipt: Receipt
    waiting: int


def compared(reading: Reading, case: Case) -> Reconciliation:
    """Compare a file with the case; a line that the family decided before is not asked again."""
    found = reconcile(reading, case)
    decided, replaced = decided_marks(case), replaced_entries(case)
    if not decided and replaced is None:
        return found
    lines = [_settled(line) if _is_decided(line, decided) else line for line in found.lines]
    if replaced is not None:
        lines = _without_replaced(lines, reconcile(reading, replaced).lines)
    counts = Counter(line.kind for line in lines)
    return replace(found, lines=tuple(lines), counts=counts)


def _is_decided(line: Line, decided: frozenset[str]) -> bool:
    return line.kind in ("near", "conflict") and mark_of(line) in decided


def _without_replaced(lines: Sequence[Line], beside: Sequence[Line]) -> list[Line]:
    """Return the lines; one that is an entry which the family replaced is not asked again."""
    return [
        _settled(line) if line.kind != "same" and other.kind == "same" and not other.twin else line
        for line, other in zip(lines, beside, strict=True)
    ]


def _settled(line: Line) -> Line:
    # Without the row it was compared with, nothing of it is added to that row.
    return replace(line, kind="same", ours=None, twin=None, adds=(), why=DECIDED_BEFORE)


def receipt_for(reading: Reading, reconciled: Reconciliation, chosen: Collection[int]) -> Receipt:
    """Return the receipt of a file of which these lines are taken; it adds up."""
    counts = reconciled.counts
    doubt = [reconciled.about_words] if reconciled.about is None and reconciled.about_words else []
    receipt = Receipt(
        reading.file,
        reading.form,
        read=reading.total,
        same=counts.get("same", 0),
        near=counts.get("near", 0),
        conflicts=counts.get("conflict", 0),
        skipped=[Skipped(each.where, each.reason) for each in reading.skipped],
        notes=[*reading.notes, *doubt],
    )
    for number, line in enumerate(reconciled.lines):
        if line.kind == "new":
            if number in chosen:
                receipt.new += 1
            else:
                receipt.skipped.append(_not_taken(line.found))
    return receipt


def _not_taken(found: Found) -> Skipped:
    where = ", ".join(part for part in (found.place, entry_words(found.entity)) if part)
    return Skipped(where, NOT_TAKEN)


def taking(
    reading: Reading,
    reconciled: Reconciliation,
    chosen: Collection[int],
    case: Case,
    today: PartialDate,
    source: Attachment | None = None,
) -> Taking:
    """Return what taking the chosen lines writes.

    Args:
        reading: what the file holds about the person.
        reconciled: the same beside the case as it is now.
        chosen: numbers of the lines that are taken.
        case: the case as it is now.
        today: the day on which it is taken.
        source: the file itself, where it is kept with the receipt.
    """
    receipt = receipt_for(reading, reconciled, chosen)
    lines = [line for n, line in enumerate(reconciled.lines) if line.kind == "same" or n in chosen]
    unchosen = [
        line
        for n, line in enumerate(reconciled.lines)
        if line.kind in ("near", "conflict") and n not in chosen
    ]
    waiting = list(_not_waiting_yet(unchosen, case))
    row = _receipt_row(receipt, today, source)
    edits = [*_written(lines, waiting, case), *_of_person(reading, reconciled, case, receipt)]
    if edits or waiting or not _is_known(row, case):
        edits += [Attach(source.sha256, source.name, source.content)] if source else []
        edits.append(Insert(row))
        edits += [Insert(waiting_row(line, new_id(), row.id)) for line in waiting]
    return Taking(tuple(placed(edits, case)), receipt, len(unchosen))


def _written(lines: list[Line], waiting: list[Line], case: Case) -> Iterator[Edit]:
    added = additions(lines, case, new_id)
    held = {line.found.attachment for line in waiting if line.found.attachment is not None}
    for document in (*added.documents, *held):
        yield Attach(document.sha256, document.name, document.content)
    yield from (Insert(row) for row in added.new)
    yield from (Update(row) for row in added.changed)


def _of_person(
    reading: Reading, reconciled: Reconciliation, case: Case, receipt: Receipt
) -> Iterator[Edit]:
    """Yield the edit that completes the person of the case, and note it in the receipt."""
    whole = completed_person(case, reading.persons, reconciled.about)
    if whole is not None:
        receipt.notes.append(person_note(case.patient, whole))
        yield Update(whole)


def _not_waiting_yet(lines: list[Line], case: Case) -> Iterator[Line]:
    """Yield the lines that do not wait yet; the parts of a course wait with its first."""
    known = set(waiting_marks(case))
    within: set[int] = set()
    for line in lines:
        mark = mark_of(line)
        is_part = id(line.found) in within
        within.update(id(source) for source in line.sources)
        if mark not in known and not is_part:
            known.add(mark)
            yield line


def _receipt_row(receipt: Receipt, today: PartialDate, source: Attachment | None) -> ImportReceipt:
    return ImportReceipt(
        id=new_id(),
        file_name=receipt.file,
        kind=receipt.kind,
        received_on=today,
        attachment_sha256=source.sha256 if source else None,
        read=receipt.read,
        new=receipt.new,
        newer=receipt.newer,
        same=receipt.same,
        near=receipt.near,
        conflicts=receipt.conflicts,
        skipped=len(receipt.skipped),
        skipped_reasons=tuple(_reason(each) for each in receipt.skipped) or None,
    )


def _reason(skipped: Skipped) -> str:
    return f"{skipped.where}: {skipped.reason}" if skipped.where else skipped.reason


def _is_known(row: ImportReceipt, case: Case) -> bool:
    """Whether there is a receipt of this very file, so that a second one would say nothing new."""
    return any(
        known.file_name == row.file_name
        and known.kind == row.kind
        and known.read == row.read
        and (known.attachment_sha256 == row.attachment_sha256)
        for known in case.all(ImportReceipt)
    )

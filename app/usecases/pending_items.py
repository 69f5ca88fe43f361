"""Lines of an import that wait for the family, and what they decide about each.

Each decision is one named step that Undo takes back. A line that was decided is not asked again
when the same file, or a re-export of it, comes in once more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.case.case import SPECS, Case
from app.case.declaration import Entity, Part
from app.case.entities import (
    ImportReceipt,
    LabResult,
    OrganTest,
    PendingItem,
    PerformanceScore,
)
from app.casefile import Delete, Edit, Insert, Update, new_id
from app.errors import CasebookError
from app.records.accept import additions
from app.records.reconcile import Line
from app.records.sameness.item import filled
from app.usecases.records_waiting import (
    DECIDED,
    HELD,
    MARK,
    REPLACED,
    line_of,
    replaced_row,
)
from app.usecases.records_words import entry_words, group_words
from app.usecases.session import Changes, Session

GONE = "This line was decided already. Nothing was changed."
OURS_GONE = (
    "Our entry that this line was compared with is no longer in the case. Nothing was changed. "
    "Please keep both, or leave theirs out."
)
NOT_HELD = (
    "This line was not kept whole, so that it cannot be taken. Nothing was changed. "
    "Please bring the file in again."
)


_MEASURED = (LabResult, OrganTest, PerformanceScore)


@dataclass(frozen=True, slots=True)
class PendingLine:
    """One line that waits.

    Attributes:
        id: of the waiting row.
        group: heading it stands under, such as "Medicines".
        what: the name of the thing.
        ours: our entry in words, "" where there is none (it was read from running text).
        ours_id: id of our entry, None where there is none.
        table: kind of entry.
        theirs: the entry of the file in words.
        why: why it waits.
        source: the file's own words.
        file: the name of the file.
        place: where it stands there.
        day: the day on which the file came in, in words.
        can_be_taken: it was kept whole.
    """

    id: str
    group: str
    what: str
    ours: str
    ours_id: str | None
    table: str
    theirs: str
    why: str
    source: str
    file: str
    place: str
    day: str
    can_be_taken: bool


def pending_lines(session: Session) -> list[PendingLine]:
    """Return the lines that wait, those of the last import last."""
    return list(_listed(session.case))


def _listed(case: Case) -> Iterator[PendingLine]:
    for item in case.all(PendingItem):
        receipt = case.get(ImportReceipt, item.parent_id)
        ours = _ours(item, case)
        spec = SPECS.get(item.table or "")
        line = line_of(item, case)
        yield PendingLine(
            id=item.id,
            group=group_words(line.found.entity) if line else spec.plural if spec else "",
            what=item.what or "",
            ours=entry_words(ours, _parent(ours, case)) if ours else "",
            ours_id=ours.id if ours else None,
            table=item.table or "",
            theirs=item.theirs or "",
            why=item.reason or "",
            source=item.source_words or "",
            file=(receipt.file_name if receipt else item.source_note) or "",
            place=item.place or "",
            day=item.noted_on.words() if item.noted_on else "",
            can_be_taken=line is not None,
        )


def take_theirs(session: Session, pending_id: str) -> Changes:
    """Put what the file says in the place of our entry; where there is none, add it.

    Raises:
        CasebookError: the line or our entry is gone, or it was not kept whole.
    """
    item, line = _waiting(session.case, pending_id)
    if item.ours_id is not None and line.ours is None:
        raise CasebookError(OURS_GONE)
    name = f"take {_called(item)} as the file says"
    if line.ours is None:
        return _decided(session, name, item, _added(line, session.case))
    edits = _in_place_of(line, line.ours, session.case)
    return _decided(session, name, item, edits, replaced=line.ours)


def keep_ours(session: Session, pending_id: str) -> Changes:
    """Leave out what the file says; our entry stays as it is.

    Raises:
        CasebookError: the line was decided already.
    """
    item = _item(session.case, pending_id)
    return _decided(session, f"keep ours of {_called(item)}", item, ())


def keep_both(session: Session, pending_id: str) -> Changes:
    """Add what the file says as an entry of its own; ours stays beside it.

    Raises:
        CasebookError: the line is gone, or it was not kept whole.
    """
    item, line = _waiting(session.case, pending_id)
    return _decided(session, f"keep both of {_called(item)}", item, _added(line, session.case))


def _item(case: Case, pending_id: str) -> PendingItem:
    item = case.get(PendingItem, pending_id)
    if item is None:
        raise CasebookError(GONE)
    return item


def _waiting(case: Case, pending_id: str) -> tuple[PendingItem, Line]:
    item = _item(case, pending_id)
    line = line_of(item, case)
    if line is None:
        raise CasebookError(NOT_HELD)
    return item, line


def _called(item: PendingItem) -> str:
    return item.what or "a line"


def _decided(
    session: Session,
    name: str,
    item: PendingItem,
    edits: Iterable[Edit],
    replaced: Entity | None = None,
) -> Changes:
    """Write a decision: what it changes, the line no longer waiting, and that it was decided."""
    noted = _noted(session.case, item, replaced)
    return session.run(name, [*edits, *noted, Delete(PendingItem.spec.table, item.id)])


def _noted(case: Case, item: PendingItem, replaced: Entity | None) -> Iterator[Edit]:
    """Yield the edit that remembers a decision with the receipt of the import."""
    receipt = case.get(ImportReceipt, item.parent_id)
    held = item.extras.get(HELD)
    mark = held.get(MARK) if isinstance(held, dict) else None
    if receipt is None or mark is None:
        return
    extras = _with_more(receipt.extras, DECIDED, mark)
    if replaced is not None:
        extras = _with_more(extras, REPLACED, replaced_row(replaced, _parent(replaced, case)))
    yield Update(replace(receipt, extras=extras))


def _with_more(extras: Mapping[str, Any], key: str, value: Any) -> Mapping[str, Any]:
    known = extras.get(key)
    return {**extras, key: [*(known if isinstance(known, list) else []), value]}


# What taking changes


def _added(line: Line, case: Case) -> tuple[Edit, ...]:
    added = additions([line], case, new_id)
    return (*(Insert(row) for row in added.new), *(Update(row) for row in added.changed))


def _in_place_of(line: Line, ours: Entity, case: Case) -> tuple[Edit, ...]:
    """Return the edits that put theirs into our row; its id stays, and what points to it."""
    theirs = line.found.entity
    told = _told(theirs)
    absences = {name: value for name, value in ours.absences.items() if name not in told}
    origin: dict[str, Any] = {
        name: getattr(theirs, name)
        for name in ("source_kind", "source_note", "source_page", "certainty", "noted_on")
    }
    values = {**told, **origin, "absences": absences, "source_document_id": None}
    row = replace(ours, **values, extras={**ours.extras, **theirs.extras})
    if isinstance(ours, Part) and isinstance(row, Part) and line.found.parent is not None:
        return tuple(_moved(row, line, ours, case))
    return (Update(row),)


def _told(theirs: Entity) -> dict[str, Any]:
    """Return the fields that come from the file.

    Value, unit and range of a result belong together: where the file gives no range, the range of
    our value goes with our value.
    """
    if not isinstance(theirs, _MEASURED):
        return filled(theirs)
    own = (field.name for field in theirs.spec.own_fields if field.name not in ("note", "code"))
    return {**{name: getattr(theirs, name) for name in own}, **filled(theirs)}


def _moved(row: Part, line: Line, ours: Part, case: Case) -> Iterator[Edit]:
    """Yield the edits that put a part into the report the file names, which is made if need be."""
    old, theirs = _parent(ours, case), line.found.parent
    if theirs is None or (old is not None and filled(theirs).items() <= filled(old).items()):
        yield Update(row)
        return
    target = line.into
    if target is None:
        target = replace(theirs, id=new_id())
        yield Insert(target)
    yield Update(replace(row, parent_id=target.id))
    if old is not None and len(case.parts(type(ours), old)) == 1 and old.id != target.id:
        yield Delete(old.spec.table, old.id)


def _ours(item: PendingItem, case: Case) -> Entity | None:
    spec = SPECS.get(item.table or "")
    return case.get(spec.entity, item.ours_id) if spec and item.ours_id else None


def _parent(entity: Entity, case: Case) -> Entity | None:
    kind = entity.spec.parent
    return case.get(kind, entity.parent_id) if kind and isinstance(entity, Part) else None

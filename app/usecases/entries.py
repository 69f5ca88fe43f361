"""Adding, changing and deleting single entries: one named operation each, which Undo takes back."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from app.case.case import SPECS
from app.case.declaration import Entity
from app.case.value_class import value_class
from app.casefile import Delete, Edit, Insert, Update, act_name, new_id
from app.errors import CasebookError
from app.usecases.session import Changes, Session

E = TypeVar("E", bound=Entity)

GONE = "This entry is no longer in the case. Nothing was changed."


@value_class
class Saved:
    """What came of saving.

    Attributes:
        changes: what was touched; empty where nothing was different.
        kind: what the entry is called, such as "lab report".
        new: it was not in the case before.
    """

    changes: Changes
    kind: str
    new: bool = False


def blank(kind: type[E], **values: Any) -> E:
    """Return a new entry that is not in the case yet, with an id of its own."""
    return kind(id=new_id(), **values)


def save(
    session: Session, entry: Entity, parts: Sequence[Entity] = (), gone: Sequence[Entity] = ()
) -> Saved:
    """Add an entry or change it, together with its parts (the results of a lab report).

    Args:
        session: the open case.
        entry: its new content.
        parts: every part that is new or changed, in their order.
        gone: parts that were taken out.

    Raises:
        CasebookError: nothing was changed, and the sentence says why.
    """
    known = session.case.get(type(entry), entry.id) is not None
    name = act_name("change" if known else "add", entry)
    edits = [_put(session, each) for each in (entry, *parts)]
    edits += [Delete(each.spec.table, each.id) for each in gone]
    return Saved(session.run(name, edits), entry.spec.label, new=not known)


def save_several(session: Session, name: str, entries: Iterable[Entity]) -> Changes:
    """Add or change several entries as one operation with a name of its own.

    Raises:
        CasebookError: nothing was changed, and the sentence says why.
    """
    return session.run(name, [_put(session, each) for each in entries])


def delete(session: Session, table: str, row_id: str) -> Saved:
    """Delete an entry with its parts.

    Raises:
        CasebookError: it is not there any more, or nothing could be written.
    """
    entry = session.case.get(SPECS[table].entity, row_id)
    if entry is None:
        raise CasebookError(GONE)
    changes = session.run(act_name("delete", entry), [Delete(table, row_id)])
    return Saved(changes, entry.spec.label)


def _put(session: Session, entry: Entity) -> Edit:
    known = session.case.get(type(entry), entry.id)
    return Insert(entry) if known is None else Update(entry)

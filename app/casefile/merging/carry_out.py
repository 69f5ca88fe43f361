"""Bringing in a copy: the joined rows are written as one operation that can be undone."""

from collections.abc import Mapping

from app.case.case import SPECS
from app.casefile.apply import apply_edits
from app.casefile.attachments import add_missing
from app.casefile.driver import Connection
from app.casefile.edits import Insert, Update
from app.casefile.history import Recorder
from app.casefile.merging.comparison import Clash, Decision
from app.casefile.merging.contents import Contents, Key
from app.casefile.merging.plan import compared
from app.casefile.sentences import entity_of
from app.casefile.undo import put

THE_CASE_ITSELF = (
    "This is the case itself, the file that is open here. Nothing was changed. Please choose the"
    " copy that came from somebody else."
)
DAMAGED_COPY = (
    "The copy is damaged or was changed by another program: {what}. Nothing was brought in, and"
    " this case is as it was. Please ask for the copy once more."
)


def take_in(
    ours: Connection, recorder: Recorder, theirs: Connection, decisions: Mapping[Key, Decision]
) -> None:
    """Write what two copies give together, in the caller's transaction.

    Raises:
        CasebookError: the file is not a copy of this case.
    """
    found = compared(ours, theirs)
    add_missing(ours, recorder, theirs)
    present = dict(found.ours)
    for key, clash in found.clashes.items():
        # Also of a pair that stays as two rows, so that it is not asked about once more.
        if decisions.get(key) in (Decision.OURS, Decision.UNSURE, Decision.BOTH):
            _keep_in_history(ours, recorder, key, clash, present)
    settled = found.settled(decisions)
    for key in _in_order(present, settled):
        _write(ours, recorder, key, present.get(key), settled.get(key))


def _keep_in_history(
    ours: Connection, recorder: Recorder, key: Key, clash: Clash, present: Contents
) -> None:
    """Write the version that was not wanted, so that the change log can show it."""
    theirs = clash.settled(Decision.THEIRS)
    if theirs is not None:
        _write(ours, recorder, key, present.get(key), theirs)
        present[key] = theirs


def _in_order(before: Contents, after: Contents) -> list[Key]:
    """Return the rows that may differ, parents before their parts; what goes comes last."""
    order = {table: number for number, table in enumerate(SPECS)}
    written = [key for key in after if before.get(key) != after[key]]
    gone = [key for key in before if key not in after]
    return sorted(written, key=lambda key: order[key[0]]) + gone


def _write(
    connection: Connection, recorder: Recorder, key: Key, before: str | None, after: str | None
) -> None:
    if after is None:
        put(connection, recorder, *key, None)
    else:
        # As any other change would write the row, and nothing where nothing changed.
        entity = entity_of(key[0], after)
        edit = Insert(entity) if before is None else Update(entity)
        apply_edits(connection, recorder, [edit])

"""Restoring a backup: the open case gets its content, as one operation that can be undone."""

from collections.abc import Iterator, Mapping

from app.case.case import SPECS
from app.case.value_class import value_class
from app.casefile import tables
from app.casefile.attachments import add_missing
from app.casefile.driver import Connection
from app.casefile.history import Recorder
from app.casefile.undo import put

_Contents = dict[str, str]


@value_class
class Difference:
    """What restoring would do to the rows of one kind.

    Attributes:
        table: which kind.
        back: rows that would come back.
        changed: rows that would get other content.
        gone: rows that are there now and would go.
    """

    table: str
    back: int
    changed: int
    gone: int


def differences(present: Connection, backup: Connection) -> list[Difference]:
    """Return what restoring a backup would change, by kind of row."""
    found = []
    for table in SPECS:
        now, then = _contents(present, table), _contents(backup, table)
        if now != then:
            changed = sum(1 for id in then.keys() & now.keys() if then[id] != now[id])
            back, gone = len(then.keys() - now.keys()), len(now.keys() - then.keys())
            found.append(Difference(table, back, changed, gone))
    return found


def restore(present: Connection, recorder: Recorder, backup: Connection) -> None:
    """Give every row the content of the backup, in the caller's transaction.

    Attached files are only ever added; the history goes on and keeps what was there until now.
    """
    add_missing(present, recorder, backup)
    for table in SPECS:
        now, then = _contents(present, table), _contents(backup, table)
        for id in _ordered(now, then):
            put(present, recorder, table, id, then.get(id))


def _ordered(now: Mapping[str, str], then: Mapping[str, str]) -> Iterator[str]:
    yield from then
    yield from (id for id in now if id not in then)


def _contents(connection: Connection, table: str) -> _Contents:
    return dict(
        connection.execute(
            f'SELECT id, {tables.content_of(table)} FROM "{table}" ORDER BY position, id'
        )
    )

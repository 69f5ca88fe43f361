"""Where two copies of a case were last the same, found in their histories."""

from collections.abc import Iterable, Mapping
from itertools import chain

from app.case.value_class import value_class
from app.casefile import history
from app.casefile.driver import Connection
from app.casefile.history import Operation
from app.casefile.merging.contents import Contents, Key, Values, at, taken_apart
from app.casefile.undo import UndoStack


@value_class
class CommonPart:
    """What two copies have in common.

    Attributes:
        ours, theirs: numbers of the operations since which one may hold what the other does not
            know of; where copies crossed, of the earlier ones.
        contents: every row as it was then.
    """

    ours: int
    theirs: int
    contents: Contents


def common_part(ours: Connection, theirs: Connection) -> CommonPart:
    """Return the newest point at which two copies with one history were the same.

    That is the end of the operations both have, or a later point at which one of them took in
    the other: what was decided then need not be decided again.
    """
    same = _same_operations(ours, theirs)
    points = [(same, same, theirs)]
    points += [(own, other, theirs) for own, other in _taken_in(ours, theirs, same)]
    points += [(other, own, ours) for own, other in _taken_in(theirs, ours, same)]
    own, other, side = max(points, key=lambda point: (point[0] + point[1], point[0]))
    newest = [each[:2] for each in points if not _before_another(each[:2], points)]
    since = [min(numbers) for numbers in zip(*newest, strict=True)]
    return CommonPart(since[0], since[1], at(side, other if side is theirs else own))


def _before_another(point: tuple[int, int], points: Iterable[tuple[int, int, Connection]]) -> bool:
    others = (each[:2] for each in points if each[:2] != point)
    return any(point[0] <= own and point[1] <= other for own, other in others)


def of_one_case(ours: Connection, theirs: Connection) -> bool:
    """Tell whether two files began as one: copies, with one history up to some point."""
    return history.start(ours) == history.start(theirs)


def _same_operations(ours: Connection, theirs: Connection) -> int:
    digests = [
        connection.execute("SELECT digest FROM operation ORDER BY number").fetchall()
        for connection in (ours, theirs)
    ]
    number = 0
    for one, other in zip(*digests, strict=False):
        if one != other:
            break
        number += 1
    return number


def _taken_in(taker: Connection, taken: Connection, same: int) -> list[tuple[int, int]]:
    """Return where one copy took in the other since: the operation, and what it took in last."""
    held = {operation.id for operation in standing(taker)}
    found = []
    for operation in history.operations(taker):
        if operation.number <= same or operation.id not in held or operation.kind != "do":
            continue
        known = operation.target and history.operation_of(taken, operation.target)
        if known:
            found.append((operation.number, known.number))
    return found


def standing(connection: Connection) -> list[Operation]:
    """Return the operations that were not taken back."""
    every = history.operations(connection)
    reverted = {operation.target for operation in every if operation.kind == "revert"}
    undoable = UndoStack(reversed(every)).undoable
    return [operation for operation in undoable if operation.id not in reverted]


def earlier_versions(connection: Connection) -> Mapping[Key, list[Values]]:
    """Return what each row held at any time, for a copy that came without its history."""
    found: dict[Key, list[Values]] = {}
    rows = connection.execute("SELECT table_name, row_id, before, after FROM change")
    for table, id, *versions in rows:
        known = found.setdefault((table, id), [])
        known.extend(taken_apart(content) for content in chain(versions) if content is not None)
    return found

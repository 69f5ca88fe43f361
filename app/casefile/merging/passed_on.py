"""What one copy had from the other by a detour, and has changed since.

Two relatives may send each other their copies at the same time, one may bring the other's in while
choices stay open, or a third may pass an entry on. Then the point at which two copies were last
the same lies before something that both have had. Going by that point alone, an entry that was
corrected or deleted afterwards would come back as it was, without a word. So here is told from
both histories what a copy once had and let go of: to the other's unchanged value that is the
newer answer.
"""

from collections.abc import Iterable
from typing import Any

from app.case.value_class import value_class
from app.casefile import history
from app.casefile.driver import Connection
from app.casefile.merging.common_part import CommonPart, standing
from app.casefile.merging.contents import Contents, Key, Values, put_together, taken_apart
from app.casefile.merging.merge_operations import is_merge
from app.casefile.merging.three_way import differing

_NEITHER = ("\0", None)
"""What stands for a value that is in neither copy, so that both count as changed."""


@value_class
class _Step:
    """One change of a row: what it held before and after, and whether a copy brought it."""

    before: Values | None
    after: Values | None
    brought: bool

    def sets(self, name: str, value: Any) -> bool:
        before = None if self.before is None else self.before.get(name)
        return self.after is not None and value == self.after.get(name) != before

    def held(self, name: str, value: Any) -> bool:
        held = (each for each in (self.before, self.after) if each is not None)
        return any(each.get(name) == value for each in held)


_Life = list[_Step]


def base_of(
    common: CommonPart,
    own: Contents,
    other: Contents,
    ours: Connection,
    theirs: Connection,
) -> Contents:
    """Return what to compare two copies with: their common part, and what was passed on since.

    Args:
        common: where the two were last the same.
        own, other: every row of `ours` and of `theirs` as it is now.
    """
    keys = {key for key in own.keys() | other.keys() if own.get(key) != other.get(key)}
    here, there = _lives(ours, common.ours, keys), _lives(theirs, common.theirs, keys)
    base = dict(common.contents)
    for key in keys & (here.keys() | there.keys()):
        our_side = _Side(_values(own.get(key)), here.get(key, []))
        their_side = _Side(_values(other.get(key)), there.get(key, []))
        known = _refined(_values(base.get(key)), our_side, their_side)
        if known is not None:
            base[key] = put_together(own.get(key) or other[key], known)
    return base


def _values(content: str | None) -> Values | None:
    return None if content is None else taken_apart(content)


@value_class
class _Side:
    """One row in one copy: as it is now, and its changes since the common part."""

    now: Values | None
    life: _Life

    def has(self, name: str) -> Any:
        return None if self.now is None else self.now.get(name)

    def let_go(self, name: str, other: "_Side") -> bool:
        """Tell whether this copy once had the value of the other, from it or as its source."""
        value = other.has(name)
        if other.now is None or (self.now is not None and self.has(name) == value):
            return False
        if not any(step.held(name, value) for step in self.life):
            return False
        both = (*self.life, *other.life)
        return any(step.brought and step.sets(name, value) for step in both)


def _refined(base: Values | None, ours: _Side, theirs: _Side) -> Values | None:
    """Return what the row was when both had it last; None where nothing is known beyond `base`."""
    known = dict(base or {})
    found = False
    for name in _differing(ours.now, theirs.now):
        by_us, by_them = ours.let_go(name, theirs), theirs.let_go(name, ours)
        if by_us or by_them:
            found = True
            value = theirs.has(name) if by_us else ours.has(name)
            known[name] = _NEITHER if by_us and by_them else value
            if known[name] is None:
                del known[name]
    return known if found else None


def _differing(one: Values | None, other: Values | None) -> Iterable[str]:
    return sorted(differing(one or {}, other or {}))


def _lives(connection: Connection, after: int, keys: set[Key]) -> dict[Key, _Life]:
    """Return the changes of some rows since an operation, without merges that were undone."""
    brought, undone = _merges(connection)
    rows = connection.execute(
        "SELECT table_name, row_id, before, after, operation FROM change WHERE operation > ?"
        " ORDER BY number",
        (after,),
    )
    found: dict[Key, _Life] = {}
    for table, id, was, became, number in rows:
        if (table, id) in keys and number not in undone:
            step = _Step(_values(was), _values(became), number in brought)
            found.setdefault((table, id), []).append(step)
    return found


def _merges(connection: Connection) -> tuple[set[int], set[int]]:
    """Return the numbers of the operations that brought in a copy, and of those taken back.

    Undoing and redoing one goes with it.
    """
    every = history.operations(connection)
    merges = {operation.id for operation in every if is_merge(operation)}
    held = {operation.id for operation in standing(connection)}
    brought: set[int] = set()
    undone: set[int] = set()
    for operation in every:
        merge = operation.id if operation.id in merges else operation.target
        if merge in merges:
            (brought if merge in held else undone).add(operation.number)
    return brought, undone

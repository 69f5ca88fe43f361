"""What bringing in a copy would do, as values that a window or a command can show."""

from collections.abc import Mapping
from datetime import datetime

from app.case.case import SPECS
from app.case.declaration import Entity
from app.case.value_class import value_class
from app.casefile import history
from app.casefile.attachments import missing_here
from app.casefile.clock import moment
from app.casefile.driver import Connection
from app.casefile.merging.common_part import common_part, earlier_versions, of_one_case
from app.casefile.merging.comparison import Clash, Comparison, compare
from app.casefile.merging.contents import Contents, Key, present, taken_apart
from app.casefile.merging.passed_on import base_of
from app.casefile.merging.three_way import differing
from app.casefile.merging.without_history import supposed_base, what_they_bring
from app.casefile.sentences import entity_of
from app.errors import CasebookError

ANOTHER_CASE = (
    "This file is not a copy of this case: it began as a case of its own. Nothing was changed. To"
    " look at it, open it as a case; a file or a text can be brought in from there."
)


@value_class
class Touch:
    """Who wrote a row last, and when."""

    who: str
    at: datetime


@value_class
class Choice:
    """A row that somebody must decide about.

    Attributes:
        table, id: which row.
        ours, theirs: the row in each copy; None where it was removed.
        fields: the fields that both changed, each in another way; empty where one removed it.
        ours_by, theirs_by: who wrote it last in each copy; None where that is not known.
    """

    table: str
    id: str
    ours: Entity | None
    theirs: Entity | None
    fields: tuple[str, ...]
    ours_by: Touch | None
    theirs_by: Touch | None

    @property
    def key(self) -> Key:
        """Return table and id."""
        return self.table, self.id


@value_class
class MergePlan:
    """What bringing in a copy would do.

    Attributes:
        their_name: who wrote in the copy last; empty where it does not say.
        their_last: when.
        added: rows that only the copy has.
        changed: rows that only the copy changed, as they would be.
        removed: rows that only the copy removed.
        same: number of rows that are the same in both.
        files: number of attached files that only the copy has.
        choices: what both changed; until it is decided, ours stays.
        with_history: the copy has a history in common with this case.
    """

    their_name: str
    their_last: datetime | None
    added: tuple[Entity, ...]
    changed: tuple[Entity, ...]
    removed: tuple[Entity, ...]
    same: int
    files: int
    choices: tuple[Choice, ...]
    with_history: bool

    @property
    def brings_nothing(self) -> bool:
        """Whether the copy holds nothing that is not here."""
        return not (self.added or self.changed or self.removed or self.choices or self.files)


def compared(ours: Connection, theirs: Connection) -> Comparison:
    """Compare two files row by row; raises `CasebookError` where they are not copies of one."""
    own = present(ours)
    if of_one_case(ours, theirs):
        other = present(theirs)
        base = base_of(common_part(ours, theirs), own, other, ours, theirs)
        return compare(base, own, other)
    brought = what_they_bring(own, present(theirs))
    if not _patients(own) & _patients(brought):
        raise CasebookError(ANOTHER_CASE)
    return compare(supposed_base(brought, earlier_versions(ours)), own, brought)


def _patients(contents: Contents) -> set[Key]:
    return {key for key in contents if key[0] == "patient"}


def plan_of(ours: Connection, theirs: Connection) -> MergePlan:
    """Return what bringing in `theirs` would do; raises `CasebookError` for another case."""
    found = compared(ours, theirs)
    settled = found.settled({})
    newest = history.operations(theirs, limit=1)
    return MergePlan(
        their_name=newest[0].who if newest else "",
        their_last=moment(newest[0].at) if newest else None,
        added=_entities(settled, settled.keys() - found.ours.keys()),
        changed=_entities(settled, _changed(found, settled)),
        removed=_entities(found.ours, found.ours.keys() - settled.keys()),
        same=found.same,
        files=len(missing_here(ours, theirs)),
        choices=tuple(_choice(ours, theirs, key, clash) for key, clash in _in_order(found.clashes)),
        with_history=of_one_case(ours, theirs),
    )


def _changed(found: Comparison, settled: Contents) -> set[Key]:
    return {
        key
        for key in settled.keys() & found.ours.keys() - found.clashes.keys()
        if settled[key] != found.ours[key]
        and differing(taken_apart(settled[key]), taken_apart(found.ours[key]))
    }


def _entities(contents: Contents, keys: set[Key]) -> tuple[Entity, ...]:
    return tuple(entity_of(key[0], contents[key]) for key in contents if key in keys)


def _in_order(clashes: Mapping[Key, Clash]) -> list[tuple[Key, Clash]]:
    order = {table: number for number, table in enumerate(SPECS)}
    return sorted(clashes.items(), key=lambda item: order[item[0][0]])


def _choice(ours: Connection, theirs: Connection, key: Key, clash: Clash) -> Choice:
    table, id = key
    return Choice(
        table,
        id,
        None if clash.ours is None else entity_of(table, clash.ours),
        None if clash.theirs is None else entity_of(table, clash.theirs),
        () if clash.joined is None else clash.joined.clashes,
        _touch(ours, key),
        _touch(theirs, key),
    )


def _touch(connection: Connection, key: Key) -> Touch | None:
    changes = history.row_changes(connection, *key)
    return Touch(changes[-1][0].who, moment(changes[-1][0].at)) if changes else None

"""Two copies of a case, row by row: what is the same, what one changed, what both changed."""

from collections.abc import Mapping
from enum import Enum

from app.case import exact_json
from app.case.value_class import value_class
from app.casefile.ids import new_id
from app.casefile.merging.contents import (
    PARENT,
    Contents,
    Key,
    Values,
    pointers,
    put_together,
    taken_apart,
)
from app.casefile.merging.families import Families, loose_ends
from app.casefile.merging.three_way import Joined, differing, join

NOT_SURE = "not_sure"
"""The certainty of a row that somebody should look at again."""


class Decision(Enum):
    """What becomes of a row that both copies changed.

    `BOTH` keeps theirs beside ours as a row of its own, and of a row that one removed what is
    there; `UNSURE` keeps ours and marks it.
    """

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    UNSURE = "unsure"


@value_class
class Clash:
    """A row that both changed, or that one changed and the other removed.

    Attributes:
        ours, theirs: the row in each copy; None where it was removed.
        joined: what the two give together; None where one removed it.
    """

    ours: str | None
    theirs: str | None
    joined: Joined | None

    def settled(self, decision: Decision) -> str | None:
        """Return the row as it was decided; None where it goes."""
        if self.ours is None or self.theirs is None or self.joined is None:
            return self._kept_or_gone(decision)
        if decision is Decision.THEIRS:
            return put_together(self.ours, self.joined.with_theirs(taken_apart(self.theirs)))
        if decision is Decision.BOTH:
            return self.ours
        values = dict(self.joined.values)
        if decision is Decision.UNSURE:
            values["certainty"] = (NOT_SURE, None)
        return put_together(self.ours, values)

    def _kept_or_gone(self, decision: Decision) -> str | None:
        if decision is Decision.THEIRS:
            return self.theirs
        if decision is Decision.BOTH and self.ours is None:
            return self.theirs
        if decision is Decision.UNSURE and self.ours is not None:
            return put_together(
                self.ours, {**taken_apart(self.ours), "certainty": (NOT_SURE, None)}
            )
        return self.ours


@value_class
class Comparison:
    """What joining two copies gives.

    Attributes:
        ours, theirs: every row of each.
        joined: every row of both together, clashes as they are in ours; rows may still point to
            one that is not there.
        clashes: what somebody must decide.
        same: number of rows that are the same in both.
    """

    ours: Contents
    theirs: Contents
    joined: Contents
    clashes: dict[Key, Clash]
    same: int

    def settled(self, decisions: Mapping[Key, Decision]) -> Contents:
        """Return every row as it was decided; what is not decided stays as in ours.

        No row points to one that is not there: parts go with their row, and other pointers to it
        are emptied, as deleting it would do.
        """
        rows = dict(self.joined)
        families = Families(self.theirs)
        for key, clash in self.clashes.items():
            content = clash.settled(decisions.get(key, Decision.OURS))
            if content is None:
                rows.pop(key, None)
                continue
            rows[key] = content
            if clash.ours is None:
                rows.update({part: self.theirs[part] for part in families.below(key)})
            elif decisions.get(key) is Decision.BOTH and clash.theirs is not None:
                rows.update(_beside(self.theirs, key, families))
        return _tied_up(rows, self.ours.keys() | self.theirs.keys())


def compare(base: Contents, ours: Contents, theirs: Contents) -> Comparison:
    """Compare two copies with what they had in common."""
    found = Comparison(ours, theirs, {}, {}, _same(ours, theirs))
    for key in {**ours, **theirs}:
        _compare_row(found, key, base.get(key), ours.get(key), theirs.get(key))
    while _ask_about_loose_ends(found):
        pass
    _let_parts_follow(found)
    return found


def _same(ours: Contents, theirs: Contents) -> int:
    return sum(1 for key in ours.keys() & theirs.keys() if _alike(ours[key], theirs[key]))


def _compare_row(
    found: Comparison, key: Key, base: str | None, ours: str | None, theirs: str | None
) -> None:
    if _alike(theirs, base) or _alike(ours, theirs):
        kept = ours
    elif _alike(ours, base):
        kept = theirs if theirs is None or ours is None else _in_place_of(ours, theirs)
    else:
        clash = _clash(key, base, ours, theirs)
        if clash.joined is None or clash.joined.clashes:
            found.clashes[key] = clash
        kept = clash.settled(Decision.OURS)
    if kept is not None:
        found.joined[key] = kept


def _clash(key: Key, base: str | None, ours: str | None, theirs: str | None) -> Clash:
    if ours is None or theirs is None:
        return Clash(ours, theirs, None)
    before: Values = {} if base is None else taken_apart(base)
    joined = join(key[0], before, taken_apart(ours), taken_apart(theirs))
    return Clash(ours, theirs, joined)


def _alike(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return one == other
    return not differing(taken_apart(one), taken_apart(other))


def _in_place_of(ours: str, theirs: str) -> str:
    return put_together(ours, taken_apart(theirs))


def _ask_about_loose_ends(found: Comparison) -> bool:
    """Make a clash of every row that one copy removed and the other still points to."""
    ours, theirs = Families(found.ours), Families(found.theirs)
    gone = (found.ours.keys() | found.theirs.keys()) - found.joined.keys() - found.clashes.keys()
    asked = False
    for _, _, target in [
        *loose_ends(found.joined, gone),
        *loose_ends(_wanted(found, theirs), gone),
    ]:
        families, contents = (ours, found.ours) if target in found.ours else (theirs, found.theirs)
        top = families.top(target, found.joined)
        if top in found.clashes:
            continue
        asked = True
        clash = Clash(contents[top], None, None)
        if contents is found.theirs:
            clash = Clash(None, contents[top], None)
        else:
            found.joined[top] = contents[top]
        found.clashes[top] = clash
    return asked


def _wanted(found: Comparison, families: Families) -> Contents:
    """Return the rows that may be wanted as in theirs: they need what they point to as well."""
    rows: Contents = {}
    for key, clash in found.clashes.items():
        content = clash.settled(Decision.THEIRS)
        if content is not None:
            rows[key] = content
            parts = families.below(key) if clash.ours is None else ()
            rows.update((part, found.theirs[part]) for part in parts)
    return rows


def _let_parts_follow(found: Comparison) -> None:
    """Where a whole row is kept or goes, its parts are not asked about one by one."""
    ours, theirs = Families(found.ours), Families(found.theirs)
    for key, clash in list(found.clashes.items()):
        if clash.theirs is None:
            for part in ours.below(key):
                found.clashes.pop(part, None)
                found.joined[part] = found.ours[part]
        elif clash.ours is None:
            for part in theirs.below(key):
                found.clashes.pop(part, None)


def _beside(theirs: Contents, key: Key, families: Families) -> Contents:
    """Return a row and its parts under new ids."""
    ids = {old: new_id() for old in (key, *families.below(key))}
    rows: Contents = {}
    for (table, old_id), id in ids.items():
        raw = exact_json.loads(theirs[table, old_id]) | {"id": id}
        raw.pop("imported_id", None)
        for column, target in pointers((table, old_id), theirs[table, old_id]):
            if target in ids:
                raw[column] = ids[target]
        rows[table, id] = exact_json.dumps(raw)
    return rows


def _tied_up(rows: Contents, every: set[Key]) -> Contents:
    tied = dict(rows)
    while ends := list(loose_ends(tied, every - tied.keys())):
        for key, column, _ in ends:
            if key in tied:
                _tie(tied, key, column)
    return tied


def _tie(rows: Contents, key: Key, column: str) -> None:
    if column == PARENT:
        del rows[key]
    else:
        raw = exact_json.loads(rows[key])
        raw.pop(column, None)
        rows[key] = exact_json.dumps(raw)

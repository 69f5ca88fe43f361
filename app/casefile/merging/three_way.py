"""One row of two copies and of what they had in common: what the joined row holds."""

from app.case.case import SPECS
from app.case.kinds import NumberKind, ResultKind
from app.case.value_class import value_class
from app.casefile.merging.contents import Values


@value_class
class Joined:
    """A row joined from two.

    Attributes:
        values: ours, with what only they changed.
        clashes: what both changed, each in another way; ours stands in `values`.
    """

    values: Values
    clashes: tuple[str, ...]

    def with_theirs(self, theirs: Values) -> Values:
        """Return the joined row with their values where both changed it."""
        values = {name: value for name, value in self.values.items() if name not in self.clashes}
        values.update({name: theirs[name] for name in self.clashes if name in theirs})
        return values


def join(table: str, base: Values, ours: Values, theirs: Values) -> Joined:
    """Join a row that is in both copies.

    A number, its sign and its unit are one statement: where both copies changed a part of it,
    nothing of it is put together from two hands.
    """
    by_us, by_them = _changed(base, ours), _changed(base, theirs)
    apart = {name for name in by_us & by_them if ours.get(name) != theirs.get(name)}
    measured = {name for name in by_us | by_them if _measured(table, name)}
    if measured & by_us and measured & by_them:
        apart |= {name for name in measured if ours.get(name) != theirs.get(name)}
    taken = by_them - apart
    values = {name: value for name, value in ours.items() if name not in taken}
    values.update({name: theirs[name] for name in taken if name in theirs})
    order = [field.name for field in SPECS[table].fields]
    return Joined(values, tuple(sorted(apart, key=lambda name: _place(order, name))))


def differing(one: Values, other: Values) -> set[str]:
    """Return the names of what two rows hold differently."""
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _changed(base: Values, now: Values) -> set[str]:
    return differing(base, now)


def _measured(table: str, name: str) -> bool:
    field = next((field for field in SPECS[table].fields if field.name == name), None)
    if field is None:
        return False
    return isinstance(field.kind, NumberKind | ResultKind) or name.endswith(("unit", "comparator"))


def _place(order: list[str], name: str) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name)

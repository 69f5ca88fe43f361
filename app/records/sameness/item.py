"""An entry as it is compared: the row, the row it belongs to, its codes and all its names."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple, Protocol

from app.case.case import Case
from app.case.declaration import SPECS, Entity, Part
from app.case.entities import Allergy, Diagnosis, Medication, Problem
from app.case.partial_date import PartialDate
from app.records.concepts import name_key
from app.records.found import Found

Kind = Literal["same", "near", "conflict"]


NAMED_BY_MANY = (Medication, Problem, Diagnosis, Allergy)
"""Kinds of rows that keep every name a file knows them by."""


class Verdict(NamedTuple):
    """What two entries are to each other, and why in plain words."""

    kind: Kind
    why: str


SAME = Verdict("same", "Already here.")


@dataclass(frozen=True)
class Item:
    """An entry as it is compared.

    Attributes:
        entity: the row.
        parent: the row it belongs to.
        codes: its codes, such as `SNOMED CT 59621000`.
        names: all its names.
    """

    entity: Entity
    parent: Entity | None
    codes: frozenset[str]
    names: tuple[str, ...]

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """The names in the form for comparing."""
        return frozenset(key for key in map(name_key, self.names) if key)

    def codes_of(self, *systems: str) -> frozenset[str]:
        """Return the codes of some lists."""
        return frozenset(code for code in self.codes if code.startswith(systems))


class Rule(Protocol):
    """How entries of one kind are compared."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return keys; only entries with a key in common are compared."""
        ...

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Return what two entries are to each other, None where they are two."""
        ...


def item_of_found(found: Found) -> Item:
    """Return an entry of a file as it is compared."""
    codes = frozenset(code.words for code in found.codes)
    names = found.names or _own_names(found.entity)
    return Item(found.entity, found.parent, codes, (*names, *_own_names(found.entity)))


def as_row(item: Item) -> Item:
    """Return an entry as it will be compared once it is a row of the case.

    Most rows keep only the name they are shown by; a file that says an entry twice is compared
    with itself in the same way, so that reading it again brings nothing new.
    """
    if isinstance(item.entity, NAMED_BY_MANY):
        return item
    return Item(item.entity, item.parent, item.codes, _own_names(item.entity))


def item_of_row(entity: Entity, case: Case) -> Item:
    """Return a row of the case as it is compared."""
    parent = None
    spec = entity.spec
    if isinstance(entity, Part) and spec.parent is not None:
        parent = case.get(spec.parent, entity.parent_id)
    kept = entity.extras.get("codes")
    codes = (
        frozenset(code for code in kept if isinstance(code, str)) if isinstance(kept, list) else ()
    )
    also = entity.extras.get("also_called")
    names = [name for name in also if isinstance(name, str)] if isinstance(also, list) else []
    return Item(entity, parent, frozenset(codes), (*_own_names(entity), *names))


def _own_names(entity: Entity) -> tuple[str, ...]:
    told = [getattr(entity, name, None) for name in entity.spec.title]
    return tuple(name for name in told if isinstance(name, str) and name)


def agree(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two dates can be one: an unknown one agrees with any, a month with its days."""
    if one is None or other is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def days_apart(one: PartialDate | None, other: PartialDate | None) -> int | None:
    """Return how many days lie between two full days, None where one is no full day."""
    if one is None or other is None or one.exact is None or other.exact is None:
        return None
    return abs((one.exact - other.exact).days)


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two texts say the same but for case, hyphens and spaces."""
    return name_key(one or "") == name_key(other or "")


def tokens(key: str) -> frozenset[str]:
    """Return the words of a name in the form for comparing."""
    return frozenset(key.split("-")) - {""}


def filled(entity: Entity) -> dict[str, Any]:
    """Return the fields of its own that a row fills."""
    own = {spec.name for spec in entity.spec.own_fields}
    told = {f.name: getattr(entity, f.name) for f in fields(entity) if f.name in own}
    return {name: value for name, value in told.items() if value is not None}


def same_number(one: Decimal, other: Decimal, part: Decimal = Decimal(0)) -> bool:
    """Whether two numbers are one, but for a rounding of at most this part."""
    return abs(one - other) <= max(abs(one), abs(other)) * part


def day_of(entity: Entity) -> PartialDate | None:
    """Return the day of a row."""
    day = SPECS[entity.spec.table].day
    value = getattr(entity, day) if day else None
    return value if isinstance(value, PartialDate) else None

"""A new entry with the content of another one, and copies of what belongs to it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.case.case import Case
from app.case.declaration import SPECS, Entity, Part
from app.usecases import entries

# What was looked up or answered for one saved trial, or came with one import, stays with it.
_STAYS = frozenset({"trial_record", "criterion_answer", "pending_item"})


def copy_of(entry: Entity, fresh: Entity) -> Entity:
    """Return the new entry `fresh` with the content of another one of its kind."""
    return replace(fresh, **_content(entry))


def copied_parts(case: Case, entry: Entity, fresh: Entity) -> Iterator[Part]:
    """Yield copies of an entry's parts for its copy, each before the parts of its own."""
    noted: dict[str, Any] = {"noted_by": fresh.noted_by, "noted_on": fresh.noted_on}
    for spec in SPECS.values():
        if spec.parent is not type(entry) or spec.table in _STAYS:
            continue
        for part in case.parts(spec.entity, entry):
            made = entries.blank(spec.entity, parent_id=fresh.id)
            copy = replace(made, **noted, **_content(part))
            if isinstance(copy, Part):
                yield copy
                yield from copied_parts(case, part, copy)


def _content(entry: Entity) -> dict[str, Any]:
    own = {field.name: getattr(entry, field.name) for field in entry.spec.own_fields}
    return own | {"absences": {k: v for k, v in entry.absences.items() if k in own}}

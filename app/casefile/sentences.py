"""The change log in words, such as "Allergy penicillin: How severe: mild → severe"."""

from collections.abc import Callable, Iterator
from typing import Any

from app.case import codes
from app.case.case import SPECS
from app.case.declaration import Entity, FieldSpec
from app.case.rows import decode
from app.casefile import tables
from app.casefile.history import RowChange
from app.casefile.undo import stored_row

Title = Callable[[str, str], str | None]
"""Returns the title of a row of a table, None where it is not known."""

EMPTY = "empty"


def entity_of(table: str, content: str) -> Any:
    """Return the entity that a content of the history stands for."""
    return decode(SPECS[table], stored_row(table, content))


def title(entity: Entity) -> str:
    """Return what names a row: "penicillin", "Hemoglobin 9.1"; empty where nothing does."""
    fields = (entity.spec.field(name) for name in entity.spec.title)
    words = (_own_words(field, getattr(entity, field.name)) for field in fields)
    return " ".join([word for word in words if word][:2])


def named(entity: Entity) -> str:
    """Return kind and title: "allergy penicillin"."""
    return f"{entity.spec.label} {title(entity)}".rstrip()


def act_name(verb: str, entity: Entity) -> str:
    """Return the name of an operation on one row: "delete lab report, 12 March 2026"."""
    day = getattr(entity, entity.spec.day) if entity.spec.day else None
    if day is None:
        return f"{verb} {named(entity)}"
    if entity.spec.day in entity.spec.title:
        return f"{verb} {entity.spec.label}, {day.words()}"
    return f"{verb} {named(entity)}, {day.words()}"


def sentences(change: RowChange, title_of: Title) -> Iterator[str]:
    """Return what happened to one row, a sentence for each field that changed."""
    if change.table == tables.ATTACHMENT:
        yield "A file was attached"
    elif change.before is None and change.after is not None:
        yield f"Added: {named(entity_of(change.table, change.after))}"
    elif change.after is None and change.before is not None:
        yield f"Deleted: {named(entity_of(change.table, change.before))}"
    elif change.before is not None and change.after is not None:
        before = entity_of(change.table, change.before)
        yield from _changed(before, entity_of(change.table, change.after), title_of)


def _changed(before: Entity, after: Entity, title_of: Title) -> Iterator[str]:
    name = named(after) if title(after) else named(before)
    start = name[:1].upper() + name[1:]
    for field in after.spec.fields:
        old, new = field_words(field, before, title_of), field_words(field, after, title_of)
        if old != new:
            yield f"{start}: {field.label}: {old} → {new}"
    if before.position != after.position:
        yield f"{start}: moved in its list"


def field_words(field: FieldSpec, entity: Entity, title_of: Title) -> str:
    """Return a field as the change log shows it: its value, a chosen absence, or "empty"."""
    value = getattr(entity, field.name)
    if value is None:
        absence = entity.absence(field.name)
        return EMPTY if absence is None else absence.words
    if field.to:
        return title_of(field.to, value) or "an entry that is no longer here"
    words = _own_words(field, value)
    return f"{words} {field.unit}" if field.unit else words


def _own_words(field: FieldSpec, value: Any) -> str:
    if value is None:
        return ""
    if field.codes is None:
        return field.kind.words(value)
    if isinstance(value, tuple):
        return ", ".join(codes.label(field.codes, item) for item in value)
    return codes.label(field.codes, str(value))

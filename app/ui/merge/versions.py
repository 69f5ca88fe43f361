"""The two versions of a choice, as the window shows them."""

from datetime import datetime

from app.case.declaration import Entity, FieldSpec
from app.ui.lab_words import unit_text
from app.ui.merge.merge_words import copy_name, written_by
from app.ui.merge.version_card import Said, Version
from app.ui.words import translate
from app.usecases.merge_copies import Choice, MergePlan, Touch, excerpt, words_of
from app.usecases.session import Session

_SHOWN_OF_ALL = frozenset({"source_document_id", "source_page", "source_note", "certainty"})


def versions(
    session: Session, plan: MergePlan, choice: Choice, now: datetime
) -> tuple[Version, Version]:
    """Return our version and theirs; one that was removed has no fields."""
    fields = _fields(choice)
    return (
        _version(
            session,
            translate("Merge", "Your copy"),
            choice.ours,
            choice,
            fields,
            choice.ours_by,
            now,
        ),
        _version(session, copy_name(plan), choice.theirs, choice, fields, choice.theirs_by, now),
    )


def _fields(choice: Choice) -> list[FieldSpec]:
    """Return the fields in which either version says something, those that differ first."""
    entity = choice.ours or choice.theirs
    assert entity is not None
    rows = [row for row in (choice.ours, choice.theirs) if row is not None]
    said = [
        field
        for field in entity.spec.fields
        if (not field.common or field.name in _SHOWN_OF_ALL or field.name in choice.fields)
        and any(getattr(row, field.name) is not None or row.absence(field.name) for row in rows)
        and (_differs(choice, field) or not _hidden(field, entity))
    ]
    return sorted(said, key=lambda field: not _differs(choice, field))


def _hidden(field: FieldSpec, entity: Entity) -> bool:
    """Tell whether a field only repeats another one: a code, or a unit shown beside its number."""
    units = {other.unit_field for other in entity.spec.fields}
    return field.name == "code" or field.name in units


def _version(
    session: Session,
    name: str,
    entity: Entity | None,
    choice: Choice,
    fields: list[FieldSpec],
    touch: Touch | None,
    now: datetime,
) -> Version:
    by = written_by(touch, now)
    if entity is None:
        return Version(name, by, ())
    record = excerpt(session, entity, choice.fields)
    return Version(
        name,
        by,
        tuple(
            Said(field.label, _words(session, entity, field), _differs(choice, field))
            for field in fields
        ),
        record.lines,
        record.place,
    )


def _words(session: Session, entity: Entity, field: FieldSpec) -> str:
    if getattr(entity, field.name) is None and entity.absence(field.name) is None:
        return ""
    words = words_of(session, entity, field.name)
    unit = getattr(entity, field.unit_field) if field.unit_field else None
    return f"{words} {unit_text(unit)}" if unit else words


def _differs(choice: Choice, field: FieldSpec) -> bool:
    ours, theirs = choice.ours, choice.theirs
    if ours is None or theirs is None:
        return False
    name = field.name
    return (getattr(ours, name), ours.absence(name)) != (
        getattr(theirs, name),
        theirs.absence(name),
    )

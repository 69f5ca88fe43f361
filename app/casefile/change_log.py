"""The change log of a case file: who changed what and when, as values and in sentences."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.case.absence import Absence
from app.case.case import SPECS
from app.case.rows import decode
from app.case.value_class import value_class
from app.casefile import history, sentences, tables
from app.casefile.clock import moment
from app.casefile.driver import Connection
from app.casefile.history import Operation


@value_class
class FieldChange:
    """One change of one field.

    Attributes:
        at: when.
        who: the person's name.
        operation: what they did.
        old, new: the value before and after; None where the field was empty or had no row.
        old_absence, new_absence: the absence chosen in place of a value.
    """

    at: datetime
    who: str
    operation: Operation
    old: Any
    new: Any
    old_absence: Absence | None
    new_absence: Absence | None


@value_class
class RowVersion:
    """One change of one row; `before` and `after` are entities, None where it was not there."""

    at: datetime
    operation: Operation
    before: Any
    after: Any


def row_history(connection: Connection, table: str, id: str) -> list[RowVersion]:
    """Return every change of a row, oldest first."""
    return [
        RowVersion(
            moment(operation.at), operation, _entity(table, c.before), _entity(table, c.after)
        )
        for operation, c in history.row_changes(connection, table, id)
    ]


def field_history(connection: Connection, table: str, id: str, field: str) -> list[FieldChange]:
    """Return every change of one field of a row, oldest first."""
    found = []
    for version in row_history(connection, table, id):
        old, old_absence = _value(version.before, field)
        new, new_absence = _value(version.after, field)
        if (old, old_absence) != (new, new_absence):
            operation = version.operation
            found.append(
                FieldChange(
                    version.at, operation.who, operation, old, new, old_absence, new_absence
                )
            )
    return found


def sentences_of(connection: Connection, operation: Operation) -> Iterator[str]:
    """Return what an operation did, a sentence for each row or field."""

    def title_of(table: str, id: str) -> str | None:
        return title(connection, table, id)

    for change in history.changes_of(connection, operation.number):
        yield from sentences.sentences(change, title_of)


def title(connection: Connection, table: str, id: str) -> str | None:
    """Return the title of a row as it is, or as it was last."""
    row = tables.read(connection, table, id)
    if row is not None:
        return sentences.title(decode(SPECS[table], row))
    versions = history.row_changes(connection, table, id)
    last = next((c.before for _, c in reversed(versions) if c.before is not None), None)
    return None if last is None else sentences.title(sentences.entity_of(table, last))


def _entity(table: str, content: str | None) -> Any:
    return None if content is None else sentences.entity_of(table, content)


def _value(entity: Any, field: str) -> tuple[Any, Absence | None]:
    if entity is None:
        return None, None
    return getattr(entity, field), entity.absence(field)

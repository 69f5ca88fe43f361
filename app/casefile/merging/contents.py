"""What every row of a file holds, now and at an earlier point of its history."""

import json
from collections.abc import Mapping
from typing import Any

from app.case import exact_json
from app.case.case import SPECS
from app.casefile import tables
from app.casefile.driver import Connection

Key = tuple[str, str]
"""Table and id of a row."""

Contents = dict[Key, str]
"""Every row as the history keeps it."""

Values = dict[str, Any]
"""One row taken apart, empty values left out.

A field stands under its name with its value and the absence chosen in its place; a key of case
JSON that we do not know stands under `extras.` and its name.
"""

PARENT = "parent_id"
_EXTRA = "extras."


def present(connection: Connection) -> Contents:
    """Return every row as it is now."""
    found: Contents = {}
    for table in SPECS:
        rows = connection.execute(
            f'SELECT id, {tables.content_of(table)} FROM "{table}" ORDER BY position, id'
        )
        found.update(((table, id), content) for id, content in rows)
    return found


def at(connection: Connection, number: int) -> Contents:
    """Return every row as it was after the operation of that number."""
    found = present(connection)
    later = connection.execute(
        "SELECT table_name, row_id, before FROM change WHERE operation > ? ORDER BY number DESC",
        (number,),
    )
    for table, id, before in later:
        if table == tables.ATTACHMENT:
            continue
        if before is None:
            found.pop((table, id), None)
        else:
            found[table, id] = before
    return found


def taken_apart(content: str) -> Values:
    """Return the values of a row; its id and its place in the list stay out."""
    raw: dict[str, Any] = exact_json.loads(content)
    absences: Mapping[str, str] = _inner(raw.pop("absences", None))
    extras: Mapping[str, Any] = _inner(raw.pop("extras", None))
    values: Values = {
        name: (raw.get(name), absences.get(name)) for name in {*raw, *absences} - {"id", "position"}
    }
    values.update({_EXTRA + name: exact_json.dumps(value) for name, value in extras.items()})
    return values


def _inner(text: str | None) -> Mapping[str, Any]:
    found: Mapping[str, Any] = {} if text is None else exact_json.loads(text)
    return found


def put_together(model: str, values: Values) -> str:
    """Return a row with the id and the place of `model` and the given values, as JSON."""
    raw: dict[str, Any] = exact_json.loads(model)
    whole: dict[str, Any] = {name: raw[name] for name in ("id", "position") if name in raw}
    fields = {name: pair for name, pair in values.items() if not name.startswith(_EXTRA)}
    whole.update({name: value for name, (value, _) in fields.items() if value is not None})
    absences = {name: absence for name, (_, absence) in fields.items() if absence is not None}
    extras = {
        name.removeprefix(_EXTRA): exact_json.loads(text)
        for name, text in values.items()
        if name.startswith(_EXTRA)
    }
    if absences:
        whole["absences"] = exact_json.dumps(dict(sorted(absences.items())))
    if extras:
        whole["extras"] = exact_json.dumps(extras)
    return exact_json.dumps(whole)


def pointers(key: Key, content: str) -> list[tuple[str, Key]]:
    """Return the columns of a row that point to another row, and that row; its parent first."""
    spec = SPECS[key[0]]
    raw = json.loads(content)
    found = []
    if spec.parent is not None:
        found.append((PARENT, (spec.parent.spec.table, raw[PARENT])))
    return found + [
        (field.name, (field.to, raw[field.name]))
        for field in spec.fields
        if field.to and raw.get(field.name)
    ]

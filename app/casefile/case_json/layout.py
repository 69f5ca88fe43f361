"""Where each field of a row stands in case JSON: keys, nested groups and lists of parts."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from app.case.case import SPECS
from app.case.declaration import EntitySpec, FieldSpec
from app.case.entities import CaseInfo
from app.case.kinds import ClockKind, ResultKind, TextKind
from app.case.value_class import value_class

ROOT: Final = CaseInfo.spec
"""The kind of row whose object is the whole document."""

UUID = "uuid"
"""Key of the id that a row has inside the case file."""

OTHER_UUID = "casebook_uuid"
"""Used in its place where the imported file had a `uuid` of its own that is none of ours."""

HISTORY = "history"
ATTACHMENTS = "attachments"
FILE = "casebook_file"
OURS = (HISTORY, ATTACHMENTS, FILE)
"""Keys of the document that a full export adds."""

REMEMBERED = "~"
"""Key in a row's extras: the empty values as they stood in the imported file."""


@value_class
class Group:
    """A nested object; `path` is its key with dots, `fields` all fields inside it."""

    path: str
    keys: "Mapping[str, Place]"
    fields: tuple[FieldSpec, ...]


Place = FieldSpec | Group | EntitySpec
"""What may stand behind a key: a value, a nested object, or the rows that belong to this one."""


@cache
def places(table: str) -> Mapping[str, Place]:
    """Return what stands behind each key of a row's object."""
    spec = SPECS[table]
    return {**_grouped(spec.fields, ""), **{part.section: part for part in parts(table)}}


@cache
def parts(table: str) -> tuple[EntitySpec, ...]:
    """Return the kinds whose rows stand inside a row of `table`; the root holds all others."""
    if table == ROOT.table:
        return tuple(
            spec for spec in SPECS.values() if spec.parent is None and spec.table != ROOT.table
        )
    return tuple(spec for spec in SPECS.values() if spec.parent and spec.parent.spec.table == table)


@cache
def written_fields(table: str) -> tuple[FieldSpec, ...]:
    """Return the fields of a row as they are written: the number of the file first."""
    return tuple(sorted(SPECS[table].fields, key=lambda field: field.name != "imported_id"))


def groups(keys: Mapping[str, Place]) -> Iterator[Group]:
    """Return the nested objects among some places, inner ones after the ones they are in."""
    for place in keys.values():
        if isinstance(place, Group):
            yield place
            yield from groups(place.keys)


def _grouped(fields: tuple[FieldSpec, ...], prefix: str) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for field in fields:
        key, dot, _ = field.key.removeprefix(prefix).partition(".")
        if not dot:
            found[key] = field
        elif key not in found:
            path = prefix + key
            inner = tuple(f for f in fields if f.key.startswith(path + "."))
            found[key] = Group(path, _grouped(inner, path + "."), inner)
    return found


def takes_empty_text(field: FieldSpec) -> bool:
    """Tell whether an empty text is a value of the field, and not merely nothing."""
    if field.to or isinstance(field.kind, ClockKind):
        return False
    return isinstance(field.kind, TextKind | ResultKind)


def kept_key(key: str) -> str:
    """Return the key in extras for an unknown key of the file."""
    return "~" + key if key.startswith("~") else key


def original_key(kept: str) -> str:
    """Return the file's own key for a key in extras."""
    return kept.removeprefix("~")

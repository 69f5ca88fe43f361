"""Rows of a case JSON on their way to becoming entities, and what was found on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.case.absence import Absence
from app.case.declaration import EntitySpec, FieldSpec
from app.casefile.case_json.layout import REMEMBERED
from app.casefile.case_json.parsing import shown


@dataclass(slots=True)
class Draft:
    """One row as read, before its references are resolved.

    Attributes:
        path: where it stands, such as `treatments[3].drugs[0]`.
        values: by field name; references hold the raw text of the file until `resolve`.
        empty: empty values as they stood, by key with dots or section.
        absent: keys that we would write empty, and the file does not name.
    """

    spec: EntitySpec
    path: str
    id: str
    parent_id: str | None
    position: int
    values: dict[str, Any] = field(default_factory=dict)
    absences: dict[str, Absence] = field(default_factory=dict)
    extras: dict[str, Any] = field(default_factory=dict)
    empty: dict[str, Any] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    own_id_given: bool = False

    def all_extras(self) -> dict[str, Any]:
        """Return what the row keeps besides its fields."""
        remembered: dict[str, Any] = {}
        if self.empty:
            remembered["empty"] = self.empty
        if self.absent:
            remembered["absent"] = self.absent
        return {**self.extras, REMEMBERED: remembered} if remembered else dict(self.extras)

    def keep_reference(self, spec: FieldSpec) -> str:
        """Move a reference that points nowhere to the extras; returns its raw text."""
        raw = str(self.values.pop(spec.name))
        self.extras[spec.key] = raw
        return raw


class Findings:
    """What is wrong (`places`) and what is merely to be told (`notes`), each said once."""

    def __init__(self) -> None:
        self._places: dict[str, None] = {}
        self._unknown: dict[str, list[str]] = {}
        self._notes: list[str] = []

    def wrong(self, path: str, what: str) -> None:
        """Take note of a place that cannot be taken in."""
        self._places[f"{shown(path)}: {what}"] = None

    def unknown(self, pattern: str, path: str) -> None:
        """Take note of a key that we do not know; `pattern` is its path without numbers."""
        self._unknown.setdefault(pattern, []).append(path)

    def note(self, path: str, what: str) -> None:
        """Take note of something worth telling."""
        self._notes.append(f"{shown(path)}: {what}")

    @property
    def places(self) -> tuple[str, ...]:
        """The places that cannot be taken in."""
        return tuple(self._places)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to tell, the unknown keys first; a key of many rows once, with their number."""
        unknown = (_unknown(pattern, paths) for pattern, paths in self._unknown.items())
        return (*unknown, *self._notes)


def _unknown(pattern: str, paths: list[str]) -> str:
    kept = "not a field that Casebook knows; kept as it is, and exported again"
    if len(paths) == 1:
        return f"{shown(paths[0])}: {kept}"
    return f"{shown(pattern)} ({len(paths)} times): {kept}"


def entity_of(draft: Draft) -> Any:
    """Return the entity of a draft whose references are resolved."""
    parent: Mapping[str, Any] = {"parent_id": draft.parent_id} if draft.spec.parent else {}
    return draft.spec.entity(
        id=draft.id,
        position=draft.position,
        absences=draft.absences,
        extras=draft.all_extras(),
        **parent,
        **draft.values,
    )

"""What taking lines into the case means: rows to add, rows to complete, documents to keep.

Pure: it says what would change. Writing it is one named operation elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.case.case import Case
from app.case.declaration import Entity, Part
from app.case.entities import LabResult, VirusTest, VitalSigns
from app.records.concepts import name_key
from app.records.found import Attachment, Found
from app.records.reconcile import Line
from app.records.sameness.item import NAMED_BY_MANY, item_of_row
from app.records.sameness.measured import measures

_SHEETS = (VitalSigns, VirusTest)


@dataclass(frozen=True, slots=True)
class Additions:
    """What taking lines changes.

    Attributes:
        new: rows to add, parents before their parts, with the ids they keep.
        changed: rows of the case with open fields filled or a further source named.
        documents: files to keep with the case.
    """

    new: tuple[Entity, ...]
    changed: tuple[Entity, ...]
    documents: tuple[Attachment, ...]


def additions(lines: Iterable[Line], case: Case, new_id: Callable[[], str]) -> Additions:
    """Return what taking these lines changes.

    A new line becomes a row. A line that is already here names its file as a further source of our
    row, and fills fields our row leaves open. A near or contradicting line that somebody chose to
    take becomes a row of its own; ours stays.

    Args:
        lines: the lines that are taken.
        case: the case they were compared with.
        new_id: makes the ids of new rows.
    """
    taking = _Taking(case, new_id)
    for line in lines:
        if line.kind == "same":
            taking.confirm(line)
        else:
            taking.add(line)
    return taking.result()


def with_sources(line: Line) -> Entity:
    """Return the row of a line with every file that says it, and the codes and names it has there.

    The parts of one export are read together, so that a line may stand in several files.
    """
    entity = line.found.entity
    for source in line.sources:
        note = _with_source(entity.source_note, source.file)
        entity = replace(entity, source_note=note, extras=_with_names_and_codes(entity, source))
    return entity


class _Taking:
    def __init__(self, case: Case, new_id: Callable[[], str]) -> None:
        self._case = case
        self._new_id = new_id
        self._new: dict[str, Entity] = {}
        self._changed: dict[str, Entity] = {}
        self._parents: dict[str, str] = {}
        self._sheets: dict[tuple[str, str | None], list[str]] = {}
        self._of_case: dict[str, Entity] = {}
        self._documents: dict[str, Attachment] = {}

    def add(self, line: Line) -> None:
        """Take a line as a row of its own, or into the row of its day."""
        entity = with_sources(line)
        if line.found.attachment is not None:
            self._documents[line.found.attachment.sha256] = line.found.attachment
        if isinstance(entity, _SHEETS):
            self._add_to_sheet(entity)
        elif isinstance(entity, Part) and line.found.parent is not None:
            parent = self._parent(line)
            self._put(replace(entity, id=self._new_id(), parent_id=parent))
        else:
            self._put(replace(entity, id=self._new_id()))

    def confirm(self, line: Line) -> None:
        """Name the file as a further source of a row of the case, and fill its open fields."""
        if line.twin is not None or line.ours is None:
            return
        ours = self._changed.get(line.ours.id, line.ours)
        told: dict[str, Any] = {
            name: getattr(line.found.entity, name)
            for name in line.adds
            if getattr(ours, name) is None
        }
        note = _with_source(ours.source_note, line.found.file)
        if note != ours.source_note:
            told["source_note"] = note
        extras = _with_names_and_codes(ours, line.found)
        if extras != ours.extras:
            told["extras"] = extras
        if told:
            self._changed[ours.id] = replace(ours, **told)

    def result(self) -> Additions:
        """Return what was gathered."""
        return Additions(
            tuple(self._new.values()),
            tuple(self._changed.values()),
            tuple(self._documents.values()),
        )

    def _put(self, entity: Entity) -> None:
        self._new[entity.id] = entity

    def _parent(self, line: Line) -> str:
        """Return the id of the row a part belongs to, which is added when it is first needed."""
        if line.into is not None:
            return line.into.id
        provisional = line.found.parent
        assert provisional is not None
        known = self._parents.get(provisional.id)
        if known is None:
            known = self._parents[provisional.id] = self._new_id()
            self._put(replace(provisional, id=known))
        return known

    def _add_to_sheet(self, entity: Entity) -> None:
        """Take a measure into a row of its day that leaves it open, else into a row of its own."""
        date = getattr(entity, "date", None)
        key = (entity.spec.table, date.iso if date else None)
        rows = self._sheets.get(key)
        if rows is None:
            rows = self._sheets[key] = self._rows_of_day(type(entity), date)
        told = measures(entity)
        for id_ in rows:
            row = self._row(id_)
            if all(getattr(row, name) is None and name not in row.absences for name in told):
                self._complete(row, told, entity)
                return
        fresh = replace(entity, id=self._new_id())
        self._put(fresh)
        rows.append(fresh.id)

    def _rows_of_day(self, kind: type[Entity], date: object) -> list[str]:
        rows = [row for row in self._case.all(kind) if getattr(row, "date", None) == date]
        self._of_case |= {row.id: row for row in rows}
        return [row.id for row in rows]

    def _row(self, id_: str) -> Entity:
        return self._new.get(id_) or self._changed.get(id_) or self._of_case[id_]

    def _complete(self, row: Entity, told: dict[str, object], entity: Entity) -> None:
        note = _with_source(row.source_note, entity.source_note or "")
        remark = _with_source(getattr(row, "note", None), getattr(entity, "note", None) or "")
        values: dict[str, Any] = {**told, "source_note": note, "note": remark}
        whole = replace(row, **values)
        (self._new if row.id in self._new else self._changed)[row.id] = whole


def _with_names_and_codes(ours: Entity, found: Found) -> Mapping[str, Any]:
    """Return the extras with the codes and names the file knows the row by.

    By them the next file is told to speak of the same: a brand where we have the ingredient.
    """
    if isinstance(ours, _SHEETS):
        return {}  # several measures share the row; their codes say nothing about it
    extras = dict(ours.extras)
    codes = [code.words for code in found.codes]
    if codes and not isinstance(ours, LabResult):
        extras["codes"] = list(dict.fromkeys([*_listed(extras.get("codes")), *codes]))
    if isinstance(ours, NAMED_BY_MANY):
        own = item_of_row(ours, Case.of(())).name_keys
        more = [name for name in found.names if name_key(name) not in own]
        if more:
            extras["also_called"] = [*_listed(extras.get("also_called")), *more]
    return extras


def _listed(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _with_source(known: str | None, file: str) -> str | None:
    """Return the sources with one more, each named once."""
    if not file:
        return known
    listed = (known or "").split("; ") if known else []
    return known if file in listed else "; ".join([*listed, file])

"""The case as tables for a spreadsheet: one CSV file for each kind of row, and what they mean."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from app.case import codes, exact_json
from app.case.case import SPECS, Case
from app.case.declaration import Entity, EntitySpec, FieldSpec
from app.case.kinds import (
    ClockKind,
    DateKind,
    Kind,
    NumberKind,
    ResultKind,
    TextsKind,
    WholeKind,
    YesNoKind,
)
from app.casefile.case_json.layout import REMEMBERED

DICTIONARY = "data dictionary.csv"

_BETWEEN_TEXTS = "; "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TYPES: tuple[tuple[type[Kind[Any]], str], ...] = (
    (ClockKind, "time of day, HH:MM"),
    (DateKind, "date: YYYY, YYYY-MM or YYYY-MM-DD; ~ before it means about"),
    (WholeKind, "whole number"),
    (NumberKind, "number"),
    (ResultKind, "number or text"),
    (YesNoKind, "yes or no"),
    (TextsKind, "several texts, separated by semicolons"),
)
# Every file of the archive bears this time: the same case gives the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


def tables_archive(case: Case) -> bytes:
    """Return a zip of one CSV file for each kind of row that the case holds, and a dictionary.

    The files open in spreadsheet programs by a double click (UTF-8 with a mark). A text that such
    a program would take for a formula stands behind an apostrophe.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables(case).items():
            archive.writestr(zipfile.ZipInfo(name, _TIME), table, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def tables(case: Case) -> Mapping[str, bytes]:
    """Return the CSV files by name, the dictionary first."""
    files = {DICTIONARY: _csv(_dictionary())}
    for name, spec in SPECS.items():
        rows = case.all(spec.entity)
        if len(rows):
            files[f"{name}.csv"] = _csv(_table(case, spec, rows))
    return files


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _table(case: Case, spec: EntitySpec, rows: Iterable[Entity]) -> Iterable[list[str]]:
    yield [name for name, _ in _columns(spec)]
    for row in rows:
        cells = {
            "id": row.id,
            "not_given": _BETWEEN_TEXTS.join(
                f"{field}: {absence.value}" for field, absence in sorted(row.absences.items())
            ),
            "other": _safe(_extras(row)),
        }
        if spec.parent:
            parent = case.get(spec.parent, getattr(row, "parent_id", None))
            cells["belongs_to"] = parent.id if parent else ""
        cells |= {field.name: _cell(field, getattr(row, field.name)) for field in spec.fields}
        yield [cells[name] for name, _ in _columns(spec)]


def _extras(row: Entity) -> str:
    others = {key: value for key, value in row.extras.items() if key != REMEMBERED}
    return exact_json.dumps(others) if others else ""


def _cell(field: FieldSpec, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(field.kind, DateKind):
        return str(field.kind.to_json(value))
    if isinstance(value, tuple):
        return _safe(_BETWEEN_TEXTS.join(value))
    words = field.kind.words(value)
    return _safe(words) if isinstance(value, str) else words


def _safe(text: str) -> str:
    """Keep a spreadsheet program from running a text as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _columns(spec: EntitySpec) -> list[tuple[str, FieldSpec | None]]:
    parent: list[tuple[str, FieldSpec | None]] = [("belongs_to", None)] if spec.parent else []
    return [
        ("id", None),
        *parent,
        *((field.name, field) for field in spec.fields),
        ("not_given", None),
        ("other", None),
    ]


_OF_EVERY_ROW = {
    "id": ("Id", "the id of the row inside Casebook"),
    "belongs_to": ("Belongs to", "the id of the row that this one is a part of"),
    "not_given": ("Chosen as not given", "fields chosen as not_known, not_done or waiting"),
    "other": ("Other", "what came in with an imported file and is not a field, as JSON"),
}


def _dictionary() -> Iterable[list[str]]:
    yield [
        "file",
        "holds",
        "column",
        "label",
        "type",
        "unit",
        "unit in",
        "choices",
        "points to",
        "help",
    ]
    for name, spec in SPECS.items():
        for column, field in _columns(spec):
            yield [f"{name}.csv", spec.plural, column, *_described(column, field)]


def _described(column: str, field: FieldSpec | None) -> list[str]:
    if field is None:
        label, help = _OF_EVERY_ROW[column]
        return [label, "text", "", "", "", "", help]
    choices = codes.choices(field.codes) if field.codes else ()
    return [
        field.label,
        _type(field.kind),
        field.unit or "",
        field.unit_field or "",
        _BETWEEN_TEXTS.join(f"{code} ({label})" for code, label in choices),
        f"{field.to}.csv, id" if field.to else "",
        field.help,
    ]


def _type(kind: Kind[Any]) -> str:
    return next((words for known, words in _TYPES if isinstance(kind, known)), "text")

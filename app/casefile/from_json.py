"""A new case file from a case JSON: all of it, or every place that stands in the way."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.case.case import Case
from app.casefile import tables
from app.casefile.apply import apply_edits
from app.casefile.case_json import full_export
from app.casefile.case_json.layout import HISTORY
from app.casefile.case_json.parsing import BrokenValues, parsed
from app.casefile.case_json.reading import read_case
from app.casefile.clock import Clock, stamp, utc_now
from app.casefile.creating import make_file, write_meta
from app.casefile.driver import Connection, DatabaseError, error_name
from app.casefile.edits import Attach, Edit, Insert
from app.casefile.history import Operation, Recorder
from app.casefile.ids import new_id
from app.casefile.password import normal_form
from app.errors import CasebookError

LARGEST = 2**30
"""Bytes that a case JSON may have: a gigabyte."""

TOO_LARGE = "This file is far too large to be a case in JSON form. Nothing was made."
NOT_FOUND = "There is no file of this name. Nothing was made."
NOT_READABLE = "This file cannot be read. Nothing was made."

_Fill = Callable[[Connection], None]


def create_from_json(
    path: Path,
    source: Path,
    *,
    author: str = "",
    clock: Clock = utc_now,
    password: str | None = None,
    origin: str = "",
) -> tuple[str, ...]:
    """Make a case file from a case JSON; a full export makes the same file again.

    Args:
        path: the case file to make; nothing may be there.
        source: the case JSON.
        author: who does it.
        clock: gives the time written into the history.
        password: encrypts the new file.
        origin: where entries come from that name no record; the file's name where empty.

    Returns:
        What to tell: keys kept without being understood, references that point nowhere.

    Raises:
        CasebookError: nothing was made; `places` lists everything that stands in the way.
    """
    document = _whole(source)
    files = full_export.read_attachments(document)
    notes: tuple[str, ...] = ()
    if HISTORY in document:
        fill = _history(document, files)
    else:
        read = read_case(document, origin or source.name, new_id)
        notes = read.notes
        edits: list[Edit] = [*files, *(Insert(entity) for entity in read.entities)]
        at = stamp(clock())
        operation = Operation(
            1, new_id(), f"new case from {source.name}", at, author, undoable=False
        )
        fill = _rows(edits, operation)
    make_file(path, normal_form(password), fill)
    return notes


def case_of_json(source: Path) -> Case:
    """Return the case of a case JSON without making a file.

    Raises:
        CasebookError: `places` lists everything that stands in the way.
    """
    return Case.of(read_case(_whole(source), source.name, new_id).entities)


def _whole(source: Path) -> dict[str, Any]:
    """Return the object a file holds; where values are broken, every wrong place is named."""
    try:
        return parsed(read_source(source))
    except BrokenValues as broken:
        try:
            read_case(broken.rest, source.name, new_id)
        except CasebookError as wrong:
            places = dict.fromkeys((*broken.places, *wrong.places))
            raise CasebookError(broken.sentence, list(places)) from None
        raise


def read_source(source: Path) -> bytes:
    """Return the bytes of a file that somebody named; raises `CasebookError`."""
    try:
        if source.stat().st_size > LARGEST:
            raise CasebookError(TOO_LARGE)
        return source.read_bytes()
    except FileNotFoundError:
        raise CasebookError(NOT_FOUND) from None
    except OSError as error:
        raise CasebookError(NOT_READABLE) from error


def _rows(edits: list[Edit], operation: Operation) -> _Fill:
    def fill(connection: Connection) -> None:
        write_meta(connection, new_id(), operation.at)
        recorder = Recorder(connection, operation)
        apply_edits(connection, recorder, edits)
        recorder.finish()

    return fill


def _history(document: Mapping[str, Any], files: tuple[Attach, ...]) -> _Fill:
    operations = document[HISTORY]
    if not isinstance(operations, list) or not operations:
        raise CasebookError(
            full_export.HISTORY_DIFFERS, [f"{HISTORY}: is not a history that Casebook wrote"]
        )

    def fill(connection: Connection) -> None:
        try:
            _carry_out(connection, document, operations, files)
        except DatabaseError as error:
            if not error_name(error).startswith("SQLITE_CONSTRAINT"):
                raise
            raise CasebookError(full_export.HISTORY_DIFFERS, [HISTORY]) from error

    return fill


def _carry_out(
    connection: Connection,
    document: Mapping[str, Any],
    operations: list[Any],
    files: tuple[Attach, ...],
) -> None:
    info = full_export.read_file_info(document)
    if info is None:
        info = full_export.FileInfo(new_id(), str(operations[0].get("at", "")))
    write_meta(connection, info.file_id, info.created)
    full_export.carry_out(connection, operations, files)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise CasebookError(full_export.HISTORY_DIFFERS, [HISTORY])
    case = Case(lambda spec: tables.load(connection, spec))
    try:
        made = full_export.full_document(connection, case)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
        raise CasebookError(full_export.HISTORY_DIFFERS, [HISTORY]) from error
    full_export.check_same(document, made)

"""What a full export adds to the case: the history, the attached files, the file's own id.

From these alone the same case file can be made again, so that nothing but Casebook's own format
stands between a family and everything they kept. The history is carried out anew, operation by
operation; the result must be the case that stands beside it.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from app.case.case import SPECS, Case
from app.case.value_class import value_class
from app.casefile import history, tables
from app.casefile.apply import apply_edits
from app.casefile.attachments import read_attachment
from app.casefile.case_json.layout import ATTACHMENTS, FILE, HISTORY
from app.casefile.case_json.parsing import PLACES
from app.casefile.case_json.writing import case_document
from app.casefile.driver import Connection
from app.casefile.edits import Attach
from app.casefile.history import Operation, Recorder
from app.casefile.undo import put
from app.errors import CasebookError

HISTORY_DIFFERS = (
    "The entries in this file and their history do not agree; it was probably changed after it was"
    " exported. Nothing was made, and the file is as it was. To take in the entries without their"
    ' history, remove the part "history" from a copy of the file.'
)


@value_class
class FileInfo:
    """What identifies a case among its copies."""

    file_id: str
    created: str


# Out


def full_document(connection: Connection, case: Case) -> dict[str, Any]:
    """Return the case with history, attachments and the file's id, as JSON values."""
    file_id, created = connection.execute("SELECT file_id, created FROM meta").fetchone()
    return {
        **case_document(case),
        FILE: {"file_id": file_id, "created": created},
        HISTORY: list(_history(connection)),
        ATTACHMENTS: list(_attachments(connection)),
    }


def _history(connection: Connection) -> Iterator[dict[str, Any]]:
    for operation in reversed(history.operations(connection)):
        yield {
            "id": operation.id,
            "name": operation.name,
            "at": operation.at,
            "who": operation.who,
            "kind": operation.kind,
            "target": operation.target,
            "undoable": operation.undoable,
            "changes": [
                {
                    "table": change.table,
                    "id": change.id,
                    "before": _content(change.before),
                    "after": _content(change.after),
                }
                for change in history.changes_of(connection, operation.number)
            ],
        }


def _content(stored: str | None) -> Any:
    return None if stored is None else json.loads(stored)


def _attachments(connection: Connection) -> Iterator[dict[str, Any]]:
    rows = connection.execute("SELECT sha256, name FROM attachment ORDER BY sha256").fetchall()
    for digest, name in rows:
        content = read_attachment(connection, digest)
        yield {
            "sha256": digest,
            "name": name,
            "base64": base64.b64encode(content).decode("ascii"),
        }


# In


def read_attachments(document: Mapping[str, Any]) -> tuple[Attach, ...]:
    """Return the attached files of a document.

    Raises:
        CasebookError: with every place that is not an attached file.
    """
    raw = document.get(ATTACHMENTS, [])
    if not isinstance(raw, list):
        raise CasebookError(PLACES, [f"{ATTACHMENTS}: should be a list"])
    found = [_attach(item) for item in raw]
    wrong = [f"{ATTACHMENTS}[{i}]: {item}" for i, item in enumerate(found) if isinstance(item, str)]
    if wrong:
        raise CasebookError(PLACES, wrong)
    return tuple(item for item in found if isinstance(item, Attach))


def _attach(raw: object) -> Attach | str:
    keys = ("sha256", "name", "base64")
    if not isinstance(raw, dict) or not all(isinstance(raw.get(key), str) for key in keys):
        return "should have sha256, name and base64 as texts"
    try:
        content = base64.b64decode(raw["base64"], validate=True)
    except (binascii.Error, ValueError):
        return "the content is not base64"
    if sha256(content).hexdigest() != raw["sha256"]:
        return "the content does not fit its sha256"
    return Attach(raw["sha256"], raw["name"], content)


def read_file_info(document: Mapping[str, Any]) -> FileInfo | None:
    """Return the file's id, None where the document does not name it rightly."""
    raw = document.get(FILE)
    if not isinstance(raw, dict):
        return None
    file_id, created = raw.get("file_id"), raw.get("created")
    if not isinstance(file_id, str) or not isinstance(created, str):
        return None
    return FileInfo(file_id, created)


def carry_out(connection: Connection, operations: Sequence[Any], files: Sequence[Attach]) -> None:
    """Carry out the history of a document in a new file, in the caller's transaction.

    Raises:
        CasebookError: it is no history, or it does not fit itself.
    """
    contents = {file.sha256: file for file in files}
    for number, raw in enumerate(operations, 1):
        try:
            _carry_out(connection, number, raw, contents)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CasebookError(HISTORY_DIFFERS, [f"{HISTORY}[{number - 1}]"]) from error


def _carry_out(
    connection: Connection, number: int, raw: Any, contents: Mapping[str, Attach]
) -> None:
    kind = raw["kind"]
    if kind not in ("do", "undo", "redo", "revert"):
        raise ValueError(kind)
    operation = Operation(
        number=number,
        id=_text(raw["id"]),
        name=_text(raw["name"]),
        at=_text(raw["at"]),
        who=_text(raw["who"]),
        kind=kind,
        target=None if raw["target"] is None else _text(raw["target"]),
        undoable=bool(raw["undoable"]),
    )
    recorder = Recorder(connection, operation)
    for change in raw["changes"]:
        _change(connection, recorder, change, contents)
    recorder.finish()


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError("should be text")
    return raw


def _change(
    connection: Connection, recorder: Recorder, raw: Any, contents: Mapping[str, Attach]
) -> None:
    table, id = raw["table"], raw["id"]
    if table == tables.ATTACHMENT:
        apply_edits(connection, recorder, [contents[id]])
        return
    if table not in SPECS:
        raise KeyError(table)
    if _content(recorder.content(table, id)) != raw["before"]:
        raise ValueError("the row was different before")
    after = raw["after"]
    put(connection, recorder, table, id, None if after is None else _stored(after))


def _stored(after: object) -> str:
    # Stored values are texts and whole numbers; very long ones were read as decimals.
    return json.dumps(after, ensure_ascii=False, default=int)


def check_same(document: Mapping[str, Any], made: Mapping[str, Any]) -> None:
    """Compare a document with the case that was made of its history.

    Raises:
        CasebookError: with every part that differs.
    """
    keys = sorted({*document, *made} - {ATTACHMENTS})
    differing = [key for key in keys if not _same(document.get(key), made.get(key))]
    if differing:
        raise CasebookError(HISTORY_DIFFERS, [f"{key}: differs" for key in differing])


def _same(one: object, other: object) -> bool:
    """Compare JSON values digit by digit; the order of keys does not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return str(one) == str(other)
    return one == other and isinstance(one, bool) == isinstance(other, bool)

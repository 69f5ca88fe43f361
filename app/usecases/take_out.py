"""Taking everything out of a case in open formats."""

import datetime
import sys
from collections.abc import Callable
from pathlib import Path

from app.case import exact_json
from app.case.value_class import value_class
from app.casefile import calendar_text, tables_archive
from app.errors import CasebookError
from app.usecases.output_files import write_whole
from app.usecases.session import Session

FOLDER = "folder"
"""The format that is a folder: every document with an index; see `documents_folder`."""


@value_class
class TakenOut:
    """What leaves the case.

    Attributes:
        content: the bytes of the file.
        is_text: it can be shown in a terminal.
        notes: what could not go in, in words.
    """

    content: bytes
    is_text: bool = True
    notes: tuple[str, ...] = ()


def _json(session: Session, _as_of: datetime.date | None) -> TakenOut:
    document = session.file.full_document()
    return TakenOut((exact_json.dumps(document, indent=1) + "\n").encode())


def _csv(session: Session, _as_of: datetime.date | None) -> TakenOut:
    return TakenOut(tables_archive(session.case), is_text=False)


def _ics(session: Session, _as_of: datetime.date | None) -> TakenOut:
    calendar = calendar_text(session.case)
    return TakenOut(calendar.text.encode(), notes=calendar.notes)


def _fhir(session: Session, as_of: datetime.date | None) -> TakenOut:
    from app.records.fhir_out import patient_summary  # slow to import: vocabularies

    bundle = patient_summary(session.case, session.as_of(as_of))
    return TakenOut((exact_json.dumps(bundle, indent=1) + "\n").encode())


_WRITERS: dict[str, Callable[[Session, datetime.date | None], TakenOut]] = {
    "json": _json,
    "csv": _csv,
    "fhir": _fhir,
    "ics": _ics,
}
FORMATS: tuple[str, ...] = tuple(_WRITERS)
"""The formats that are one file."""


def exported(session: Session, form: str, as_of: datetime.date | None = None) -> TakenOut:
    """Return the whole case in one of `FORMATS`.

    `json` holds everything, history and attachments included, and makes the same file again;
    `csv` is a zip of one table per kind of entry with a data dictionary; `fhir` is a patient
    summary (IPS document) that hospitals' programs read; `ics` holds the appointments.

    Args:
        session: the open case.
        form: one of `FORMATS`.
        as_of: the day that counts as today; it dates a patient summary.
    """
    return _WRITERS[form](session, as_of)


def save(path: Path, taken: TakenOut) -> None:
    """Write what was taken out; whole or not at all.

    Raises:
        CasebookError: the place cannot be written.
    """
    write_whole(path, taken.content)


def to_standard_output(taken: TakenOut) -> None:
    """Show what was taken out.

    Raises:
        CasebookError: it is not text.
    """
    if not taken.is_text:
        raise CasebookError("These tables are a zip file. Please say where with -o tables.zip.")
    sys.stdout.write(taken.content.decode())
    sys.stdout.flush()

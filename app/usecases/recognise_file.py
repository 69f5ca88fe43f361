"""What a file is, told by its content: registry records, hospital records, a document, a sheet.

The one place where these are told apart; bringing in, the window and the command line all ask here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from app.casefile import may_be_a_case
from app.errors import CasebookError
from app.records import spreadsheets
from app.records.archives import (
    HEAD_BYTES,
    DamagedMember,
    Member,
    Members,
    members_of_folder,
    members_of_zip,
)
from app.records.recognise import FileKind, kind_of
from app.records.tables import holds_results
from app.report.read_sheet import read_sheet
from app.report.review.refusals import NotOurSheet
from app.trials import archives, recognise
from app.usecases.document_of_a_case import is_case_json

RecognisedKind = Literal["trials", "records", "document", "review_sheet", "case", "unknown"]

CASE_JSON = "case written as JSON"
"""What a case that was taken out as text is called; a new case can be made of it."""

LARGEST_SHEET = 64 * 2**20
"""Bytes of the largest PDF that is looked at for the mark of a review sheet."""

LARGEST_WITH_TEXT = 128 * 2**20
"""Bytes of the largest document whose words are read for the search."""

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_SQLITE = b"SQLite format 3\x00"
_CASE_SUFFIX = ".casebook"
_TRIALS: dict[recognise.Kind, str] = {
    "json-v2": "trial records of ClinicalTrials.gov",
    "ctis": "trial records of the EU register (CTIS)",
    "csv": "list of trials of ClinicalTrials.gov (CSV)",
    "xml-legacy": "trial record of ClinicalTrials.gov (XML)",
    "pasted": "text of a trial's page",
    "zip": "archive of trial records",
}
_RECORDS = frozenset(
    {
        FileKind.FHIR_JSON,
        FileKind.FHIR_LINES,
        FileKind.FHIR_XML,
        FileKind.CDA,
        FileKind.XDM_INDEX,
        FileKind.APPLE_HEALTH,
        FileKind.LAB_TABLE,
    }
)
_DOCUMENTS = frozenset(
    {FileKind.PDF, FileKind.PICTURE, FileKind.HTML, FileKind.RTF, FileKind.TEXT, FileKind.STYLE}
)
_WITH_TEXT = frozenset({FileKind.PDF, FileKind.HTML, FileKind.RTF, FileKind.TEXT})
# An archive or folder of these is opened; one of loose texts may be anything and stays whole.
_WORTH_OPENING = _RECORDS | {FileKind.PDF, FileKind.PICTURE}
# Word, OpenDocument and e-book files are archives, too, and say so by these.
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
_DEEPEST = 2
_MOST_LOOKED_AT = 500
_LARGEST_INNER = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is.

    Attributes:
        kind: how it is brought in.
        words: what it is called, such as "FHIR bundle (collection)".
        closed: archives inside it that are too deep to be opened.
    """

    kind: RecognisedKind
    words: str
    closed: tuple[str, ...] = ()


def what_is(path: Path) -> Recognised:
    """Return what a file or folder is, by its content.

    Raises:
        CasebookError: it is not there, cannot be opened, or is an archive that is damaged or made
            to fill the disk.
    """
    if path.is_dir():
        return _folder(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        trials = recognise.kind_of_file(path)
        if trials is not None:
            return Recognised("trials", _TRIALS[trials])
        if head.startswith(_ZIP_MARKS):
            return _archive(path)
        return _single(path, head)
    except OSError as error:
        raise CasebookError(
            f"{path.name} could not be opened. Nothing was changed. "
            "Please check that it is still there."
        ) from error


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive; False where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(4) in _ZIP_MARKS
    except OSError:
        return False


def has_text(path: Path) -> bool:
    """Whether a document is of a kind whose words can be read, and not too large for that."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        return kind_of(head) in _WITH_TEXT and path.stat().st_size <= LARGEST_WITH_TEXT
    except OSError:
        return False


def _single(path: Path, head: bytes) -> Recognised:
    if not head:
        return Recognised("unknown", "empty file")
    kind = kind_of(head)
    if kind in _RECORDS:
        return Recognised("records", kind.value)
    if kind is FileKind.PDF:
        is_sheet = _is_review_sheet(path)
        return Recognised("review_sheet", "review sheet") if is_sheet else _document(kind)
    if kind in _DOCUMENTS:
        return _document(kind)
    if kind is FileKind.UNKNOWN and is_case_json(path):
        return Recognised("unknown", CASE_JSON)
    is_named_so = path.suffix.casefold() == _CASE_SUFFIX
    if (is_named_so or head.startswith(_SQLITE)) and may_be_a_case(path):
        return Recognised("case", "case of Casebook")
    return Recognised("unknown", kind.value)


def _document(kind: FileKind) -> Recognised:
    return Recognised("document", kind.value)


def _is_review_sheet(path: Path) -> bool:
    """Whether a PDF is a sheet of ours, whole or with its fields lost."""
    if path.stat().st_size > LARGEST_SHEET:
        return False
    content = path.read_bytes()
    if b"/AcroForm" not in content and b"/ObjStm" not in content:
        return False  # no form and nothing packed in which one could be: spared the long look
    try:
        read_sheet(content)
    except NotOurSheet:
        return False
    except CasebookError:
        return True
    return True


# Archives and folders


def _archive(path: Path) -> Recognised:
    if _holds_nothing_to_open(path):
        return Recognised("trials", _TRIALS["zip"])  # its receipt says why nothing was opened
    with path.open("rb") as file, members_of_zip(file) as members:
        found = _of_members(members, "archive")
        return found or Recognised("document", "archive", tuple(_closed_in(members, 1)))


def _holds_nothing_to_open(path: Path) -> bool:
    """Whether nothing in an archive may be opened.

    Raises:
        CasebookError: it is damaged or made to fill the disk.
    """
    with path.open("rb") as file, archives.opened(file) as archive:
        return bool(archive.refused) and not archive.entries


def _folder(path: Path) -> Recognised:
    found = _of_members(members_of_folder(path), "folder")
    return found or Recognised("unknown", "folder")


def _of_members(members: Members, called: str) -> Recognised | None:
    """Return what an archive or folder is, None where nothing in it is worth opening."""
    if spreadsheets.is_workbook(members):
        return _workbook(members)
    if any(member.name in _OFFICE for member in members.files):
        return None
    kinds = _kinds_in(members, 1)
    for kind in (FileKind.APPLE_HEALTH, FileKind.XDM_INDEX, FileKind.CDA, FileKind.FHIR_JSON):
        if kind in kinds:
            return Recognised("records", _WHOLE.get(kind) or f"{called} ({kind.value})")
    worth = sorted(kind.value for kind in kinds & _WORTH_OPENING)
    return Recognised("records", f"{called} ({worth[0]})") if worth else None


_WHOLE = {
    FileKind.APPLE_HEALTH: FileKind.APPLE_HEALTH.value,
    FileKind.XDM_INDEX: "XDM archive",
}


def _workbook(members: Members) -> Recognised:
    try:
        tables = any(holds_results(sheet.grid) for sheet in spreadsheets.sheets_of(members))
    except CasebookError:
        tables = False
    return Recognised("records" if tables else "document", "workbook (XLSX)")


def _kinds_in(members: Members, depth: int) -> set[FileKind]:
    """Return the kinds of the first files inside, those of archives inside included."""
    kinds: set[FileKind] = set()
    for member in members.files[:_MOST_LOOKED_AT]:
        kind = kind_of(member.head())
        kinds.add(kind)
        if kind is FileKind.ZIP and depth < _DEEPEST and member.size <= _LARGEST_INNER:
            kinds |= _kinds_inside(member, depth)
    return kinds


def _closed_in(members: Members, depth: int) -> Iterator[str]:
    """Yield the archives inside an archive that are not opened, because they lie too deep."""
    inner = [m for m in members.files[:_MOST_LOOKED_AT] if kind_of(m.head()) is FileKind.ZIP]
    for member in inner:
        if depth >= _DEEPEST:
            yield member.name
        elif member.size <= _LARGEST_INNER:
            yield from (f"{member.name}/{name}" for name in _closed_inside(member, depth))


def _closed_inside(member: Member, depth: int) -> list[str]:
    try:
        with members_of_zip(BytesIO(member.content())) as inner:
            return list(_closed_in(inner, depth + 1))
    except (DamagedMember, CasebookError):
        return []


def _kinds_inside(member: Member, depth: int) -> set[FileKind]:
    try:
        with members_of_zip(BytesIO(member.content())) as inner:
            if any(each.name in _OFFICE for each in inner.files):
                return set()
            return _kinds_in(inner, depth + 1)
    except (DamagedMember, CasebookError):
        return set()

"""Any file of records, read: its kind told by its content, every entry found or skipped.

Only a file that cannot be read at all is an error, and always a `CasebookError`.
"""

from collections.abc import Sequence
from pathlib import Path

from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.records import apple_health, spreadsheets
from app.records.archives import (
    HEAD_BYTES,
    LARGEST_MEMBER,
    DamagedMember,
    Member,
    Members,
    member_of_bytes,
    member_of_file,
    members_of_folder,
    members_of_zip,
)
from app.records.collection_pause import collection_paused
from app.records.collector import Collector, IsCancelled
from app.records.documents import DocumentDraft, keep_document
from app.records.found import EntryKind, Reading, SourceWords
from app.records.member_readers import FileReader
from app.records.metering import Meter, Progress
from app.records.pasted_labs import read_lines
from app.records.recognise import FileKind, kind_of
from app.records.tables import grid_of, has_lab_table, read_table
from app.records.text_of_documents import whole_letters

_NOT_OPENED = (
    "This file could not be opened. Nothing was changed. "
    "Please check that it is still there and that you may read it."
)
_EMPTY = "This file is empty. Nothing was changed. Please download or copy it again."
_TOO_LARGE = (
    "This file is larger than any single record Casebook can read (256 MB). Nothing was changed. "
    "Please export a shorter period, or the parts one by one."
)
_NOTHING = (
    "This file holds nothing that Casebook can read. Nothing was changed. "
    "It can be kept as a document."
)
_NOT_WHOLE = (
    "This file is damaged or not complete. Nothing was changed. Please download or copy it again."
)


def read(
    path: Path,
    received_on: PartialDate,
    *,
    is_cancelled: IsCancelled | None = None,
    day_first: bool | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a file or folder of records.

    Args:
        path: the file or folder.
        received_on: the day it came in.
        is_cancelled: asked again and again; True stops the work.
        day_first: how dates that read two ways are meant, where the family was asked.
        progress: told the bytes read so far and the bytes there are.

    Raises:
        CasebookError: it cannot be read at all.
        Cancelled: the work was stopped; nothing is kept of it.
    """
    out = Collector(whole_letters(path.name), received_on, is_cancelled)
    meter = Meter(progress or _tell_nobody)
    if path.is_dir():
        members = meter.members(members_of_folder(path))
        return out.reading(_read_members(members, out, day_first, path.name))
    try:
        member = member_of_file(path)
        head = member.head()
        if not head and member.size:
            raise DamagedMember
        kind = kind_of(head)
        if kind is FileKind.ZIP:
            return out.reading(_read_zip(path, out, day_first, meter))
    except (OSError, DamagedMember) as error:
        raise CasebookError(_NOT_OPENED) from error
    return _read_single(meter.member(member), head, kind, out, day_first)


def read_bytes(
    data: bytes,
    name: str,
    received_on: PartialDate,
    *,
    is_cancelled: IsCancelled | None = None,
    day_first: bool | None = None,
) -> Reading:
    """Read the bytes of a file of records; see `read`.

    Raises:
        CasebookError: it cannot be read at all.
    """
    out = Collector(name, received_on, is_cancelled)
    member = member_of_bytes(name, data)
    head = data[:HEAD_BYTES]
    kind = kind_of(head)
    if kind is FileKind.ZIP:
        return out.reading(_read_zip(member, out, day_first))
    return _read_single(member, head, kind, out, day_first)


def read_text(text: str, received_on: PartialDate, *, day_first: bool | None = None) -> Reading:
    """Read pasted text: a table of results, lines with results, or a note.

    Raises:
        CasebookError: there is no text.
    """
    if not text.strip():
        raise CasebookError(_EMPTY)
    text = whole_letters(text)
    out = Collector("Pasted text", received_on)
    if not (has_lab_table(text) and read_table(grid_of(text), out, day_first=day_first)):
        read_lines(text, out, day_first=day_first, all_proposed=False)
    entry = out.meet(EntryKind.DOCUMENT, "the whole text")
    words = SourceWords("Pasted text")
    keep_document(out, entry, DocumentDraft("Pasted text", text=text, words=words))
    return out.reading("pasted text")


def _read_single(
    member: Member, head: bytes, kind: FileKind, out: Collector, day_first: bool | None
) -> Reading:
    if not head.strip(b"\x00 \t\r\n"):
        raise CasebookError(_EMPTY)
    if kind is FileKind.APPLE_HEALTH:
        return out.reading(apple_health.read_export(member, (), out))
    if member.size > LARGEST_MEMBER:
        raise CasebookError(_TOO_LARGE)
    reader = FileReader(out, day_first)
    with collection_paused():
        try:
            form = reader.read(member, kind, alone=True)
        except DamagedMember as error:
            raise CasebookError(_NOT_WHOLE) from error
        reader.finish()
    if kind is FileKind.UNKNOWN:
        raise CasebookError(_NOTHING)
    return out.reading(form)


def _tell_nobody(_done: int, _there: int) -> None:
    pass


def _read_zip(
    source: Path | Member, out: Collector, day_first: bool | None, meter: Meter | None = None
) -> str:
    name = source.name
    opened = source.open("rb") if isinstance(source, Path) else source.binary()
    with opened as stream, members_of_zip(stream) as members:
        counted = meter.members(members) if meter else members
        return _read_members(counted, out, day_first, name)


def _read_members(members: Members, out: Collector, day_first: bool | None, name: str) -> str:
    if spreadsheets.is_workbook(members):
        return _read_workbook(members, out, day_first)
    for refused in members.refused:
        out.pass_over(EntryKind.OTHER, refused.where, refused.reason)
    kinds = {member.name: kind_of(member.head()) for member in members.files}
    listing = next((m for m in members.files if kinds[m.name] is FileKind.APPLE_HEALTH), None)
    if listing is not None:
        return _read_apple(listing, members.files, out)
    reader = FileReader(out, day_first)
    reader.read_all(members.files, kinds)
    reader.finish()
    if not out.met:
        raise CasebookError(_NOTHING)
    return reader.form_of_archive()


def _read_apple(listing: Member, files: Sequence[Member], out: Collector) -> str:
    folder = listing.name.rpartition("/")[0]
    others = [f for f in files if f is not listing and f.name.startswith(folder)]
    for member in others:
        if member.name.endswith(".xml"):
            apple_health.skip_second_copy(member, out)
    return apple_health.read_export(listing, others, out)


def _read_workbook(members: Members, out: Collector, day_first: bool | None) -> str:
    """Enter the tables of results in a workbook.

    Raises:
        CasebookError: it is damaged, or holds no table of results.
    """
    sheets = [sheet for sheet in spreadsheets.sheets_of(members) if any(map(any, sheet.grid))]
    for sheet in sheets:
        place = f"sheet {sheet.name}"
        if not read_table(sheet.grid, out, place, day_first):
            out.pass_over(EntryKind.OTHER, place, "No table of results was found in it.")
    if not sheets:
        raise CasebookError(_NOTHING)
    return "workbook (XLSX)"

"""Trial records out of any file that holds them, one at a time.

The kind of a file is told by its content. A bad record inside a good file is a `Skipped`; only a
file that cannot be read at all is an error, and it is always a `CasebookError`.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.case.partial_date import PartialDate
from app.errors import Cancelled, CasebookError
from app.trials import archives
from app.trials.csv_export import read_csv
from app.trials.json_v2 import read_json
from app.trials.pasted_text import read_pasted
from app.trials.recognise import Kind, kind_and_head, kind_of_file
from app.trials.record import Form, Skipped, TrialRecord
from app.trials.text_encoding import ByteSource, TextStream
from app.trials.xml_legacy import read_xml

# Called with the bytes read so far and the bytes there are.
Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]
Reading = Iterator[TrialRecord | Skipped]

_MOST_BAD_IN_A_ROW = 1000

_NOT_OPENED = (
    "This file could not be opened. Nothing was changed. "
    "Please check that it is still there and that you may read it."
)
_NOT_KNOWN = (
    "This file holds no trial record that Casebook can read. Nothing was changed. "
    "On the trial's page, choose Download and then JSON, or copy the text of the page."
)


def read_trials(
    path: Path,
    *,
    file_date: PartialDate | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Reading:
    """Yield the trial records of a file, in its order; memory does not grow with the file.

    Args:
        path: JSON, CSV or TSV, XML, pasted text, or a zip of any of these.
        file_date: the day of the file, for records that name no day themselves.
        progress: told the bytes read so far and the bytes there are.
        cancelled: asked before each record.

    Raises:
        CasebookError: the file cannot be opened, is damaged, or holds nothing of the kind.
        Cancelled: `cancelled` said so.
    """
    try:
        with path.open("rb") as file:
            watched = _Watched(file, path.stat().st_size, progress, cancelled)
            for found in _records(kind_of_file(path), file, watched, file_date):
                watched.check()
                yield found
    except OSError as error:
        raise CasebookError(_NOT_OPENED) from error


class _Watched:
    """A file whose reading is told to `progress` and stopped by `cancelled`."""

    def __init__(
        self,
        file: BinaryIO,
        size: int,
        progress: Progress | None,
        cancelled: IsCancelled | None,
    ) -> None:
        self._file = file
        self._size = size
        self._progress = progress
        self._cancelled = cancelled

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.tell(self._file.tell(), self._size)
        return data

    def tell(self, done: int, there: int) -> None:
        """Say how far reading is.

        Raises:
            Cancelled: the person has stopped it.
        """
        self.check()
        if self._progress is not None:
            self._progress(done, there)

    def check(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled


def _records(
    kind: Kind | None, file: BinaryIO, watched: _Watched, file_date: PartialDate | None
) -> Reading:
    if kind is None:
        return _why_not(file)
    if kind == "zip":
        return _archive(file, watched, file_date)
    return read_stream(kind, watched, file_date)


def _why_not(file: BinaryIO) -> Reading:
    """Say why nothing is read: of an archive by its own troubles, else that it is not known."""
    if file.read(2) == b"PK":
        file.seek(0)
        with archives.opened(file) as archive:
            if archive.refused:
                return iter(archive.refused)
    raise CasebookError(_NOT_KNOWN)


def read_stream(kind: Kind, stream: ByteSource, file_date: PartialDate | None) -> Reading:
    """Yield the records of an open file of a known kind, archives excepted.

    A file in which nothing can be read any more is not read to its end.
    """
    bad_in_a_row = 0
    for found in _of_kind(kind, stream, file_date):
        bad_in_a_row = bad_in_a_row + 1 if isinstance(found, Skipped) else 0
        if bad_in_a_row > _MOST_BAD_IN_A_ROW:
            yield Skipped(
                "the rest",
                f"Not read: none of {_MOST_BAD_IN_A_ROW} entries before it could be read.",
            )
            return
        yield found


def _of_kind(kind: Kind, stream: ByteSource, file_date: PartialDate | None) -> Reading:
    match kind:
        case "json-v2" | "ctis":
            return read_json(TextStream(stream), file_date)
        case "csv":
            return read_csv(TextStream(stream), file_date)
        case "xml-legacy":
            return read_xml(stream, file_date)
        case "pasted":
            return read_pasted(TextStream(stream), file_date)
        case "zip":
            return iter([Skipped("archive", "Not opened: an archive inside an archive.")])


def read_again(
    form: Form, received: bytes, file_date: PartialDate | None = None
) -> TrialRecord | Skipped:
    """Return the record that was kept as `received`, as when it first came in.

    Args:
        form: the record's form.
        received: its bytes as received, not compressed.
        file_date: the day kept with it, used only where the record names none.
    """
    reading = read_stream(form, BytesIO(received), file_date)
    return next(reading, Skipped("record", "Not read: there is nothing in it."))


def _archive(file: BinaryIO, watched: _Watched, file_date: PartialDate | None) -> Reading:
    with archives.opened(file) as archive:
        yield from archive.refused
        for entry in archive.entries:
            yield from _member(archive, entry, file_date)
            watched.tell(entry.packed_until, archive.packed_size)


def _member(
    archive: archives.Archive, entry: archives.Entry, file_date: PartialDate | None
) -> Reading:
    name = entry.info.filename
    try:
        with archive.member(entry) as member:
            kind, head = kind_and_head(member)
            if kind is None:
                yield Skipped(name, "Not read: it is not a trial record.")
                return
            source = _Rejoined(head, member)
            for found in read_stream(kind, source, member.date or file_date):
                yield _placed(found, name)
    except archives.DamagedMember:
        yield Skipped(name, "Not read to its end: it is damaged inside the archive.")


class _Rejoined:
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: ByteSource) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            head, self._head = self._head, b""
            return head + self._rest.read()
        head, self._head = self._head[:size], self._head[size:]
        return head + self._rest.read(size - len(head)) if len(head) < size else head


def _placed(found: TrialRecord | Skipped, name: str) -> TrialRecord | Skipped:
    return Skipped(f"{name}, {found.where}", found.reason) if isinstance(found, Skipped) else found

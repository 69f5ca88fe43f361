"""All documents of a case as a folder with an index, for a stick or another doctor."""

import csv
import html
import io
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from app.case import codes
from app.case.entities import Document
from app.case.value_class import value_class
from app.errors import CasebookError
from app.usecases.safe_names import names_apart, safe_ending, safe_stem
from app.usecases.session import Session

_NOT_EMPTY = (
    "There are files in this folder already, and they were left as they are. "
    "Please choose a new or an empty folder."
)
_IS_A_FILE = "A file has this name already, and it was left as it is. Please choose another name."
_NO_PLACE = (
    "The folder could not be made here: the place is not there or cannot be written to. "
    "Your case is safe. Please choose another place."
)
_FULL = (
    "The folder could not be written. The disk may be full or was taken out. Nothing half-made was "
    "left there, and your case is safe. Please choose another place."
)
_NOT_HERE = "The file itself is not in this case."
_COLUMNS = ("file", "title", "kind", "date", "pages", "source", "sha256", "remark")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@value_class
class FolderMade:
    """What was written.

    Attributes:
        folder: where it is.
        files: how many documents stand in it.
        notes: what could not go in, in words.
    """

    folder: Path
    files: int
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return `1 document` or `12 documents`."""
        return "1 document" if self.files == 1 else f"{self.files} documents"


@value_class
class _Line:
    """One line of the index; `file` is empty where the case holds no content."""

    file: str
    title: str
    kind: str
    date: str
    pages: str
    source: str
    sha256: str
    remark: str


def documents_folder(session: Session, target: Path) -> FolderMade:
    """Write every document and every other attached file into a new folder, with an index.

    The index is there twice: `index.html` to read, `index.csv` for a spreadsheet. The folder
    appears whole or not at all; an empty folder may be there already.

    Raises:
        CasebookError: the folder holds files, or cannot be written; nothing was left behind.
    """
    _require_free(target)
    try:
        with _half_made(target) as folder:
            lines = list(_write_all(session, folder))
            _write(folder / "index.csv", _csv(lines))
            _write(folder / "index.html", _html(session, lines).encode())
            _put_in_place(folder, target)
    except FileNotFoundError as error:
        raise CasebookError(_NO_PLACE) from error
    except PermissionError as error:
        raise CasebookError(_NO_PLACE) from error
    except OSError as error:
        raise CasebookError(_FULL) from error
    notes = tuple(f"{line.title}: {line.remark}" for line in lines if not line.file)
    return FolderMade(target, sum(bool(line.file) for line in lines), notes)


def _require_free(target: Path) -> None:
    try:
        if target.is_dir():
            if any(target.iterdir()):
                raise CasebookError(_NOT_EMPTY)
        elif target.exists():
            raise CasebookError(_IS_A_FILE)
    except OSError as error:
        raise CasebookError(_NO_PLACE) from error


@contextmanager
def _half_made(target: Path) -> Iterator[Path]:
    """Give an owner-only folder beside the target; what is left of it goes afterwards."""
    folder = target.absolute().with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, target: Path) -> None:
    if target.is_dir():
        target.rmdir()  # empty; Windows renames onto no folder at all
    folder.rename(target)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


# The files


def _write_all(session: Session, folder: Path) -> Iterator[_Line]:
    name_of = names_apart()
    for reserved in (".html", ".csv"):
        name_of("index", reserved)
    told: set[str] = set()
    documents = sorted(session.case.all(Document), key=_order)
    for document in documents:
        told.add(document.attachment_sha256 or "")
        content, remark = _content(session, document)
        if content is None:
            yield _line(document, "", "", remark)
            continue
        ending = _ending(document)
        name = name_of(safe_stem(_called(document)), ending)
        _write(folder / name, content)
        yield _line(document, name, sha256(content).hexdigest(), remark)
    yield from _write_others(session, folder, told)


def _order(document: Document) -> tuple[str, str]:
    return (document.date.iso.lstrip("~") if document.date else "9999", document.title or "")


def _called(document: Document) -> str:
    """Return the day and the title: sorted by name, the files stand in order of time."""
    day = document.date.iso.lstrip("~") if document.date else ""
    title = document.title or document.file_name or ""
    return f"{day} {title}".strip()


def _ending(document: Document) -> str:
    if document.attachment_sha256 is None:
        return ".txt"
    return safe_ending(document.file_name)


def _content(session: Session, document: Document) -> tuple[bytes | None, str]:
    """Return the content and what is to be said about it."""
    if document.attachment_sha256:
        try:
            return session.file.attachment(document.attachment_sha256), ""
        except CasebookError as error:
            return None, error.sentence
    if document.text:
        return document.text.encode(), "Only the words of this document are in the case."
    return None, _NOT_HERE


def _line(document: Document, name: str, digest: str, remark: str) -> _Line:
    return _Line(
        file=name,
        title=document.title or document.file_name or "Document without a title",
        kind=codes.label("document.type", document.type) if document.type else "",
        date=document.date.words() if document.date else "",
        pages=str(document.pages) if document.pages else "",
        source=_source(document),
        sha256=digest,
        remark=remark,
    )


def _source(document: Document) -> str:
    came = f"received {document.received_on.words()}" if document.received_on else None
    parts = (document.source_note, document.file_name, came)
    return "; ".join(dict.fromkeys(part for part in parts if part))


def _write_others(session: Session, folder: Path, told: set[str]) -> Iterator[_Line]:
    """Write what is attached and no document names: registry records, files brought in."""
    others = [each for each in session.file.attachments() if each.sha256 not in told]
    if others:
        (folder / "other files").mkdir(mode=0o700)
    name_of = names_apart()
    for each in others:
        stem = each.name.rpartition(".")[0] or each.name
        name = name_of(safe_stem(stem, "file"), safe_ending(each.name))
        try:
            _write(folder / "other files" / name, session.file.attachment(each.sha256))
        except CasebookError as error:
            yield _Line("", each.name, "Other file", "", "", "", each.sha256, error.sentence)
            continue
        place = f"other files/{name}"
        yield _Line(place, each.name, "Other file", "", "", "", each.sha256, "")


# The index


def _csv(lines: Iterable[_Line]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for line in lines:
        writer.writerow(_safe(getattr(line, column)) for column in _COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    """Keep a spreadsheet program from running a text as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; margin: 2em; color: #1c2a2d; background: #ffffff; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.4em 0.8em 0.4em 0; }}
th, td {{ border-bottom: 1px solid #dad6cd; }}
td.mark {{ font-family: monospace; font-size: 80%; word-break: break-all; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{about}</p>
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""
_ABOUT = (
    "These files were kept by the family. The list may be incomplete. The long number at the end "
    "of a line is the file's fingerprint (SHA-256): it tells whether two copies are the same."
)
_HEADS = ("Document", "Kind", "Date", "Pages", "Source", "Fingerprint")


def _html(session: Session, lines: Sequence[_Line]) -> str:
    patient = session.case.patient
    name = patient.preferred_name or patient.display_name
    title = f"Documents of {name}" if name else "Documents"
    return _PAGE.format(
        title=html.escape(title),
        about=html.escape(_ABOUT),
        heads="".join(f'<th scope="col">{head}</th>' for head in _HEADS),
        rows="\n".join(_html_row(line) for line in lines),
    )


def _html_row(line: _Line) -> str:
    title = html.escape(line.title)
    if line.file:
        title = f'<a href="{quote(line.file)}">{title}</a>'
    if line.remark:
        title += f"<br>{html.escape(line.remark)}"
    cells = (line.kind, line.date, line.pages, line.source)
    middle = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
    return f'<tr><td>{title}</td>{middle}<td class="mark">{line.sha256}</td></tr>'

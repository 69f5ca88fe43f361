"""What a document of the case holds, for looking at: its bytes and what can be done with them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from app.case.entities import Document
from app.errors import CasebookError
from app.records.recognise import FileKind, kind_of
from app.records.text_of_documents import text_of
from app.usecases.output_files import write_whole
from app.usecases.session import Session

Form = Literal["pdf", "picture", "text", "other", "none", "missing"]
"""`none`: no file was ever attached; `missing`: one was, and the case does not hold it whole."""

_HEAD = 64 * 1024
_READABLE = {FileKind.TEXT, FileKind.LAB_TABLE, FileKind.HTML, FileKind.RTF}
_LONGEST_SHOWN = 400_000


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """What a document holds.

    Attributes:
        form: how it can be shown.
        name: file name to save and open it under.
        content: its bytes, empty where there are none.
        text: its words where it is shown as text.
        why: why there is nothing to see, in a sentence.
    """

    form: Form
    name: str
    content: bytes = field(default=b"", repr=False)
    text: str = ""
    why: str = ""


def document_content(session: Session, document: Document) -> DocumentContent:
    """Return what a document holds; a file that is not there is told calmly, never raised."""
    name = file_name(document)
    if not document.attachment_sha256:
        form: Form = "text" if document.text else "none"
        return DocumentContent(form, name, text=_shortened(document.text or ""))
    try:
        content = session.file.attachment(document.attachment_sha256)
    except CasebookError as error:
        text = _shortened(document.text or "")
        return DocumentContent("missing", name, text=text, why=error.sentence)
    return _told(document, name, content)


def sizes(session: Session) -> dict[str, int]:
    """Return the bytes of every attached file, by the SHA-256 of its content."""
    return {each.sha256: each.size for each in session.file.attachments()}


def save_copy(path: Path, content: DocumentContent) -> None:
    """Write a copy of a document outside the case.

    Raises:
        CasebookError: it cannot be written there; nothing was replaced.
    """
    write_whole(path, content.content or content.text.encode())


def file_name(document: Document) -> str:
    """Return a name for a file with the document's content."""
    name = document.file_name or document.title or "Document"
    if not document.attachment_sha256 and not name.endswith(".txt"):
        name = f"{name}.txt"
    # A name is never a way into another folder.
    return name.replace("/", " ").replace("\\", " ").strip(". ") or "Document"


def _told(document: Document, name: str, content: bytes) -> DocumentContent:
    kind = kind_of(content[:_HEAD])
    if kind is FileKind.PDF:
        return DocumentContent("pdf", name, content)
    if kind is FileKind.PICTURE:
        return DocumentContent("picture", name, content)
    text = document.text or ""
    if kind in _READABLE:
        text = text_of(content) or text
    form: Form = "text" if text.strip() else "other"
    return DocumentContent(form, name, content, _shortened(text))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "\n…"

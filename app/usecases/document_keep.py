"""Keeping files as documents of the case: read, named by the family, one named step for all."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.case.entities import Document, LabResult
from app.case.partial_date import PartialDate
from app.casefile import Attach, Edit, Insert, new_id
from app.errors import Cancelled, CasebookError
from app.records.concepts import Concept
from app.records.documents import document_type
from app.records.read import read_text
from app.records.text_of_documents import text_of
from app.trials.read import IsCancelled, Progress
from app.usecases.import_document import LARGEST
from app.usecases.session import Changes, Session

_LONGEST_LOOKED_AT = 200_000


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A file that may become a document.

    Attributes:
        path: where it lies.
        content: its bytes.
        text: its words, for the search; None where it has none that can be read.
        already: title of the document of the case with the very same content, "" for none.
        results: how many lab results its text seems to hold; they are proposed, never taken.
        document: the entry it would become.
    """

    path: Path
    content: bytes = field(repr=False)
    text: str | None = field(repr=False)
    already: str
    document: Document
    results: int = 0


@dataclass(frozen=True, slots=True)
class ReadDocuments:
    """Files read to be kept.

    Attributes:
        drafts: those that can be kept.
        refused: why others cannot, one sentence for each.
    """

    drafts: tuple[DocumentDraft, ...]
    refused: tuple[str, ...] = ()


def read_documents(
    session: Session,
    paths: Sequence[Path],
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> ReadDocuments:
    """Read files that are to be kept as documents; nothing is written.

    Args:
        session: the open case.
        paths: the files.
        progress: told how many files are read, and how many there are.
        cancelled: asked before each file.

    Raises:
        Cancelled: the person stopped it.
    """
    drafts: list[DocumentDraft] = []
    refused: list[str] = []
    for number, path in enumerate(paths):
        if progress is not None:
            progress(number, len(paths))
        if cancelled is not None and cancelled():
            raise Cancelled
        try:
            drafts.append(_draft(session, path))
        except CasebookError as error:
            refused.append(error.sentence)
    return ReadDocuments(tuple(drafts), tuple(refused))


def keep_documents(session: Session, drafts: Sequence[DocumentDraft]) -> Changes:
    """Keep files as documents, all in one step that can be undone.

    Raises:
        CasebookError: the case cannot be written; nothing was kept.
    """
    name = f"keep {drafts[0].path.name}" if len(drafts) == 1 else f"keep {len(drafts)} documents"
    return session.run(name, _edits(drafts))


def _edits(drafts: Sequence[DocumentDraft]) -> Iterator[Edit]:
    for draft in drafts:
        if draft.document.attachment_sha256:
            yield Attach(draft.document.attachment_sha256, draft.path.name, draft.content)
            yield Insert(draft.document)


def _draft(session: Session, path: Path) -> DocumentDraft:
    content = _read(path)
    digest = hashlib.sha256(content).hexdigest()
    same = _with_content(session, digest)
    text = text_of(content)
    results = _results_in(text or "", PartialDate.of(session.as_of()))
    title = " ".join(path.stem.replace("_", " ").split())
    kind = document_type(title, Concept())
    document = Document(
        id=new_id(),
        title=title,
        type="lab" if kind == "other" and results else kind,
        file_name=path.name,
        attachment_sha256=digest,
        text=text,
        received_on=PartialDate.of(session.as_of()),
        source_kind="imported",
        source_note=path.name,
    )
    already = (same.title or same.file_name or path.name) if same else ""
    return DocumentDraft(path, content, text, already, document, results)


def _results_in(text: str, today: PartialDate) -> int:
    """Return how many lab results the beginning of a text seems to hold."""
    try:
        reading = read_text(text[:_LONGEST_LOOKED_AT], today)
    except CasebookError:
        return 0
    return sum(isinstance(found.entity, LabResult) for found in reading.found)


def _with_content(session: Session, digest: str) -> Document | None:
    documents = session.case.all(Document)
    stored = documents.stored("attachment_sha256")
    return documents[stored.index(digest)] if digest in stored else None


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise CasebookError(
                f"{path.name} is a folder. Nothing was changed. Please bring in its files one by "
                "one."
            )
        if path.stat().st_size > LARGEST:
            raise CasebookError(
                f"{path.name} is too large to be kept inside the case. Nothing was changed."
            )
        content = path.read_bytes()
    except OSError as error:
        raise CasebookError(f"{path.name} could not be read. Nothing was changed.") from error
    if not content:
        raise CasebookError(f"{path.name} is empty. Nothing was changed.")
    return content

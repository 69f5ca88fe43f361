"""Documents, letters and sections of text: kept as received, with their words for the search."""

import re
from typing import NamedTuple

from app.case.entities import Document
from app.case.partial_date import PartialDate
from app.records.code_systems import LOINC
from app.records.collector import Collector, Entry, attachment
from app.records.concepts import Concept, says_nothing
from app.records.found import SourceWords
from app.records.loinc import DOCUMENT_TYPES
from app.records.text_of_documents import text_of, tidy_text

_TYPES = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        ("flow", r"flow cytomet|immunophenotyp"),
        ("marrow", r"\bmarrow\b"),
        ("genetics", r"genetic|genomic|karyotyp|cytogen|\bfish\b|sequencing|molecular|\bngs\b"),
        ("pathology", r"patholog|biopsy report|histolog|cytolog"),
        ("imaging_report", r"radiolog|imaging|x-?ray|\bct\b|\bmri?\b|\bpet\b|ultraso|scan\b|mammo"),
        ("discharge", r"discharge|hospital course|after[- ]visit summary"),
        ("treatment_summary", r"treatment summary|survivorship|transplant summary"),
        ("consult", r"consult|referral|progress note|history and physical|h&p|clinic note|office"),
        ("lab", r"laborator|\blabs?\b|urinalysis|blood count"),
        ("consent", r"\bconsent\b|advance directive"),
        ("insurance", r"insurance|payer|coverage"),
    )
)
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/dicom": ".dcm",
}
_NOT_IN_A_NAME = re.compile(r"[^\w .,()+-]+")


class DocumentDraft(NamedTuple):
    """A document or a text as a record gives it.

    Attributes:
        content: its bytes, None where the record holds only the text.
        text: its words where the record gives them; otherwise they are read from the bytes.
    """

    title: str | None
    kind: Concept = Concept()
    date: PartialDate | None = None
    content: bytes | None = None
    media_type: str = ""
    text: str | None = None
    file_name: str | None = None
    note: str | None = None
    words: SourceWords = SourceWords()


def keep_document(out: Collector, entry: Entry, draft: DocumentDraft) -> None:
    """Enter a document, or skip it with its reason."""
    text = tidy_text(draft.text)
    if text is None and draft.content:
        text = text_of(draft.content, draft.media_type)
    if not draft.content and says_nothing(text):
        out.skip(entry, "It holds no text.")
        return
    title = draft.title or draft.kind.name or "Document"
    held = None
    if draft.content:
        name = draft.file_name or _file_name(title, draft.media_type)
        held = attachment(name, draft.media_type or "application/octet-stream", draft.content)
    out.keep(
        entry,
        Document,
        draft.words,
        draft.kind,
        attachment=held,
        title=title,
        type=document_type(title, draft.kind),
        date=draft.date,
        file_name=held.name if held else None,
        attachment_sha256=held.sha256 if held else None,
        text=text,
        received_on=out.received_on,
        note=draft.note,
    )


def document_type(title: str, kind: Concept) -> str:
    """Return the code of `document.type` that code, title or kind tell; `other` where none does."""
    by_code = DOCUMENT_TYPES.get(kind.code(LOINC) or "")
    if by_code is not None:
        return by_code
    for text in (title, *kind.names):
        for code, pattern in _TYPES:
            if pattern.search(text):
                return code
    return "other"


def _file_name(title: str, media_type: str) -> str:
    kind = media_type.partition(";")[0].strip().casefold()
    plain = " ".join(_NOT_IN_A_NAME.sub(" ", title).split())[:80].strip(". ")
    return (plain or "document") + _EXTENSIONS.get(kind, "")

"""Documents out of FHIR: references, binaries, reports with text, care plans and narratives."""

import base64
import binascii

from app.records.collector import Entry
from app.records.documents import DocumentDraft, keep_document
from app.records.fhir.context import Context, Placed
from app.records.fhir.elements import (
    Resource,
    any_of,
    concept_of,
    many,
    node,
    nodes,
    notes,
    text,
    when,
    words_of,
)
from app.records.found import EntryKind, SourceWords
from app.records.rich_text import html_text

_ONLY_ADDRESS = (
    "Only an address on the hospital's server is given; the document itself is not in this file."
)
_STATUS_REASONS = {"superseded": "A newer version has taken its place, the record says."}


def read_document(context: Context, entry: Entry, item: Placed) -> None:
    """Enter each attachment of a DocumentReference as a document."""
    resource = item.resource
    status = text(resource.get("status")) or ""
    held = [node(any_of(part, "attachment")) for part in nodes(resource.get("content"))]
    if status in _STATUS_REASONS:
        context.out.skip(entry, _STATUS_REASONS[status])
        return
    if not held:
        context.out.skip(entry, "It holds no document.")
    for number, attachment in enumerate(held):
        one = entry
        if number:
            place = f"{entry.place} content {number + 1}"
            one = context.out.meet(EntryKind.DOCUMENT, place, entry.person)
        _read_attachment(context, one, item, attachment)


def _read_attachment(context: Context, entry: Entry, item: Placed, attachment: Resource) -> None:
    resource = item.resource
    content, media_type = content_of(context, item, attachment)
    if content is None:
        address = text(attachment.get("url"))
        context.out.skip(entry, _ONLY_ADDRESS if address else "It holds no document.")
        return
    kind = concept_of(resource.get("type"), resource.get("code"), *many(resource.get("category")))
    made = when(resource, "date", "indexed", "created", "createdDateTime", "issued")
    visit = when(node(resource.get("context")), "period")
    title = text(attachment.get("title")) or text(resource.get("description")) or kind.name
    draft = DocumentDraft(
        title,
        kind,
        (visit.start or made.start).date if visit.start or made.start else None,  # type: ignore[union-attr]
        content,
        media_type,
        words=SourceWords(title, date=made.written),
    )
    keep_document(context.out, entry, draft)


def content_of(context: Context, item: Placed, attachment: Resource) -> tuple[bytes | None, str]:
    """Return the bytes of an attachment, from itself or from the Binary it points to."""
    media_type = text(attachment.get("contentType")) or ""
    data = _decoded(attachment.get("data"))
    if data is not None:
        return data, media_type
    binary = context.references(item.source).get(text(attachment.get("url")) or "", item.resource)
    if binary.get("resourceType") != "Binary":
        return None, media_type
    kind = text(binary.get("contentType")) or media_type
    return _decoded(any_of(binary, "data", "content")), kind


def _decoded(data: object) -> bytes | None:
    """Return what base64 letters hold, None where they hold nothing or are damaged."""
    if not isinstance(data, str) or not data.strip():
        return None
    try:
        return base64.b64decode("".join(data.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def binaries_pointed_to(placed: list[Placed]) -> frozenset[str]:
    """Return the ids of the Binary resources that a document or report of the file holds."""
    ids = set()
    for item in placed:
        resource = item.resource
        holders = [*nodes(resource.get("presentedForm"))]
        holders += [node(part.get("attachment")) for part in nodes(resource.get("content"))]
        for holder in holders:
            ids.add((text(holder.get("url")) or "").rpartition("/")[2])
    return frozenset(ids - {""})


def read_binary(context: Context, entry: Entry, item: Placed, pointed_to: frozenset[str]) -> None:
    """Enter a Binary that no document of the file holds."""
    resource = item.resource
    content = _decoded(any_of(resource, "data", "content"))
    if text(resource.get("id")) in pointed_to:
        context.out.skip(entry, "It is the content of a document of this file, kept with that.")
    elif content is None:
        context.out.skip(entry, "It holds no document.")
    else:
        kind = text(resource.get("contentType")) or ""
        keep_document(context.out, entry, DocumentDraft(None, content=content, media_type=kind))


def read_report(context: Context, entry: Entry, item: Placed) -> None:
    """Enter what a DiagnosticReport says in words; its results are entries of their own."""
    resource = item.resource
    kind = concept_of(resource.get("code"), *many(resource.get("category")))
    forms = [content_of(context, item, form) for form in nodes(resource.get("presentedForm"))]
    content, media_type = next(((c, m) for c, m in forms if c), (None, ""))
    conclusion = notes(resource.get("conclusion"), _conclusions(resource))
    made = when(resource, "effectiveDateTime", "effectivePeriod", "issued")
    if content is None and conclusion is None:
        has_results = bool(resource.get("result"))
        context.out.skip(
            entry,
            "Its results are read one by one."
            if has_results
            else "It holds no text and no results.",
        )
        return
    draft = DocumentDraft(
        kind.name or "Report",
        kind,
        made.start.date if made.start else None,
        content,
        media_type,
        text=conclusion if content is None else None,
        note=conclusion if content is not None else None,
        words=SourceWords(kind.name, date=made.written),
    )
    keep_document(context.out, entry, draft)


def _conclusions(resource: Resource) -> list[str]:
    coded = [words_of(code) for code in many(any_of(resource, "conclusionCode", "codedDiagnosis"))]
    return [words for words in coded if words]


def read_media(context: Context, entry: Entry, item: Placed) -> None:
    """Enter a picture."""
    _read_attachment(context, entry, item, node(item.resource.get("content")))


def read_narrative(context: Context, entry: Entry, item: Placed) -> None:
    """Enter the words of a care plan, or of another resource that has no row of its own."""
    resource = item.resource
    words = html_text(text(node(resource.get("text")).get("div")) or "").strip()
    title = text(resource.get("title")) or words_of(resource.get("category")) or "Care plan"
    made = when(resource, "created", "date", "period")
    draft = DocumentDraft(
        title,
        date=made.start.date if made.start else None,
        text=words or notes(resource.get("description"), resource.get("note")),
        words=SourceWords(title, date=made.written),
    )
    keep_document(context.out, entry, draft)


def read_sections(context: Context, item: Placed, person: str | None) -> None:
    """Enter the sections of a Composition that hold words but no entries."""
    for number, section in enumerate(_sections(item.resource), 1):
        words = html_text(text(node(section.get("text")).get("div")) or "").strip()
        if section.get("entry") or not words:
            continue
        place = f"{item.place} section {number}"
        entry = context.out.meet(EntryKind.SECTION, place, person)
        title = text(section.get("title")) or words_of(section.get("code")) or "Section"
        kind = concept_of(section.get("code"))
        draft = DocumentDraft(
            title, kind, context.record_date, text=words, words=SourceWords(title)
        )
        keep_document(context.out, entry, draft)


def _sections(resource: Resource) -> list[Resource]:
    found: list[Resource] = []
    waiting = list(nodes(resource.get("section")))
    while waiting and len(found) < 10_000:
        section = waiting.pop(0)
        found.append(section)
        waiting = [*nodes(section.get("section")), *waiting]
    return found

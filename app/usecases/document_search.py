"""Finding documents by their words: title, file name, kind, date, notes and their whole text."""

from app.case import codes
from app.case.case import Case
from app.case.entities import Document


def document_texts(case: Case) -> dict[str, str]:
    """Return everything that can be found of each document, by its id, as it is written."""
    return {document.id: _text(document) for document in case.all(Document)}


def _text(document: Document) -> str:
    kind = codes.label("document.type", document.type) if document.type else ""
    day = document.date.words() if document.date else ""
    words = (document.title, document.file_name, kind, day, document.note, document.source_note)
    return "\n".join(word for word in (*words, document.text) if word)

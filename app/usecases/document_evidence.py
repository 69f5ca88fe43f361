"""Which entries name a document as their source: "used as evidence by 4 entries"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.case.case import SPECS, Case
from app.case.declaration import Entity, EntitySpec, Part
from app.case.entities import Document


@dataclass(frozen=True, slots=True)
class Citation:
    """An entry that names a document.

    Attributes:
        table, id: the entry itself.
        page: the page of the document it names, "" where it names none.
    """

    table: str
    id: str
    page: str = ""


def citations(case: Case) -> Mapping[str, tuple[Citation, ...]]:
    """Return the entries that name each document, by the document's id.

    An entry may name a document by its id or by the id it was imported with. Documents that
    nothing names are not in the answer.
    """
    ids = _ids_of_documents(case)
    found: dict[str, list[Citation]] = {}
    for spec in SPECS.values():
        for document, citation in _citations_in(case, spec):
            known = ids.get(document)
            if known is not None:
                found.setdefault(known, []).append(citation)
    return {document: tuple(named) for document, named in found.items()}


def cited_entry(case: Case, citation: Citation) -> Entity | None:
    """Return the entry that names a document; None where it is gone."""
    return case.get(SPECS[citation.table].entity, citation.id)


def shown_entry(case: Case, citation: Citation) -> Entity | None:
    """Return the entry to open for a citation: a result's report, else the entry itself."""
    entry = cited_entry(case, citation)
    while isinstance(entry, Part) and entry.spec.parent is not None:
        entry = case.get(entry.spec.parent, entry.parent_id)
    return entry


def _ids_of_documents(case: Case) -> dict[str, str]:
    pairs = case.all(Document).stored("id", "imported_id")
    by_imported = {str(imported): str(own) for own, imported in pairs if imported}
    return by_imported | {str(own): str(own) for own, _ in pairs}


def _citations_in(case: Case, spec: EntitySpec) -> Iterator[tuple[str, Citation]]:
    names = [f.name for f in spec.fields if f.to == Document.spec.table]
    for name in names:
        for row, document, page in case.all(spec.entity).stored("id", name, "source_page"):
            if document is not None:
                yield str(document), Citation(spec.table, str(row), str(page or ""))

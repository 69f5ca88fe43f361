"""Where a row comes from and how sure it is, in the words and codes of FHIR."""

from collections.abc import Iterator

from app.case import codes
from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import Document
from app.records.code_systems import SYSTEMS, believed
from app.records.fhir_out.elements import TERMINOLOGY, Resource, coding, concept

_SYSTEM_OF = {
    name: address for address, name in reversed(SYSTEMS.items()) if address.startswith("http:")
}
_UNSURE = frozenset({"from_memory", "not_sure"})
_SURE = frozenset({"confirmed_by_team", "from_record"})


def is_unsure(row: Entity) -> bool:
    """Whether the family said that it is from memory or not sure."""
    return row.certainty in _UNSURE or row.source_kind == "memory"


def source_of(row: Entity, case: Case) -> str | None:
    """Return where a row comes from: how sure, which document, who noted it when."""
    parts = list(_parts(row, case))
    return f"Source: {'; '.join(parts)}." if parts else None


def _parts(row: Entity, case: Case) -> Iterator[str]:
    if row.certainty:
        yield codes.label("source.certainty", row.certainty).lower()
    if row.source_kind and row.source_kind != "document":
        yield codes.label("source.kind", row.source_kind).lower()
    document = case.get(Document, row.source_document_id)
    if document is not None:
        dated = f" of {document.date.words()}" if document.date else ""
        yield f"document “{document.title or document.file_name or 'without a title'}”{dated}"
    if row.source_page:
        yield f"page or place {row.source_page}"
    if row.source_note:
        yield row.source_note
    if row.noted_by:
        yield f"noted by {row.noted_by}"
    if row.noted_on:
        yield f"noted on {row.noted_on.words()}"


def verification(row: Entity, kind: str) -> Resource | None:
    """Return the verification status; `kind` is `condition` or `allergyintolerance`.

    None where nobody has said how sure it is.
    """
    if is_unsure(row):
        code, words = "unconfirmed", "Unconfirmed"
    elif row.certainty in _SURE:
        code, words = "confirmed", "Confirmed"
    else:
        return None
    return concept(None, [coding(f"{TERMINOLOGY}/{kind}-ver-status", code, words)])


def codes_of(row: Entity) -> list[Resource]:
    """Return the codes a record gave with the row: form and check digit right, their list named."""
    kept = row.extras.get("codes")
    found = []
    for words in kept if isinstance(kept, list) else ():
        system, _, code = str(words).rpartition(" ")
        address = _SYSTEM_OF.get(system)
        known = believed(address, code)
        if address is not None and known is not None:
            found.append(coding(address, known.code))
    return found

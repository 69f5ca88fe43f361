"""A CDA document as a whole: whom it is about, its sections, the document inside it."""

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from app.case.partial_date import PartialDate
from app.records.cda.conditions import read_allergy, read_problem
from app.records.cda.elements import (
    HL7,
    Element,
    Narrative,
    all_below,
    below,
    child,
    concept_of,
    name_of_person,
    path,
    plain_text,
    template_ids,
    when,
)
from app.records.cda.encounters import care_person, read_member, read_remark, read_visit
from app.records.cda.entry_parts import Document, status_code
from app.records.cda.results import read_result, read_vital
from app.records.cda.statements import (
    COVERAGE,
    PLANNED,
    SECTION,
    Section,
    Statement,
    entries,
    sections,
    statements,
)
from app.records.cda.treatments import read_medicine, read_procedure, read_vaccine
from app.records.collector import Collector, Entry
from app.records.concepts import says_nothing
from app.records.documents import DocumentDraft, keep_document
from app.records.found import EntryKind, Person, SourceWords
from app.records.rich_text import element_text
from app.records.visits import keep_care_person

Reader = Callable[[Document, Entry, Statement, Section], None]

_READERS: dict[EntryKind, Reader] = {
    EntryKind.PROBLEM: read_problem,
    EntryKind.ALLERGY: read_allergy,
    EntryKind.MEDICATION: read_medicine,
    EntryKind.IMMUNIZATION: read_vaccine,
    EntryKind.LAB: read_result,
    EntryKind.VITAL: read_vital,
    EntryKind.PROCEDURE: read_procedure,
    EntryKind.VISIT: read_visit,
    EntryKind.CARE_TEAM: read_member,
    EntryKind.OBSERVATION: read_remark,
}
_PICTURE = HL7 + "observationMedia"
_SEX = {"M": "male", "F": "female"}
_ERROR = "Entered by mistake, the record says."
_EMPTY_SECTION = "Its section says that there is no information."
_EMPTY_ENTRY = "The record marks this entry as empty."
_PLANNED = "A plan; only what was done is read."
_COVERAGE = "Bills and insurance are not read."
_NO_ROW = "Casebook has no row for this kind of entry; the file keeps it."
_COVERAGE_SECTIONS = frozenset({"48768-6"})
_PLANNED_MOODS = frozenset({"RQO", "PRP", "PRMS", "ARQ", "APT", "GOL"})


def read_document(root: Element, out: Collector, place: str = "") -> str:
    """Enter everything a CDA document holds; returns what kind of document it is, in words.

    Args:
        root: the ClinicalDocument, in the HL7 namespace.
        out: where the entries go.
        place: where the document stands, in an archive with several.
    """
    parts = list(root.iter(SECTION, _PICTURE))
    listed = [part for part in parts if part.tag == SECTION]
    narrative = Narrative(root, listed)
    made = when(child(root, HL7 + "effectiveTime"))
    date = made.start.date if made.start else None
    document = Document(out, narrative, date, {})
    person = _person(root, place)
    out.person(person)
    before = f"{place} " if place else ""
    _read_team(document, root, person.key, before)
    for section in sections(listed):
        _read_section(document, section, person.key, before)
    pictures = [part for part in parts if part.tag == _PICTURE]
    _read_pictures(document, pictures, person.key, before)
    body = below(root, path("component", "nonXMLBody"))
    if body is not None:
        _read_body(document, root, body, person.key, before)
    return form_of(root, body is not None)


def form_of(root: Element, has_body: bool) -> str:
    """Return what kind of CDA document it is, in words."""
    templates = set(template_ids(root))
    if has_body:
        return "CDA document with another document inside"
    if any(template.startswith("2.16.840.1.113883.3.88.11.32") for template in templates):
        return "C32 document"
    return "C-CDA document"


def _person(root: Element, place: str) -> Person:
    role = below(root, path("recordTarget", "patientRole"))
    patient = None if role is None else child(role, HL7 + "patient")
    ids = [] if role is None else [i.get("extension") for i in role.iterchildren(HL7 + "id")]
    key = f"{place}patient"
    if patient is None:
        return Person(key, record_numbers=tuple(i for i in ids if i))
    born = when(child(patient, HL7 + "birthTime")).start
    gender = child(patient, HL7 + "administrativeGenderCode")
    names = [name_of_person(name) for name in patient.iterchildren(HL7 + "name")]
    return Person(
        key,
        tuple(dict.fromkeys(name for name in names if name)),
        born.date if born else None,
        None if gender is None else _SEX.get(gender.get("code") or ""),
        tuple(i for i in ids if i),
    )


def _read_team(document: Document, root: Element, person: str, before: str) -> None:
    performers = all_below(root, path("documentationOf", "serviceEvent", "performer"))
    for number, performer in enumerate(performers, 1):
        place = f"{before}care team: person {number}"
        entry = document.out.meet(EntryKind.CARE_TEAM, place, person)
        keep_care_person(document.out, entry, care_person(performer, document.narrative))


def _read_section(document: Document, section: Section, person: str, before: str) -> None:
    is_empty = section.element.get("nullFlavor") is not None
    had_entries, kept_before = False, document.out.kept
    for place, entry in entries(section):
        had_entries = True
        _read_entry(document, section, f"{before}{place}", entry, person, is_empty)
    told = document.out.kept > kept_before
    # Where no entry of such a section becomes a row (impressions, plans), its words are kept.
    if not is_empty and not told and not (had_entries and section.kind):
        _read_text(document, section, person, before)


def _read_entry(
    document: Document,
    section: Section,
    place: str,
    element: Element,
    person: str,
    is_empty: bool,
) -> None:
    found = statements(section, place, element)
    if not found:
        why = _EMPTY_SECTION if is_empty else _why_no_row(element)
        document.out.pass_over(EntryKind.OTHER, place, why, person)
    for statement in found:
        entry = document.out.meet(statement.kind, statement.place, person)
        reason = _EMPTY_SECTION if is_empty else _why_not(statement)
        if reason is not None:
            document.out.skip(entry, reason)
        else:
            _READERS[statement.kind](document, entry, statement, section)


def _why_not(statement: Statement) -> str | None:
    """Return why an entry is not read, None where it is."""
    element = statement.element
    if status_code(element) == "nullified":
        return _ERROR
    if element.get("nullFlavor") and statement.kind is not EntryKind.ALLERGY:
        return _EMPTY_ENTRY
    mood = element.get("moodCode")
    if mood in _PLANNED_MOODS and statement.kind is not EntryKind.OBSERVATION:
        return _PLANNED
    if mood == "INT" and statement.kind is not EntryKind.MEDICATION:
        return _PLANNED
    return _PLANNED if PLANNED & statement.templates else None


def _why_no_row(element: Element) -> str:
    templates = {
        template
        for part in element.iter()
        if isinstance(part.tag, str)
        for template in template_ids(part)
    }
    if templates & PLANNED:
        return _PLANNED
    return _COVERAGE if templates & COVERAGE else _NO_ROW


def _read_text(document: Document, section: Section, person: str, before: str) -> None:
    """Enter a section that holds words and no entries as a text with its source."""
    body = child(section.element, HL7 + "text")
    words = "" if body is None else element_text(body).strip()
    if not words and below(section.element, path("component", "section")) is not None:
        return  # a heading over other sections
    entry = document.out.meet(EntryKind.SECTION, f"{before}{section.title}", person)
    if section.code in _COVERAGE_SECTIONS:
        document.out.skip(entry, _COVERAGE)
        return
    if _holds_nothing(words):
        document.out.skip(entry, "The section holds no text.")
        return
    kind = concept_of(child(section.element, HL7 + "code"), document.narrative)
    draft = DocumentDraft(
        section.title, kind, document.date, text=words, words=SourceWords(section.title)
    )
    keep_document(document.out, entry, draft)


def _holds_nothing(words: str) -> bool:
    """Whether a text says that there is nothing, alone or below the heads of an empty table."""
    lines = [line for line in words.split("\n") if line.strip()]
    return says_nothing(words) or (len(lines) <= 3 and says_nothing(lines[-1]))


def _read_pictures(
    document: Document, pictures: Sequence[Element], person: str, before: str
) -> None:
    """Enter the pictures that stand inside sections."""
    for number, element in enumerate(pictures, 1):
        entry = document.out.meet(EntryKind.DOCUMENT, f"{before}picture {number}", person)
        _keep_inside(document, entry, child(element, HL7 + "value"), "Picture", document.date)


def _read_body(document: Document, root: Element, body: Element, person: str, before: str) -> None:
    """Enter the document inside an unstructured CDA document."""
    title = plain_text(child(root, HL7 + "title"))
    kind = concept_of(child(root, HL7 + "code"), document.narrative)
    entry = document.out.meet(EntryKind.DOCUMENT, f"{before}nonXMLBody", person)
    held = child(body, HL7 + "text")
    _keep_inside(document, entry, held, title or kind.name or "Document", document.date)
    document.out.note(
        "This record holds no entries that can be read one by one, only a document. "
        "The document is kept, and its words can be searched."
    )


def _keep_inside(
    document: Document, entry: Entry, held: Element | None, title: str, date: PartialDate | None
) -> None:
    pointer = None if held is None else child(held, HL7 + "reference")
    content = None if held is None else _content(held)
    media_type = "" if held is None else held.get("mediaType") or ""
    if content is None:
        outside = pointer is not None and pointer.get("value")
        document.out.skip(
            entry,
            "It points to a file that is not part of this one."
            if outside
            else "It holds no document that can be read.",
        )
        return
    draft = DocumentDraft(
        title, date=date, content=content, media_type=media_type, words=SourceWords(title)
    )
    keep_document(document.out, entry, draft)


def _content(held: Element) -> bytes | None:
    """Return the bytes of an embedded document: base64 letters, or plain text."""
    words = plain_text(held)
    if words is None:
        return None
    if held.get("representation") == "B64":
        try:
            return base64.b64decode("".join(words.split()), validate=True) or None
        except (binascii.Error, ValueError):
            return None
    return element_text(held).strip().encode("utf-8", "replace") or None


def documents_in(root: Element) -> Iterator[Element]:
    """Yield the CDA documents of a tree, in the HL7 namespace whatever theirs is called."""
    if root.tag == HL7 + "ClinicalDocument" and _has_body(root):
        yield root
        return
    for element in list(root.iter()):
        if _local(element) == "ClinicalDocument":
            yield _renamed(element)


def _has_body(root: Element) -> bool:
    """Whether the body, too, stands in the HL7 namespace."""
    return next(root.iter(SECTION, HL7 + "nonXMLBody"), None) is not None


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _renamed(document: Element) -> Element:
    """Return the document with all its elements in the HL7 namespace."""
    for element in document.iter():
        name = _local(element).rpartition(":")[2]
        if name and not element.tag.startswith(("{urn:hl7-org:sdtc}", "{http://www.w3.org/")):
            with suppress(ValueError):  # a damaged name stays as it is
                element.tag = HL7 + name
    return document

"""Visits, people of the care team and remarks of a CDA document."""

from collections.abc import Iterator

from app.records.cda.elements import (
    HL7,
    Element,
    Narrative,
    all_below,
    bare_code,
    below,
    child,
    concept_of,
    first_name,
    name_of_person,
    template_ids,
    value_of,
    when,
)
from app.records.cda.entry_parts import (
    CODE,
    OBSERVATION,
    PERFORMER,
    PERSON_NAME,
    RELATED,
    TEXT,
    TIME,
    VALUE,
    Document,
    comment_of,
    is_negated,
    place_of,
    related,
    section_title,
    status_code,
)
from app.records.cda.statements import Section, Statement
from app.records.collector import Entry
from app.records.concepts import Concept
from app.records.found import SourceWords
from app.records.visits import (
    CarePersonDraft,
    RemarkDraft,
    VisitDraft,
    keep_care_person,
    keep_remark,
    keep_visit,
)

_GOAL = "2.16.840.1.113883.10.20.22.4.121"


def read_visit(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter an encounter as a visit that was."""
    element, narrative = statement.element, document.narrative
    text = narrative.of(child(element, TEXT))
    kind = concept_of(child(element, CODE), narrative, text)
    time = when(child(element, TIME))
    people = [
        name_of_person(below(performer, PERSON_NAME)) for performer in all_below(element, PERFORMER)
    ]
    draft = VisitDraft(
        kind,
        time.start,
        time.end,
        setting=_setting(element),
        with_whom=", ".join(dict.fromkeys(name for name in people if name)) or None,
        place=place_of(element, below(element, PERFORMER)),
        diagnoses=tuple(_diagnoses(element, narrative)),
        status=status_code(element) if status_code(element) == "cancelled" else None,
        words=SourceWords(kind.name, date=time.written),
    )
    keep_visit(document.out, entry, draft)


def _setting(element: Element) -> str | None:
    code = child(element, CODE)
    for holder in () if code is None else (code, *code.iterchildren(HL7 + "translation")):
        if holder.get("codeSystem") == "2.16.840.1.113883.5.4":
            return holder.get("code")
    return None


def _diagnoses(element: Element, narrative: Narrative) -> Iterator[str]:
    for relation in element.iterchildren(RELATED):
        for observation in relation.iter(OBSERVATION):
            if "2.16.840.1.113883.10.20.22.4.4" in template_ids(observation):
                text = narrative.of(child(observation, TEXT))
                name = concept_of(child(observation, VALUE), narrative, text).name
                if name:
                    yield name


def read_remark(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter what was observed about smoking, function, goals or relatives as a note."""
    element, narrative = statement.element, document.narrative
    parts = related(element)
    text = narrative.of(child(element, TEXT))
    name = concept_of(child(element, CODE), narrative)
    value = value_of(child(element, VALUE), narrative)
    if is_negated(element):
        document.out.skip(entry, "The record denies it.")
        return
    if value.value is None and text is None:
        value = bare_code(child(element, VALUE))
    if value.value is None:
        said = text or (name.name if _is_told_by_name(statement) else None)
        value, name = value._replace(value=said), Concept() if said and not text else name
    if not name.names:
        name = Concept((section_title(element),), name.codes)
    time = when(child(element, TIME))
    words = None if value.value is None else str(value.value)
    draft = RemarkDraft(
        name,
        value,
        time.start,
        comment_of(parts, narrative),
        SourceWords(name.name, words, value.unit, date=time.written),
    )
    keep_remark(document.out, entry, draft)


def _is_told_by_name(statement: Statement) -> bool:
    """Whether the name says it all, as a goal does; a name alone says nothing of smoking."""
    return _GOAL in statement.templates


def read_member(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter somebody of a care team."""
    element, narrative = statement.element, document.narrative
    performer = child(element, HL7 + "performer")
    keep_care_person(document.out, entry, care_person(performer, narrative))


def care_person(performer: Element | None, narrative: Narrative) -> CarePersonDraft:
    """Return a performer as somebody of the care team."""
    if performer is None:
        return CarePersonDraft(None)
    entity = child(performer, HL7 + "assignedEntity")
    holder = performer if entity is None else entity
    name = name_of_person(below(holder, PERSON_NAME))
    organization = first_name(child(holder, HL7 + "representedOrganization"))
    role = concept_of(child(performer, HL7 + "functionCode"), narrative).name
    role = role or concept_of(child(holder, CODE), narrative).name
    return CarePersonDraft(
        name or organization,
        role=role,
        place=organization if name else None,
        phone=_phone(holder),
        words=SourceWords(name, role),
    )


def _phone(holder: Element) -> str | None:
    for telecom in holder.iterchildren(HL7 + "telecom"):
        value = telecom.get("value") or ""
        number = value.partition(":")[2].strip() if value.startswith("tel:") else value.strip()
        if any(c.isdigit() for c in number) and "@" not in number:
            return number
    return None

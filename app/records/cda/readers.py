"""One reader for each kind of entry of a CDA document."""

from collections.abc import Iterator
from typing import NamedTuple

from app.case.partial_date import PartialDate
from app.records.allergies import AllergyDraft, keep_allergy
from app.records.cda.elements import (
    HL7,
    NEVER,
    Element,
    Narrative,
    When,
    all_below,
    bare_code,
    below,
    child,
    coded,
    concept_of,
    first_name,
    name_of_person,
    path,
    plain_text,
    template_ids,
    value_of,
    when,
    xsi_type,
)
from app.records.cda.statements import Section, Statement
from app.records.collector import Collector, Entry
from app.records.concepts import Concept, concept, says_nothing
from app.records.found import SourceWords
from app.records.medicines import MedicineDraft, keep_medicine
from app.records.problems import ProblemDraft, keep_problem
from app.records.procedures import ProcedureDraft, keep_procedure
from app.records.vaccines import VaccineDraft, keep_vaccine
from app.records.visits import (
    CarePersonDraft,
    RemarkDraft,
    VisitDraft,
    keep_care_person,
    keep_remark,
    keep_visit,
)

CODE, VALUE, TIME, TEXT = HL7 + "code", HL7 + "value", HL7 + "effectiveTime", HL7 + "text"
STATUS = HL7 + "statusCode"
_RELATED = HL7 + "entryRelationship"
_OBSERVATION = HL7 + "observation"
_MATERIAL = path("consumable", "manufacturedProduct", "manufacturedMaterial")
_SUBSTANCE = path("participant", "participantRole", "playingEntity")
_PERFORMER = path("performer", "assignedEntity")
_AUTHOR = path("author", "assignedAuthor", "assignedPerson", "name")
_PERSON_NAME = path("assignedPerson", "name")
_STATUS_CODES = frozenset({"33999-4"})
_SEVERITY_TEMPLATES = frozenset({"2.16.840.1.113883.10.20.22.4.8", "2.16.840.1.113883.10.20.1.55"})
_FREE_TEXT_SIG = "2.16.840.1.113883.10.20.22.4.147"
_GOAL = "2.16.840.1.113883.10.20.22.4.121"
_UNIT_WORDS = frozenset({"1", "U", "{unit}", "unit", "UNK"})


class Document(NamedTuple):
    """What the readers of one document share.

    Attributes:
        date: the day of the document.
    """

    out: Collector
    narrative: Narrative
    date: PartialDate | None


Parts = list[tuple[str, Element]]


def related(element: Element) -> Parts:
    """Return the entries that belong to another one, with the kind of the relation."""
    return [
        (relation.get("typeCode") or "", part)
        for relation in element.iterchildren(_RELATED)
        for part in relation
        if isinstance(part.tag, str)
    ]


def is_negated(element: Element) -> bool:
    """Whether the entry denies what it names."""
    return element.get("negationInd") == "true"


def status_of(parts: Parts, narrative: Narrative) -> str | None:
    """Return the state told by a status observation among the parts of an entry."""
    for _, part in parts:
        code = child(part, CODE)
        if part.tag == _OBSERVATION and code is not None and code.get("code") in _STATUS_CODES:
            value = child(part, VALUE)
            told = concept_of(value, narrative, narrative.of(child(part, TEXT)))
            return told.name
    return None


def status_code(element: Element) -> str:
    """Return the code of the entry's own state, in lower case."""
    status = child(element, STATUS)
    return "" if status is None else (status.get("code") or "").casefold()


def comment_of(parts: Parts, narrative: Narrative) -> str | None:
    """Return the remark somebody added to an entry."""
    told = []
    for _, part in parts:
        code = child(part, CODE)
        if code is not None and code.get("code") == "48767-8":
            told.append(narrative.of(child(part, TEXT)))
    return " ".join(t for t in told if t and not says_nothing(t)) or None


def read_problem(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter a problem observation."""
    element, narrative = statement.element, document.narrative
    parts = related(element)
    value = child(element, VALUE)
    found = concept_of(value, narrative, narrative.of(child(element, TEXT)))
    found = _with_code_as_name(found)
    time = when(child(element, TIME))
    draft = ProblemDraft(
        found,
        time.start,
        time.end,
        status_of(parts, narrative) or _state_of_concern(element),
        negated=is_negated(element),
        note=comment_of(parts, narrative),
        words=SourceWords(found.name, date=time.written),
    )
    keep_problem(document.out, entry, draft)


def _with_code_as_name(found: Concept) -> Concept:
    if found.names or not found.codes:
        return found
    return found._replace(names=(f"{found.codes[0].words} (no name in the record)",))


def _state_of_concern(element: Element) -> str | None:
    """Return the state of the act around a problem: active, or completed when it is over."""
    relation = element.getparent()
    act = None if relation is None else relation.getparent()
    if act is None or act.tag != HL7 + "act":
        return None
    state = status_code(act)
    return state if state in ("active", "completed", "resolved") else None


def read_allergy(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter an allergy observation."""
    element, narrative = statement.element, document.narrative
    parts = related(element)
    kind = concept_of(child(element, VALUE), narrative)
    substance = Concept()
    for player in all_below(element, _SUBSTANCE):
        substance = concept_of(
            child(player, CODE), narrative, plain_text(child(player, HL7 + "name"))
        )
        if substance.names:
            break
    if not substance.names:
        # Some systems name the substance only where the kind of allergy is told.
        told = coded(child(element, VALUE), narrative).original
        substance = concept([told], substance.codes)
    time = when(child(element, TIME))
    not_asked = element.get("nullFlavor") in ("NASK", "ASKU", "UNK", "NI")
    if not_asked:
        kind = Concept(("Not asked",))
    reactions = [part for relation, part in parts if relation == "MFST"]
    draft = AllergyDraft(
        _with_code_as_name(substance),
        kind,
        tuple(name for name in (_reaction(r, narrative) for r in reactions) if name),
        _severity(element, reactions, narrative),
        time.start,
        is_negated(element),
        (status_of(parts, narrative) or "").casefold() or None,
        comment_of(parts, narrative),
        SourceWords(substance.name, date=time.written),
    )
    keep_allergy(document.out, entry, draft)


def _reaction(element: Element, narrative: Narrative) -> str | None:
    value = child(element, VALUE)
    return concept_of(value, narrative, narrative.of(child(element, TEXT))).name


def _severity(element: Element, reactions: list[Element], narrative: Narrative) -> str | None:
    for holder in (*reactions, element):
        for _, part in related(holder):
            if _SEVERITY_TEMPLATES.intersection(template_ids(part)):
                told = concept_of(child(part, VALUE), narrative, narrative.of(child(part, TEXT)))
                if told.name:
                    return told.name
    return None


def read_medicine(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter a medication activity."""
    element, narrative = statement.element, document.narrative
    parts = related(element)
    material = below(element, _MATERIAL)
    found = _material(material, narrative)
    time, frequency = _times_of_medicine(element)
    sig = _sig(element, parts, narrative)
    dose = _dose(element, sig)
    state = status_of(parts, narrative) or status_code(element)
    if state == "completed" and time.end is None:
        state = ""  # the word is used for the entry as well as for the medicine
    draft = MedicineDraft(
        found,
        dose=dose or sig,
        route=concept_of(child(element, HL7 + "routeCode"), narrative).name,
        frequency=frequency,
        start=time.start,
        stop=time.end,
        as_needed=child(element, HL7 + "precondition") is not None and _is_as_needed(sig),
        negated=is_negated(element),
        status=state,
        reason=_reason(parts, narrative),
        prescriber=name_of_person(below(element, _AUTHOR)),
        note=" ".join(n for n in (sig if dose else None, comment_of(parts, narrative)) if n)
        or None,
        record_date=document.date,
        words=SourceWords(found.name, dose or sig, date=time.written),
    )
    keep_medicine(document.out, entry, draft)


def _material(material: Element | None, narrative: Narrative) -> Concept:
    if material is None:
        return Concept()
    name = plain_text(child(material, HL7 + "name"))
    return _with_code_as_name(concept_of(child(material, CODE), narrative, name))


def _times_of_medicine(element: Element) -> tuple[When, str | None]:
    """Return from when to when, and how often."""
    time, frequency = NEVER, None
    for part in element.iterchildren(TIME):
        kind = xsi_type(part)
        if kind in ("PIVL_TS", "EIVL_TS") or child(part, HL7 + "period") is not None:
            frequency = frequency or _period(part)
        elif time.start is None and time.end is None:
            time = when(part)
    return time, frequency


def _period(element: Element) -> str | None:
    period, event = child(element, HL7 + "period"), child(element, HL7 + "event")
    if period is not None and period.get("value"):
        return f"every {period.get('value')} {period.get('unit') or ''}".strip()
    return None if event is None else event.get("code")


def _dose(element: Element, sig: str | None) -> str | None:
    """Return the amount of one dose; a bare number says less than the instructions do."""
    amount = child(element, HL7 + "doseQuantity")
    if amount is None or not amount.get("value"):
        return None
    unit = amount.get("unit")
    if not unit or unit in _UNIT_WORDS:
        form = child(element, HL7 + "administrationUnitCode")
        unit = None if form is None else form.get("displayName")
    if unit:
        return f"{amount.get('value')} {unit}"
    return None if sig else amount.get("value")


def _sig(element: Element, parts: Parts, narrative: Narrative) -> str | None:
    """Return the instructions as written for the patient."""
    for _, part in parts:
        if _FREE_TEXT_SIG in template_ids(part):
            told = narrative.of(child(part, TEXT))
            if told:
                return told
    told = narrative.of(child(element, TEXT))
    return None if says_nothing(told) else told


def _is_as_needed(sig: str | None) -> bool:
    plain = (sig or "").casefold()
    return "as needed" in plain or "prn" in plain


def _reason(parts: Parts, narrative: Narrative) -> str | None:
    told = []
    for relation, part in parts:
        if relation == "RSON":
            text = narrative.of(child(part, TEXT))
            told.append(concept_of(child(part, VALUE), narrative, text).name)
    return "; ".join(dict.fromkeys(name for name in told if name)) or None


def read_vaccine(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter an immunization activity."""
    element, narrative = statement.element, document.narrative
    parts = related(element)
    found = _material(below(element, _MATERIAL), narrative)
    time = when(child(element, TIME))
    organization = below(element, path("performer", "assignedEntity", "representedOrganization"))
    draft = VaccineDraft(
        found,
        time.start or time.end,
        place=first_name(organization),
        not_given=is_negated(element) or status_code(element) in ("cancelled", "aborted"),
        reason=_refusal(parts, narrative),
        words=SourceWords(found.name, date=time.written),
    )
    keep_vaccine(document.out, entry, draft)


def _refusal(parts: Parts, narrative: Narrative) -> str | None:
    for relation, part in parts:
        if relation == "RSON":
            told = concept_of(child(part, CODE), narrative, narrative.of(child(part, TEXT)))
            if told.name:
                return told.name
    return None


def read_procedure(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter a procedure activity: procedure, observation or act."""
    element, narrative = statement.element, document.narrative
    parts = related(element)
    if _is_order_of_results(element):
        document.out.skip(entry, "It is the order of a laboratory test; the results are read.")
        return
    text = narrative.of(child(element, TEXT))
    found = concept_of(child(element, CODE), narrative, text, _device(element, narrative))
    found = _with_code_as_name(found)
    time = when(child(element, TIME))
    performer = below(element, _PERFORMER)
    person = None if performer is None else below(performer, _PERSON_NAME)
    value = child(element, VALUE)
    result = None if value is None else value_of(value, narrative).value
    draft = ProcedureDraft(
        found,
        time.start or time.end,
        time.end,
        "not done" if is_negated(element) else _undone(element),
        site=concept_of(child(element, HL7 + "targetSiteCode"), narrative).name,
        place=_place_of(element, performer),
        doctor=name_of_person(person),
        reason=_reason(parts, narrative),
        note=f"Result: {result}." if result is not None else comment_of(parts, narrative),
        words=SourceWords(found.name, None if result is None else str(result), date=time.written),
    )
    keep_procedure(document.out, entry, draft)


def _device(element: Element, narrative: Narrative) -> str | None:
    """Return the device that was put in."""
    device = below(element, path("participant", "participantRole", "playingDevice"))
    name = None if device is None else concept_of(child(device, CODE), narrative).name
    return f"Implant: {name}" if name else None


def _is_order_of_results(element: Element) -> bool:
    parent = element.getparent()
    organizer = None if parent is None else parent.getparent()
    return organizer is not None and organizer.tag == HL7 + "organizer"


def _undone(element: Element) -> str | None:
    status = status_code(element)
    return status if status in ("cancelled", "aborted") else None


def _place_of(element: Element, performer: Element | None) -> str | None:
    for participant in element.iterchildren(HL7 + "participant"):
        if participant.get("typeCode") == "LOC":
            name = first_name(below(participant, path("participantRole", "playingEntity")))
            if name:
                return name
    return (
        None if performer is None else first_name(child(performer, HL7 + "representedOrganization"))
    )


def read_visit(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter an encounter as a visit that was."""
    element, narrative = statement.element, document.narrative
    text = narrative.of(child(element, TEXT))
    kind = concept_of(child(element, CODE), narrative, text)
    time = when(child(element, TIME))
    people = [
        name_of_person(below(performer, _PERSON_NAME))
        for performer in all_below(element, _PERFORMER)
    ]
    draft = VisitDraft(
        kind,
        time.start,
        time.end,
        setting=_setting(element),
        with_whom=", ".join(dict.fromkeys(name for name in people if name)) or None,
        place=_place_of(element, below(element, _PERFORMER)),
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
    for relation in element.iterchildren(_RELATED):
        for observation in relation.iter(_OBSERVATION):
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


def section_title(element: Element) -> str:
    """Return the title of the section an entry stands in."""
    for section in element.iterancestors(HL7 + "section"):
        title = plain_text(child(section, HL7 + "title"))
        if title:
            return title
    return "In the record"


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
    name = name_of_person(below(holder, _PERSON_NAME))
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

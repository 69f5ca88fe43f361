"""Medicines, vaccines and procedures of a CDA document."""

from app.records.cda.elements import (
    HL7,
    NEVER,
    Element,
    Narrative,
    When,
    below,
    child,
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
from app.records.cda.entry_parts import (
    CODE,
    PERFORMER,
    PERSON_NAME,
    TEXT,
    TIME,
    VALUE,
    Document,
    Parts,
    comment_of,
    is_negated,
    place_of,
    reason_of,
    related,
    status_code,
    status_of,
    with_code_as_name,
)
from app.records.cda.statements import Section, Statement
from app.records.collector import Entry
from app.records.concepts import Concept, says_nothing
from app.records.found import SourceWords
from app.records.medicines import MedicineDraft, keep_medicine
from app.records.procedures import ProcedureDraft, keep_procedure
from app.records.vaccines import VaccineDraft, keep_vaccine

_MATERIAL = path("consumable", "manufacturedProduct", "manufacturedMaterial")
_AUTHOR = path("author", "assignedAuthor", "assignedPerson", "name")
_FREE_TEXT_SIG = "2.16.840.1.113883.10.20.22.4.147"
_UNIT_WORDS = frozenset({"1", "U", "{unit}", "unit", "UNK"})


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
        reason=reason_of(parts, narrative),
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
    return with_code_as_name(concept_of(child(material, CODE), narrative, name))


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
    found = with_code_as_name(found)
    time = when(child(element, TIME))
    performer = below(element, PERFORMER)
    person = None if performer is None else below(performer, PERSON_NAME)
    value = child(element, VALUE)
    result = None if value is None else value_of(value, narrative).value
    draft = ProcedureDraft(
        found,
        time.start or time.end,
        time.end,
        "not done" if is_negated(element) else _undone(element),
        site=concept_of(child(element, HL7 + "targetSiteCode"), narrative).name,
        place=place_of(element, performer),
        doctor=name_of_person(person),
        reason=reason_of(parts, narrative),
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

"""Problems and allergies of a CDA document."""

from app.records.allergies import AllergyDraft, keep_allergy
from app.records.cda.elements import (
    HL7,
    Element,
    Narrative,
    all_below,
    child,
    coded,
    concept_of,
    path,
    plain_text,
    template_ids,
    when,
)
from app.records.cda.entry_parts import (
    CODE,
    TEXT,
    TIME,
    VALUE,
    Document,
    comment_of,
    is_negated,
    related,
    status_code,
    status_of,
    with_code_as_name,
)
from app.records.cda.statements import Section, Statement
from app.records.collector import Entry
from app.records.concepts import Concept, concept
from app.records.found import SourceWords
from app.records.problems import ProblemDraft, keep_problem

_SUBSTANCE = path("participant", "participantRole", "playingEntity")
_SEVERITY_TEMPLATES = frozenset({"2.16.840.1.113883.10.20.22.4.8", "2.16.840.1.113883.10.20.1.55"})


def read_problem(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter a problem observation."""
    element, narrative = statement.element, document.narrative
    parts = related(element)
    value = child(element, VALUE)
    found = concept_of(value, narrative, narrative.of(child(element, TEXT)))
    found = with_code_as_name(found)
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
        with_code_as_name(substance),
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

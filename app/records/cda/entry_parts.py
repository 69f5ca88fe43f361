"""What the readers of CDA entries share: the document, parts of an entry, states, remarks."""

from typing import NamedTuple

from app.case.partial_date import PartialDate
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
    path,
    plain_text,
)
from app.records.collector import Collector
from app.records.concepts import Concept, says_nothing

CODE, VALUE, TIME, TEXT = HL7 + "code", HL7 + "value", HL7 + "effectiveTime", HL7 + "text"
STATUS = HL7 + "statusCode"
RELATED = HL7 + "entryRelationship"
OBSERVATION = HL7 + "observation"
_STATUS_CODES = frozenset({"33999-4"})
PERSON_NAME = path("assignedPerson", "name")
PERFORMER = path("performer", "assignedEntity")


class Report(NamedTuple):
    """What a report tells of all its results.

    Attributes:
        specimen: the element that describes it.
        is_with_oxygen: it notes oxygen given.
    """

    name: str | None = None
    time: When = NEVER
    specimen: Element | None = None
    laboratory: str | None = None
    is_with_oxygen: bool = False


NO_REPORT = Report()


class Document(NamedTuple):
    """What the readers of one document share.

    Attributes:
        date: the day of the document.
        reports: what its reports tell, by their elements; each is looked at once.
    """

    out: Collector
    narrative: Narrative
    date: PartialDate | None
    reports: dict[Element, Report]


Parts = list[tuple[str, Element]]


def related(element: Element) -> Parts:
    """Return the entries that belong to another one, with the kind of the relation."""
    return [
        (relation.get("typeCode") or "", part)
        for relation in element.iterchildren(RELATED)
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
        if part.tag == OBSERVATION and code is not None and code.get("code") in _STATUS_CODES:
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


def with_code_as_name(found: Concept) -> Concept:
    """Return what is told, by its code where it has no name."""
    if found.names or not found.codes:
        return found
    return found._replace(names=(f"{found.codes[0].words} (no name in the record)",))


def reason_of(parts: Parts, narrative: Narrative) -> str | None:
    """Return what an entry was done or given for."""
    told = []
    for relation, part in parts:
        if relation == "RSON":
            text = narrative.of(child(part, TEXT))
            told.append(concept_of(child(part, VALUE), narrative, text).name)
    return "; ".join(dict.fromkeys(name for name in told if name)) or None


def place_of(element: Element, performer: Element | None) -> str | None:
    """Return where it was: the place named as such, else the organization of who did it."""
    for participant in element.iterchildren(HL7 + "participant"):
        if participant.get("typeCode") == "LOC":
            name = first_name(below(participant, path("participantRole", "playingEntity")))
            if name:
                return name
    return (
        None if performer is None else first_name(child(performer, HL7 + "representedOrganization"))
    )


def section_title(element: Element) -> str:
    """Return the title of the section an entry stands in."""
    for section in element.iterancestors(HL7 + "section"):
        title = plain_text(child(section, HL7 + "title"))
        if title:
            return title
    return "In the record"

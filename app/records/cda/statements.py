"""Which entries a CDA document holds: told by template, else by the section they stand in."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import NamedTuple

from app.records.cda.elements import HL7, Element, child, plain_text, template_ids, xsi_type
from app.records.found import EntryKind

_CCDA = "2.16.840.1.113883.10.20.22.4."
_CCD = "2.16.840.1.113883.10.20.1."
_C32 = "2.16.840.1.113883.3.88.11.83."

# C-CDA (releases 1.1 to 2.1 and companion guide), CCD/C32 and C83, by the end of the template id.
_BY_TEMPLATE = {
    EntryKind.PROBLEM: [f"{_CCDA}4", f"{_CCD}28"],
    EntryKind.ALLERGY: [f"{_CCDA}7", f"{_CCD}18"],
    EntryKind.IMMUNIZATION: [f"{_CCDA}52", f"{_C32}13"],
    EntryKind.MEDICATION: [f"{_CCDA}16", f"{_CCD}24", f"{_C32}8"],
    EntryKind.VITAL: [f"{_CCDA}27", f"{_C32}14"],
    EntryKind.LAB: [f"{_CCDA}2", f"{_CCD}31", f"{_C32}15", f"{_C32}15.1"],
    EntryKind.PROCEDURE: [f"{_CCDA}12", f"{_CCDA}13", f"{_CCDA}14", f"{_CCD}29", f"{_C32}17"],
    EntryKind.VISIT: [f"{_CCDA}49", f"{_CCD}21", f"{_C32}16"],
    EntryKind.CARE_TEAM: [f"{_CCDA}500.1"],
    EntryKind.OBSERVATION: [
        f"{_CCDA}{end}"
        for end in ("38", "67", "68", "73", "74", "78", "85", "46", "121", "69", "48", "5")
    ]
    + [f"{_CCD}33"],
}
# Where several templates stand on one entry, the first kind of this order counts.
_ORDER = tuple(_BY_TEMPLATE)
TEMPLATES = MappingProxyType(
    {template: kind for kind in reversed(_ORDER) for template in _BY_TEMPLATE[kind]}
)
_KNOWN = frozenset(TEMPLATES)
_RANK = {kind: place for place, kind in enumerate(_ORDER)}
PLANNED = frozenset(f"{_CCDA}{end}" for end in ("39", "40", "41", "42", "43", "44", "120"))
COVERAGE = frozenset({f"{_CCDA}60", f"{_CCDA}61", f"{_CCD}20", f"{_CCD}26"})

SECTION_KINDS = MappingProxyType(
    {
        "11450-4": EntryKind.PROBLEM,
        "11348-0": EntryKind.PROBLEM,
        "48765-2": EntryKind.ALLERGY,
        "10160-0": EntryKind.MEDICATION,
        "29549-3": EntryKind.MEDICATION,
        "10183-2": EntryKind.MEDICATION,
        "42346-7": EntryKind.MEDICATION,
        "11369-6": EntryKind.IMMUNIZATION,
        "30954-2": EntryKind.LAB,
        "8716-3": EntryKind.VITAL,
        "47519-4": EntryKind.PROCEDURE,
        "46240-8": EntryKind.VISIT,
        "29762-2": EntryKind.OBSERVATION,
    }
)
_TITLES = (
    ("problem", EntryKind.PROBLEM),
    ("diagnos", EntryKind.PROBLEM),
    ("allerg", EntryKind.ALLERGY),
    ("medication", EntryKind.MEDICATION),
    ("immuniz", EntryKind.IMMUNIZATION),
    ("vaccin", EntryKind.IMMUNIZATION),
    ("vital", EntryKind.VITAL),
    ("result", EntryKind.LAB),
    ("laborator", EntryKind.LAB),
    ("procedure", EntryKind.PROCEDURE),
    ("encounter", EntryKind.VISIT),
    ("social history", EntryKind.OBSERVATION),
)
_STATEMENTS = tuple(
    HL7 + name
    for name in (
        "observation",
        "substanceAdministration",
        "procedure",
        "act",
        "encounter",
        "supply",
    )
)
SECTION = HL7 + "section"
_MEDICATION, _ENCOUNTER = HL7 + "substanceAdministration", HL7 + "encounter"
_OBSERVATION, _PARTICIPANT = HL7 + "observation", HL7 + "participant"
_CODE, _VALUE, _ENTRY = HL7 + "code", HL7 + "value", HL7 + "entry"
_SIDE_REMARKS = frozenset({"33999-4", "48767-8", "SEV", "11323-3", "30525-0", "48766-0"})


class Section(NamedTuple):
    """A section of the document.

    Attributes:
        kind: what its entries are where no template tells, None where the section says nothing.
    """

    element: Element
    code: str
    title: str
    kind: EntryKind | None


class Statement(NamedTuple):
    """An entry of a section: its kind, and its place in words."""

    element: Element
    kind: EntryKind
    place: str
    templates: frozenset[str]


def sections(elements: Iterable[Element]) -> Iterator[Section]:
    """Yield what the sections among these elements are."""
    for element in elements:
        coding = child(element, _CODE)
        code = "" if coding is None else coding.get("code") or ""
        shown = None if coding is None else coding.get("displayName")
        title = plain_text(child(element, HL7 + "title")) or shown or code or "Section"
        yield Section(element, code, title, _kind_of_section(code, title))


def _kind_of_section(code: str, title: str) -> EntryKind | None:
    known = SECTION_KINDS.get(code)
    if known is not None or code:
        return known
    plain = title.casefold()
    return next((kind for words, kind in _TITLES if words in plain), None)


def entries(section: Section) -> Iterator[tuple[str, Element]]:
    """Yield the entries of a section with their places."""
    for number, entry in enumerate(section.element.iterchildren(_ENTRY), 1):
        yield f"{section.title}: entry {number}", entry


def statements(section: Section, place: str, entry: Element) -> list[Statement]:
    """Return what one entry states; of an entry without known templates by its section."""
    found: list[Statement] = []
    for element in entry.iter(_STATEMENTS):
        templates = frozenset(template_ids(element))
        kinds = [TEMPLATES[template] for template in templates & _KNOWN]
        if kinds:
            kind = kinds[0] if len(kinds) == 1 else min(kinds, key=_RANK.__getitem__)
            if kind is EntryKind.LAB and section.kind is EntryKind.VITAL:
                kind = EntryKind.VITAL
            found.append(Statement(element, kind, _numbered(place, len(found)), templates))
    return found or list(_by_section(section, place, entry))


def _numbered(place: str, before: int) -> str:
    return f"{place}, part {before + 1}" if before else place


def _by_section(section: Section, place: str, entry: Element) -> Iterator[Statement]:
    if section.kind is None:
        return
    number = 0
    for element in entry.iter(_STATEMENTS):
        if _may_be(section.kind, element):
            where = _numbered(place, number)
            yield Statement(element, section.kind, where, frozenset(template_ids(element)))
            number += 1


def _may_be(kind: EntryKind, element: Element) -> bool:
    """Whether an element without a known template has the form of the section's entries."""
    if kind in (EntryKind.MEDICATION, EntryKind.IMMUNIZATION):
        return element.tag == _MEDICATION and not _is_inside_another(element)
    if kind is EntryKind.VISIT:
        return element.tag == _ENCOUNTER
    if kind is EntryKind.PROCEDURE:
        return not _is_inside_another(element)
    if element.tag != _OBSERVATION or _is_side_remark(element):
        return False
    value = child(element, _VALUE)
    if kind is EntryKind.ALLERGY:
        return child(element, _PARTICIPANT) is not None
    if kind is EntryKind.PROBLEM:
        return value is not None and xsi_type(value) in ("CD", "CE") and not _is_nested(element)
    return value is not None and not _is_nested(element)


def _is_side_remark(element: Element) -> bool:
    """Whether an observation only tells the state, grade or source of another entry."""
    code = child(element, _CODE)
    return code is not None and code.get("code") in _SIDE_REMARKS


def _is_nested(element: Element) -> bool:
    """Whether an observation belongs to another observation, or to a medicine."""
    return any(
        parent.tag in (_OBSERVATION, _MEDICATION, HL7 + "procedure")
        for parent in element.iterancestors(_ENTRY, *_STATEMENTS)
    )


def _is_inside_another(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag != _ENTRY

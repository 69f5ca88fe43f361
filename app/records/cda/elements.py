"""The parts CDA entries are made of: coded values, times, values, references into the text."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from lxml import etree

from app.records.code_systems import Code, believed
from app.records.concepts import Concept, concept
from app.records.lab_values import NO_VALUE, Value, measured, number, written
from app.records.moments import Moment, hl7_moment
from app.records.rich_text import all_text, element_text

Element = etree._Element

HL7 = "{urn:hl7-org:v3}"
_TYPES = ("{http://www.w3.org/2001/XMLSchema-instance}type", "xsi:type", "type")
_NAME = f"{HL7}name"
_TRANSLATION = f"{HL7}translation"
_ORIGINAL = f"{HL7}originalText"
_REFERENCE = f"{HL7}reference"
# Finds them alone: a quarter of the time that looking at every element takes.
_WITH_ID = etree.XPath("descendant-or-self::*[@ID]")
_TEXT = f"{HL7}text"
_TEMPLATE = f"{HL7}templateId"
_LOW = f"{HL7}low"
_ENDS = (_LOW, f"{HL7}high", f"{HL7}center")
_ROW = f"{HL7}tr"
_LONGEST_CELL = 300


def tag(name: str) -> str:
    """Return the full name of an element of the HL7 namespace."""
    return HL7 + name


def path(*names: str) -> tuple[str, ...]:
    """Return full names, each one below the one before."""
    return tuple(HL7 + name for name in names)


def child(element: Element, name: str) -> Element | None:
    """Return the first child of a full name; three times as fast as `find`."""
    return next(element.iterchildren(name), None)


def children(element: Element) -> dict[str, Element]:
    """Return the first child of each full name; where many are asked for, in one pass."""
    return {each.tag: each for each in element.iterchildren(reversed=True)}


def below(element: Element, names: tuple[str, ...]) -> Element | None:
    """Return the first element at the end of a path whose every step is the first of its name."""
    found: Element | None = element
    for name in names:
        if found is None:
            return None
        found = next(found.iterchildren(name), None)
    return found


def all_below(element: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """Yield every element at the end of a path."""
    if len(names) == 1:
        yield from element.iterchildren(names[0])
        return
    for step in element.iterchildren(names[0]):
        yield from all_below(step, names[1:])


class Narrative:
    """The text of a document, found by the ids that entries point to.

    Args:
        root: the document.
        sections: its sections, in whose texts ids are looked for first.
    """

    def __init__(self, root: Element, sections: Sequence[Element]) -> None:
        self._root = root
        self._sections = sections
        self._of_texts: dict[str, Element] | None = None
        self._of_all: dict[str, Element] | None = None
        self._told: dict[str, str | None] = {}

    def get(self, reference: str | None) -> str | None:
        """Return the words a reference such as `#problem1` points to."""
        if not reference:
            return None
        if not reference.startswith("#"):
            # Some systems write the words themselves where the reference should be.
            return None if "://" in reference else reference.strip() or None
        if reference not in self._told:  # a cell is pointed to by the entry and by its code
            target = self._target(reference)
            self._told[reference] = None if target is None else _words(target)
        return self._told[reference]

    def _target(self, reference: str | None) -> Element | None:
        key = (reference or "").removeprefix("#")
        if self._of_texts is None:
            texts = (text for held in self._sections for text in held.iterchildren(_TEXT))
            self._of_texts = {id_: e for text in texts for id_, e in _with_ids(text)}
        found = self._of_texts.get(key)
        if found is None:
            if self._of_all is None:
                self._of_all = dict(_with_ids(self._root))
            found = self._of_all.get(key)
        return found

    def rest_of_row(self, element: Element | None) -> str | None:
        """Return the words of the cells beside the one that an entry points to."""
        pointer = None if element is None else child(element, _REFERENCE)
        target = None if pointer is None else self._target(pointer.get("value"))
        row = None if target is None else _row_of(target)
        if target is None or row is None:
            return None
        cells = [cell for cell in row if isinstance(cell.tag, str) and cell is not target]
        told = [" ".join(element_text(cell).split()) for cell in cells]
        return "; ".join(words for words in told if words) or None

    def of(self, element: Element | None) -> str | None:
        """Return the words of a `text` or `originalText`: its own, or those it points to."""
        if element is None:
            return None
        own = " ".join(all_text(element).split())
        if own:
            return own
        pointer = child(element, _REFERENCE)
        return None if pointer is None else self.get(pointer.get("value"))


def _with_ids(element: Element) -> Iterator[tuple[str, Element]]:
    for found in cast("list[Element]", _WITH_ID(element)):
        yield found.get("ID", ""), found


def _row_of(target: Element) -> Element | None:
    """Return the row a cell, or a word inside it, stands in."""
    parents = (target, *target.iterancestors())
    return next((e for e in parents if e.tag == _ROW), None)


def _words(target: Element) -> str | None:
    """Return the words of a part of the text; of a row those of its first cell."""
    if target.tag == _ROW:
        cells = [c for c in target if isinstance(c.tag, str)]
        first = next((c for c in cells if all_text(c).strip()), None)
        target = target if first is None else first
    told = element_text(target) if len(target) else target.text or ""
    words = " ".join(told.split())
    return words[:_LONGEST_CELL] or None


class Coded(NamedTuple):
    """A coded value, its names split by where they come from."""

    display: str | None
    original: str | None
    original_is_here: bool
    translations: tuple[str, ...]
    codes: tuple[Code, ...]


def coded(element: Element | None, narrative: Narrative) -> Coded:
    """Return what a CD, CE or CO element says."""
    if element is None:
        return Coded(None, None, False, (), ())
    code = believed(element.get("codeSystem"), element.get("code"))
    if not len(element):
        return Coded(element.get("displayName"), None, False, (), (code,) if code else ())
    original: Element | None = None
    codes, named = [code], []
    for part in element:
        if part.tag == _TRANSLATION:
            codes.append(believed(part.get("codeSystem"), part.get("code")))
            named.append(part.get("displayName") or narrative.of(child(part, _ORIGINAL)))
        elif part.tag == _ORIGINAL and original is None:
            original = part
    here = plain_text(original)
    return Coded(
        element.get("displayName"),
        here or narrative.of(original),
        here is not None,
        tuple([name for name in named if name]),
        tuple([code for code in codes if code]),
    )


def concept_of(
    element: Element | None, narrative: Narrative, *more: str | None, original_first: bool = False
) -> Concept:
    """Return names and codes of a coded element.

    Args:
        element: a CD, CE or CO element.
        narrative: the text of the document.
        more: further names, trusted more than the translations.
        original_first: the words printed on a report go before the list's own.
    """
    found = coded(element, narrative)
    names = [found.display, found.original]
    if original_first and found.original_is_here:
        names.reverse()
    return concept([*names, *more, *found.translations], found.codes)


def plain_text(element: Element | None) -> str | None:
    """Return the words inside an element."""
    if element is None:
        return None
    return " ".join(all_text(element).split()) or None


def xsi_type(element: Element) -> str:
    """Return the data type of a value without its prefix."""
    for name in _TYPES:
        found = element.get(name)
        if found:
            return found.rpartition(":")[2]
    return ""


class When(NamedTuple):
    """When something was: first and last moment, and the text in the file."""

    start: Moment | None = None
    end: Moment | None = None
    written: str | None = None


NEVER = When()


def when(element: Element | None) -> When:
    """Return the time of an `effectiveTime`: a moment, or both ends of a period."""
    if element is None:
        return NEVER
    own = hl7_moment(element.get("value"))
    if own is not None:
        return When(own, None, own.written)
    if not len(element):
        return NEVER
    ends = children(element)
    low, end, center = (_moment(ends.get(name)) for name in _ENDS)
    start = low or center
    told = start or end
    return When(start, end, told.written if told else None)


def _moment(end: Element | None) -> Moment | None:
    return None if end is None else hl7_moment(end.get("value"))


def value_of(element: Element | None, narrative: Narrative) -> Value:
    """Return a `value` as number, comparator and unit, or as words."""
    if element is None:
        return NO_VALUE
    kind = xsi_type(element)
    if kind in ("CD", "CE", "CO", "CV", "CS"):
        return _coded_value(element, narrative)
    if kind == "IVL_PQ" or child(element, _LOW) is not None:
        return _interval(element)
    if kind.startswith("RTO"):
        return _ratio(element)
    if kind in ("BL", "TS", "IVL_TS"):
        told = element.get("value") or when(element).written
        return Value({"true": "yes", "false": "no"}.get(told, told)) if told else NO_VALUE
    if element.get("value") is not None:
        return measured(element.get("value"), element.get("unit"))
    text = narrative.of(element)
    if text is None and element.get("nullFlavor"):
        return _translated(element)
    return written(text, element.get("unit"))


def _coded_value(element: Element, narrative: Narrative) -> Value:
    found = concept_of(element, narrative)
    told = found.name or element.get("displayName") or plain_text(element)
    return Value(told) if told else NO_VALUE


def bare_code(element: Element | None) -> Value:
    """Return the code of a coded value that has no name anywhere."""
    if element is None or not element.get("code"):
        return NO_VALUE
    code = believed(element.get("codeSystem"), element.get("code"))
    return Value(code.words if code else element.get("code"))


def _translated(element: Element) -> Value:
    """Return the value of a translation, where the value itself has no place in the standard."""
    for translation in element.iterchildren(_TRANSLATION):
        told = measured(translation.get("value"), translation.get("unit"))
        if told.value is not None:
            return told
    return NO_VALUE


def _interval(element: Element) -> Value:
    low, high = child(element, _LOW), child(element, HL7 + "high")
    lowest = None if low is None else number(low.get("value"))
    highest = None if high is None else number(high.get("value"))
    units = [end.get("unit") for end in (low, high) if end is not None]
    unit = next((u for u in units if u), None)
    if lowest is not None and highest is not None:
        return (
            Value(lowest, None, unit)
            if lowest == highest
            else Value(f"{lowest}-{highest}", None, unit)
        )
    if lowest is not None:
        return measured(lowest, unit, ">=" if _is_included(low) else ">")
    if highest is not None:
        return measured(highest, unit, "<=" if _is_included(high) else "<")
    return NO_VALUE


def _is_included(end: Element | None) -> bool:
    return end is None or end.get("inclusive") != "false"


def _ratio(element: Element) -> Value:
    parts = [child(element, HL7 + name) for name in ("numerator", "denominator")]
    told = [part.get("value") for part in parts if part is not None]
    return Value(":".join(t for t in told if t)) if len(told) == 2 and all(told) else NO_VALUE


def template_ids(element: Element) -> list[str]:
    """Return the template ids of an entry, without their versions."""
    roots = [template.get("root") for template in element.iterchildren(_TEMPLATE)]
    return [root for root in roots if root]


def name_of_person(element: Element | None) -> str | None:
    """Return a `name` in its usual order, or the words inside it."""
    if element is None:
        return None
    given = [plain_text(e) for e in element.iterchildren(HL7 + "given")]
    family = [plain_text(e) for e in element.iterchildren(HL7 + "family")]
    parts = [part for part in (*given, *family) if part]
    return " ".join(parts) or plain_text(element)


def first_name(element: Element | None) -> str | None:
    """Return the words of the first `name` below an element."""
    return None if element is None else plain_text(next(element.iter(_NAME), None))

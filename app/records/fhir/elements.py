"""The parts that FHIR resources are made of: concepts, quantities, periods, references."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from app.records.code_systems import Code, believed
from app.records.concepts import NO_CONCEPT, Concept, concept
from app.records.lab_values import (
    NO_VALUE,
    Value,
    comparator,
    looks_like_unit,
    measured,
    number,
    printed_unit,
)
from app.records.moments import Moment, fhir_moment
from app.records.rich_text import html_text

Resource = dict[str, Any]

_EMPTY: Resource = {}
_LONGEST_NAME_IN_TEXT = 120
# A double needs no more digits; behind them stands the computer's own rounding: 26.600000000000001.
_DIGITS_OF_A_DOUBLE = 16


def many(value: Any) -> list[Any]:
    """Return the items of a list; of anything else itself alone; nothing of None."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def node(value: Any) -> Resource:
    """Return a group of fields; of a list its first; an empty one for anything else."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return value[0]
    return _EMPTY


def nodes(value: Any) -> Iterator[Resource]:
    """Yield the groups of fields of a list, or the one that stands alone."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield item


def text(value: Any) -> str | None:
    """Return a text without spare spaces, None where there is none."""
    if value is None:  # most fields are not there
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list) and value:
        return text(value[0])
    return None


def is_true(value: Any) -> bool:
    """Whether a field says yes; in XML it says so in letters."""
    return value is True or value == "true"


def concept_of(*values: Any) -> Concept:
    """Return the names and codes of CodeableConcepts, Codings or plain texts, the first first."""
    names: list[str | None] = []
    codes: list[Code | None] = []
    for value in values:
        if isinstance(value, dict):
            _gather(value, names, codes)
            continue
        for item in many(value):
            if isinstance(item, str):
                names.append(item)
            elif isinstance(item, dict):
                _gather(item, names, codes)
    return concept(names, codes) if names else NO_CONCEPT


def _gather(item: Resource, names: list[str | None], codes: list[Code | None]) -> None:
    """Add the names and codes of a CodeableConcept or Coding.

    This is where most of the time of reading goes, so that texts are passed on as they stand: what
    they are given to leaves spare spaces aside itself.
    """
    shown = item.get("text")
    names.append(shown if isinstance(shown, str) else text(shown))
    codings = item.get("coding")
    if not isinstance(codings, list):
        codings = [codings]
    coded = [coding for coding in codings if isinstance(coding, dict)]
    if not coded and ("code" in item or "display" in item):
        coded = [item]
    for coding in coded:
        display, system, code = coding.get("display"), coding.get("system"), coding.get("code")
        names.append(display if isinstance(display, str) else text(display))
        if not (isinstance(system, str) and isinstance(code, str)):
            system, code = text(system), text(code)
        codes.append(believed(system, code))


def named(resource: Resource, *fields: Any) -> Concept:
    """Return names and codes; where no name is given, the resource's own narrative or the code."""
    found = concept_of(*fields)
    if found.names:
        return found
    narrative = " ".join(html_text(text(node(resource.get("text")).get("div")) or "").split())
    if 0 < len(narrative) <= _LONGEST_NAME_IN_TEXT:
        return concept([narrative], found.codes)
    code = next((code for field in fields for code in codes_of(field)), None)
    told = found.codes[0].words if found.codes else f"Code {code}" if code else None
    return concept([f"{told} (no name in the record)" if told else None], found.codes)


def words_of(value: Any) -> str | None:
    """Return the first name of a CodeableConcept, Coding or text."""
    return None if value is None else concept_of(value).name


def code_of(value: Any) -> str:
    """Return the bare code of a CodeableConcept, Coding or text; empty where there is none."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, str):
        return first.strip()
    item = node(first)
    coding = node(item.get("coding")) or item
    return text(coding.get("code")) or text(item.get("text")) or ""


def codes_of(value: Any) -> Iterator[str]:
    """Yield every bare code of CodeableConcepts, whatever list it is from."""
    for item in many(value):
        if isinstance(item, str):
            yield item
            continue
        for coding in nodes(node(item).get("coding")):
            if (code := text(coding.get("code"))) is not None:
                yield code


def exact(value: Any) -> Decimal | None:
    """Return a number with the digits of the file, the rounding of its computer left aside."""
    amount = number(value)
    if amount is None or len(amount.as_tuple().digits) <= _DIGITS_OF_A_DOUBLE:
        return amount
    return Decimal(repr(float(amount)))


def quantity(value: Any) -> Value:
    """Return a Quantity as number, comparator and unit as printed."""
    item = node(value)
    if not item:
        return NO_VALUE
    unit = _unit(text(item.get("unit")) or text(item.get("units")), text(item.get("code")))
    amount, sign = exact(item.get("value")), text(item.get("comparator"))
    if amount is None:
        return measured(item.get("value"), unit, sign)
    return Value(amount, comparator(sign) if sign else None, unit)


@lru_cache(maxsize=4096)
def _unit(unit: str | None, code: str | None) -> str | None:
    """Return the unit as printed; its code where only that is one."""
    if unit is None or (code and not looks_like_unit(unit) and looks_like_unit(code)):
        unit = code
    return printed_unit(unit)


def written_quantity(value: Any) -> str | None:
    """Return a Quantity in words, such as `68 mg`."""
    return in_words(quantity(value))


def in_words(found: Value) -> str | None:
    """Return a value as it is written in a line of text."""
    if found.value is None:
        return None
    return " ".join(part for part in (found.comparator, str(found.value), found.unit) if part)


def period(value: Any) -> tuple[Moment | None, Moment | None]:
    """Return start and end of a Period."""
    item = node(value)
    return fhir_moment(text(item.get("start"))), fhir_moment(text(item.get("end")))


class When(NamedTuple):
    """When something was: first and last moment, and the text in the file."""

    start: Moment | None
    end: Moment | None
    written: str | None


def when(resource: Resource, *fields: str) -> When:
    """Return the time of the first of these fields that holds one; a Period gives both ends."""
    for field in fields:
        value = resource.get(field)
        if isinstance(value, str):
            moment = fhir_moment(value)
            if moment is not None:
                return When(moment, None, value)
        elif isinstance(value, dict):
            start, end = period(value)
            if start or end:
                first = start or end
                return When(start, end, first.written if first else None)
    return When(None, None, None)


def notes(*values: Any) -> str | None:
    """Return the remarks of Annotations or texts, joined."""
    told: list[str] = []
    for value in values:
        for item in many(value):
            words = text(item) if isinstance(item, str) else text(node(item).get("text"))
            if words:
                told.append(" ".join(words.split()))
    return " ".join(dict.fromkeys(told))[:4000] or None


def name_of_person(value: Any) -> str | None:
    """Return a HumanName in its usual order, or the text it is given as."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    item = node(value)
    given = text(item.get("text"))
    if given:
        return " ".join(given.split())
    parts = [*many(item.get("given")), *many(item.get("family"))]
    return " ".join(" ".join(part.split()) for part in parts if isinstance(part, str)) or None


class References:
    """Finds what a resource points to: by address, by type and id, or inside the resource."""

    def __init__(self) -> None:
        self._by_key: dict[str, Resource] = {}

    def add(self, resource: Resource, address: str | None) -> None:
        """Enter a resource under its address and under `Type/id`."""
        for key in keys_of(resource, address):
            self._by_key.setdefault(key, resource)

    def get(self, reference: Any, within: Resource = _EMPTY) -> Resource:
        """Return what a Reference, or its text, points to; an empty one where it is not here."""
        target = reference_text(reference)
        if target is None:
            return _EMPTY
        if target.startswith("#"):
            return _contained(within, target[1:])
        found = self._by_key.get(target)
        return found if found is not None else self._by_key.get(tail_of(target), _EMPTY)

    def name(self, reference: Any, within: Resource = _EMPTY) -> str | None:
        """Return the name of a person or place that is pointed to."""
        item = node(reference)
        shown = text(item.get("display"))
        if shown:
            return " ".join(shown.split())
        target = self.get(reference, within)
        if target.get("resourceType") == "PractitionerRole":
            return self.name(target.get("practitioner"), target)
        return name_of_person(target.get("name"))

    def organization(self, references: Any, within: Resource = _EMPTY) -> str | None:
        """Return the name of the first organization pointed to; people are passed over."""
        for reference in many(references):
            target, kind = reference_text(reference) or "", text(node(reference).get("type"))
            found = self.get(reference, within).get("resourceType") or kind
            if found == "Organization" or (not found and ("Organization" in target or not target)):
                name = self.name(reference, within)
                if name:
                    return name
        return None


def keys_of(resource: Resource, address: str | None) -> Iterator[str]:
    """Yield the texts by which other resources may point to this one."""
    id_, kind = text(resource.get("id")), text(resource.get("resourceType"))
    if address:
        yield address
        if "/" in address:
            yield tail_of(address)
    if id_:
        yield f"{kind}/{id_}"
        yield f"urn:uuid:{id_}"


def reference_text(reference: Any) -> str | None:
    """Return the text of a Reference."""
    return text(reference) if isinstance(reference, str) else text(node(reference).get("reference"))


def tail_of(address: str) -> str:
    """Return `Type/id` of an address, its version left aside."""
    parts = address.partition("/_history/")[0].rstrip("/").split("/")
    return "/".join(parts[-2:])


def _contained(resource: Resource, id_: str) -> Resource:
    for item in nodes(resource.get("contained")):
        if item.get("id") in (id_, f"#{id_}"):
            return item
    return _EMPTY


def first(values: Iterable[Any]) -> Any:
    """Return the first of several values that says something."""
    return next((value for value in values if value), None)


def any_of(resource: Mapping[str, Any], *fields: str) -> Any:
    """Return the value of the first of these fields that is filled."""
    return first(resource.get(field) for field in fields)

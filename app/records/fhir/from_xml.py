"""FHIR in XML turned into the dictionaries that FHIR in JSON gives.

`<status value="final"/>` becomes `"status": "final"`; an element that comes several times becomes a
list, and one that comes once stands alone, which the readers take as well.
"""

from html import escape
from typing import Any

from lxml import etree

from app.records.fhir.elements import Resource
from app.records.rich_text import element_text

_DEEPEST = 60


def resource_of(element: etree._Element, depth: int = 0) -> Resource:
    """Return a resource element as a dictionary."""
    return {"resourceType": _local(element), **_fields(element, depth)}


def _fields(element: etree._Element, depth: int) -> Resource:
    fields: Resource = {}
    for name in ("id", "url"):
        if element.get(name) is not None:
            fields[name] = element.get(name)
    if depth > _DEEPEST:
        return fields
    for child in element:
        if isinstance(child.tag, str):
            _add(fields, _local(child), _value(child, depth + 1))
    return fields


def _add(fields: Resource, name: str, value: Any) -> None:
    known = fields.get(name)
    if known is None:
        fields[name] = value
    elif isinstance(known, list):
        known.append(value)
    else:
        fields[name] = [known, value]


def _value(element: etree._Element, depth: int) -> Any:
    name = _local(element)
    if name == "div":
        # As the letters of JSON have it: markup, which is read as markup later.
        return escape(element_text(element)).replace("\n", "<br/>")
    if name in ("resource", "contained"):
        inner = next((child for child in element if isinstance(child.tag, str)), None)
        # In DSTU2 and later the resource is the only child; a wrapper without one is empty.
        return {} if inner is None else resource_of(inner, depth)
    if not len(element) and element.get("value") is not None:
        return element.get("value")
    fields = _fields(element, depth)
    if element.get("value") is not None and not fields:
        return element.get("value")
    return fields


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]

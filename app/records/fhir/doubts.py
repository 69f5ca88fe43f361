"""What makes an entry of a FHIR file one that a person has to look at."""

from collections.abc import Iterator
from typing import Any

from app.records.collector import Doubt
from app.records.fhir.elements import Resource, node, nodes, text
from app.records.lab_values import comparator
from app.records.moments import fhir_moment

_MODIFIED = "The record marks this entry with something that may change its meaning."
_SIGN = "The record puts a sign before a number that Casebook does not know: “{sign}”."
_DATE = "The record gives a date that cannot be read: “{date}”."


def doubt_of(resource: Resource) -> Doubt | None:
    """Return why an entry is not certain; None where nothing speaks against it."""
    parts = list(_parts(resource))
    if any(list(nodes(part.get("modifierExtension"))) for part in parts):
        return Doubt(_MODIFIED)
    signs = (text(part.get("comparator")) for part in parts if "value" in part)
    unknown = next((sign for sign in signs if sign and comparator(sign) is None), None)
    if unknown is not None:
        told = _SIGN.format(sign=unknown)
        return Doubt(told, told)
    date = next((date for date in _dates(resource) if fhir_moment(date) is None), None)
    if date is not None:
        told = _DATE.format(date=date)
        return Doubt(told, told)
    return None


def _parts(resource: Resource) -> Iterator[Resource]:
    """Yield a resource and all groups of fields in it, but for the resources it contains."""
    waiting: list[Any] = [resource]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting += [value for field, value in part.items() if field != "contained"]
        elif isinstance(part, list):
            waiting += part


def _dates(resource: Resource) -> Iterator[str]:
    """Yield when it was, as the record writes it."""
    for field, value in resource.items():
        if field.endswith("DateTime") and field != "valueDateTime":
            date = text(value)
        elif field.endswith("Period") and field != "valuePeriod":
            date = text(node(value).get("start"))
        else:
            continue
        if date is not None:
            yield date

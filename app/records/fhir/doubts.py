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
_GROUPS = (dict, list)
_DATE_FIELDS = ("DateTime", "Period")


def doubt_of(resource: Resource) -> Doubt | None:
    """Return why an entry is not certain; None where nothing speaks against it."""
    parts = list(_marked_parts(resource))
    if any(_is_filled(part.get("modifierExtension")) for part in parts):
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


def _is_filled(value: Any) -> bool:
    return next(nodes(value), None) is not None


def _marked_parts(resource: Resource) -> Iterator[Resource]:
    """Yield the groups of fields that have a mark or a sign, but for the resources it contains.

    Every field of every entry passes here, so that texts and numbers are left aside at once.
    """
    waiting: list[Any] = [resource]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += [item for item in part if isinstance(item, _GROUPS)]
            continue
        if "modifierExtension" in part or "comparator" in part:
            yield part
        waiting += [v for f, v in part.items() if isinstance(v, _GROUPS) and f != "contained"]


def _dates(resource: Resource) -> Iterator[str]:
    """Yield when it was, as the record writes it."""
    for field, value in resource.items():
        if not field.endswith(_DATE_FIELDS) or field in ("valueDateTime", "valuePeriod"):
            continue
        date = text(value if field.endswith("DateTime") else node(value).get("start"))
        if date is not None:
            yield date

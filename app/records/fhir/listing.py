"""All resources of a FHIR file, wherever they stand: bundles, lists, parameters, one in another."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeGuard

from app.records.fhir.context import Placed
from app.records.fhir.elements import Resource, many, node, reference_text, text

EMPTY_ENTRY = "Entry without content"
NO_RESOURCE = "Something else"
"""Stand for what a file lists beside resources, so that it is counted."""

_ERROR = "entered-in-error"
# Fields that list entries; what others point to (a reason, a device) only explains this entry.
_LISTING = ("result", "hasMember", "related", "section", "member", "finding", "addresses")
_READ_INSIDE = frozenset(
    """
    Observation Condition Procedure MedicationStatement MedicationRequest AllergyIntolerance
    Immunization
    """.split()
)
_SHARED = ("subject", "patient", "contained", "modifierExtension")
_TIMES = ("effectiveDateTime", "effectivePeriod", "effectiveInstant", "effective", "issued")


class _Waiting(NamedTuple):
    """A part of a file that is still to be opened, its place and its address."""

    item: object
    where: str
    address: str | None = None


def resources_of(value: object, place: str = "", source: str = "") -> Iterator[Placed]:
    """Yield the resources of a bundle, of a list, or the one resource itself.

    What a list or bundle holds beside resources is yielded as `EMPTY_ENTRY` or `NO_RESOURCE`.
    """
    waiting = [_Waiting(_unwrapped(value), place)]
    while waiting:
        item, where, address = waiting.pop()
        if isinstance(item, list):
            parts = [_of_list(part, f"{where}entry[{n}]") for n, part in enumerate(item)]
            waiting += reversed(parts)
        elif isinstance(item, dict) and item.get("resourceType") == "Bundle":
            waiting += reversed(list(_entries(item, where)))
        elif is_resource(item):
            placed = Placed(item, _place(item, where), address, source)
            yield placed
            yield from _contained_in(placed)
            if item["resourceType"] == "Parameters":
                waiting += reversed(list(_parameters(item, placed.place)))


def is_resource(value: object) -> TypeGuard[Resource]:
    """Whether it is a resource of some kind."""
    return isinstance(value, dict) and isinstance(value.get("resourceType"), str)


def _unwrapped(value: object) -> object:
    """Return the resource of an entry that stands outside a bundle; else the value itself."""
    if isinstance(value, dict) and not is_resource(value) and is_resource(value.get("resource")):
        return value["resource"]
    return value


def _of_list(part: object, place: str) -> _Waiting:
    found = _unwrapped(part)
    if not is_resource(found) and not isinstance(found, list):
        return _Waiting({"resourceType": NO_RESOURCE}, place)
    return _Waiting(found, place, None if found is part else text(node(part).get("fullUrl")))


def _entries(bundle: Resource, where: str) -> Iterator[_Waiting]:
    for number, entry in enumerate(many(bundle.get("entry"))):
        place = f"{where}{' ' if where else ''}entry[{number}]"
        resource = node(entry).get("resource")
        if not is_resource(resource):
            resource = {"resourceType": EMPTY_ENTRY}
        yield _Waiting(resource, place, text(node(entry).get("fullUrl")))


def _parameters(resource: Resource, where: str) -> Iterator[_Waiting]:
    """Yield the resources among parameters and their parts."""
    waiting = [(resource, "parameter", where)]
    while waiting:
        holder, field, place = waiting.pop()
        for number, part in enumerate(many(holder.get(field))):
            here = f"{place} {field}[{number}]"
            if is_resource(node(part).get("resource")):
                yield _Waiting(part["resource"], here)
            if "part" in node(part):
                waiting.append((part, "part", here))


def _place(resource: Resource, where: str) -> str:
    id_ = text(resource.get("id"))
    shown = f"{resource['resourceType']}/{id_}" if id_ else resource["resourceType"]
    return f"{where} {shown}".strip()


def _contained_in(outer: Placed) -> Iterator[Placed]:
    """Yield what a resource holds inside itself and lists as an entry of its own.

    What stands inside a List has its meaning by the heading of that list (a marker of the cells is
    no blood value), so that it is not taken out of it.
    """
    if outer.resource["resourceType"] == "List":
        return
    held = list(enumerate(many(outer.resource.get("contained"))))
    listed = _listed(outer.resource, [node(inner) for _, inner in held]) if held else set()
    for number, inner in held:
        id_ = _inner_id(node(inner))
        if id_ in listed and node(inner).get("resourceType") in _READ_INSIDE:
            made = _standing_alone(inner, outer.resource)
            place = f"{outer.place} contained[{number}]"
            yield Placed(made, place, f"{outer.place}#{id_}", outer.source)


def _inner_id(inner: Resource) -> str:
    return (text(inner.get("id")) or "").lstrip("#")


def _listed(outer: Resource, held: list[Resource]) -> set[str]:
    """Return the ids inside a resource that it lists, itself or through another of them."""
    by_id = {_inner_id(inner): inner for inner in held}
    found: set[str] = set()
    waiting = [outer]
    while waiting:
        new = set(_pointers(waiting.pop())) & by_id.keys() - found
        found |= new
        waiting += [by_id[id_] for id_ in new]
    return found


def _pointers(resource: Resource) -> Iterator[str]:
    """Yield the ids inside the same resource that its listing fields point to."""
    waiting: list[Any] = [resource.get(field) for field in _LISTING]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            if (target := reference_text(part)) is not None and target.startswith("#"):
                yield target[1:]
            waiting += part.values()


def _standing_alone(inner: Resource, outer: Resource) -> Resource:
    """Return an inner resource with what it shares with the outer: person, marks and time.

    Its id is known only inside; another resource of the file may have the same.
    """
    shared = [field for field in _SHARED if field in outer]
    if inner["resourceType"] == "Observation" and not any(field in inner for field in _TIMES):
        shared += [field for field in _TIMES if field in outer]
    made = {**{field: outer[field] for field in shared}, **inner}
    if outer.get("status") == _ERROR:
        made["status"] = _ERROR
    made.pop("id", None)
    return made

"""FHIR files opened: JSON, one resource to a line, XML; each resource with its place."""

import re
from collections.abc import Iterator
from typing import Any

from app.case import exact_json
from app.errors import CasebookError
from app.records.fhir.context import Placed
from app.records.fhir.from_xml import resource_of
from app.records.fhir.listing import NO_RESOURCE, resources_of
from app.records.safe_xml import Damage, Parsed, parse
from app.records.text_of_documents import decoded, whole_letters

_NO_JSON = (
    "This file begins like a health record (FHIR), but is damaged or not complete. Nothing was "
    "changed. Please download it again."
)
# NUL, and the halves of letters beyond the first 65,536, spelled as escapes.
_MAY_BE_BROKEN = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_NO_RESOURCE = (
    "This file holds no health record that Casebook can read. Nothing was changed. "
    "It can be kept as a document."
)


def json_value(data: bytes) -> Any:
    """Return the content of a JSON file, numbers with their digits.

    Raises:
        CasebookError: it is no whole JSON.
    """
    try:
        return _loaded(decoded(data).lstrip("\ufeff \t\r\n\x00"))
    except (ValueError, RecursionError) as error:
        raise CasebookError(_NO_JSON) from error


def _loaded(text: str) -> Any:
    """Return the content of JSON text; raises `ValueError`."""
    value = exact_json.loads(text)
    return _whole(value) if _MAY_BE_BROKEN.search(text) else value


def _whole(value: Any) -> Any:
    """Return a JSON value whose texts can be kept: escapes can spell what is no letter."""
    if isinstance(value, str):
        return whole_letters(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {whole_letters(key): _whole(item) for key, item in value.items()}
    return value


def placed_of_json(value: Any, place: str = "", source: str = "") -> list[Placed]:
    """Return the resources of a JSON file.

    Raises:
        CasebookError: it holds none.
    """
    placed = list(resources_of(value, place, source))
    if not any(_is_real(item) for item in placed):
        raise CasebookError(_NO_RESOURCE)
    return placed


def _is_real(item: Placed) -> bool:
    """Whether it is a resource, not only something that a list holds beside them."""
    return item.resource.get("resourceType") not in (None, NO_RESOURCE)


class BrokenLine:
    """A line of a file of lines that is no resource."""

    def __init__(self, place: str) -> None:
        self.place = place


def placed_of_lines(data: bytes, place: str = "") -> Iterator[Placed | BrokenLine]:
    """Yield the resources of a file with one to a line, and the lines that are none."""
    before = f"{place} " if place else ""
    for number, line in enumerate(decoded(data).split("\n"), 1):
        if not line.strip(" \t\r\ufeff\x00"):
            continue
        where = f"{before}line {number}"
        try:
            found = list(resources_of(_loaded(line.lstrip("\ufeff")), where))
        except (ValueError, RecursionError):
            found = []
        if any(_is_real(item) for item in found):
            yield from found
        else:
            yield BrokenLine(where)


def placed_of_xml(data: bytes, place: str = "") -> tuple[list[Placed], Damage]:
    """Return the resources of an XML file, and how far it may be trusted.

    Raises:
        CasebookError: it cannot be read, or holds no resource.
    """
    parsed: Parsed = parse(data)
    return placed_of_json(resource_of(parsed.root), place), parsed.damage

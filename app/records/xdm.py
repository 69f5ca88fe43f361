"""IHE XDM archives: the index that names the documents, whether they are there or not."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from lxml import etree

from app.records.collector import Collector
from app.records.found import EntryKind
from app.records.rich_text import all_text

_MISSING = "The index names this document, but the archive lacks it."


class Indexed(NamedTuple):
    """A document as the index names it."""

    file: str | None
    title: str


def indexed(root: etree._Element) -> Iterator[Indexed]:
    """Yield the documents an XDM index names."""
    for element in root.iter():
        if _local(element) == "ExtrinsicObject":
            yield Indexed(_slot(element, "URI"), _title(element))


def report_missing(documents: list[Indexed], present: set[str], index: str, out: Collector) -> None:
    """Skip each document that the index names and the archive lacks."""
    names = {PurePosixPath(name).name.casefold() for name in present}
    for number, document in enumerate(documents, 1):
        file = PurePosixPath((document.file or "").replace("\\", "/")).name.casefold()
        if not file or file not in names:
            place = f"{index}: {document.file or f'document {number}'}"
            out.pass_over(EntryKind.DOCUMENT, place, _MISSING)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _slot(element: etree._Element, name: str) -> str | None:
    for slot in element:
        if _local(slot) == "Slot" and slot.get("name") == name:
            values = [all_text(v).strip() for v in slot.iter() if _local(v) == "Value"]
            return "".join(values) or None
    return None


def _title(element: etree._Element) -> str:
    for child in element:
        if _local(child) == "Name":
            for part in child:
                if part.get("value"):
                    return str(part.get("value"))
    return "Document"

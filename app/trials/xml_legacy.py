"""The registry's older XML records (`<clinical_study>`, until mid-2024).

A document type is refused: these records have none, and it is how XML is made to explode or to
read other files.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from app.case.partial_date import PartialDate
from app.trials.content_hash import hash_of_text
from app.trials.known_fields import KNOWN_TO_XML
from app.trials.record import Skipped, TrialRecord
from app.trials.study_record import Received, record_of
from app.trials.text_encoding import NOTE_ODD_LETTERS, ByteSource, decoded
from app.trials.xml_study import study_of_xml

LARGEST_RECORD = 32 * 1024 * 1024

_NUMBER = re.compile(r"NCT[0-9]{8}")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# In one byte a character or two (UTF-16), before any parser sees it.
_DOCUMENT_TYPE = re.compile(rb"<\x00?!\x00?[DdEe]\x00?[OoNn]\x00?[CcTt]")
_NOT_CONTENT = "required_header"  # says when the file was made


def read_xml(
    stream: ByteSource, file_date: PartialDate | None = None
) -> Iterator[TrialRecord | Skipped]:
    """Yield the one record of an XML file."""
    data = stream.read(LARGEST_RECORD + 1)
    if len(data) > LARGEST_RECORD:
        yield Skipped("record", "Not read: it is far too long for a trial record.")
    else:
        yield record_of_xml(data, file_date)


def record_of_xml(data: bytes, file_date: PartialDate | None = None) -> TrialRecord | Skipped:
    """Return the record of an XML document, or why it is none."""
    if _has_document_type(data):
        return Skipped("record", "Not read: it holds a document type, as no trial record does.")
    root, notes = _parsed(data)
    if root is None or root.getroottree().docinfo.doctype:
        return Skipped("record", "Not read: it is damaged and cannot be read.")
    if root.tag != "clinical_study":
        return Skipped("record", "Not read: it is not a trial record.")
    number = " ".join((root.findtext("id_info/nct_id") or "").split()).upper()
    if not _NUMBER.fullmatch(number):
        return Skipped("record", "Not read: it has no NCT number.")
    came = Received(
        registry="ctgov",
        number=number,
        form="xml-legacy",
        content_hash=hash_of_text(_content(root)),
        received=data,
        known_fields=KNOWN_TO_XML,
        file_date=file_date,
        notes=notes,
    )
    return record_of(study_of_xml(root), came)


def study_of_received(data: bytes) -> dict[str, Any]:
    """Return a record that was kept as received, in the shape of the registry's API v2."""
    root, _ = _parsed(data)
    return {} if root is None else study_of_xml(root)


def _has_document_type(data: bytes) -> bool:
    return _DOCUMENT_TYPE.search(data) is not None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _parsed(data: bytes) -> tuple[Any, tuple[str, ...]]:
    try:
        return etree.fromstring(data, _parser()), ()
    except (etree.LxmlError, ValueError):
        return _parsed_letter_by_letter(data)


def _parsed_letter_by_letter(data: bytes) -> tuple[Any, tuple[str, ...]]:
    """Try once more where the file has letters that its declared encoding has not."""
    text, odd = decoded(data)
    if not odd:
        return None, ()
    plain = _DECLARATION.sub("", text.lstrip("\ufeff"))
    try:
        return etree.fromstring(plain.encode("utf-8", "replace"), _parser()), (NOTE_ODD_LETTERS,)
    except (etree.LxmlError, ValueError):
        return None, ()


def _content(root: Any) -> str:
    """Return tags, attributes and texts of a record, its layout and its day left out."""
    parts = (etree.tostring(each, encoding="unicode") for each in root if each.tag != _NOT_CONTENT)
    return " ".join("".join(parts).split()).replace(" <", "<").replace("> ", ">")

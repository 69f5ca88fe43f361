"""XML of unknown origin: no entities, nothing fetched, no huge trees, damage told apart.

A file with wrong letters is read as it is meant. A file with broken tags is read as far as it goes,
and whoever uses it has to have a person look at what was read. A file that defines entities of its
own is refused.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from lxml import etree

from app.errors import CasebookError
from app.records.text_of_documents import mixed_letters

LARGEST_BYTES = 256 * 1024 * 1024

_ENTITIES = (
    "This file defines shorthand of its own (XML entities), which records never do and which can "
    "be made to do harm, so it was not read. Nothing was changed."
)
_TOO_LARGE = (
    "This file is larger than any single record Casebook can read (256 MB). Nothing was changed. "
    "Please export a shorter period, or the parts one by one."
)
_BROKEN = (
    "This file is damaged: it is written as XML, but cannot be read even in part. Nothing was "
    "changed. Please download it again."
)

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)[\"'][^>]*\?>")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
# What goes wrong with letters and prefixes alone leaves every tag where it belongs.
_HARMLESS = frozenset(
    """
    ERR_INVALID_CHAR ERR_INVALID_ENCODING ERR_UNDECLARED_ENTITY WAR_UNDECLARED_ENTITY
    ERR_ENTITYREF_SEMICOL_MISSING ERR_ENTITYREF_NO_NAME NS_ERR_UNDEFINED_NAMESPACE
    NS_ERR_ATTRIBUTE_REDEFINED ERR_ATTRIBUTE_REDEFINED ERR_UNKNOWN_ENCODING ERR_INVALID_CHARREF
    ERR_UNSUPPORTED_ENCODING NS_ERR_XML_NAMESPACE NS_ERR_QNAME WAR_NS_URI WAR_NS_URI_RELATIVE
    ERR_RESERVED_XML_NAME ERR_HYPHEN_IN_COMMENT
    """.split()
)


class Damage(Enum):
    """How far a file may be trusted."""

    NONE = auto()
    LETTERS = auto()
    TAGS = auto()


class Parsed(NamedTuple):
    """The root of a document and what was wrong with its file."""

    root: etree._Element
    damage: Damage


def parse(data: bytes) -> Parsed:
    """Return the tree of an XML document.

    Raises:
        CasebookError: it is no XML, too damaged or too large, or defines entities.
    """
    if len(data) > LARGEST_BYTES:
        raise CasebookError(_TOO_LARGE)
    plain, odd = _readable(data)
    try:
        root = etree.fromstring(plain, parser())
    except (etree.XMLSyntaxError, ValueError):
        return _recovered(plain)
    return Parsed(_without_entities(root), Damage.LETTERS if odd else Damage.NONE)


def parser(recover: bool = False) -> etree.XMLParser:
    """Return a parser that fetches nothing, expands nothing and builds no huge tree."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _recovered(plain: bytes) -> Parsed:
    patient = parser(recover=True)
    try:
        root = etree.fromstring(plain, patient)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CasebookError(_BROKEN) from error
    if root is None or not isinstance(root.tag, str):
        raise CasebookError(_BROKEN)
    harmless = all(map(_is_harmless, patient.error_log))
    return Parsed(_without_entities(root), Damage.LETTERS if harmless else Damage.TAGS)


def _is_harmless(error: etree._LogEntry) -> bool:
    bare_sign = error.type_name == "ERR_NAME_REQUIRED" and "EntityRef" in error.message
    return bare_sign or error.type_name in _HARMLESS


def _without_entities(root: etree._Element) -> etree._Element:
    """Return the root; refuses a document that defines entities.

    Raises:
        CasebookError: it does.
    """
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and list(internal.iterentities()):  # type: ignore[attr-defined]
        raise CasebookError(_ENTITIES)
    return root


def _readable(data: bytes) -> tuple[bytes, bool]:
    """Return the bytes from the first character on, and whether letters had to be guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data, False
    plain = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    declared = _DECLARED.match(plain)
    if declared is not None and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        return plain, False
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        return _DECLARATION.sub(b"", mixed_letters(plain).encode("utf-8")), True
    return plain, False

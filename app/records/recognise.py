"""What kind of file something is: by its content, never by its name."""

import re
from enum import Enum

from app.records.tables import has_lab_table
from app.records.text_of_documents import decoded


class FileKind(Enum):
    """The kinds of files that are told apart; the value is what it is called in words."""

    FHIR_JSON = "FHIR"
    FHIR_LINES = "FHIR, one resource to a line"
    FHIR_XML = "FHIR in XML"
    CDA = "C-CDA document"
    XDM_INDEX = "index of an XDM archive"
    APPLE_HEALTH = "Apple Health export"
    ZIP = "archive"
    LAB_TABLE = "table of results"
    PDF = "PDF"
    PICTURE = "picture"
    HTML = "web page"
    RTF = "document"
    TEXT = "text"
    STYLE = "style sheet"
    UNKNOWN = "file"


MEDIA_TYPES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
)
_HEIC = (b"heic", b"heix", b"mif1", b"hevc", b"msf1", b"avif")
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_CDA = re.compile(r"<(?:\w+:)?ClinicalDocument\b")
# What may stand before the root: comments, instructions to programs, a declaration of the type.
_ASIDE = re.compile(
    r"\A(?:\s+|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*>|>))+",
    re.DOTALL | re.IGNORECASE,
)
_FHIR_SPACE = "http://hl7.org/fhir"
_RESOURCE = re.compile(r'"resourceType"\s*:\s*"[A-Z]')
# Roots that are FHIR resources even where the namespace is wrong or missing.
_FHIR_ROOTS = frozenset(
    """
    Bundle Patient Observation Condition MedicationRequest MedicationOrder MedicationStatement
    MedicationAdministration MedicationDispense Procedure AllergyIntolerance Immunization
    DiagnosticReport DocumentReference Encounter CarePlan CareTeam Composition Medication
    """.split()
)
_INDEX_ROOTS = frozenset({"SubmitObjectsRequest", "ProvideAndRegisterDocumentSetRequest"})
_SPACES = " \t\r\n\ufeff\x00"


def kind_of(head: bytes) -> FileKind:
    """Return the kind by the first bytes of a file (64 KB of them, or all there are)."""
    known = _kind_of_bytes(head)
    if known is not None:
        return known
    if _looks_binary(head):
        return FileKind.UNKNOWN
    text = decoded(head).lstrip(_SPACES)
    if text.startswith("<"):
        return _kind_of_xml(text)
    if text.startswith(("{", "[")):
        return _kind_of_json(text)
    if has_lab_table(text):
        return FileKind.LAB_TABLE
    return FileKind.TEXT if text else FileKind.UNKNOWN


def picture_type(head: bytes) -> str | None:
    """Return the media type of a picture, None for anything else."""
    for mark, kind in MEDIA_TYPES:
        if head.startswith(mark):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "image/heic"
    return "application/dicom" if head[128:132] == b"DICM" else None


def _kind_of_bytes(head: bytes) -> FileKind | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind.ZIP
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return FileKind.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return FileKind.RTF
    return FileKind.PICTURE if picture_type(head) else None


def _looks_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00" in head[:4096]


def _kind_of_xml(text: str) -> FileKind:
    plain = _ASIDE.sub("", text) if text.startswith(("<?", "<!")) else text
    found = _ROOT.search(plain)
    root = found.group(2) if found else ""
    if root == "ClinicalDocument" or _CDA.search(text):
        return FileKind.CDA
    if root == "HealthData" or "<HealthData" in text:
        return FileKind.APPLE_HEALTH
    if root in _FHIR_ROOTS or (found and _FHIR_SPACE in plain[found.start() : found.end() + 600]):
        return FileKind.FHIR_XML
    if root in _INDEX_ROOTS or "ExtrinsicObject" in plain:
        return FileKind.XDM_INDEX
    return _kind_of_page(text, root)


def _kind_of_page(text: str, root: str) -> FileKind:
    if root in ("stylesheet", "transform"):
        return FileKind.STYLE
    is_page = root.casefold() in ("html", "body", "div", "p", "table", "head", "span")
    if is_page or "<!doctype html" in text[:500].casefold():
        return FileKind.HTML
    return FileKind.UNKNOWN


def _kind_of_json(text: str) -> FileKind:
    if not _RESOURCE.search(text):
        return FileKind.UNKNOWN
    first, _, rest = text.partition("\n")
    second = rest.lstrip().partition("\n")[0]
    is_lines = first.rstrip().endswith("}") and second.startswith("{")
    return FileKind.FHIR_LINES if is_lines else FileKind.FHIR_JSON

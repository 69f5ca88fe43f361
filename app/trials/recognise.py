"""What kind of trial file something is: by its content, never by its name."""

import json
import re
from pathlib import Path
from typing import BinaryIO, Literal

from app.trials.archives import DamagedMember, Member, first_members
from app.trials.csv_export import header_in
from app.trials.ctis import EU_CT_NUMBER, is_ctis
from app.trials.json_v2 import is_study
from app.trials.pasted_text import NCT_NUMBER
from app.trials.text_encoding import ByteSource, encoding_of

Kind = Literal["json-v2", "ctis", "csv", "xml-legacy", "pasted", "zip"]

HEAD_BYTES = 64 * 1024
# A JSON object that does not show its kind at its head is read whole, up to this size.
_LARGEST_UNKNOWN_JSON = 8 * 1024 * 1024

_V2_SIGN = re.compile(r'"(?:protocolSection|derivedSection|resultsSection)"\s*:')
_CTIS_SIGN = re.compile(
    r'"(?:ctPublicStatusCode|ctStatus|authorizedApplication|initialApplicationId)"\s*:'
)
_PAGE_SIGN = re.compile(r'^\{\s*(?:"(?:totalCount|nextPageToken)"\s*:[^{\[]*)?"studies"\s*:\s*\[')
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")
# A page of one trial says whose number it is, or has its criteria; a list of trials has many.
_PAGE_SIGN_TEXT = re.compile(
    r"ClinicalTrials\.gov (?:ID|Identifier)|^\W*(?:key |main )?(?:inclusion|exclusion) criteria\b",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_NUMBERS = 5


def kind_of_file(path: Path) -> Kind | None:
    """Return what kind of trial file this is, None where it is none.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as stream:
        kind, _ = kind_and_head(stream)
        if kind == "zip":
            stream.seek(0)
            return kind if holds_trials(stream) else None
    return kind


def kind_and_head(source: ByteSource) -> tuple[Kind | None, bytes]:
    """Return the kind of what a stream holds, and the bytes that were read to tell it."""
    head = source.read(HEAD_BYTES)
    kind = kind_of(head)
    if kind is None and _may_show_later(head):
        head += source.read(_LARGEST_UNKNOWN_JSON)
        kind = _kind_of_json(head)
    return kind, head


def kind_of(head: bytes) -> Kind | None:
    """Return the kind by the first bytes of a file (`HEAD_BYTES` of them, or all there are)."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    text = head.decode(encoding_of(head[:4]), "replace").lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return _kind_of_json_text(text)
    if text.startswith("<"):
        return "xml-legacy" if _root_name(text) == "clinical_study" else None
    if header_in(text) is not None:
        return "csv"
    return "pasted" if _is_page(text) else None


def _kind_of_json_text(text: str) -> Kind | None:
    if _V2_SIGN.search(text) or _PAGE_SIGN.search(text):
        return "json-v2"
    return "ctis" if '"ctNumber"' in text and _CTIS_SIGN.search(text) else None


def _may_show_later(head: bytes) -> bool:
    is_json = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    return is_json and len(head) == HEAD_BYTES and b'"resourceType"' not in head


def _kind_of_json(data: bytes) -> Kind | None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return None
    if is_study(first) or "studies" in first:
        return "json-v2"
    return "ctis" if is_ctis(first) else None


def _root_name(text: str) -> str | None:
    plain = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    found = _ROOT.search(plain)
    return found.group(1) if found else None


def _is_page(text: str) -> bool:
    if "\x00" in text or not _PAGE_SIGN_TEXT.search(text):
        return False
    numbers = {*NCT_NUMBER.findall(text), *EU_CT_NUMBER.findall(text)}
    return 0 < len(numbers) <= _MOST_NUMBERS


def holds_trials(archive: BinaryIO) -> bool:
    """Whether one of the first files of a zip is a trial file."""
    return any(_is_trial(member) for member in first_members(archive))


def _is_trial(member: Member) -> bool:
    try:
        return kind_and_head(member)[0] not in (None, "zip")
    except DamagedMember:
        return False

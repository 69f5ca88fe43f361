"""The text inside a document, for the search: plain text, HTML, RTF and PDF with a text layer."""

import codecs
import logging
import re
import struct
import zlib
from io import BytesIO

from app.records.rich_text import html_text, rtf_text

PDF_MARK = b"%PDF-"
_LARGEST_TEXT = 2_000_000
_MOST_PAGES = 2_000

_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")
_SPACES = re.compile(r"[ \t\u00a0]+")


def text_of(content: bytes, media_type: str = "") -> str | None:
    """Return the text of a document, None where it has none that can be read.

    Args:
        content: the bytes of the document; what they are is told by themselves first.
        media_type: what the record calls them.
    """
    head = content[:1024].lstrip()
    if head.startswith(PDF_MARK):
        return tidy_text(pdf_text(content))
    if head.startswith(b"{\\rtf"):
        return tidy_text(rtf_text(content.decode("latin-1")))
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    kind = media_type.partition(";")[0].strip().casefold()
    text = decoded(content)
    if kind in ("text/html", "application/xhtml+xml") or _looks_like_html(text):
        return tidy_text(html_text(text))
    if kind.endswith("xml") or text.startswith("<?xml"):
        return tidy_text(html_text(text))
    return tidy_text(text)


def decoded(content: bytes) -> str:
    """Return bytes as text: UTF-8, UTF-16 with its mark, else Windows letters."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return mixed_letters(content.removeprefix(b"\xef\xbb\xbf"))


def whole_letters(text: str) -> str:
    """Return text as any file can hold it: without NUL and without halves of letters."""
    return text.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def mixed_letters(content: bytes) -> str:
    """Return bytes as UTF-8, each byte that is none as the letter it has in Windows-1252."""
    return content.decode("utf-8", _HANDLER)


def _guessed(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_HANDLER = "casebook-windows-letters"
codecs.register_error(_HANDLER, _guessed)


def _looks_like_html(text: str) -> bool:
    head = text[:2000].lstrip().casefold()
    return head.startswith(("<!doctype html", "<html", "<div", "<p>", "<span", "<table", "<body"))


def tidy_text(text: str | None) -> str | None:
    """Return the text without spare blanks and without characters no file can hold."""
    if text is None:
        return None
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.encode("utf-8", "replace").decode("utf-8")
    plain = "\n".join(_SPACES.sub(" ", line).strip() for line in plain.split("\n"))
    plain = _BLANK_LINES.sub("\n\n", plain).strip()
    return plain[:_LARGEST_TEXT] or None


def pdf_text(content: bytes) -> str | None:
    """Return the text layer of a PDF, pages apart; None where it has none or cannot be read."""
    pages = pdf_pages(content)
    return "\n\n".join(pages) if any(page.strip() for page in pages) else None


def pdf_pages(content: bytes) -> list[str]:
    """Return the text of each page of a PDF, empty where it is locked or damaged."""
    # Imported here: it takes longer than reading a record (70 ms).
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # What damaged files make of the library; a wrong file must never be an error of ours.
    damaged = (
        PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError,
        RecursionError, OverflowError, ArithmeticError, NotImplementedError, OSError, EOFError,
        LookupError, MemoryError, struct.error, zlib.error, StopIteration,
    )  # fmt: skip
    # What is wrong with a file is told in our own words; the library writes its own to the screen.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    try:
        reader = PdfReader(BytesIO(content))
        for number, page in enumerate(reader.pages):
            if number >= _MOST_PAGES:
                break
            pages.append(page.extract_text() or "")
    except damaged:
        return pages
    return pages

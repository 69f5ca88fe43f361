"""The words of HTML and RTF, with one line for each row and paragraph."""

import re
from functools import lru_cache

from lxml import etree

_BREAKING = frozenset(
    "br p div tr li h1 h2 h3 h4 h5 h6 table hr ul ol dl dt dd caption thead tbody section".split()
)
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})

_BLANKS = re.compile(r"\s+")
_RTF = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>.)|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_RTF_BREAKS = frozenset({"par", "line", "row", "sect", "page"})
_RTF_SILENT = frozenset(
    "fonttbl colortbl stylesheet info pict object header footer listtable rsidtbl themedata".split()
)


def html_text(text: str) -> str:
    """Return the words of HTML."""
    # The encoding is given, because it is ours, whatever the document says of itself.
    parser = etree.HTMLParser(
        no_network=True, recover=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    return element_text(root) if root is not None else ""


def all_text(element: etree._Element) -> str:
    """Return every letter below an element, as it stands."""
    if not len(element):
        return element.text or ""
    # A tenth of the time that joining `itertext` takes.
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def element_text(root: etree._Element) -> str:
    """Return the words below an element of HTML or of a record's narrative.

    As on a page, spare blanks and line ends between the words do not count.
    """
    pieces: list[str] = []
    _gather(root, pieces)
    return "".join(pieces)


def _gather(element: etree._Element, pieces: list[str]) -> None:
    """Add the words below an element; no parser builds trees deeper than a few hundred."""
    name = local_name(element)
    if name in _SILENT:
        return
    if name in _BREAKING:
        pieces.append("\n")
    if element.text:
        pieces.append(_BLANKS.sub(" ", element.text))
    for inner in element:
        _gather(inner, pieces)
        if inner.tail:
            pieces.append(_BLANKS.sub(" ", inner.tail))
    if name in _CELLS:
        pieces.append("\t")
    elif name in _BREAKING:
        pieces.append("\n")


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for comments."""
    tag = element.tag
    return _plain_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=512)
def _plain_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def rtf_text(text: str) -> str:
    """Return the words of RTF, without pictures, styles and fonts."""
    pieces: list[str] = []
    silent = [False]
    spare = 0  # letters that stand for a Unicode letter where programs cannot show it
    for found in _RTF.finditer(text):
        if found["brace"] == "{":
            silent.append(silent[-1])
        elif found["brace"] == "}":
            if len(silent) > 1:
                silent.pop()
        elif found["word"] in _RTF_SILENT or found["sign"] == "*":
            silent[-1] = True
        elif not silent[-1]:
            piece = _rtf_piece(found)
            pieces.append(piece[spare:])
            spare = 1 if found["word"] == "u" else 0
    return "".join(pieces)


def _rtf_piece(found: re.Match[str]) -> str:
    if found["text"]:
        return found["text"]
    if found["byte"]:
        return bytes.fromhex(found["byte"]).decode("cp1252", "replace")
    if found["word"] == "u":
        letter = int(found["number"] or 0) & 0xFFFF
        return "" if 0xD800 <= letter < 0xE000 else chr(letter)
    if found["word"]:
        return "\n" if found["word"] in _RTF_BREAKS else "\t" if found["word"] == "tab" else ""
    return found["sign"] if found["sign"] in "\\{}" else ""

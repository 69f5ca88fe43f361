"""The lines of a criteria text: indent, list marker, words. Nothing is decided here."""

import html
import re
from typing import Literal

from app.case.value_class import value_class

MarkerStyle = Literal["bullet", "number", "letter", "roman", ""]

_BULLETS = "*•●▪◦‣∙·○■□➢►✓♦§¬\uf0b7\uf0a7\u2013\u2014-"
_MARKER = re.compile(
    r"(?P<escape>\\?)(?:"
    rf"(?P<bullet>[{re.escape(_BULLETS)}])(?![*\-.\d])(?:\s+|(?=[A-Za-z≥≤<>\\(]))|"
    r"(?P<o>o)\s+(?=[A-Z≥≤<>])|"
    r"[(（]?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\\?(?:[.．、]\)?|[)）]|\\?-\s)\s*(?=[^\d\s.,)]|"
    r"\d+\s?[a-z-]|\\?[<>≥≤=]|$|\d)|"
    r"[(（]?(?P<roman>(?=[ivx])(?:x{0,2}(?:ix|iv|v?i{0,3}))|(?=[IVX])(?:X{0,2}(?:IX|IV|V?I{0,3})))"
    r"\\?[.)）]\s+(?=\S)|"
    r"[(（]?(?P<letter>[A-Za-z])\\?[.)）]\s+(?=\S)|"
    r"[(（](?P<letter2>[a-z])[)）]\s*(?=\S)"
    r")"
)
_NUMBER_NEEDS = re.compile(r"\d{1,2}(?:\.\d{1,2})+\s?(?:x|×|mg|g/|%|k/|\*)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([^\w\s])")


@value_class
class TextLine:
    """One physical line.

    Attributes:
        start, end: range of `words` in the whole text (marker excluded).
        indent: blanks before the marker or the first word; a tab counts four.
        style: kind of list marker, "" for none.
        label: the number or letter of the marker, without brackets and dots.
        words: the raw words behind the marker.
        after_blank: True where an empty line stands before it.
        width: length of the physical line, to recognise hard wraps.
        whole: the line with its marker, for lines that only look like an item.
    """

    start: int
    end: int
    indent: int
    style: MarkerStyle
    label: str
    words: str
    after_blank: bool
    width: int
    whole: str


def text_lines(text: str) -> list[TextLine]:
    """Return the lines of a text that are not empty."""
    lines: list[TextLine] = []
    position, after_blank = 0, False
    for raw in text.splitlines(keepends=True):
        if raw.strip():
            lines.append(_line(raw.rstrip(), position, after_blank))
            after_blank = False
        else:
            after_blank = True
        position += len(raw)
    return lines


def _line(raw: str, position: int, after_blank: bool) -> TextLine:
    body = raw.lstrip()
    blanks = raw[: len(raw) - len(body)]
    indent = len(blanks.replace("\t", "    "))
    style, label, length = marker(body)
    start = position + len(blanks) + length
    return TextLine(
        start, position + len(raw), indent, style, label, body[length:], after_blank, len(raw), body
    )


def marker(body: str) -> tuple[MarkerStyle, str, int]:
    """Return style, label and length of the list marker a line begins with."""
    match = _MARKER.match(body)
    if match is None or match.end() >= len(body) or _NUMBER_NEEDS.match(body):
        return "", "", 0
    number = match.group("number")
    if number is not None:
        return "number", number, match.end()
    roman = match.group("roman")
    if roman:
        return "roman", roman, match.end()
    letter = match.group("letter") or match.group("letter2")
    if letter is not None:
        return "letter", letter, match.end()
    return "bullet", "", match.end()


def clean(words: str) -> str:
    """Return words as the registry shows them: escapes and entities undone, nothing else."""
    if "\\" in words:
        words = _ESCAPE.sub(r"\1", words)
    if "&" in words:
        words = html.unescape(html.unescape(words))
    return words.strip()

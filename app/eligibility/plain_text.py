"""One spelling for reading: lower case, ASCII signs, same length as the registry's words.

Every character is replaced by exactly one other, so an offset found in the plain text is an
offset in the registry's own words.
"""

import re
import unicodedata
from dataclasses import field
from typing import TypeAlias

from app.case.value_class import value_class

# Signs that mean the same; the value is always one character.
_SIGNS = {
    "≧": "≥", "⩾": "≥", "≽": "≥", "⪰": "≥", "≦": "≤", "⩽": "≤", "≼": "≤", "⪯": "≤",
    "＞": ">", "﹥": ">", "˃": ">", "›": ">", "＜": "<", "﹤": "<", "˂": "<", "‹": "<",
    "＝": "=", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-",
    "~": "-", "～": "-", "∼": "-", "〜": "-", "﹣": "-", "－": "-",
    "×": "x", "✕": "x", "╳": "x", "⨯": "x", "∗": "*", "·": "*", "∙": "*", "⋅": "*", "・": "*",
    "µ": "u", "μ": "u", "α": "a", "β": "b", "γ": "g", "κ": "k", "λ": "l",
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁺": "+", "⁻": "-", "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4",
    "，": ",", "、": ",", "；": ";", "：": ":", "（": "(", "）": ")", "【": "[", "】": "]",
    "。": ".", "．": ".", "％": "%", "／": "/", "⁄": "/", "∕": "/", "＋": "+", "＊": "*",
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"',
    "ß": "s", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "®": " ", "™": " ", "©": " ",
    "•": " ", "●": " ", "◦": " ", "▪": " ", "■": " ", "\ufeff": " ",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:amp;)?(gt|lt|ge|le|amp|nbsp|quot|apos|#\d{2,5});", re.IGNORECASE)
_NAMED = {"gt": ">", "lt": "<", "ge": "≥", "le": "≤", "amp": "&", "nbsp": " ", "quot": '"',
          "apos": "'"}  # fmt: skip
_ESCAPE = re.compile(r"\\(?=[^\w\s])")
_WORD = re.compile(r"[a-z0-9]+")


class _Table(dict[int, str]):
    """Grows as characters are met: `str.translate` asks once for each new one."""

    def __missing__(self, code: int) -> str:
        sign = _one_plain(chr(code))
        self[code] = sign
        return sign


def _one_plain(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc", "Zs"):
        return " "
    lower = sign.lower()
    if lower.isascii() and len(lower) == 1:
        return lower
    base = unicodedata.normalize("NFKD", sign).lower()
    if base[:1].isascii() and all(unicodedata.combining(mark) for mark in base[1:]):
        return base[:1]
    return lower if len(lower) == 1 else sign


_TABLE = _Table()


def _entity_sign(match: re.Match[str]) -> str:
    """Return the entity's character, padded with blanks to the entity's length."""
    name = match.group(1).lower()
    if name.startswith("#"):
        code = int(name[1:])
        sign = chr(code) if code < 0xD800 else " "
    else:
        sign = _NAMED[name]
    return sign.ljust(len(match.group()))


def plain(text: str) -> str:
    """Return the text for reading: same length, lower case, one sign for each meaning."""
    if "&" in text:
        text = _ENTITY.sub(_entity_sign, text)
    if "\\" in text:
        text = _ESCAPE.sub(" ", text)
    text = text.translate(_TABLE)
    if "          " in text:  # a table's gap: no pattern has to try it blank by blank
        text = _LONG_GAP.sub(lambda match: "    " + "|" * (len(match.group()) - 4), text)
    return text


BLANK = "\x02"
"""Stands where words were taken out: no letter and no blank, so that no pattern bridges it."""

_LONG_GAP = re.compile(r" {10,}")


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """Return the text with what the pattern finds replaced taken out; offsets stay."""
    if pattern.search(text) is None:
        return text
    return pattern.sub(lambda match: BLANK * len(match.group()), text)


Word: TypeAlias = tuple[int, str, str]
"""A run of letters and digits: its place, itself, and its first four letters (its lead).

By their leads alone most patterns are passed over.
"""


@value_class
class Line:
    """One criterion made ready for reading.

    Attributes:
        text: the registry's words.
        plain: the same length, for patterns; stretches may be masked.
        words: every word of the unmasked line.
        vocabulary: the different words.
        leads: their first four letters.
        names_a_cd: a cluster of differentiation may be named ("CD19", "CD 19").
    """

    text: str
    plain: str
    words: tuple[Word, ...] = field(compare=False, repr=False)
    vocabulary: frozenset[str] = field(compare=False, repr=False)
    leads: frozenset[str] = field(compare=False, repr=False)
    names_a_cd: bool = field(compare=False, repr=False)

    def masked(self, start: int, end: int) -> "Line":
        """Return the line with a stretch taken out of its plain words; offsets stay."""
        blank = BLANK * (end - start)
        return self.with_plain(self.plain[:start] + blank + self.plain[end:])

    def with_plain(self, masked: str) -> "Line":
        """Return the line with other plain words of the same length."""
        return Line(self.text, masked, self.words, self.vocabulary, self.leads, self.names_a_cd)


def as_line(text: str) -> Line:
    """Make one criterion ready for reading."""
    ready = plain(text)
    words: list[Word] = []
    at = 0
    for word in _WORD.findall(ready):
        at = ready.index(word, at)
        words.append((at, word, word[:4]))
        at += len(word)
    vocabulary = frozenset([word for _, word, _ in words])
    leads = frozenset([lead for _, _, lead in words])
    names_a_cd = "cd" in ready and any(word.startswith(("cd", "anticd")) for word in vocabulary)
    return Line(text, ready, tuple(words), vocabulary, leads, names_a_cd)

"""How written names are compared: case, hyphens, spaces, accents and spellings do not matter.

`WU CART 007`, `WU-CART-007` and `wucart007` are one name; so are `haemoglobin` and `hemoglobin`,
`BCR::ABL1` and `BCR-ABL1`, `TCRαβ` and `TCR alpha/beta`. A plus sign and the word "positive" are
the same, because they set names apart (`ALK+ ALCL`, `ALK- ALCL`).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "u",
}
_SAME_WORDS = {"positive": "pos", "negative": "neg"}
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("sulph", "sulf"), ("tumour", "tumor"))

_WORD = re.compile(
    r"(?P<possessive>['’]s\b)"
    r"|(?P<word>[^\W_]+)"
    r"|(?P<plus>\+)"
    r"|(?P<minus>(?<=[^\W_])[-−](?=$|[\s,;)]))"
    r"|(?P<percent>%)"
)
_SIGNS = {"plus": "pos", "minus": "neg", "percent": "percent"}
_CHANGE_INSIDE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])")


class Word(NamedTuple):
    """One word of a text: its form for comparing and where it stands."""

    form: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of `text` in the form for comparing, with their places in `text`."""
    folded, origin = _fold(text)
    found: list[Word] = []
    for match in _WORD.finditer(folded):
        kind = str(match.lastgroup)
        if kind != "possessive":
            form = _SIGNS.get(kind) or _word_form(match.group())
            found.append(Word(form, origin[match.start()], origin[match.end() - 1] + 1))
    return found


def joined(parts: Iterable[Word]) -> str:
    """Return the words as one piece: what two spellings of a name have in common."""
    return "".join(part.form for part in parts)


def joined_form(text: str) -> str:
    """Return the words of `text` as one piece; the same as `joined(words(text))`."""
    if text.isascii() and text.isalnum():  # most names: no signs, no gaps, no accents
        return _word_form(text.lower())
    return joined(words(text))


def hyphened(parts: Iterable[Word]) -> str:
    """Return the words with their gaps kept: `6-MP` and `6MP` differ here."""
    return "-".join(part.form for part in parts)


def boundaries(text: str, parts: list[Word]) -> frozenset[int]:
    """Return the places in `joined(parts)` where another writer may put a space or a hyphen."""
    places: set[int] = set()
    length = 0
    for part in parts:
        inside = text[part.start : part.end]
        if len(inside) == len(part.form):
            places.update(length + change.start() for change in _CHANGE_INSIDE.finditer(inside))
        length += len(part.form)
        places.add(length)
    return frozenset(places)


@cache
def _word_form(word: str) -> str:
    for written, form in _SPELLINGS:
        word = word.replace(written, form)
    return _SAME_WORDS.get(word, word)


def _fold(text: str) -> tuple[str, range | list[int]]:
    """Return the text in lower case without accents, and for each character where it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        piece = _fold_character(character)
        pieces.append(piece)
        origin.extend([place] * len(piece))
    return "".join(pieces), origin


@cache
def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).casefold()
    return "".join(_GREEK.get(c, c) for c in plain if not unicodedata.combining(c))

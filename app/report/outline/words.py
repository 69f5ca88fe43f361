"""Words on a page: runs of text, each plain or strong, never markup.

Text of the family is data: `<b>` and `&` are printed as they were typed.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

NBSP = "\u00a0"
"""Keeps a number and its unit on one line."""


class Shape(StrEnum):
    """State shapes, told apart by their outline and not by colour."""

    FITS = "fits"
    MAY_RULE_OUT = "may_rule_out"
    ASK = "ask"
    BOX = "box"

    @property
    def words(self) -> str:
        """What is read aloud and copied in place of the shape."""
        return _SHAPE_WORDS[self]


_SHAPE_WORDS = {
    Shape.FITS: "fits",
    Shape.MAY_RULE_OUT: "may rule out",
    Shape.ASK: "ask the team",
    Shape.BOX: "box to tick",
}


class Run(NamedTuple):
    """Some text in one manner, or a shape in its place.

    Attributes:
        text: printable text, see `clean`.
        strong: semibold.
        muted: dark grey, for what stands behind a value.
        shape: a state shape drawn in place of the text.
    """

    text: str
    strong: bool = False
    muted: bool = False
    shape: Shape | None = None


Words = tuple[Run, ...]
NO_WORDS: Words = ()


def say(*parts: "str | Run | Words") -> Words:
    """Join texts, runs and words; empty texts are left out."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, Run):
            runs.append(part)
        elif isinstance(part, str):
            runs.extend(_plain(part))
        else:
            runs.extend(part)
    return tuple(runs)


def _plain(text: str) -> Iterable[Run]:
    return (Run(clean(text)),) if text else ()


def strong(text: str) -> Run:
    """Return text in semibold."""
    return Run(clean(text), strong=True)


def muted(text: str) -> Run:
    """Return text in dark grey."""
    return Run(clean(text), muted=True)


def shape(which: Shape) -> Run:
    """Return a state shape."""
    return Run("", shape=which)


def joined(parts: Sequence[Words], between: str) -> Words:
    """Join words with a text between them, empty ones left out."""
    runs: list[Run] = []
    for part in parts:
        if part:
            if runs:
                runs.append(Run(between))
            runs.extend(part)
    return tuple(runs)


def text_of(words: Words) -> str:
    """Return words as plain text."""
    return "".join(f"[{run.shape.words}]" if run.shape else run.text for run in words)


def made_strong(words: Words) -> Words:
    """Return the same words in semibold."""
    return tuple(run._replace(strong=True) for run in words)


def clean(text: str) -> str:
    """Return text as it can stand in a line: composed letters, no control characters.

    Ends of lines and tabs become spaces. Characters without a look of their own (joiners,
    direction marks) go; every other character stays, whether or not the font has it.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(_printable(char) for char in composed)


def _printable(char: str) -> str:
    if char == NBSP or char.isprintable():
        return "" if "\ufe00" <= char <= "\ufe0f" else char
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp") or char in "\t\n\r\x0b\x0c\x85":
        return " "
    return "" if category in ("Cc", "Cf") else char


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a longer text, empty lines left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` characters, cut at a word and marked with "…"."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    kept = flat[: most - 1]
    at_word = kept.rsplit(" ", 1)[0]
    # A single endless word is cut anywhere.
    return (at_word if len(at_word) > most // 2 else kept).rstrip(" ,.;:") + "…"


def shortened_words(words: Words, most: int) -> Words:
    """Return words of at most about `most` characters, cut at a word and marked with "…"."""
    runs: list[Run] = []
    left = most
    for run in words:
        if len(run.text) > left:
            cut = shortened(run.text, left) if left > 1 else "…"
            return (*runs, run._replace(text=cut))
        runs.append(run)
        left -= len(run.text)
    return tuple(runs)

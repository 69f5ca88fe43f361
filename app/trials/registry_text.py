"""Registry texts made readable: markdown escapes and HTML entities resolved, nothing else changed.

The registry's API escapes markdown (`\\>`), and study staff paste texts that were escaped before,
so one and the same `>` arrives as `\\>`, `&gt;`, `\\&gt;` or `&amp;gt;`. The result is plain text:
a `<` in it is a less-than sign and must never be taken for markup.
"""

import html
import re
import string

# Only with the semicolon: `html.unescape` alone would also turn "&region" into "®ion".
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# What markdown lets a backslash stand before, and the entities that are nearly all of them: plain
# replacing is ten times faster than a pattern, and a text of 50 MB must not take a minute.
_ESCAPES = tuple((f"\\{mark}", mark) for mark in string.punctuation)
_USUAL_ENTITIES = (("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&"))
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")
_INNER_SPACE = re.compile(r"[^\S\n]+")

_ITEM = re.compile(r"\s*(?:[-*•·●]\s|[0-9]{1,3}[.)]\s)")

# Text escaped more often than this was not escaped by mistake but is made to keep us busy.
_MOST_ROUNDS = 3


def plain_text(text: str) -> str:
    """Return a registry text as it should be read."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSHOWABLE.sub("", text)
    for _ in range(_MOST_ROUNDS):
        plain = _without_escapes(text)
        if plain == text:
            break
        text = plain
    return text.strip()


def _without_escapes(text: str) -> str:
    if "\\" in text:
        text = _replaced(text, _ESCAPES)
    if "&" in text:
        text = _ENTITY.sub(_character, _replaced(text, _USUAL_ENTITIES))
    return text


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        if old in text:
            text = text.replace(old, new)
    return text


def _character(entity: re.Match[str]) -> str:
    return _UNSHOWABLE.sub("\ufffd", html.unescape(entity.group()))


def showable(text: str) -> str:
    """Return a text as received, but for characters that cannot be written or shown."""
    return _UNSHOWABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return a short text such as a title or a name on one line, single spaces."""
    if text.isprintable() and "\\" not in text and "&" not in text and "  " not in text:
        return text.strip(" ")  # nearly every name, code and date: the quick way
    return " ".join(plain_text(text).split())


def dedented(text: str) -> str:
    """Return a text of the older XML records without the margin its file gave it.

    The lines stay as they are wrapped: bullets and sub-items are told by their indent.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    margin = min((_indent(line) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines).strip("\n")


def unwrapped(text: str) -> str:
    """Return a wrapped text of the older records with one line to each paragraph and item."""
    found: list[list[str]] = [[]]
    for line in dedented(text).split("\n"):
        words = line.strip()
        if not words or _ITEM.match(line) or not any(found[-1]):
            found.append([words])
        else:
            found[-1].append(words)
    return "\n".join(" ".join(each) for each in found[1:])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def for_comparison(text: str) -> str:
    """Return a text reduced to its words, so that two layouts of one text are equal."""
    words = _INNER_SPACE.sub(" ", plain_text(text).replace("\n", " ")).casefold()
    return " ".join(word for word in words.split() if word not in _BULLETS)


_BULLETS = frozenset({"*", "-", "•", "·", "●", "–", "o"})

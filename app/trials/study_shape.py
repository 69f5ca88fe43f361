"""Careful steps through a study in the shape of the registry's API v2.

Files of the world are wrong in every way: what has not the expected type counts as not said.
"""

from collections.abc import Mapping
from typing import Any

from app.trials.registry_text import one_line, plain_text

# A study as JSON gives it; its parts are checked at each step, so the types say `Any`.
Node = Mapping[str, Any]

_NOTHING: Node = {}


def part(node: Node, key: str) -> Node:
    """Return the object under `key`, or an empty one."""
    value = node.get(key)
    return value if isinstance(value, dict) else _NOTHING


def parts(node: Node, key: str) -> list[Node]:
    """Return the objects of the list under `key`."""
    value = node.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def raw_text(node: Node, key: str) -> str | None:
    """Return the text under `key` word for word."""
    value = node.get(key)
    return value if isinstance(value, str) and value.strip() else None


def line(node: Node, key: str) -> str | None:
    """Return the text under `key` on one line, cleaned for reading."""
    value = node.get(key)
    return one_line(value) or None if isinstance(value, str) else None


def paragraphs(node: Node, key: str) -> str | None:
    """Return the text under `key` with its line breaks, cleaned for reading."""
    value = node.get(key)
    return plain_text(value) or None if isinstance(value, str) else None


def lines(node: Node, key: str) -> tuple[str, ...]:
    """Return the texts of the list under `key`, each on one line."""
    value = node.get(key)
    if not isinstance(value, list):
        return ()
    return tuple(found for each in value if isinstance(each, str) and (found := one_line(each)))


def word(node: Node, key: str) -> str | None:
    """Return a code word such as RECRUITING."""
    value = line(node, key)
    return value.upper() if value else None


def words(node: Node, key: str) -> tuple[str, ...]:
    """Return a list of code words."""
    return tuple(each.upper() for each in lines(node, key))


def truth(node: Node, key: str) -> bool | None:
    """Return True, False, or None where it is not said."""
    value = node.get(key)
    return value if isinstance(value, bool) else None


def whole_number(node: Node, key: str) -> int | None:
    """Return a count of zero or more."""
    value = node.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < 10**12 else None


def degrees(node: Node, key: str, limit: float) -> float | None:
    """Return a coordinate from -limit to limit."""
    value = node.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -limit <= value <= limit else None

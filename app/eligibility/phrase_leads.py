"""How a phrase can begin: the first letters of every text that a simple pattern can match.

Understands what the word lists use: letters and digits, `x?`, `[abc]`, `\\b`, `\\.`, blanks,
groups `(?:...)` with alternatives, optional or repeated. Anything else ends the beginning.
"""

from functools import cache

LENGTH = 4
"""How many letters a phrase is filed under."""

_LONGEST_GROUP = 4_000


@cache
def leads(pattern: str) -> frozenset[str]:
    """Return the beginnings of a phrase, up to four letters each.

    Raises:
        ValueError: the phrase can begin with something that is no letter or digit.
    """
    found = frozenset(begun.rstrip("|") for begun in _alternatives(pattern, frozenset({""})))
    if not found or "" in found:
        raise ValueError(f"a phrase must begin with a word: {pattern}")
    return found


def _alternatives(pattern: str, begun: frozenset[str]) -> frozenset[str]:
    result: frozenset[str] = frozenset()
    for branch in _branches(pattern):
        result |= _sequence(branch, begun)
    return result


def _sequence(pattern: str, begun: frozenset[str]) -> frozenset[str]:
    """Go on with the beginnings through one branch; "|" at the end marks a finished one."""
    at = 0
    while at < len(pattern) and not all(_is_done(one) for one in begun):
        piece, at, optional = _piece(pattern, at)
        grown = frozenset(
            longer for one in begun for longer in ([one] if _is_done(one) else _grown(one, piece))
        )
        begun = grown | begun if optional else grown
    return begun


def _is_done(begun: str) -> bool:
    return begun.endswith("|") or len(begun) >= LENGTH


def _grown(begun: str, piece: str) -> list[str]:
    """Return a beginning with one piece of the pattern behind it."""
    if piece.startswith(("(?!", "(?=", "(?<")) or piece in ("\\b", "^"):
        return [begun]
    if piece.startswith("("):
        return sorted(_alternatives(piece[3:-1], frozenset({begun})))
    if piece.startswith("["):
        return [one for sign in _members(piece) for one in _grown(begun, sign)]
    if piece.isalnum():
        return [(begun + piece)[:LENGTH]]
    return [begun + "|"] if begun else [begun]


def _members(piece: str) -> list[str]:
    """Return the letters of a class such as `[ac]`; a range ends the word."""
    return list(piece[1:-1]) if "\\" not in piece else ["|"]


def _piece(pattern: str, at: int) -> tuple[str, int, bool]:
    """Return the next piece, the place behind it, and whether it may be missing."""
    end = _end_of(pattern, at)
    piece = pattern[at:end]
    optional = end < len(pattern) and pattern[end] in "?*"
    while end < len(pattern) and pattern[end] in "?*+":
        end += 1
    if end < len(pattern) and pattern[end] == "{":
        optional = optional or pattern[end + 1] == "0"
        end = pattern.index("}", end) + 1
    return piece, end, optional


def _end_of(pattern: str, at: int) -> int:
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at + 1) + 1
    if pattern[at] != "(":
        return at + 1
    depth = 0
    for place in range(at, min(len(pattern), at + _LONGEST_GROUP)):
        if pattern[place] == "(" and pattern[place - 1 : place] != "\\":
            depth += 1
        elif pattern[place] == ")" and pattern[place - 1 : place] != "\\":
            depth -= 1
            if depth == 0:
                return place + 1
    raise ValueError(f"a bracket is not closed: {pattern}")


def _branches(pattern: str) -> list[str]:
    """Cut a pattern at its outer `|`."""
    cuts, depth, start = [], 0, 0
    for place, sign in enumerate(pattern):
        escaped = pattern[place - 1 : place] == "\\"
        if sign == "(" and not escaped:
            depth += 1
        elif sign == ")" and not escaped:
            depth -= 1
        elif sign == "|" and depth == 0:
            cuts.append(pattern[start:place])
            start = place + 1
    return [*cuts, pattern[start:]]

"""From the bytes of a file to JSON values, with every broken place found at once."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.case import exact_json
from app.case.kinds import BadValue, checked_text
from app.errors import CasebookError

DEEP = "is nested too deeply"
DEEPEST = 60
"""Levels of nesting that a case may have; ours has six."""

NOT_JSON = (
    "This file is not a case in JSON form, or it is cut off. Nothing was made, and the file is as"
    " it was."
)
NOT_TEXT = (
    "This file is not readable as text, so it is not a case in JSON form. Nothing was made, and"
    " the file is as it was."
)
TOO_DEEP = (
    "This file is nested far deeper than a case can be. Nothing was made, and the file is as it"
    " was."
)
PLACES = (
    "This file cannot be taken in as it is. Nothing was made, and the file is as it was. Please"
    " have the places named here corrected."
)


class BrokenValues(CasebookError):
    """Some places hold what JSON or a case cannot hold.

    Attributes:
        rest: the object with those places empty, so that everything else can be looked at too.
    """

    def __init__(self, places: list[str], rest: dict[str, Any]) -> None:
        super().__init__(PLACES, places)
        self.rest = rest


class _Twice(dict[str, Any]):
    """An object in which keys stand more than once; `twice` names them."""

    twice: tuple[str, ...] = ()


class _Impossible:
    """A value that JSON does not have (`NaN`), or a number no program can hold."""

    def __init__(self, text: str) -> None:
        self.text = text


def parsed(content: bytes) -> dict[str, Any]:
    """Return the object a file holds, checked for everything but what our fields ask.

    Raises:
        CasebookError: it is no JSON object; or with every broken place listed.
    """
    document = _loaded(_text(content))
    if not isinstance(document, dict):
        raise CasebookError(NOT_JSON)
    places = list(_broken_places(document))
    if places:
        if not any(place.endswith(DEEP) for place in places):
            _empty_broken(document)
            raise BrokenValues(places, document)
        raise CasebookError(PLACES, places)
    return document


def _empty_broken(value: Any) -> None:
    """Put nothing in the place of every value that cannot be kept; the nesting is not deep."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        inner = value[key]
        if isinstance(inner, dict | list):
            _empty_broken(inner)
        elif isinstance(inner, _Impossible) or (
            isinstance(inner, str) and next(_broken_text("", inner), None)
        ):
            value[key] = None


def _text(content: bytes) -> str:
    try:
        return content.decode(json.detect_encoding(content), "strict").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise CasebookError(NOT_TEXT) from None


def _loaded(text: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_number,
            parse_int=_whole_number,
            parse_constant=_Impossible,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise CasebookError(NOT_JSON, [place]) from None
    except RecursionError:
        raise CasebookError(TOO_DEEP) from None


def _number(text: str) -> object:
    try:
        return exact_json.number(text)
    except ValueError:
        return _Impossible(text)


def _whole_number(text: str) -> object:
    return exact_json.whole_number(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    marked = _Twice(plain)
    times = Counter(key for key, _ in pairs)
    marked.twice = tuple(key for key in plain if times[key] > 1)
    return marked


def _broken_places(document: dict[str, Any]) -> Iterator[str]:
    """Walk every value without recursion; yields `path: what is wrong`."""
    waiting: list[tuple[str, Any, int]] = [("", document, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if isinstance(value, dict | list):
            if depth > DEEPEST:
                yield f"{path}: {DEEP}"
                continue
            if isinstance(value, dict):
                yield from _broken_keys(path, value)
                inner = [(inside(path, key), item, depth + 1) for key, item in value.items()]
            else:
                inner = [(f"{path}[{i}]", item, depth + 1) for i, item in enumerate(value)]
            waiting.extend(reversed(inner))
        elif isinstance(value, str):
            yield from _broken_text(path, value)
        elif isinstance(value, _Impossible):
            yield f"{path}: {value.text[:40]} is not a number that can be kept"


def _broken_keys(path: str, value: dict[str, Any]) -> Iterator[str]:
    if isinstance(value, _Twice):
        yield from (f"{inside(path, key)}: stands here twice" for key in value.twice)
    for key in value:
        yield from _broken_text(inside(path, key), key, "the name ")


def _broken_text(path: str, text: str, what: str = "") -> Iterator[str]:
    try:
        checked_text(text)
    except BadValue as bad:
        yield f"{shown(path)}: {what}{bad}"


def inside(path: str, key: str) -> str:
    """Return the path of a key inside an object."""
    return f"{path}.{key}" if path else key


def shown(path: str) -> str:
    """Return a path in characters that can be printed anywhere."""
    return path.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")

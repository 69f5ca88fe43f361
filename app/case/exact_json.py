"""JSON that loses nothing: a number keeps the digits it was written with.

The standard library reads `0.90` as the number 0.9. Case JSON has to give back `0.90`, also in
keys that we do not know. Here numbers with a point or an exponent are `Decimal`, and so are whole
numbers that Python would change (`-0`) or refuse (thousands of digits).
"""

import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from json.encoder import encode_basestring
from typing import Any

_LONGEST_INT = 18


def number(text: str) -> Decimal:
    """Return a JSON number with its digits; raises `ValueError` where none can hold it."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("a number that no program can hold") from None


def whole_number(text: str) -> int | Decimal:
    """Return a whole JSON number, as `int` wherever that changes nothing."""
    return number(text) if text == "-0" or len(text) > _LONGEST_INT else int(text)


def loads(text: str) -> Any:
    """Read JSON text; raises `ValueError`."""
    return json.loads(text, parse_float=number, parse_int=whole_number)


def dumps(value: object, indent: int | None = None) -> str:
    """Write JSON text, compact or with `indent` spaces a level; keys keep their order."""
    pieces: list[str] = []
    _Writer(pieces.append, indent).write(value, "\n")
    return "".join(pieces)


class _Writer:
    def __init__(self, put: Callable[[str], None], indent: int | None) -> None:
        self._put = put
        self._indent = indent

    def write(self, value: object, line: str) -> None:
        if isinstance(value, str):
            self._put(encode_basestring(value))
        elif isinstance(value, dict):
            items = [(encode_basestring(key) + ": ", item) for key, item in value.items()]
            self._write_items("{", items, "}", line)
        elif isinstance(value, list | tuple):
            self._write_items("[", [("", item) for item in value], "]", line)
        else:
            self._put(_plain(value))

    def _write_items(self, start: str, items: list[tuple[str, Any]], end: str, line: str) -> None:
        inner = line + " " * (self._indent or 0)
        separator = ", " if self._indent is None else "," + inner
        self._put(start if self._indent is None or not items else start + inner)
        for place, (key, item) in enumerate(items):
            self._put(separator + key if place else key)
            self.write(item, inner)
        self._put(end if self._indent is None or not items else line + end)


def _plain(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no exact JSON form")

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


# Made once: a comparison of two copies reads some hundred thousand rows.
_DECODER = json.JSONDecoder(parse_float=number, parse_int=whole_number)


def loads(text: str) -> Any:
    """Read JSON text; raises `ValueError`."""
    return _DECODER.decode(text)


def dumps(value: object, indent: int | None = None) -> str:
    """Write JSON text, compact or with `indent` spaces a level; keys keep their order."""
    pieces: list[str] = []
    _Writer(pieces.append, indent).write(value, "\n")
    return "".join(pieces)


class _Writer:
    def __init__(self, put: Callable[[str], None], indent: int | None) -> None:
        self._put = put
        self._step = None if indent is None else " " * indent

    def write(self, value: object, line: str) -> None:
        if isinstance(value, str):
            self._put(encode_basestring(value))
        elif isinstance(value, dict):
            self._write_object(value, line)
        elif isinstance(value, list | tuple):
            self._write_list(value, line)
        else:
            self._put(_plain(value))

    def _write_object(self, items: dict[str, Any], line: str) -> None:
        inner, between = self._around(line)
        before = "{" + inner
        for key, item in items.items():
            if isinstance(item, str):
                self._put(f"{before}{encode_basestring(key)}: {encode_basestring(item)}")
            else:
                self._put(f"{before}{encode_basestring(key)}: ")
                self.write(item, inner)
            before = between
        self._put((line if self._step is not None else "") + "}" if items else "{}")

    def _write_list(self, items: list[Any] | tuple[Any, ...], line: str) -> None:
        inner, between = self._around(line)
        before = "[" + inner
        for item in items:
            self._put(before)
            self.write(item, inner)
            before = between
        self._put((line if self._step is not None else "") + "]" if items else "[]")

    def _around(self, line: str) -> tuple[str, str]:
        """Return what stands before the first item, and between two."""
        if self._step is None:
            return "", ", "
        inner = line + self._step
        return inner, "," + inner


def _plain(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no exact JSON form")

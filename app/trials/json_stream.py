"""Objects out of JSON text of any size, one at a time.

A file is one object, an array of objects, a search page with its objects under `studies`, or
several of these one after another. The text is read in pieces of a megabyte; only the object being
read is in memory. A broken object is left out and reported, and reading goes on at the next place
that looks like the start of a study.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# A record larger than this (characters) is not a registry record.
LARGEST_OBJECT = 64 * 1024 * 1024

_SPACE = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_STUDY_START = re.compile(
    r'\{\s*"(?:protocolSection|derivedSection|resultsSection|hasResults|ctNumber)"\s*:'
)
_NUMBER = re.compile(r'"(?:nctId|ctNumber)"\s*:\s*"([0-9A-Z-]{8,20})"')
_PAGE_KEYS = frozenset({"totalCount", "nextPageToken", "studies"})
# Longest token that can be cut by the end of a piece and then look wrong (an escape or a literal).
_CUT_TOKEN = 16


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object and its text exactly as it stood in the file."""

    position: int
    value: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class BrokenJson:
    """A place in the file that is not an object one can read."""

    position: int
    number: str | None
    reason: str


class _Wrong(Exception):
    """The text at the place of reading is no JSON, however far one reads."""


class _CutOff(Exception):
    """The file ends in the middle of a value."""


class _TooLong(Exception):
    """The value is longer than any registry record."""


_REASONS: dict[type[Exception], str] = {
    _Wrong: "it is damaged and cannot be read",
    _CutOff: "the file ends in the middle of it",
    _TooLong: "it is far too long for a trial record",
}


class JsonObjects:
    """Iterates the objects of a text that comes in pieces."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._kept_from: int | None = None
        self._ended = False
        self._lost = False
        self._count = 0
        # Not strict: a bare line break inside a text is no reason to refuse a record.
        self._decode = json.JSONDecoder(strict=False).raw_decode

    def __iter__(self) -> Iterator[JsonObject | BrokenJson]:
        while self._next_character(_BETWEEN):
            yield from self._top_value()

    def _top_value(self) -> Iterator[JsonObject | BrokenJson]:
        if self._here() == "[":
            self._at += 1
            yield from self._array()
        elif self._here() == "{" and self._enter_page():
            yield from self._array()
            self._leave_page()
        else:
            yield self._element()

    def _array(self) -> Iterator[JsonObject | BrokenJson]:
        while True:
            if not self._next_character(_BETWEEN):
                if not self._lost:  # else the broken record was reported already
                    yield BrokenJson(self._count, None, "the file ends before its list is complete")
                return
            if self._here() == "]":
                self._at += 1
                return
            yield self._element()

    def _element(self) -> JsonObject | BrokenJson:
        self._count += 1
        try:
            value, text = self._value()
        except (_Wrong, _CutOff, _TooLong) as trouble:
            return self._broken(_REASONS[type(trouble)])
        if not isinstance(value, dict):
            return BrokenJson(self._count, None, "it is not a trial record")
        return JsonObject(self._count, value, text)

    def _broken(self, reason: str) -> BrokenJson:
        found = _NUMBER.search(self._text, self._at, self._at + 4096)
        self._go_to_next_study()
        return BrokenJson(self._count, found.group(1) if found else None, reason)

    def _go_to_next_study(self) -> None:
        self._at += 1
        while (found := _STUDY_START.search(self._text, self._at)) is None:
            # The start of a study may lie across two pieces.
            self._at = max(self._at, len(self._text) - 64)
            if not self._more(1):
                self._at, self._lost = len(self._text), True
                return
        self._at = found.start()

    def _value(self) -> tuple[Any, str]:
        """Read the value at the place of reading, fetching as many pieces as it needs."""
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._may_be_cut(error):
                    raise _Wrong from error
            except (ValueError, RecursionError) as error:  # a number of 5,000 digits; "[[[[..."
                raise _Wrong from error
            else:
                if end < len(self._text) or self._ended or isinstance(value, dict | list):
                    text, self._at = self._text[self._at : end], end
                    return value, text
            self._fetch_more_of_value()

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        unfinished = error.msg.startswith("Unterminated string")
        return unfinished or error.pos >= len(self._text) - _CUT_TOKEN

    def _fetch_more_of_value(self) -> None:
        have = len(self._text) - self._at
        if have > LARGEST_OBJECT:
            raise _TooLong
        # Twice as much each time: a long record is not tried again for every megabyte of it.
        if not self._more(max(have, 1)):
            raise _CutOff

    def _enter_page(self) -> bool:
        """Step into the list of a search page; False, and no step, where it is no such page."""
        self._kept_from = self._at
        entered = self._go_to_studies()
        if not entered:
            self._at = self._kept_from
        self._kept_from = None
        return entered

    def _go_to_studies(self) -> bool:
        key = self._key_after("{")
        while key in _PAGE_KEYS and self._next_character(_SPACE):
            if key == "studies" and self._here() == "[":
                self._at += 1
                return True
            if not self._skip_value():
                return False
            key = self._key_after(",")
        return False

    def _leave_page(self) -> None:
        while self._key_after(",") is not None and self._skip_value():
            pass
        if self._next_character(_SPACE) and self._here() == "}":
            self._at += 1

    def _key_after(self, mark: str) -> str | None:
        if not self._next_character(_SPACE) or self._here() != mark:
            return None
        self._at += 1
        if not self._next_character(_SPACE) or self._here() != '"':
            return None
        try:
            key, _ = self._value()
        except (_Wrong, _CutOff, _TooLong):
            return None
        if not self._next_character(_SPACE) or self._here() != ":":
            return None
        self._at += 1
        return key if isinstance(key, str) else None

    def _skip_value(self) -> bool:
        if not self._next_character(_SPACE):
            return False
        try:
            self._value()
        except (_Wrong, _CutOff, _TooLong):
            return False
        return True

    def _here(self) -> str:
        return self._text[self._at]

    def _next_character(self, skipped: re.Pattern[str]) -> bool:
        """Go to the next character that is not `skipped`; False at the end of the file."""
        while True:
            found = skipped.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return True
            if not self._more(1):
                return False

    def _more(self, wanted: int) -> bool:
        """Append about `wanted` characters of the file; False where there are none."""
        start = self._at if self._kept_from is None else self._kept_from
        pieces, length = [self._text[start:]], 0
        while length < wanted and not self._ended:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
            else:
                pieces.append(piece)
                length += len(piece)
        self._text, self._at = "".join(pieces), self._at - start
        if self._kept_from is not None:
            self._kept_from = 0
        return length > 0

"""The kinds of value a field can hold, and how each is stored, exchanged and shown.

A kind knows three forms of its value: the Python value, the stored form (text or whole number,
for the case file) and the JSON form (for case JSON). It never changes a value on the way: a
number keeps its digits as printed.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from typing import Generic, TypeAlias, TypeVar

from app.case.partial_date import PartialDate

Stored: TypeAlias = str | int | None
T = TypeVar("T")

_LARGEST_EXPONENT = 30
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class BadValue(ValueError):
    """A value that cannot be what its field says; the message is one short sentence."""


class Kind(ABC, Generic[T]):
    """One kind of value. `stored_as` is the column type in the case file."""

    stored_as = "TEXT"
    is_list = False

    @abstractmethod
    def from_json(self, raw: object) -> T:
        """Read a JSON value; raises `BadValue`."""

    @abstractmethod
    def to_json(self, value: T) -> object:
        """Return the JSON form. Numbers come as `int` or `Decimal`."""

    @abstractmethod
    def to_stored(self, value: T) -> Stored:
        """Return the form kept in the case file."""

    @abstractmethod
    def from_stored(self, stored: str | int) -> T:
        """Return the value of a stored form written by `to_stored`."""

    @abstractmethod
    def words(self, value: T) -> str:
        """Return the value as shown in a sentence."""


class TextKind(Kind[str]):
    """Free text of any length, any script; also codes and references to other rows."""

    def from_json(self, raw: object) -> str:
        """Take text without changing a character."""
        if not isinstance(raw, str):
            raise BadValue(f"should be text, is {json_type(raw)}")
        return checked_text(raw)

    def to_json(self, value: str) -> object:
        """Return the text."""
        return value

    def to_stored(self, value: str) -> Stored:
        """Return the text."""
        return value

    def from_stored(self, stored: str | int) -> str:
        """Return the text."""
        return str(stored)

    def words(self, value: str) -> str:
        """Return the text."""
        return value


class ClockKind(TextKind):
    """A time of day, `HH:MM` on the 24-hour clock."""

    def from_json(self, raw: object) -> str:
        """Take a time of day."""
        text = super().from_json(raw)
        if text and not _CLOCK.fullmatch(text):
            raise BadValue("should be a time such as 09:30")
        return text


class DateKind(Kind[PartialDate]):
    """A day, a month or a year, optionally "about" (`2024-03`, `~2024-03`)."""

    def from_json(self, raw: object) -> PartialDate:
        """Read an ISO day, month or year."""
        if not isinstance(raw, str):
            raise BadValue(f"should be a date such as 2024-03-12, is {json_type(raw)}")
        try:
            return PartialDate.from_iso(raw)
        except ValueError:
            raise BadValue("is not a date; write 2024, 2024-03 or 2024-03-12") from None

    def to_json(self, value: PartialDate) -> object:
        """Return the ISO text."""
        return value.iso

    def to_stored(self, value: PartialDate) -> Stored:
        """Return the ISO text."""
        return value.iso

    def from_stored(self, stored: str | int) -> PartialDate:
        """Read the ISO text."""
        return PartialDate.from_iso(str(stored))

    def words(self, value: PartialDate) -> str:
        """Return the date in words, such as `12 May 2026`."""
        return value.words()


class WholeKind(Kind[int]):
    """A whole number, such as a line of therapy or a count of pages."""

    stored_as = "INTEGER"

    def from_json(self, raw: object) -> int:
        """Take a whole number."""
        if isinstance(raw, Decimal) and number_in_range(raw) and raw == raw.to_integral_value():
            raw = int(raw)
        if not isinstance(raw, int) or isinstance(raw, bool):
            raise BadValue(f"should be a whole number, is {json_type(raw)}")
        if abs(raw) > 2**62:
            raise BadValue("is far too large to be true")
        return raw

    def to_json(self, value: int) -> object:
        """Return the number."""
        return value

    def to_stored(self, value: int) -> Stored:
        """Return the number."""
        return value

    def from_stored(self, stored: str | int) -> int:
        """Return the number."""
        return int(stored)

    def words(self, value: int) -> str:
        """Return the digits."""
        return str(value)


class NumberKind(Kind[Decimal]):
    """A measured number, kept with the digits that were printed."""

    def from_json(self, raw: object) -> Decimal:
        """Take a number."""
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
            raise BadValue(f"should be a number, is {json_type(raw)}")
        number = Decimal(raw)
        if not number_in_range(number):
            raise BadValue("is far too large or small to be true")
        return number

    def to_json(self, value: Decimal) -> object:
        """Return the number with its digits."""
        return value

    def to_stored(self, value: Decimal) -> Stored:
        """Return the digits."""
        return str(value)

    def from_stored(self, stored: str | int) -> Decimal:
        """Read the digits."""
        return Decimal(stored)

    def words(self, value: Decimal) -> str:
        """Return the digits as printed."""
        return format(value, "f")


class ResultKind(Kind[Decimal | str]):
    """A test result: a number, or words such as `positive` or `1+`."""

    def from_json(self, raw: object) -> Decimal | str:
        """Take a number or text."""
        if isinstance(raw, str):
            return checked_text(raw)
        return NUMBER.from_json(raw)

    def to_json(self, value: Decimal | str) -> object:
        """Return the number or the text."""
        return value

    def to_stored(self, value: Decimal | str) -> Stored:
        """Return digits as they are, and text behind a quotation mark."""
        return f'"{value}' if isinstance(value, str) else str(value)

    def from_stored(self, stored: str | int) -> Decimal | str:
        """Tell text from digits by the quotation mark."""
        text = str(stored)
        return text[1:] if text.startswith('"') else Decimal(text)

    def words(self, value: Decimal | str) -> str:
        """Return digits or text."""
        return value if isinstance(value, str) else format(value, "f")


class YesNoKind(Kind[bool]):
    """Yes or no."""

    stored_as = "INTEGER"

    def from_json(self, raw: object) -> bool:
        """Take true or false."""
        if not isinstance(raw, bool):
            raise BadValue(f"should be true or false, is {json_type(raw)}")
        return raw

    def to_json(self, value: bool) -> object:
        """Return true or false."""
        return value

    def to_stored(self, value: bool) -> Stored:
        """Return 1 or 0."""
        return int(value)

    def from_stored(self, stored: str | int) -> bool:
        """Return True for 1."""
        return bool(int(stored))

    def words(self, value: bool) -> str:
        """Return `yes` or `no`."""
        return "yes" if value else "no"


class TextsKind(Kind[tuple[str, ...]]):
    """Several short texts or codes, in their order."""

    is_list = True

    def from_json(self, raw: object) -> tuple[str, ...]:
        """Take a list of texts."""
        if not isinstance(raw, list):
            raise BadValue(f"should be a list of texts, is {json_type(raw)}")
        if not all(isinstance(item, str) for item in raw):
            raise BadValue("should hold texts only")
        return tuple(checked_text(item) for item in raw)

    def to_json(self, value: tuple[str, ...]) -> object:
        """Return a list."""
        return list(value)

    def to_stored(self, value: tuple[str, ...]) -> Stored:
        """Return a JSON list."""
        return json.dumps(value, ensure_ascii=False)

    def from_stored(self, stored: str | int) -> tuple[str, ...]:
        """Read a JSON list."""
        return tuple(json.loads(str(stored)))

    def words(self, value: Sequence[str]) -> str:
        """Return the texts with commas."""
        return ", ".join(value)


TEXT = TextKind()
CLOCK = ClockKind()
DATE = DateKind()
WHOLE = WholeKind()
NUMBER = NumberKind()
RESULT = ResultKind()
YES_NO = YesNoKind()
TEXTS = TextsKind()

_JSON_TYPES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    ((int, float, Decimal), "a number"),
    (str, "text"),
    (list, "a list"),
    (dict, "a group of fields"),
)


def json_type(raw: object) -> str:
    """Return the name of a JSON value's type in words."""
    for types, name in _JSON_TYPES:
        if isinstance(raw, types):
            return name
    return "empty"


def number_in_range(number: Decimal) -> bool:
    """Tell whether a number is finite and of a size that anything in a case can have."""
    return number.is_finite() and abs(number.adjusted()) <= _LARGEST_EXPONENT


def checked_text(text: str) -> str:
    """Return the text; raises `BadValue` for characters that no file can hold."""
    if "\x00" in text:
        raise BadValue("holds a character that cannot be kept (NUL)")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadValue("holds a broken character") from None
    return text

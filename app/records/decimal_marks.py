"""Which sign stands before the decimals of a table: settled once, from all of its numbers.

`4.500` is four and a half in one country and four and a half thousand in another. A table that has
`9,8` or `0,670` somewhere writes commas everywhere; where nothing tells, a person has to look.
"""

import re
from collections.abc import Iterable
from enum import Enum

_SURE_COMMA = re.compile(
    r"(?<![\w.,])(?:0,[0-9]+|[0-9]+,[0-9]{1,2}|[0-9]+,[0-9]{4,}|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+)"
    r"(?![\w.,])"
)
_SURE_POINT = re.compile(
    r"(?<![\w.,])(?:0\.[0-9]+|[0-9]+\.[0-9]{1,2}|[0-9]+\.[0-9]{4,}|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+)"
    r"(?![\w.,])"
)
_DOUBTFUL = re.compile(r"(?<![\w.,])[1-9][0-9]{0,2},[0-9]{3}(?![\w.,])")
_NUMBER = re.compile(r"(?<![\w.,])[0-9]+(?:[.,][0-9]+)+(?![\w.,])")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_BEGINS_WITH_NUMBER = re.compile(r"\s*[<>≤≥=~]*\s*[0-9]")
_LONGEST = 200


class DecimalMark(Enum):
    """What a table writes before decimals."""

    POINT = "."
    COMMA = ","
    UNKNOWN = ""


def decimal_mark(texts: Iterable[str]) -> DecimalMark:
    """Return what the numbers of a table write before decimals; unknown where they disagree."""
    comma = point = False
    for text in texts:
        comma = comma or _SURE_COMMA.search(text[:_LONGEST]) is not None
        point = point or _SURE_POINT.search(text[:_LONGEST]) is not None
    if comma == point:
        return DecimalMark.UNKNOWN
    return DecimalMark.COMMA if comma else DecimalMark.POINT


def is_doubtful(text: str, mark: DecimalMark) -> bool:
    """Whether a number may be a thousand times as much, and the table does not tell."""
    return mark is DecimalMark.UNKNOWN and _DOUBTFUL.search(text[:_LONGEST]) is not None


def with_point(text: str, mark: DecimalMark) -> str:
    """Return a value or range with a point before its decimals and nothing between thousands."""
    if len(text) > _LONGEST or not _BEGINS_WITH_NUMBER.match(text):
        return text
    if mark is DecimalMark.UNKNOWN and _SURE_COMMA.search(text):
        mark = DecimalMark.COMMA
    return _NUMBER.sub(_plain, text) if mark is DecimalMark.COMMA else text


def _plain(found: re.Match[str]) -> str:
    number = found[0]
    if _THOUSANDS.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    return number.replace(",", ".") if number.count(",") == 1 and "." not in number else number

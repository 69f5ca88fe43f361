"""The mark by which a sheet is known again: which case, which trial, which words, which day.

It holds no name and no value of the case: ids, dates, and for every line a hash of the registry's
words with the state of our check. A short code over all of it is printed at the foot of every
page, so that a sheet that lost everything but its text still tells what it was.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.case.partial_date import PartialDate
from app.report.review.sheet import ReviewSheet, SheetLine

ATTACHED_AS = "casebook-review-sheet.json"
ABOUT = "What Casebook needs to read this sheet back. It holds no names and no results."
KIND = "casebook review sheet"
FORM = 1
"""Raised when the meaning of a field changes; an older program refuses a newer sheet."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which are mistaken for each other when read aloud."""

_CODE = re.compile(rf"\bSheet\s+([{_LETTERS}]{{4}}-[{_LETTERS}]{{4}})\b")
_MOST_LINES = 2000
_LONGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line as it stood on the sheet.

    Attributes:
        id: as its field names carry it.
        words: hash of the registry's words.
        state: our check, or a person's answer, on the day the sheet was made.
    """

    id: str
    section: str
    number: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class SheetMark:
    """What a sheet says about itself.

    Attributes:
        case_id, trial: whose sheet it is, and of which trial.
        record_date, made: the day of the registry's data, and of the sheet.
        tests: names of the tests offered to order, in the order of their boxes.
        code: printed on every page.
    """

    case_id: str
    trial: str
    record_date: PartialDate | None
    made: PartialDate
    lines: tuple[MarkedLine, ...]
    tests: tuple[str, ...]

    @property
    def code(self) -> str:
        """Return a code such as `7KQP-3XMA` over everything in the mark."""
        digest = hashlib.sha256(_canonical(_content(self))).digest()
        letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:8])
        return f"{letters[:4]}-{letters[4:]}"

    def text(self) -> str:
        """Return the mark as JSON in ASCII."""
        return json.dumps({**_content(self), "code": self.code}, indent=1)


def mark_of(sheet: ReviewSheet) -> SheetMark:
    """Return the mark of a sheet."""
    return SheetMark(
        case_id=sheet.case_id,
        trial=sheet.trial,
        record_date=sheet.record_date,
        made=PartialDate.of(sheet.made),
        lines=tuple(map(_marked, sheet.lines)),
        tests=sheet.tests,
    )


def _marked(line: SheetLine) -> MarkedLine:
    criterion = line.criterion
    words = words_hash(criterion.text)
    return MarkedLine(line.id, criterion.section, criterion.number, words, line.state)


def words_hash(text: str) -> str:
    """Return a hash of a criterion's words; layout and capitals do not count."""
    words = " ".join(text.split()).casefold()
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]


def code_in(text: str) -> str | None:
    """Return the code of a sheet found in the text of a page."""
    found = _CODE.search(text)
    return found[1] if found else None


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")


def _content(mark: SheetMark) -> dict[str, Any]:
    return {
        "kind": KIND,
        "form": FORM,
        "case": mark.case_id,
        "trial": mark.trial,
        "record": mark.record_date.iso if mark.record_date else None,
        "made": mark.made.iso,
        "lines": [
            {
                "id": line.id,
                "section": line.section,
                "number": line.number,
                "words": line.words,
                "state": line.state,
            }
            for line in mark.lines
        ],
        "tests": list(mark.tests),
    }


class NotAMark(ValueError):
    """The text is no mark of ours, or was changed; `form` is set where it is a newer one."""

    def __init__(self, form: int | None = None) -> None:
        super().__init__("This is no mark of a review sheet.")
        self.form = form


def read_mark(text: str) -> SheetMark:
    """Read a mark back.

    Raises:
        NotAMark: the text is something else, was changed, or is of a newer form.
    """
    try:
        content = json.loads(text[:_LONGEST])
    except (ValueError, RecursionError):
        raise NotAMark from None
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise NotAMark
    if content.get("form") != FORM:
        form = content.get("form")
        raise NotAMark(form if isinstance(form, int) else None)
    try:
        mark = _mark(content)
    except (KeyError, TypeError, ValueError):
        raise NotAMark from None
    if mark.code != content.get("code"):
        raise NotAMark
    return mark


def _mark(content: Mapping[str, Any]) -> SheetMark:
    record = content["record"]
    return SheetMark(
        case_id=_text(content["case"]),
        trial=_text(content["trial"]),
        record_date=PartialDate.from_iso(_text(record)) if record is not None else None,
        made=PartialDate.from_iso(_text(content["made"])),
        lines=tuple(_line(line) for line in content["lines"][:_MOST_LINES]),
        tests=tuple(_text(test) for test in content["tests"]),
    )


def _line(line: Mapping[str, Any]) -> MarkedLine:
    return MarkedLine(*(_text(line[key]) for key in ("id", "section", "number", "words", "state")))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("A text was expected.")
    return value

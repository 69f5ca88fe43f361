"""Results in running text: pasted from a portal, or the text layer of a PDF.

A line is taken for a result where it names a known test, or where a number is followed by a unit or
a usual range. Results out of a PDF are proposals: whoever brings it looks at each beside the line
it was read from. Pasted lines are proposals where test, unit or day is not clear.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.case.partial_date import PartialDate
from app.case.vocabulary import lab_find
from app.records.collector import Collector
from app.records.concepts import Concept
from app.records.found import EntryKind, SourceWords
from app.records.lab_values import (
    NO_RANGE,
    Range,
    Value,
    flag,
    looks_like_unit,
    range_from_text,
    written,
)
from app.records.moments import Moment, WrittenDate, settle, settled, written_date
from app.records.results import ResultDraft, keep_result

_LONGEST_LINE = 300
_MOST_LINES = 200_000
_NUMBER = re.compile(r"(?:[<>≤≥]=?\s*)?[0-9][0-9.,]*")
_DATE_IN_LINE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{1,2}:[0-9]{2})?"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}(?:,?\s+[0-9]{1,2}:[0-9]{2}(?:\s*[AaPp]\.?[Mm])?)?"
    r"|[0-9]{1,2}[- ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[- ,]+[0-9]{4}"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2},? [0-9]{4}"
    r"(?:,?(?: at)? [0-9]{1,2}:[0-9]{2}(?:\s*[AaPp]\.?[Mm])?)?",
    re.IGNORECASE,
)
_SAMPLE_DAY = re.compile(
    r"collect|drawn|draw date|specimen|sample|taken|date of test|test date|observed|entnahme",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    r"birth|\bdob\b|born|print|report|receiv|page|order|admit|discharg|expir|resulted|updated"
    r"|viewed|requested|phone|fax",
    re.IGNORECASE,
)
_FLAG = re.compile(r"[\[(]?(?:HH?|LL?|N|A|High|Low|Normal|Abnormal|\*+)[\])]?:?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<label>(?:your |my )?(?:value|result)s?|normal range|standard range|reference range"
    r"|ref(?:erence)?\.? (?:range|interval))\s*(?:is|:)?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?P<name>[A-Za-z].{2,80}?)\s*(?::|\s{2,}|\t)\s*(?P<value>(?:non-?\s?)?reactive|negative"
    r"|positive|(?:not |none )?detected)\b.*",
    re.IGNORECASE,
)
_WIDE_GAP = re.compile(r"\s{3,}")
_DAYS_AT_ODDS = (
    "Some dates in this text read two ways (day first or month first). Until somebody says which, "
    "only the year is taken."
)


class Line(NamedTuple):
    """A result read from text, with the text it was read from."""

    place: str
    said: str
    name: str
    value: Value
    range: Range
    mark: str | None
    date: WrittenDate | None


def read_lines(
    text: str,
    out: Collector,
    place: str = "",
    day_first: bool | None = None,
    all_proposed: bool = True,
) -> int:
    """Enter the results of a text; returns how many there are.

    Args:
        text: the text.
        out: where the results go.
        place: where the text stands, in a file with several.
        day_first: how the family says its dates are to be read.
        all_proposed: every result is a proposal; else only one whose test, unit or day is not sure.
    """
    found = list(lines_in(text))
    order = settle([line.date for line in found], day_first)
    before = f"{place}, " if place else ""
    for line in found:
        _keep(out, line, before, order, all_proposed)
    return len(found)


def lines_in(text: str) -> Iterator[Line]:
    """Yield the results of a text with the day that stands above them."""
    date: WrittenDate | None = None
    lines = text.split("\n")[:_MOST_LINES]
    number = 0
    while number < len(lines):
        line = lines[number].strip()[:_LONGEST_LINE]
        day = _day_in(line)
        if day is not None:
            date = day
        used, result = _result_at(lines, number, date)
        if result is not None:
            yield result
        number += used


def _day_in(line: str) -> WrittenDate | None:
    """Return the day the sample was taken, where a line tells it."""
    found = _DATE_IN_LINE.search(line)
    if found is None:
        return None
    rest = line[: found.start()] + line[found.end() :]
    alone = not any(c.isalnum() for c in rest)
    if _SAMPLE_DAY.search(rest) or alone or (len(rest) < 30 and not _OTHER_DAY.search(rest)):
        return written_date(found.group())
    return None


def _result_at(
    lines: Sequence[str], number: int, date: WrittenDate | None
) -> tuple[int, Line | None]:
    """Return how many lines were used, and the result they hold."""
    line = lines[number].strip()[:_LONGEST_LINE]
    place = f"line {number + 1}"
    if not line or _DATE_IN_LINE.search(line):
        return 1, None
    block = _block(lines, number)
    if block is not None:
        used, value, limits, mark = block
        said = " ".join(part.strip() for part in lines[number : number + used])
        return used, Line(place, said, line, value, limits, mark, date)
    found = _one_line(line) or _outcome(line)
    if found is None:
        return 1, None
    name, value, limits, mark = found
    return 1, Line(place, line, name, value, limits, mark, date)


def _block(lines: Sequence[str], number: int) -> tuple[int, Value, Range, str | None] | None:
    """Read a result of several lines: its name, then lines such as "Your value is 11.2 g/dL"."""
    name = lines[number].strip()
    if _LABEL.match(name) or not any(c.isalpha() for c in name) or len(name) > 80:
        return None
    labels: dict[str, str] = {}
    used = 1
    while number + used < len(lines) and used < 6:
        found = _LABEL.fullmatch(lines[number + used].strip())
        if found is None:
            break
        kind = "value" if re.search("value|result", found["label"], re.IGNORECASE) else "range"
        rest, taken = _rest(found["rest"], lines, number + used)
        labels.setdefault(kind, rest)
        used += taken
    if "value" not in labels:
        return None
    parts = _value_and_more(labels["value"])
    if parts is None:
        return None
    value, limits, mark = parts
    unit = value.unit or _unit_of(labels.get("range", ""))
    value = value._replace(unit=unit)
    return (
        used,
        value,
        range_from_text(labels.get("range"), unit) if "range" in labels else limits,
        mark,
    )


def _rest(rest: str, lines: Sequence[str], number: int) -> tuple[str, int]:
    """Return what stands behind a label, or on the line below it."""
    if rest.strip() or number + 1 >= len(lines):
        return rest.strip(), 1
    return lines[number + 1].strip()[:_LONGEST_LINE], 2


def _unit_of(text: str) -> str | None:
    last = text.split(" ")[-1].strip("()")
    return last if looks_like_unit(last) else None


def _one_line(line: str) -> tuple[str, Value, Range, str | None] | None:
    """Read `Hemoglobin 10.2 L g/dL 12.0 - 16.0`, the first number that makes sense of it."""
    for found in _NUMBER.finditer(line):
        before, after = line[: found.start()], line[found.end() :]
        if not before or (not before[-1].isspace() and before[-1] not in ":=\t"):
            continue
        if after and not after[0].isspace() and after[0] not in "%*([HL;":
            continue
        name = before.strip(" \t:=.-–")
        parts = _value_and_more(found.group() + after)
        if parts is None or not _is_name(name):
            continue
        value, limits, mark = parts
        known = lab_find(name, value.unit) is not None
        if known or value.unit is not None or limits.low is not None or limits.high is not None:
            return name, value, limits, mark
    return None


def _is_name(name: str) -> bool:
    letters = sum(c.isalpha() for c in name)
    return letters >= 2 and len(name) <= 80 and len(name.split()) <= 9


def _value_and_more(text: str) -> tuple[Value, Range, str | None] | None:
    """Return number, usual range and mark of the part of a line behind the name."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    value = written(found.group())
    if isinstance(value.value, str) or value.value is None:
        return None
    words = text[found.end() :].split()
    mark = next((word for word in words if _FLAG.fullmatch(word)), None)
    words = [word for word in words if not _FLAG.fullmatch(word)]
    unit = None
    if words and looks_like_unit(words[0].rstrip(",;")):
        unit = words.pop(0).rstrip(",;")
    limits = range_from_text(" ".join(words), unit) if words else NO_RANGE
    if limits.low is None and limits.high is None:
        return _with_unit_behind(value, words, mark, unit)
    return value._replace(unit=unit or _unit_of(" ".join(words))), limits, mark


def _with_unit_behind(
    value: Value, words: list[str], mark: str | None, unit: str | None
) -> tuple[Value, Range, str | None]:
    """Read a unit that stands behind the range: `10.2 12.0 - 16.0 g/dL`."""
    if unit is None and len(words) > 1 and looks_like_unit(words[-1]):
        limits = range_from_text(" ".join(words[:-1]), words[-1])
        if limits.low is not None or limits.high is not None:
            return value._replace(unit=words[-1]), limits, mark
    return value._replace(unit=unit), NO_RANGE, mark


def _outcome(line: str) -> tuple[str, Value, Range, str | None] | None:
    """Read `HBsAg: Negative` where the test is known."""
    found = _OUTCOME.fullmatch(_WIDE_GAP.sub("  ", line))
    if found is None or lab_find(found["name"].strip()) is None:
        return None
    return found["name"].strip(), Value(found["value"]), NO_RANGE, None


def _is_clear(line: Line, date: PartialDate | None) -> bool:
    """Whether test, unit and day of a line leave nothing to ask."""
    known = lab_find(line.name, line.value.unit) is not None
    return known and line.value.unit is not None and date is not None and date.is_day


def _keep(out: Collector, line: Line, before: str, order: bool | None, all_proposed: bool) -> None:
    entry = out.meet(EntryKind.LAB, before + line.place)
    date: PartialDate | None = None
    is_sure = True
    if line.date is not None:
        date, is_sure = settled(line.date, order)
    if not is_sure:
        out.note(_DAYS_AT_ODDS)
    time = line.date.time if line.date and date and date.is_day else None
    draft = ResultDraft(
        Concept((line.name,)),
        line.value,
        line.range,
        flag([line.mark and line.mark.strip("[]():")]),
        Moment(date, time, line.date.written) if date and line.date else None,
        panel="text",
        proposed=all_proposed or not _is_clear(line, date),
        words=SourceWords(
            line.name,
            line.said,
            line.value.unit,
            None,
            line.date.written if line.date else None,
        ),
    )
    keep_result(out, entry, draft)

"""Tables of results: CSV, TSV and sheets turned into results, one for each filled cell."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.case.partial_date import PartialDate
from app.records.code_systems import believed
from app.records.collector import Collector
from app.records.concepts import concept
from app.records.decimal_marks import DecimalMark, decimal_mark, is_doubtful, with_point
from app.records.found import EntryKind, Person, SourceWords
from app.records.lab_values import Range, Value, flag, looks_like_unit, range_of, written
from app.records.moments import Moment, WrittenDate, settle, settled, written_date
from app.records.results import ResultDraft, keep_result
from app.records.table_layout import Column, Grid, Layout, layout_of, name_and_unit

_DELIMITERS = ("\t", ";", ",", "|")
_LONGEST_CELL = 4000
_LONGEST_MARKED = 80
_MARK_BEHIND = re.compile(
    r"(?P<value>.*?[0-9.)])\s*[(\[]?\s*(?P<mark>HH|LL|H|L|High|Low|N|A|\*+|!|↑|↓)\s*[)\]]?",
    re.IGNORECASE,
)
_NO_RESULT = frozenset({"", "-", "--", "n/a", "na", "nd", "null", ".", "pending", "not done"})
_DAYS_AT_ODDS = (
    "Some dates in this table read two ways (day first or month first). Until somebody says which, "
    "only the year is taken."
)
_RANGE_WORDS = re.compile(r"(?:ref|normal|range|standard|referenz)", re.IGNORECASE)
_UNIT_WORDS = re.compile(r"(?:units?|einheit\w*|uom)\W*", re.IGNORECASE)


def grid_of(text: str) -> list[list[str]]:
    """Return the cells of delimited text; the sign between cells is the one that fits best."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(lines)
    try:
        rows = list(csv.reader(lines.split("\n"), delimiter=delimiter))
    except csv.Error:  # a cell beyond all measure, or a quotation mark without its second
        rows = [line.split(delimiter) for line in lines.split("\n")]
    return [[cell.strip()[:_LONGEST_CELL] for cell in row] for row in rows]


def _delimiter(text: str) -> str:
    lines = [line for line in text.split("\n")[:60] if line.strip()]
    counts = {mark: [line.count(mark) for line in lines] for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: _evenness(counts[mark]))


def _evenness(counts: Sequence[int]) -> tuple[int, int]:
    """Return in how many lines a mark stands equally often, and how often."""
    often = [count for count in counts if count]
    if not often:
        return 0, 0
    usual = max(set(often), key=often.count)
    return often.count(usual), usual


def has_lab_table(text: str) -> bool:
    """Whether text of unknown kind is a table of results."""
    head = "\n".join(text.split("\n")[:200])
    if not any(mark in head for mark in _DELIMITERS):
        return False
    return holds_results(grid_of(head))


def holds_results(grid: Grid) -> bool:
    """Whether a grid of cells is a table of results."""
    layout = layout_of(grid)
    return layout is not None and any(True for _ in _cells(grid, layout))


class Cell(NamedTuple):
    """One result of a table, in the table's own words."""

    place: str
    name: str
    value: str
    date: WrittenDate | None
    unit: str | None = None
    line: Mapping[Column, str] = {}
    is_shifted: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """The cells in which numbers stand."""
        limits = (Column.RANGE, Column.LOW, Column.HIGH)
        return (self.value, *(self.line[column] for column in limits if column in self.line))


def _cells(grid: Grid, layout: Layout) -> Iterator[Cell]:
    """Yield each result of a table."""
    if layout.tests:
        yield from _by_day(grid, layout)
    elif layout.dates:
        yield from _by_test(grid, layout)
    else:
        yield from _by_line(grid, layout)


def _line(row: Sequence[str], layout: Layout) -> dict[Column, str]:
    return {c: row[n] for c, n in layout.columns.items() if n < len(row) and row[n]}


def _by_line(grid: Grid, layout: Layout) -> Iterator[Cell]:
    for number, row in enumerate(grid[layout.head + 1 :], layout.head + 2):
        line = _line(row, layout)
        if line:
            date = _day_and_time(line)
            name, value = line.get(Column.NAME, ""), line.get(Column.VALUE, "")
            unit, shifted = line.get(Column.UNIT), _is_shifted(row, grid[layout.head])
            yield Cell(f"line {number}", name, value, date, unit, line, shifted)


def _is_shifted(row: Sequence[str], head: Sequence[str]) -> bool:
    """Whether a line has cells beyond the heads: a sign inside a value parted it."""
    return any(cell.strip() for cell in row[len(head) :])


def _day_and_time(line: Mapping[Column, str]) -> WrittenDate | None:
    """Return when a result was taken; a time that cannot be read takes no day away."""
    day, time = line.get(Column.DATE, ""), line.get(Column.TIME, "")
    whole = f"{day} {time}".strip()
    readings = (written_date(text) for text in dict.fromkeys((whole, day, time)) if text)
    found = next((date for date in readings if date is not None), None)
    return None if found is None else found._replace(written=whole)


def _by_test(grid: Grid, layout: Layout) -> Iterator[Cell]:
    for number, row in enumerate(grid[layout.head + 1 :], layout.head + 2):
        line = _line(row, layout)
        head = line.get(Column.NAME, "")
        if not head:
            continue
        name, unit = name_and_unit(head)
        for column, date in layout.dates.items():
            if column < len(row) and row[column]:
                place = f"line {number}, column {column + 1}"
                yield Cell(place, name, row[column], date, line.get(Column.UNIT) or unit, line)


def _by_day(grid: Grid, layout: Layout) -> Iterator[Cell]:
    units: dict[int, str] = {}
    ranges: dict[int, str] = {}
    for number, row in enumerate(grid[layout.head + 1 :], layout.head + 2):
        line = _line(row, layout)
        date = _day_and_time(line)
        if date is None:
            _learn(row, layout, units, ranges)
            continue
        for column, head in layout.tests.items():
            if column < len(row) and row[column]:
                name, unit = name_and_unit(head)
                told = {**line, Column.RANGE: ranges.get(column, "")}
                place = f"line {number}, column {column + 1}"
                yield Cell(place, name, row[column], date, units.get(column) or unit, told)


def _learn(
    row: Sequence[str], layout: Layout, units: dict[int, str], ranges: dict[int, str]
) -> None:
    """Take a line of units or of ranges between the heads and the first day."""
    cells = {n: row[n] for n in layout.tests if n < len(row) and row[n]}
    label = " ".join(cell for n, cell in enumerate(row) if n not in layout.tests)
    if _RANGE_WORDS.search(label):
        ranges.update(cells)
    elif _UNIT_WORDS.search(label) or all(looks_like_unit(cell) for cell in cells.values()):
        units.update(cells)


def read_table(grid: Grid, out: Collector, place: str = "", day_first: bool | None = None) -> int:
    """Enter the results of a table; returns how many it had, 0 where it is no table of results.

    Args:
        grid: the cells.
        out: where the results go.
        place: where the table stands, in a file with several.
        day_first: how the family says its dates are to be read.
    """
    layout = layout_of(grid)
    if layout is None:
        return 0
    cells = list(_cells(grid, layout))
    order = settle([cell.date for cell in cells], day_first)
    mark = decimal_mark(text for cell in cells for text in cell.numbers)
    before = f"{place}, " if place else ""
    for cell in cells:
        _keep_cell(out, cell, before, order, mark)
    return len(cells)


def _keep_cell(
    out: Collector, cell: Cell, before: str, order: bool | None, decimals: DecimalMark
) -> None:
    line = cell.line
    entry = out.meet(EntryKind.LAB, before + cell.place, _person(out, line))
    if not cell.name:
        out.skip(entry, "No test is named in this line.")
        return
    if cell.is_shifted:
        out.skip(entry, "This line has more cells than the table has columns.")
        return
    if cell.value.casefold() in _NO_RESULT:
        out.skip(entry, "No value is given.")
        return
    date, is_sure = (None, True) if cell.date is None else settled(cell.date, order)
    if not is_sure:
        out.note(_DAYS_AT_ODDS)
    value, mark = value_and_mark(with_point(cell.value, decimals), cell.unit)
    low, high, usual = (
        with_point(text, decimals) if text else text
        for text in (line.get(Column.LOW), line.get(Column.HIGH), line.get(Column.RANGE))
    )
    limits = limits_of(low, high, usual, value.unit)
    draft = ResultDraft(
        concept([cell.name], [believed("http://loinc.org", line.get(Column.CODE))]),
        value,
        limits,
        flag([line.get(Column.FLAG), mark]),
        _moment(date, cell.date),
        panel="table",
        panel_name=line.get(Column.PANEL),
        specimen=line.get(Column.SPECIMEN),
        laboratory=line.get(Column.LAB),
        status=line.get(Column.STATUS),
        note=_note(line, cell.date, is_sure),
        proposed=date is None
        or not is_sure
        or any(is_doubtful(text, decimals) for text in cell.numbers),
        words=SourceWords(
            cell.name,
            cell.value,
            cell.unit,
            line.get(Column.RANGE) or None,
            cell.date.written if cell.date else None,
        ),
    )
    keep_result(out, entry, draft)


def limits_of(low: str | None, high: str | None, text: str | None, unit: str | None) -> Range:
    """Return the usual range; limits with a unit that is not the result's stay words."""
    ends = [written(end) for end in (low, high)]
    units = {end.unit for end in ends if end.unit}
    if not units or any(isinstance(end.value, str) or end.comparator for end in ends):
        return range_of(low, high, text, unit)
    if unit is None or len(units) > 1:
        return Range(words=text or " - ".join(end for end in (low, high) if end))
    return range_of(ends[0].value, ends[1].value, text, unit, units.pop())


def _moment(date: PartialDate | None, said: WrittenDate | None) -> Moment | None:
    if date is None or said is None:
        return None
    return Moment(date, said.time if date.is_day else None, said.written)


def _note(line: Mapping[Column, str], date: WrittenDate | None, is_sure: bool) -> str | None:
    notes = [line.get(Column.NOTE)]
    if date is not None and not is_sure:
        notes.append(f"Date as printed: {date.written}.")
    return " ".join(note for note in notes if note) or None


def _person(out: Collector, line: Mapping[Column, str]) -> str | None:
    name = line.get(Column.PERSON)
    if not name:
        return None
    key = f"person {name.casefold()}"
    out.person(Person(key, (name,)))
    return key


def value_and_mark(text: str, unit: str | None, comma: bool = False) -> tuple[Value, str | None]:
    """Split `12.3 H` into the result and the mark behind it."""
    plain = text.replace(",", ".") if comma and text.count(",") == 1 else text
    value = written(plain, unit)
    if not isinstance(value.value, str) and value.unit != "L":  # 10.2 L is a low result, no litres
        return value, None
    found = _MARK_BEHIND.fullmatch(plain) if len(plain) <= _LONGEST_MARKED else None
    inner = written(found["value"], unit) if found else None
    if found is None or inner is None or isinstance(inner.value, str):
        return value, None
    return inner, {"↑": "H", "↓": "L"}.get(found["mark"], found["mark"])

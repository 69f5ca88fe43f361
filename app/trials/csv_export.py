"""The registry site's CSV and TSV exports, today's columns and those before mid-2023.

The person who exports chooses the columns; a row knows only what its columns say. Each row is kept
as it came, with the header line, so that it can be read again by itself.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.case.partial_date import PartialDate
from app.trials.content_hash import hash_of_text
from app.trials.csv_columns import known_columns, paths_of_columns, study_of_row
from app.trials.known_fields import fields_of_paths
from app.trials.record import Skipped, TrialRecord
from app.trials.study_record import Received, record_of
from app.trials.text_encoding import TextStream

_NUMBER = re.compile(r"NCT[0-9]{8}")
# A row lost in another row's open quote starts like this (older exports count the rows first).
_ROW_START = re.compile(r'"?(?:[0-9]{1,7}[,;\t])?"?NCT[0-9]{8}"?[,;\t]')
_DELIMITERS = (",", "\t", ";")
# A spreadsheet program's word to itself before the columns, such as "sep=;".
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=.\"?\s*", re.IGNORECASE)
_LARGEST_CELL = 32 * 1024 * 1024
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of an export: its text, its delimiter and its columns."""

    text: str
    delimiter: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it came: the lines of the file it fills, and its cells (None: broken quoting)."""

    line: int
    lines: tuple[str, ...]
    cells: tuple[str, ...] | None


def header_of(line: str) -> Header | None:
    """Return the header a line is, or None where it is not one of an export of trials."""
    text = line.lstrip("\ufeff")
    for delimiter in _DELIMITERS:
        names = tuple(name.strip() for name in _cells([text], delimiter) or ())
        known = known_columns(names)
        if len(names) <= _MOST_COLUMNS and len(known) >= 2 and _names_the_trial(names):
            return Header(text, delimiter, names)
    return None


def header_in(text: str) -> Header | None:
    """Return the header a text begins with, None where it does not begin with one."""
    found = _header_line(iter(text.splitlines(keepends=True)))
    return header_of(found[1])


def _header_line(lines: Iterator[str]) -> tuple[int, str]:
    """Return the first line that says something, and its number."""
    for number, line in enumerate(lines, start=1):
        if line.strip("\ufeff \t\r\n") and not _SEPARATOR_LINE.fullmatch(line):
            return number, line
    return 1, ""


def cells_of_row(received: str) -> dict[str, str]:
    """Return column (in lower case) -> cell of a row that was kept as received."""
    first, _, rest = received.partition("\n")
    header = header_of(first)
    cells = _cells(iter(rest.splitlines(keepends=True)), header.delimiter) if header else None
    if header is None or cells is None:
        return {}
    return dict(zip((name.casefold() for name in header.columns), cells, strict=False))


def _names_the_trial(names: tuple[str, ...]) -> bool:
    low = {name.casefold() for name in names}
    return bool(low & {"nct number", "study url"}) or {"url", "title"} <= low


def read_csv(
    text: TextStream, file_date: PartialDate | None = None
) -> Iterator[TrialRecord | Skipped]:
    """Yield the records of an export, row by row."""
    lines = text.lines()
    number, line = _header_line(lines)
    header = header_of(line)
    if header is None:
        yield Skipped(f"line {number}", "Not read: the columns are not those of a trial export.")
        return
    for row in _rows(lines, header, number + 1):
        yield _record(row, header, file_date, text.notes)


def _record(
    row: _Row, header: Header, file_date: PartialDate | None, notes: tuple[str, ...]
) -> TrialRecord | Skipped:
    place = f"line {row.line}"
    if row.cells is None:
        return Skipped(_numbered(place, row), "Not read: its quotation marks do not match.")
    if len(row.cells) != len(header.columns):
        wanted, there = len(header.columns), len(row.cells)
        reason = f"Not read: it has {there} columns, the file's first line names {wanted}."
        return Skipped(_numbered(place, row), reason)
    cells = dict(zip((name.casefold() for name in header.columns), row.cells, strict=True))
    study = study_of_row(cells)
    number = study["protocolSection"]["identificationModule"].get("nctId")
    if number is None:
        return Skipped(place, "Not read: it has no NCT number.")
    return record_of(study, _received(row, header, cells, number, file_date, notes))


def _numbered(place: str, row: _Row) -> str:
    found = _NUMBER.search(row.lines[0])
    return f"{found.group()} ({place})" if found else place


def _received(
    row: _Row,
    header: Header,
    cells: dict[str, str],
    number: str,
    file_date: PartialDate | None,
    notes: tuple[str, ...],
) -> Received:
    raw = header.text.rstrip("\r\n") + "\n" + "".join(row.lines)
    content = "\x1f".join(f"{name}\x1e{cells[name].strip()}" for name in sorted(cells))
    return Received(
        registry="ctgov",
        number=number,
        form="csv",
        content_hash=hash_of_text(content.replace("\r\n", "\n")),
        received=raw.encode("utf-8", "surrogatepass"),
        known_fields=fields_of_paths(paths_of_columns(header.columns)),
        file_date=file_date,
        notes=notes,
    )


def _rows(lines: Iterator[str], header: Header, number: int) -> Iterator[_Row]:
    """Cut the lines into rows; after an open quote, begin again at the next row's start."""
    waiting = _Lines(lines)
    while (row := _next_row(waiting, header, number)) is not None:
        lost = _lost_row(row, len(header.columns))
        if lost is not None:
            waiting.give_back(row.lines[lost:])
            row = _Row(row.line, row.lines[:lost], None)
        number += len(row.lines)
        if any(line.strip() for line in row.lines):
            yield row


class _Lines:
    """Lines of a file of which some may be given back and read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._given_back: deque[str] = deque()

    def give_back(self, lines: tuple[str, ...]) -> None:
        self._given_back.extendleft(reversed(lines))

    def taken_into(self, taken: list[str]) -> Iterator[str]:
        """Yield lines, noting each in `taken`; stop before a row becomes absurdly long."""
        length = 0
        while length <= _LARGEST_CELL:  # an open quote at the top of a large file goes on for ever
            line = self._given_back.popleft() if self._given_back else next(self._lines, None)
            if line is None:
                return
            taken.append(line)
            length += len(line)
            yield line


def _lost_row(row: _Row, columns: int) -> int | None:
    """Return where in a broken row the next row starts, None where the row is whole or alone."""
    if row.cells is not None and len(row.cells) == columns:
        return None
    starts = (n for n, line in enumerate(row.lines) if n and _ROW_START.match(line))
    return next(starts, None)


def _next_row(lines: _Lines, header: Header, number: int) -> _Row | None:
    taken: list[str] = []
    cells = _cells(lines.taken_into(taken), header.delimiter)
    return _Row(number, tuple(taken), _within(header, cells)) if taken else None


def _within(header: Header, cells: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Leave out empty cells after the last column: some programs end every row with a comma."""
    columns = len(header.columns)
    surplus = () if cells is None else cells[columns:]
    return cells if cells is None or any(map(str.strip, surplus)) else cells[:columns]


def _cells(lines: Iterable[str], delimiter: str) -> tuple[str, ...] | None:
    """Return the cells of the first row, None where its quotation marks do not match."""
    # The limit is the csv module's only, and for the whole program; a long text goes over its
    # 128 KB, so every reader sets it.
    csv.field_size_limit(_LARGEST_CELL * 4)
    try:
        return tuple(next(csv.reader(lines, delimiter=delimiter), ()))
    except csv.Error:
        return None

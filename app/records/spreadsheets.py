"""XLSX workbooks read as grids of text: shared words, numbers, and dates by their number format."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lxml import etree

from app.errors import CasebookError
from app.records.archives import DamagedMember, Member, Members
from app.records.rich_text import all_text
from app.records.safe_xml import parse

_MOST_ROWS = 100_000
_MOST_COLUMNS = 2_000
_DAMAGED = (
    "This table is damaged: it looks like a workbook (XLSX), but cannot be read. Nothing was "
    "changed. Please save it again, or as CSV."
)
# Formats that Excel builds in and that show dates (ECMA-376, part 1, 18.8.30).
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|general', re.IGNORECASE)
_CELL_PLACE = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})")
_FIRST_DAY = date(1899, 12, 30)
_FIRST_DAY_1904 = date(1904, 1, 1)
_LAST_NUMBER = 110_000  # the year 2201


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    grid: list[list[str]]


class Workbook(NamedTuple):
    """What the sheets of a workbook share."""

    words: list[str]
    date_styles: frozenset[int]
    first_day: date


def is_workbook(members: Members) -> bool:
    """Whether an archive is an XLSX workbook."""
    names = {member.name for member in members.files}
    return "xl/workbook.xml" in names and "[Content_Types].xml" in names


def sheets_of(members: Members) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises:
        CasebookError: it is damaged.
    """
    files = {member.name: member for member in members.files}
    try:
        return list(_sheets(files))
    except (DamagedMember, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise CasebookError(_DAMAGED) from error


def _sheets(files: dict[str, Member]) -> Iterator[Sheet]:
    root = parse(files["xl/workbook.xml"].content()).root
    properties = next((e for e in root.iter() if _local(e) == "workbookPr"), None)
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    book = Workbook(
        _shared_words(files), _date_styles(files), _FIRST_DAY_1904 if is_1904 else _FIRST_DAY
    )
    names = [e.get("name") or "Sheet" for e in root.iter() if _local(e) == "sheet"]
    paths = sorted(
        (n for n in files if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)), key=_sheet_number
    )
    for number, sheet in enumerate(paths):
        name = names[number] if number < len(names) else f"Sheet {number + 1}"
        yield Sheet(name, _grid(parse(files[sheet].content()).root, book))


def _sheet_number(path: str) -> tuple[int, str]:
    digits = re.findall(r"[0-9]+", path)
    return (int(digits[-1]) if digits else 0, path)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _shared_words(files: dict[str, Member]) -> list[str]:
    member = files.get("xl/sharedStrings.xml")
    if member is None:
        return []
    root = parse(member.content()).root
    return [_words_of(item) for item in root if _local(item) == "si"]


def _words_of(item: etree._Element) -> str:
    """Return the words of a text, its phonetic guides left out."""
    runs = (element for element in item.iter() if _local(element) == "t")
    return "".join(run.text or "" for run in runs if not _is_guide(run))


def _is_guide(run: etree._Element) -> bool:
    holder = run.getparent()
    return holder is not None and _local(holder) == "rPh"


def _date_styles(files: dict[str, Member]) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a date."""
    member = files.get("xl/styles.xml")
    if member is None:
        return frozenset()
    root = parse(member.content()).root
    custom = {
        _whole(e.get("numFmtId")): e.get("formatCode") or ""
        for e in root.iter()
        if _local(e) == "numFmt"
    }
    cells = next((e for e in root if _local(e) == "cellXfs"), None)
    styles = [] if cells is None else [e for e in cells if _local(e) == "xf"]
    return frozenset(
        number
        for number, style in enumerate(styles)
        if _shows_date(_whole(style.get("numFmtId")), custom)
    )


def _shows_date(format_id: int, custom: dict[int, str]) -> bool:
    if format_id in custom:
        return _DATE_LETTERS.search(_NOT_LETTERS.sub("", custom[format_id])) is not None
    return format_id in _DATE_FORMATS


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _grid(root: etree._Element, book: Workbook) -> list[list[str]]:
    grid: list[list[str]] = []
    for row in root.iter():
        if _local(row) != "row":
            continue
        if len(grid) >= _MOST_ROWS:
            break
        number = _whole(row.get("r"))
        # Rows without cells are left out of the file; gaps of any size are not.
        while number and len(grid) < min(number - 1, len(grid) + 50):
            grid.append([])
        grid.append(_row(row, book))
    return grid


def _row(row: etree._Element, book: Workbook) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if _local(cell) != "c":
            continue
        column = _column(cell.get("r"), len(cells))
        if column >= _MOST_COLUMNS:
            break
        cells += [""] * (column - len(cells))
        cells.append(" ".join(_cell_words(cell, book).split()))
    return cells


def _column(place: str | None, following: int) -> int:
    found = _CELL_PLACE.fullmatch(place or "")
    if found is None:
        return following
    number = 0
    for letter in found["column"]:
        number = number * 26 + ord(letter) - 64
    return max(number - 1, following)


def _cell_words(cell: etree._Element, book: Workbook) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _words_of(cell)
    held = next((e for e in cell if _local(e) == "v"), None)
    text = "" if held is None else all_text(held)
    if kind == "s":
        place = _whole(text)
        return book.words[place] if place < len(book.words) else ""
    if kind == "n" and _whole(cell.get("s")) in book.date_styles:
        return _as_date(text, book.first_day)
    return _as_number(text) if kind == "n" else text


def _as_number(text: str) -> str:
    """Return a number as shown: 12.300000000000001 is how a sheet keeps 12.3."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value.adjusted()) > 30:
        return text
    return format(Decimal(repr(float(value))), "f") if len(value.as_tuple().digits) > 15 else text


def _as_date(text: str, first_day: date) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or not 0 <= value < _LAST_NUMBER:
        return text
    day = first_day + timedelta(days=int(value))
    minutes = round((value - int(value)) * 1440)
    clock = f" {minutes // 60 % 24:02d}:{minutes % 60:02d}" if minutes else ""
    return day.isoformat() + clock

"""XLSX workbooks read as grids of text: shared words, and numbers as their formats show them."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from lxml import etree

from app.errors import CasebookError
from app.records.archives import DamagedMember, Member, Members
from app.records.number_formats import FIRST_DAY, FIRST_DAY_1904, Shown, in_words, shown_as
from app.records.rich_text import all_text
from app.records.safe_xml import parse

_MOST_ROWS = 100_000
_MOST_COLUMNS = 2_000
_DAMAGED = (
    "This table is damaged: it looks like a workbook (XLSX), but cannot be read. Nothing was "
    "changed. Please save it again, or as CSV."
)
_CELL_PLACE = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})")


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    grid: list[list[str]]


class Workbook(NamedTuple):
    """What the sheets of a workbook share."""

    words: list[str]
    styles: Mapping[int, Shown]
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
    book = Workbook(_shared_words(files), _styles(files), FIRST_DAY_1904 if is_1904 else FIRST_DAY)
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


def _styles(files: dict[str, Member]) -> dict[int, Shown]:
    """Return how the cell styles show a number, by their numbers, where not as it is."""
    member = files.get("xl/styles.xml")
    if member is None:
        return {}
    root = parse(member.content()).root
    custom = {
        _whole(e.get("numFmtId")): e.get("formatCode") or ""
        for e in root.iter()
        if _local(e) == "numFmt"
    }
    cells = next((e for e in root if _local(e) == "cellXfs"), None)
    styles = [] if cells is None else [e for e in cells if _local(e) == "xf"]
    shown = (shown_as(_whole(style.get("numFmtId")), custom) for style in styles)
    return {number: how for number, how in enumerate(shown) if how is not None}


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
    style = book.styles.get(_whole(cell.get("s")))
    return in_words(text, style, book.first_day) if kind == "n" else text

"""How a table of results is laid out: which column or row holds what.

Three layouts are met: one result to a line with a head for each column; tests down the side and
dates along the top; dates down the side and tests along the top.
"""

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from app.records.lab_values import looks_like_unit
from app.records.moments import WrittenDate, written_date

Grid = Sequence[Sequence[str]]


class Column(Enum):
    """What a column of a table of results holds."""

    DATE = auto()
    TIME = auto()
    NAME = auto()
    VALUE = auto()
    UNIT = auto()
    RANGE = auto()
    LOW = auto()
    HIGH = auto()
    FLAG = auto()
    LAB = auto()
    CODE = auto()
    PERSON = auto()
    PANEL = auto()
    SPECIMEN = auto()
    STATUS = auto()
    NOTE = auto()


_HEADS = {
    Column.DATE: """date|collected|collection date|collection datetime|collected on|date collected
        |drawn|date drawn|draw date|specimen date|sample date|observation date|result date|test date
        |date/time|datetime|date of service|service date|collection date/time|collected date
        |date taken|effective date|datum|fecha|data|date de prélèvement|entnahmedatum|dated""",
    Column.TIME: """time|collection time|time collected|collected time|draw time|time drawn
        |specimen time|sample time|time taken|uhrzeit|zeit|hora|heure|ora|orario""",
    Column.NAME: """test|tests|analyte|component|lab test|test name|name|observation|parameter
        |laboratory test|exam|result name|component name|measure|measurement|item
        |analysis|investigation|description|test description|observation name|untersuchung|analyse
        |prueba|examen|esame|laborwert|marker|biomarker""",
    Column.VALUE: """result|results|value|your value|observation value|result value|test result
        |your result|numeric result|wert|ergebnis|resultado|valor|résultat|resultat|valeur|risultato
        |observed value|measured value|value/result""",
    Column.UNIT: """unit|units|uom|unit of measure|units of measure|result unit|einheit|unidad
        |unidades|unité|unités|unità""",
    Column.RANGE: """reference range|range|normal range|standard range|ref range|reference interval
        |reference|ref. range|ref|reference values|normal|normal values|normals|expected range
        |referenzbereich|normbereich|rango|rango de referencia|valeurs de référence|norme""",
    Column.LOW: "low|ref low|reference low|lower limit|min|minimum|lower|range low|low limit",
    Column.HIGH: "high|ref high|reference high|upper limit|max|maximum|upper|range high|high limit",
    Column.FLAG: "flag|flags|abnormal|abnormal flag|interpretation|h/l|abn|indicator|alert",
    Column.LAB: "laboratory|performing lab|performing laboratory|facility|performed by",
    Column.CODE: "loinc|loinc code|code|test code",
    Column.PERSON: "patient|patient name|patient_name|person|member|member name",
    Column.PANEL: "panel|panel name|group|category|order|order name|profile|battery",
    Column.SPECIMEN: "specimen|sample|specimen type|source",
    Column.STATUS: "status|result status",
    Column.NOTE: "comment|comments|note|notes|remark|remarks",
}
_COLUMN_BY_HEAD = {
    " ".join(head.split()): column for column, heads in _HEADS.items() for head in heads.split("|")
}
_MOST_LINES_BEFORE = 40
_LEAST_PART_OF_DATES = 0.6
_LONGEST_HEAD = 200
_SPLIT_HEAD = re.compile(r"(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]\s*")


class Layout(NamedTuple):
    """Where the results of a table stand.

    Attributes:
        head: number of the line with the heads.
        columns: what each column holds, by number; in a table with dates along the top or tests
            along the top, only the columns that say something about a whole line.
        dates: dates along the top, by column.
        tests: names along the top, by column.
    """

    head: int
    columns: Mapping[Column, int]
    dates: Mapping[int, WrittenDate] = {}
    tests: Mapping[int, str] = {}


def layout_of(grid: Grid) -> Layout | None:
    """Return how a table is laid out, None where it is no table of results."""
    for number, line in enumerate(grid[:_MOST_LINES_BEFORE]):
        if sum(bool(cell.strip()) for cell in line) < 2:
            continue
        for told in (_one_to_a_line, _dates_along_the_top, _tests_along_the_top):
            layout = told(grid, number, line)
            if layout is not None:
                return layout
    return None


@lru_cache(maxsize=2048)
def _head(cell: str) -> Column | None:
    if len(cell) > _LONGEST_HEAD:
        return None
    plain = " ".join(cell.casefold().replace("_", " ").split()).strip(" :*#")
    return _COLUMN_BY_HEAD.get(plain) or _COLUMN_BY_HEAD.get(_SPLIT_HEAD.sub(r"\g<name>", plain))


def _columns(line: Sequence[str]) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for number, cell in enumerate(line):
        column = _head(cell)
        if column is not None:
            found.setdefault(column, number)
    # "Lab" stands over the tests in some tables and over the laboratories in others.
    lab = next((n for n, cell in enumerate(line) if cell.strip().casefold() == "lab"), None)
    if lab is not None:
        found.setdefault(Column.LAB if Column.NAME in found else Column.NAME, lab)
    return found


def _one_to_a_line(_: Grid, number: int, line: Sequence[str]) -> Layout | None:
    columns = _columns(line)
    if Column.NAME in columns and Column.VALUE in columns:
        return Layout(number, columns)
    return None


def _dates_along_the_top(_: Grid, number: int, line: Sequence[str]) -> Layout | None:
    columns = _columns(line)
    taken = set(columns.values()) | {0}
    told = {n: written_date(cell) for n, cell in enumerate(line) if cell.strip() and n not in taken}
    dates = {n: date for n, date in told.items() if date is not None}
    if not dates or len(dates) < _LEAST_PART_OF_DATES * len(told):
        return None
    names = columns.get(Column.NAME, 0)
    if written_date(line[names]) is not None:
        return None
    special = {Column.UNIT, Column.RANGE, Column.LOW, Column.HIGH, Column.CODE}
    kept = {column: n for column, n in columns.items() if column in special}
    kept[Column.NAME] = names
    return Layout(number, kept, dates=dates)


def _tests_along_the_top(grid: Grid, number: int, line: Sequence[str]) -> Layout | None:
    """Take a head whose first column holds dates below it."""
    columns = _columns(line)
    dates = columns.get(Column.DATE, 0)
    below = [row[dates] for row in grid[number + 1 :] if len(row) > dates and row[dates].strip()]
    days = [cell for cell in below if written_date(cell) is not None]
    if not days or len(days) < _LEAST_PART_OF_DATES * len(below):
        return None
    special = {Column.TIME, Column.LAB, Column.NOTE, Column.PERSON, Column.DATE}
    kept = {c: n for c, n in columns.items() if c in special}
    kept[Column.DATE] = dates
    tests = {
        n: cell.strip()
        for n, cell in enumerate(line)
        if cell.strip() and n not in kept.values() and any(c.isalpha() for c in cell)
    }
    return Layout(number, kept, tests=tests) if tests else None


def name_and_unit(head: str) -> tuple[str, str | None]:
    """Split `WBC (10^3/uL)` into name and unit."""
    found = _SPLIT_HEAD.fullmatch(head) if len(head) <= _LONGEST_HEAD else None
    if found is not None and looks_like_unit(found["unit"].strip()):
        return found["name"], found["unit"].strip()
    name, comma, unit = head.rpartition(",")
    if comma and looks_like_unit(unit.strip()):
        return name.strip(), unit.strip()
    return head.strip(), None

"""Laboratory results of the last dates, each against that report's own range."""

from collections.abc import Sequence
from decimal import Decimal

from app.case.facts import Facts
from app.case.facts.values.measured import LabValue, TrendRow, TrendTable
from app.case.numbers import number_text
from app.case.partial_date import PartialDate
from app.report.contents.units import unit_words
from app.report.contents.wording import NOT_KNOWN, short_date
from app.report.outline.blocks import Cell, Column, Row, Table
from app.report.outline.words import NBSP, Words, muted, say, shortened, strong

MAIN_LABS = (
    "anc",
    "plt",
    "hgb",
    "wbc",
    "alt",
    "ast",
    "tbili",
    "dbili",
    "creatinine",
    "ldh",
)
"""Domain reference, section 5.1."""

SHORT_NAMES = {
    "anc": "Neutrophils",
    "plt": "Platelets",
    "hgb": "Hemoglobin",
    "wbc": "White cells",
    "alt": "ALT",
    "ast": "AST",
    "tbili": "Bilirubin, total",
    "dbili": "Bilirubin, direct",
    "creatinine": "Creatinine",
    "ldh": "LDH",
}
_UPPER_LIMIT = frozenset({"alt", "ast", "tbili", "dbili", "creatinine"})
"""Tests whose limit in trials is a multiple of the laboratory's upper limit."""

_SUMMARY = "Blood results by date; L is below and H above that laboratory's own range"


def lab_table(facts: Facts, columns: int, year: int) -> Table:
    """Return the main results of the last dates, oldest first.

    Args:
        facts: the facts.
        columns: how many dates.
        year: the year a date may be printed without.
    """
    found = facts.lab_table(MAIN_LABS, columns)
    rows = [row for row in found.rows if any(row.cells)]
    if not rows:
        return _none()
    with_limit = any(_newest_multiple(row) for row in rows)
    heads = [Column("", 1.0, row_header=True)]
    heads += [Column(_day(day, found, year), align="right") for day in found.dates]
    if with_limit:
        heads.append(Column("×ULN", align="right"))
    return Table(tuple(heads), tuple(_row(row, with_limit) for row in rows), _SUMMARY)


def _none() -> Table:
    row = Row((Cell((strong("Blood results"),)), Cell(say(NOT_KNOWN))))
    return Table((Column(row_header=True), Column(share=1.0)), (row,), _SUMMARY)


def _day(day: PartialDate, found: TrendTable, year: int) -> str:
    is_newest = day == found.dates[-1]
    # The last date carries its year, so that no column can be mistaken for another year's.
    return short_date(day, None if is_newest or day.year != year else year)


def _row(row: TrendRow, with_limit: bool) -> Row:
    unit = unit_words(row.unit)
    name = SHORT_NAMES.get(row.key, row.name)
    cells = [Cell(say(name, muted(f", {unit}") if unit else ""))]
    cells += [Cell(lab_cell(value, row.unit)) for value in row.cells]
    if with_limit:
        cells.append(Cell(say(_newest_multiple(row))))
    return Row(tuple(cells))


def lab_cell(value: LabValue | None, unit: str | None) -> Words:
    """Return a value as printed, strong and with L or H where it is outside its own range."""
    if value is None:
        return say(muted("–"))
    told = shortened(value_words(value, unit), 18)
    if value.flag in ("low", "high"):
        return say(strong(f"{told}{NBSP}{'L' if value.flag == 'low' else 'H'}"))
    return say(told)


def value_words(value: LabValue, unit: str | None) -> str:
    """Return the number, with its own unit where that is not the row's."""
    if value.quantity is None:
        return value.text or "–"
    number = number_text(value.quantity.value)
    if value.quantity.comparator:
        number = f"{value.quantity.comparator}{NBSP}{number}"
    own = unit_words(value.quantity.unit)
    return number if value.quantity.unit == unit or not own else f"{number}{NBSP}{own}"


def _newest_multiple(row: TrendRow) -> str:
    if row.key not in _UPPER_LIMIT:
        return ""
    newest = next((cell for cell in reversed(row.cells) if cell is not None), None)
    if newest is None or newest.multiple_of_uln is None:
        return ""
    comparator = newest.multiple_comparator or ""
    return f"{comparator}{_two_decimals(newest.multiple_of_uln)}"


def _two_decimals(number: Decimal) -> str:
    return f"{number:.2f}"


def changes_counts(facts: Facts) -> str:
    """Return transfusions and growth factors of the last two weeks, which change the counts."""
    told = [
        f"{shortened(one.words, 50)} {short_date(one.date)}".strip()
        for one in facts.changes_counts[:4]
    ]
    return f"In the last 14 days: {'; '.join(told)}." if told else ""


def other_results(facts: Facts, shown: Sequence[str] = MAIN_LABS) -> str:
    """Return other results of the newest report that are outside its range."""
    panel = facts.latest_panel
    if panel is None:
        return ""
    told = [
        f"{shortened(value.name_on_report or value.name, 30)} {value.words}"
        f" {'L' if value.flag == 'low' else 'H'}"
        for value in panel.results
        if value.key not in shown and value.flag in ("low", "high")
    ]
    return f"Also outside the range on {short_date(panel.date)}: {', '.join(told)}." if told else ""

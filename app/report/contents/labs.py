"""Laboratory results of the last dates, each against that report's own range."""

from collections.abc import Sequence
from decimal import Decimal

from app.case.facts import Facts
from app.case.facts.values.measured import LabValue, TrendRow, TrendTable
from app.case.numbers import number_text
from app.case.partial_date import PartialDate
from app.report.contents.same_day import records_differ, said_that_day
from app.report.contents.units import unit_words
from app.report.contents.wording import NOT_KNOWN, short_date
from app.report.outline.blocks import Cell, Column, Row, Table
from app.report.outline.words import NBSP, Words, joined, muted, say, shortened, strong

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


def lab_table(facts: Facts, columns: int, year: int, wanted: Sequence[str] = MAIN_LABS) -> Table:
    """Return the main results of the last dates, oldest first.

    Args:
        facts: the facts.
        columns: how many dates.
        year: the year a date may be printed without.
        wanted: which results, by their keys.
    """
    found = facts.lab_table(tuple(wanted), columns)
    rows = [row for row in found.rows if any(row.cells)]
    if not rows:
        return _none()
    with_limit = any(_newest_multiple(row) for row in rows)
    heads = [Column("", 1.0, row_header=True)]
    heads += [Column(_day(day, found, year), align="right") for day in found.dates]
    if with_limit:
        heads.append(Column("×ULN", align="right"))
    return Table(tuple(heads), tuple(_row(facts, row, with_limit) for row in rows), _SUMMARY)


def _none() -> Table:
    row = Row((Cell((strong("Blood results"),)), Cell(say(NOT_KNOWN))))
    return Table((Column(row_header=True), Column(share=1.0)), (row,), _SUMMARY)


def _day(day: PartialDate, found: TrendTable, year: int) -> str:
    is_newest = day == found.dates[-1]
    # The last date carries its year, so that no column can be mistaken for another year's.
    return short_date(day, None if is_newest or day.year != year else year)


def _row(facts: Facts, row: TrendRow, with_limit: bool) -> Row:
    unit = unit_words(row.unit)
    name = SHORT_NAMES.get(row.key, row.name)
    cells = [Cell(say(name, muted(f", {unit}") if unit else ""))]
    cells += [Cell(day_cell(facts, value, row.unit)) for value in row.cells]
    if with_limit:
        cells.append(Cell(say(_multiples(facts, row))))
    return Row(tuple(cells))


def day_cell(facts: Facts, value: LabValue | None, unit: str | None) -> Words:
    """Return a value as `lab_cell` does, "45 or 90 H" where the records of the day differ."""
    if value is None or not records_differ(facts, value):
        return lab_cell(value, unit)
    said = said_that_day(facts, value)
    if len(said) == 1:
        return say(lab_cell(value, unit), muted(" (our records differ)"))
    return joined([lab_cell(one, unit) for one in said], " or ")


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
    newest = _newest(row)
    return _multiple(newest) if newest is not None and row.key in _UPPER_LIMIT else ""


def _multiples(facts: Facts, row: TrendRow) -> str:
    """Return the newest multiple, "1.1 or 2.2" where the records of that day differ."""
    newest = _newest(row)
    if newest is None or not _newest_multiple(row):
        return ""
    told = (_multiple(one) for one in said_that_day(facts, newest))
    return " or ".join(dict.fromkeys(one for one in told if one))


def _newest(row: TrendRow) -> LabValue | None:
    return next((cell for cell in reversed(row.cells) if cell is not None), None)


def _multiple(value: LabValue) -> str:
    if value.multiple_of_uln is None:
        return ""
    return f"{value.multiple_comparator or ''}{_two_decimals(value.multiple_of_uln)}"


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

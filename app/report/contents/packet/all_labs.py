"""All blood results: a trend for each test, then every report in tables of a few dates."""

from collections.abc import Iterator, Sequence

from app.case import vocabulary
from app.case.entities import LabPanel, LabResult
from app.case.facts import Facts
from app.report.contents.labs import MAIN_LABS
from app.report.contents.packet.entity_tables import by_day, field_words
from app.report.contents.trends import trend_table
from app.report.contents.units import unit_words
from app.report.contents.wording import NOT_KNOWN, short_date
from app.report.outline.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from app.report.outline.words import NBSP, Words, muted, say, shortened, strong

_PER_TABLE = 6


def lab_blocks(facts: Facts) -> Iterator[Block]:
    """Yield trends and all reports, the newest dates first."""
    yield Heading("Blood results", level=1)
    panels: list[LabPanel] = by_day(facts.case.all(LabPanel))
    if not panels:
        yield Paragraph(say(NOT_KNOWN))
        return
    trends = trend_table(facts, _keys(facts, panels), most=200)
    if trends:
        yield Heading("Trends", note="filled dot = outside that lab's own range, hollow = inside")
        yield trends
    for start in range(0, len(panels), _PER_TABLE):
        yield from _reports(facts, list(reversed(panels[start : start + _PER_TABLE])))


def _keys(facts: Facts, panels: Sequence[LabPanel]) -> tuple[str, ...]:
    found = {
        result.code: None
        for panel in panels
        for result in facts.case.parts(LabResult, panel)
        if result.code
    }
    return (*MAIN_LABS, *(key for key in found if key not in MAIN_LABS))


def _reports(facts: Facts, panels: Sequence[LabPanel]) -> Iterator[Block]:
    first, last = panels[0], panels[-1]
    yield Heading(
        "Reports",
        note="L low, H high, by that lab's own range",
        aside=f"{short_date(first.date)} – {short_date(last.date)}",
    )
    yield _table(facts, panels)
    for panel in panels:
        parts = (panel.context, panel.lab_name, panel.note)
        told = ", ".join(part for part in parts if part)
        if told:
            yield Paragraph(say(strong(short_date(panel.date) or "No date"), f": {told}"))


def _table(facts: Facts, panels: Sequence[LabPanel]) -> Table:
    results = [
        {_key(result): result for result in facts.case.parts(LabResult, panel)} for panel in panels
    ]
    keys = list(dict.fromkeys(key for found in results for key in found))
    columns = [Column("", share=1.0, row_header=True)]
    columns += [Column(short_date(panel.date) or "No date", 0.0, "right") for panel in panels]
    rows = [_row(key, [found.get(key) for found in results]) for key in keys]
    return Table(tuple(columns), tuple(rows), "Blood results by date")


def _key(result: LabResult) -> str:
    return result.code or result.name_on_report or ""


def _row(key: str, results: Sequence[LabResult | None]) -> Row:
    newest = next(result for result in reversed(results) if result)
    unit = unit_words(newest.unit)
    ranges = {(_range(result), result.unit) for result in results if result}
    # One range for all dates stands beside the name, different ones beside their values.
    shared = _range(newest) if len(ranges) == 1 else ""
    about = ", ".join(part for part in (unit, shared) if part)
    head = Cell(say(shortened(_name(key, newest), 50), muted(f", {about}") if about else ""))
    cells = (Cell(_value(result, newest, with_range=not shared)) for result in results)
    return Row((head, *cells))


def _name(key: str, result: LabResult) -> str:
    term = vocabulary.labs().get(key)
    return term.name if term else result.name_on_report or key


def _value(result: LabResult | None, newest: LabResult, with_range: bool) -> Words:
    if result is None:
        return ()
    told = field_words(result, "value") or "–"
    unit = unit_words(result.unit)
    if result.unit == newest.unit and unit:
        told = told.removesuffix(unit).strip()
    if result.comparator:
        told = f"{result.comparator}{NBSP}{told}"
    flagged = result.flag in ("L", "H")
    value = strong(f"{told}{NBSP}{result.flag}") if flagged else told
    about = f" ({_range(result)})" if with_range and _range(result) else ""
    return say(value, muted(about) if about else "")


def _range(result: LabResult) -> str:
    low, high = field_words(result, "ref_low"), field_words(result, "ref_high")
    unit = unit_words(result.unit)
    low, high = (text.removesuffix(unit).strip() for text in (low, high))
    if low and high:
        return f"{low}{NBSP}–{NBSP}{high}"
    return f"≥{NBSP}{low}" if low else f"≤{NBSP}{high}" if high else ""

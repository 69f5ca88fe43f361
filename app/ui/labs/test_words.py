"""How tests, their results and what is behind them are said on the page."""

from decimal import Decimal

from app.case.numbers import number_text
from app.ui.lab_words import lab_name, unit_text
from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases.lab_chart import MRD
from app.usecases.lab_values import Line, Point, TestRow

_GROUPS = {
    "counts": QT_TRANSLATE_NOOP("Tests", "Blood counts"),
    "liver": QT_TRANSLATE_NOOP("Tests", "Liver"),
    "kidney": QT_TRANSLATE_NOOP("Tests", "Kidney and cell turnover"),
    "marrow": QT_TRANSLATE_NOOP("Tests", "Marrow"),
    "chemistry": QT_TRANSLATE_NOOP("Tests", "Salts and chemistry"),
    "clotting": QT_TRANSLATE_NOOP("Tests", "Clotting"),
    "immune": QT_TRANSLATE_NOOP("Tests", "Immune system"),
    "inflammation": QT_TRANSLATE_NOOP("Tests", "Inflammation"),
    "heart": QT_TRANSLATE_NOOP("Tests", "Heart and lungs"),
    "virus": QT_TRANSLATE_NOOP("Tests", "Viruses"),
    "drugs": QT_TRANSLATE_NOOP("Tests", "Drug levels"),
    "fluid": QT_TRANSLATE_NOOP("Tests", "Spinal fluid"),
    "other": QT_TRANSLATE_NOOP("Tests", "Other"),
}
_FLAGS = {
    "low": QT_TRANSLATE_NOOP("Tests", "low"),
    "high": QT_TRANSLATE_NOOP("Tests", "high"),
}
_COMPARED = {
    "low": QT_TRANSLATE_NOOP("Tests", "Low"),
    "high": QT_TRANSLATE_NOOP("Tests", "High"),
    "in_range": QT_TRANSLATE_NOOP("Tests", "In range"),
}
_TOLD = {
    "highest so far": QT_TRANSLATE_NOOP("Tests", "highest so far"),
    "lowest so far": QT_TRANSLATE_NOOP("Tests", "lowest so far"),
    "rising": QT_TRANSLATE_NOOP("Tests", "rising"),
    "falling": QT_TRANSLATE_NOOP("Tests", "falling"),
    "not found": QT_TRANSLATE_NOOP("Tests", "not found"),
    "found, no number": QT_TRANSLATE_NOOP("Tests", "found, no number"),
}


def group_name(group: str) -> str:
    """Return the heading of a group of tests."""
    return translate("Tests", _GROUPS[group])


def test_name(row: TestRow) -> str:
    """Return the everyday name of a test."""
    if row.key == MRD:
        return translate("Tests", "Cancer cells (MRD)")
    return lab_name(row.newest) if row.newest is not None else row.name


def value_words(value: str) -> str:
    """Return a result, its words translated."""
    return translate("Tests", _TOLD[value]) if value in _TOLD else value


def flag_word(row: TestRow) -> str:
    """Return "low" or "high"; "" for others."""
    return translate("Tests", _FLAGS[row.flag]) if row.flag in _FLAGS else ""


def row_words(row: TestRow) -> str:
    """Return "0.9 10³/µL, low"."""
    value = f"{value_words(row.value)} {unit_text(row.unit)}".strip()
    flag = flag_word(row)
    return translate("Tests", "{value}, {flag}").format(value=value, flag=flag) if flag else value


def compared(point: Point, told: str, line: Line) -> str:
    """Return "High, highest so far", "Found", "In range"; "" where it cannot be told."""
    if line.key == MRD:
        found = point.state == "outside"
        return translate("Tests", "Found") if found else translate("Tests", "Not found")
    if point.flag is None:
        return ""
    words = translate("Tests", _COMPARED[point.flag])
    if not told:
        return words
    both = translate("Tests", "{flag}, {more}")
    return both.format(flag=words, more=translate("Tests", _TOLD[told]))


def range_words(low: Decimal | None, high: Decimal | None) -> str:
    """Return "5 – 45", "up to 45", "from 5" or ""."""
    if low is not None and high is not None:
        return f"{number_text(low)} – {number_text(high)}"
    if high is not None:
        return translate("Tests", "up to {limit}").format(limit=number_text(high))
    if low is not None:
        return translate("Tests", "from {limit}").format(limit=number_text(low))
    return ""


def point_words(point: Point, name: str, line: Line) -> str:
    """Return value, date, how it compares and source as one sentence for a screen reader."""
    day = point.date.words() if point.date else translate("Tests", "date not known")
    value = f"{name} {value_words(point.value)} {point.unit}".strip()
    said = [f"{value}, {day}", compared(point, "", line)]
    usual = range_words(point.low, point.high)
    if usual:
        said.append(translate("Tests", "usual {range}").format(range=usual))
    source = translate("Tests", "Source: {source}").format(source=point.source)
    said.append(source if point.source else translate("Tests", "No record yet"))
    return ". ".join(part for part in said if part)

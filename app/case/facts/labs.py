"""Laboratory values: the newest of each, the latest panel, and lines over time.

Years of blood counts are tens of thousands of rows. They are looked through in their stored form,
and only those that are shown become values.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import cast

from app.case import units, vocabulary
from app.case.case import Case
from app.case.entities import LabPanel, LabResult
from app.case.facts.arithmetic import rounded
from app.case.facts.records import days_to, evidence, order_of
from app.case.facts.values.measured import Flag, LabValue, Panel
from app.case.numbers import Comparator, Quantity, read_quantity
from app.case.partial_date import PartialDate

_FLAGS: Mapping[str, Flag] = {"L": "low", "LL": "low", "N": "in_range", "H": "high", "HH": "high"}
_COMPARATORS = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">="}
# A number typed as text, as some laboratories print it: "<10", "≥ 5.0".
_NUMBER_AS_TEXT = re.compile(r"\s*(?:<=|>=|[<>≤≥])?\s*[0-9][0-9.,]*\s*")


@lru_cache(maxsize=4096)
def lab_key(code: str | None, name: str | None, unit: str | None) -> str:
    """Return a lab's id in `labs.csv`, else its code or name as printed, in lower case.

    `cd19` is a count of B cells here; the marker of the same name lives with the markers.
    """
    listed = vocabulary.labs()
    if code and (found := listed.get(code.strip().casefold())):
        return found.id
    for text in (code, name):
        if text and (found := listed.find(text, unit or None)):
            return found.id
    return (code or name or "").strip().casefold()


@cache
def _lab_ids() -> frozenset[str]:
    return frozenset(term.id for term in vocabulary.labs())


def lab_name(key: str, printed: str | None) -> str:
    """Return the plain name of a lab, else the name on the report."""
    term = vocabulary.labs().get(key)
    return term.name if term else printed or key or "Test without a name"


class LabIndex:
    """Where the results of each lab lie, up to a day.

    Attributes:
        case: the case.
        as_of: results of panels dated after it do not count.
    """

    def __init__(self, case: Case, as_of: date) -> None:
        self.case = case
        self.as_of = as_of

    @cached_property
    def panels(self) -> dict[str, str]:
        """The day of every panel that counts, as stored, by its id; in order of time.

        By date, then by time of day, then by their order; undated ones come first.
        """
        ranks = []
        for index, row in enumerate(self.case.all(LabPanel).stored("id", "date", "time")):
            panel_id, written, time = row
            day = PartialDate.from_iso(written) if written else None
            if day is None or day.earliest <= self.as_of:
                ranks.append((order_of(day), time or "", index, panel_id, written or ""))
        return {panel_id: written for *_, panel_id, written in sorted(ranks)}

    @cached_property
    def by_lab(self) -> Mapping[str, list[int]]:
        """The row numbers of every result with a value, by lab, oldest first."""
        places = {panel_id: place for place, panel_id in enumerate(self.panels)}
        order = list(map(places.get, self._parents))
        values = self.case.all(LabResult).stored("value")
        found = self._all_rows()
        for key, rows in found.items():
            counted = [i for i in rows if values[i] is not None and order[i] is not None]
            # Row numbers ascend already, so that of one panel the later row comes last.
            found[key] = sorted(counted, key=lambda i: order[i] or 0)
        return {key: rows for key, rows in found.items() if rows}

    def _all_rows(self) -> dict[str, list[int]]:
        """Return all row numbers by lab: a few dozen codes in thousands of rows."""
        table = self.case.all(LabResult)
        by_code: defaultdict[str | None, list[int]] = defaultdict(list)
        for index, code in enumerate(table.stored("code")):
            by_code[code].append(index)
        found: dict[str, list[int]] = {}
        for code, rows in by_code.items():
            if code in _lab_ids():
                found.setdefault(str(code), []).extend(rows)
            else:
                for index in rows:
                    found.setdefault(self._key(index), []).append(index)
        return {key: sorted(rows) for key, rows in found.items()}

    def _key(self, index: int) -> str:
        row = self.case.all(LabResult)[index]
        return lab_key(row.code, row.name_on_report, row.unit)

    @cached_property
    def _parents(self) -> list[str]:
        return self.case.all(LabResult).stored("parent_id")

    @cached_property
    def days(self) -> list[str | None]:
        """The day of every result as stored, by row number; None where its panel counts not."""
        return list(map(self.panels.get, self._parents))

    def value(self, index: int) -> LabValue:
        """Return the result in one row of the table."""
        row = self.case.all(LabResult)[index]
        return lab_value(self.case, row, self.case.get(LabPanel, row.parent_id))

    def newest(self) -> Mapping[str, LabValue]:
        """Return the newest value of every lab; of two in one panel the later row."""
        return {key: self.value(rows[-1]) for key, rows in self.by_lab.items()}

    def of_lab(self, key: str, last: int | None = None) -> list[LabValue]:
        """Return the values of a lab, or only the last few, oldest first."""
        rows = self.by_lab.get(key, [])
        return [self.value(row) for row in (rows if last is None else rows[-last:] if last else ())]

    def latest_panel(self) -> Panel | None:
        """Return the newest panel: by date, then time, then order."""
        panel = self.case.get(LabPanel, next(reversed(self.panels), None))
        return self._panel(panel) if panel else None

    def _panel(self, panel: LabPanel) -> Panel:
        """Return one panel with its results in the report's order."""
        rows = (index for index, parent in enumerate(self._parents) if parent == panel.id)
        return Panel(
            date=panel.date,
            age_days=days_to(panel.date, self.as_of),
            lab_name=panel.lab_name or None,
            context=panel.context or None,
            results=tuple(self.value(index) for index in rows),
            evidence=evidence(self.case, panel, panel.context or "Lab report"),
        )


def lab_value(case: Case, row: LabResult, panel: LabPanel | None) -> LabValue:
    """Return a result as printed, with its flag and multiple against its report's own range."""
    quantity = quantity_of(row)
    key = lab_key(row.code, row.name_on_report, row.unit)
    name = lab_name(key, row.name_on_report)
    text = row.value if isinstance(row.value, str) and quantity is None else None
    multiple = _multiple(quantity, row.ref_high)
    shown = quantity.words() if quantity else text or "no result"
    return LabValue(
        key=key,
        name=name,
        name_on_report=row.name_on_report or None,
        quantity=quantity,
        text=text,
        ref_low=row.ref_low,
        ref_high=row.ref_high,
        flag=_flag(row, quantity),
        multiple_of_uln=multiple,
        multiple_comparator=quantity.comparator if quantity and multiple is not None else None,
        date=panel.date if panel else None,
        panel_id=row.parent_id,
        panel_shown_id=panel.shown_id if panel else row.parent_id,
        evidence=evidence(case, row, f"{name} {shown}", parent=panel),
    )


def quantity_of(row: LabResult) -> Quantity | None:
    """Return the number of a result with unit and comparator; None for words."""
    unit = row.unit or None
    if isinstance(row.value, Decimal):
        return Quantity(row.value, unit, _comparator(row.comparator))
    if isinstance(row.value, str) and _NUMBER_AS_TEXT.fullmatch(row.value):
        try:
            found = read_quantity(row.value)
        except ValueError:
            return None
        return Quantity(found.value, unit, found.comparator or _comparator(row.comparator))
    return None


def _comparator(text: str | None) -> Comparator | None:
    return cast("Comparator | None", _COMPARATORS.get((text or "").strip()))


def _flag(row: LabResult, quantity: Quantity | None) -> Flag | None:
    """Return the flag the report printed, else the one its range gives.

    A printed "N" does not hide a number outside the range that the same report prints.
    """
    printed = _FLAGS.get((row.flag or "").strip().upper())
    if quantity is None or printed in ("low", "high"):
        return printed
    computed = units.flag_of(quantity, row.ref_low, row.ref_high)
    return _FLAGS.get(computed or "") or printed


def _multiple(quantity: Quantity | None, upper: Decimal | None) -> Decimal | None:
    if quantity is None or quantity.value < 0:
        return None
    times = units.multiple_of_upper_limit(quantity, upper)
    return rounded(times.value, places=2) if times else None


def multiples(results: Iterable[LabValue]) -> Mapping[str, Decimal]:
    """Return the multiples of the upper limit by lab, those with "<" or ">" left out."""
    return {
        value.key: value.multiple_of_uln
        for value in results
        if value.multiple_of_uln is not None and value.multiple_comparator is None
    }

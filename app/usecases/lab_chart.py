"""Tests over time: which there are, the line of one, and what lies behind it.

Values stay as the report printed them; a line is drawn in the unit of its newest number, and only
where the factor to that unit is known (app.case.units). Nothing is judged beyond the report's own
range and flag.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from app.case import codes, vocabulary
from app.case.case import Case
from app.case.entities import Document, LabPanel, OrganTest, StatusEvent, Transfusion
from app.case.facts import Facts
from app.case.facts.lab_trends import in_unit
from app.case.facts.model import LabValue
from app.case.facts.records import by_reference, newest_first, order_of, source_words
from app.case.numbers import Quantity, number_text
from app.usecases.lab_values import Behind, Flag, Given, Line, Point, State, TestRow

MRD = "mrd"
_ORGAN = "organ/"
_GROUP_OF = {
    "CBC": "counts",
    "marrow": "marrow",
    "tumor": "kidney",
    "liver": "liver",
    "kidney": "kidney",
    "chemistry": "chemistry",
    "clotting": "clotting",
    "immune": "immune",
    "inflammation": "inflammation",
    "heart": "heart",
    "lung": "heart",
    "virus": "virus",
    "drug level": "drugs",
    "CSF": "fluid",
}
GROUPS = (
    *("counts", "liver", "kidney", "marrow", "chemistry", "clotting", "immune"),
    *("inflammation", "heart", "virus", "drugs", "fluid", "other"),
)
"""Groups of tests in the order of the list."""

_FIRST = (
    *("anc", "plt", "hgb", "wbc", "blasts-pb", "alc", "alt", "ast", "tbili", "dbili"),
    *("creatinine", "ldh", "uric-acid"),
)
_PRODUCTS = {
    "plt": ("platelet", "thrombo"),
    "hgb": ("red", "rbc", "erythro", "blood cell"),
    "hct": ("red", "rbc", "erythro", "blood cell"),
}


def all_tests(facts: Facts) -> list[TestRow]:
    """Return every test there is a result of, by group, those most looked at first."""
    rows = [_lab_row(key, value) for key, value in facts.newest_labs.items()]
    rows += [_organ_row(fact.test, facts) for fact in facts.organ_tests]
    mrd = line_of(facts, MRD)
    if mrd.points:
        rows.append(_row_of_line(mrd, "marrow"))
    return sorted(rows, key=_place)


def _place(row: TestRow) -> tuple[int, int, str]:
    first = _FIRST.index(row.key) if row.key in _FIRST else len(_FIRST)
    return GROUPS.index(row.group), first, row.name.casefold()


def _lab_row(key: str, value: LabValue) -> TestRow:
    term = vocabulary.labs().get(key)
    group = _GROUP_OF.get(term.row["group"], "other") if term else "other"
    unit = value.quantity.unit if value.quantity else None
    return TestRow(
        key, value.name, group, _value_text(value), unit or "", value.flag, value.date, value
    )


def _organ_row(test: str, facts: Facts) -> TestRow:
    term = vocabulary.labs().get(test)
    group = _GROUP_OF.get(term.row["group"], "heart") if term else "heart"
    return _row_of_line(line_of(facts, f"{_ORGAN}{test}"), group)


def _row_of_line(line: Line, group: str) -> TestRow:
    newest = line.points[-1]
    return TestRow(line.key, line.name, group, newest.value, newest.unit, newest.flag, newest.date)


def spark(facts: Facts, key: str, last: int) -> list[tuple[float, float]]:
    """Return the last results of a test as (day number, value) for a small line."""
    if key == MRD or key.startswith(_ORGAN):
        drawn = line_of(facts, key).drawn[-last:]
        return [
            (float(p.date.earliest.toordinal()), float(p.number))
            for p in drawn
            if p.date is not None and p.number is not None
        ]
    points = facts.lab_series(key, last=last)
    return [(float(p.date.earliest.toordinal()), float(p.number)) for p in points]


def line_of(facts: Facts, key: str) -> Line:
    """Return a test over time."""
    if key == MRD:
        return _mrd_line(facts)
    if key.startswith(_ORGAN):
        return _organ_line(facts, key.removeprefix(_ORGAN))
    return _lab_line(facts, key)


def _lab_line(facts: Facts, key: str) -> Line:
    values = facts.lab_values(key)
    unit = next((v.quantity.unit for v in reversed(values) if v.quantity), None)
    documents = _Records(facts.case)
    points = tuple(_lab_point(value, unit, documents) for value in values)
    low, high = _band(values, unit)
    term = vocabulary.labs().get(key)
    name = values[-1].name if values else term.name if term else key
    about = term.row["plain_name"] if term else ""
    return Line(key, name, unit or "", points, low, high, log=False, about=about)


class _Records:
    """Finds the documents of panels, each looked up once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._known: dict[str, tuple[str, str]] = {}

    def of_panel(self, panel_id: str, source: str) -> tuple[str, str]:
        """Return words and id of the document a panel comes from."""
        if panel_id not in self._known:
            panel = self._case.get(LabPanel, panel_id)
            reference = panel.source_document_id if panel else None
            self._known[panel_id] = self.of_reference(reference)
        words, document = self._known[panel_id]
        return (words, document) if document else (source, "")

    def of_reference(self, reference: str | None) -> tuple[str, str]:
        """Return words and id of a document."""
        document = by_reference(self._case, Document, reference)
        if document is None:
            return "", ""
        return document.title or document.file_name or "", document.id


def _lab_point(value: LabValue, unit: str | None, documents: _Records) -> Point:
    words, document = documents.of_panel(value.panel_id, value.evidence.source or "")
    printed = value.quantity.unit if value.quantity else None
    return Point(
        key=f"lab_panel/{value.panel_id}",
        row=value.evidence.id,
        date=value.date,
        number=in_unit(value, unit),
        value=_value_text(value),
        unit=printed or "",
        state=_state(value.flag),
        low=value.ref_low,
        high=value.ref_high,
        flag=value.flag,
        source=words,
        document=document,
    )


def _state(flag: Flag | None) -> State:
    if flag is None:
        return "not_told"
    return "inside" if flag == "in_range" else "outside"


def _band(values: Sequence[LabValue], unit: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the newest range that is printed in the unit of the line."""
    for value in reversed(values):
        printed = value.quantity.unit if value.quantity else None
        some = value.ref_low is not None or value.ref_high is not None
        if some and printed == unit:
            return value.ref_low, value.ref_high
    return None, None


def _value_text(value: LabValue) -> str:
    return quantity_text(value.quantity) if value.quantity else value.text or "no result"


def quantity_text(quantity: Quantity) -> str:
    """Return number and sign, without the unit."""
    sign = {"<=": "≤", ">=": "≥"}.get(quantity.comparator or "", quantity.comparator or "")
    return f"{sign} {number_text(quantity.value)}".strip()


def _mrd_line(facts: Facts) -> Line:
    rows = reversed(newest_first(facts.case, StatusEvent, facts.as_of))
    points = tuple(point for row in rows if (point := _mrd_point(facts.case, row)))
    return Line(MRD, "MRD", "%", points, None, None, log=True, about="")


def _mrd_point(case: Case, row: StatusEvent) -> Point | None:
    """Return an MRD result; "not found" is drawn where the test could have found something."""
    found = row.mrd_value is not None and row.mrd_unit == "%"
    negative = row.mrd_qualifier == "negative"
    if not found and not negative and row.mrd_qualifier != "positive_nonquantifiable":
        return None
    sign = f"{row.mrd_comparator} " if row.mrd_comparator else ""
    value = f"{sign}{number_text(row.mrd_value)}" if found and row.mrd_value is not None else ""
    number = None if negative else row.mrd_value if found else row.mrd_sensitivity_percent
    if negative:
        value, number = "not found", row.mrd_sensitivity_percent
    words, document = _Records(case).of_reference(row.source_document_id)
    return Point(
        key=f"status_event/{row.id}",
        row=row.id,
        date=row.date,
        number=number if number is not None and number > 0 else None,
        value=value or "found, no number",
        unit="%" if found and not negative else "",
        state="inside" if negative else "outside",
        low=None,
        high=None,
        flag=None,
        source=words or source_words(case, row) or "",
        document=document,
    )


def _organ_line(facts: Facts, test: str) -> Line:
    rows = [row for row in newest_first(facts.case, OrganTest, facts.as_of) if row.test == test]
    points = tuple(_organ_point(facts.case, row, rows[0].unit) for row in reversed(rows))
    name = codes.label("organ_test", test)
    unit = (rows[0].unit or "") if rows else ""
    return Line(f"{_ORGAN}{test}", name, unit, points, None, None, log=False, about="")


def _organ_point(case: Case, row: OrganTest, unit: str | None) -> Point:
    number = row.value if isinstance(row.value, Decimal) and row.unit == unit else None
    shown = number_text(row.value) if isinstance(row.value, Decimal) else row.value or "no result"
    words, document = _Records(case).of_reference(row.source_document_id)
    return Point(
        key=f"organ_test/{row.id}",
        row=row.id,
        date=row.date,
        number=number,
        value=f"{row.comparator or ''} {shown}".strip(),
        unit=row.unit or "",
        state="not_told",
        low=None,
        high=None,
        flag=None,
        source=words or source_words(case, row) or "",
        document=document,
    )


def comparisons(points: Sequence[Point]) -> Callable[[int], str]:
    """Return what tells how a result compares with the others: "highest so far", "falling"."""
    numbers = [point.number for point in points]
    highest = _extremes(numbers, highest=True)
    lowest = _extremes(numbers, highest=False)

    def words(place: int) -> str:
        point = points[place]
        if point.number is None or point.state != "outside" or len(points) < 3:
            return ""
        if point.flag == "high" and place == highest:
            return "highest so far"
        if point.flag == "low" and place == lowest:
            return "lowest so far"
        before = numbers[place - 1] if place else None
        if before is None or before == point.number or place != len(points) - 1:
            return ""
        return "rising" if point.number > before else "falling"

    return words


def _extremes(numbers: Sequence[Decimal | None], *, highest: bool) -> int:
    told = [(number, place) for place, number in enumerate(numbers) if number is not None]
    if not told:
        return -1
    return (max if highest else min)(told)[1]


def treatments_behind(facts: Facts) -> list[Behind]:
    """Return what was given over time: treatments, and medicines against the cancer."""
    return sorted(_behind(facts), key=lambda bar: (bar.start, bar.words))


def _behind(facts: Facts) -> Iterator[Behind]:
    for phase in facts.phases:
        if phase.state in ("planned", "undated") or phase.start is None:
            continue
        ongoing = phase.state == "ongoing"
        end = facts.as_of if ongoing else (phase.end or phase.start).latest
        yield Behind(
            phase.start.earliest,
            max(min(end, facts.as_of), phase.start.earliest),
            phase.name,
            not phase.start.is_day,
            not ongoing and (phase.end is None or not phase.end.is_day),
            medicine=False,
        )
    named = " ".join(p.name.casefold() for p in facts.phases if p.state == "ongoing")
    for medicine in facts.ongoing_anticancer_medicines:
        day = medicine.start
        if day is not None and medicine.name.casefold() not in named:
            yield Behind(
                day.earliest, facts.as_of, medicine.name, not day.is_day, False, medicine=True
            )


def transfusions_for(facts: Facts, key: str) -> list[Given]:
    """Return the transfusions that change a test, by the product's name (domain 4.3)."""
    signs = _PRODUCTS.get(key)
    if signs is None:
        return []
    rows = [row for row in facts.case.all(Transfusion) if row.date and row.product]
    fitting = [row for row in rows if any(s in (row.product or "").casefold() for s in signs)]
    fitting.sort(key=lambda row: order_of(row.date))
    return [Given(row.date.earliest, row.product or "") for row in fitting if row.date]

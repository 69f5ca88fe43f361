"""Sameness of what was measured: results, vital signs, virus tests, organ tests, scores."""

from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from typing import cast

from app.case.entities import (
    LabPanel,
    LabResult,
    OrganTest,
    PerformanceScore,
    VirusTest,
    VitalSigns,
)
from app.case.unit_names import normal_unit
from app.case.units import convert
from app.records.code_systems import LOINC
from app.records.concepts import name_key
from app.records.lab_values import printed_unit
from app.records.results import is_corrected, is_preliminary
from app.records.sameness.item import SAME, Item, Verdict, filled, same_number
from app.records.vital_signs import PANEL_NAME

_ROUNDED = Decimal("0.005")
_NEAR_ROUNDED = Verdict("near", "The same but for the rounding of another unit.")


def analyte_keys(item: Item) -> Iterator[str]:
    """Yield the keys under which a result's test is known."""
    result = cast(LabResult, item.entity)
    if result.code:
        yield f"lab {result.code}"
    yield from item.codes_of(LOINC)
    for key in item.name_keys:
        yield f"name {key}"


class LabRule:
    """Results: one where test, day, value and unit are one.

    The clock of two systems may differ by hours for one sample (time zones); results at another
    time of the day are one only where the whole report agrees, which `panels` tells.
    """

    def __init__(self, panels: "PanelAgreement") -> None:
        self._panels = panels

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return test and day."""
        panel = item.parent
        day = panel.date.iso if isinstance(panel, LabPanel) and panel.date else None
        return [(key, day) for key in analyte_keys(item)]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two results of one test on one day."""
        one, other = cast(LabResult, theirs.entity), cast(LabResult, ours.entity)
        if not _may_be_one_test(theirs, ours):
            return None
        times = _time(theirs), _time(ours)
        differ = None not in times and times[0] != times[1] and not _are_vital_signs(theirs, ours)
        amounts = same_amount(one, other)
        if amounts is None:
            return self._of_unclear_units(one, other, differ)
        if differ:
            return self._at_another_time(theirs, ours, amounts)
        if amounts is SAME:
            return _of_one_value(theirs, ours)
        if amounts.kind == "near":
            return amounts
        if times[0] is not None and times[0] == times[1]:
            return Verdict("conflict", "Another value for the same test at the same time.")
        return Verdict("near", "Another value for this test on this day; a time is missing.")

    def _of_unclear_units(self, one: LabResult, other: LabResult, differ: bool) -> Verdict | None:
        if differ or one.value != other.value:
            return None
        return Verdict("near", "The same number; the units differ or one is missing.")

    def _at_another_time(self, theirs: Item, ours: Item, amounts: Verdict) -> Verdict | None:
        if amounts is not SAME:
            return None
        if self._panels.agree(theirs, ours):
            one, other = cast(LabResult, theirs.entity), cast(LabResult, ours.entity)
            return _newer_status(one, other) or _OTHER_CLOCK
        return Verdict("near", "The same value on the same day at another time.")


def _may_be_one_test(theirs: Item, ours: Item) -> bool:
    """Whether neither our list nor LOINC says that these are two tests."""
    one, other = cast(LabResult, theirs.entity), cast(LabResult, ours.entity)
    if one.code and other.code:
        return one.code == other.code
    codes = theirs.codes_of(LOINC), ours.codes_of(LOINC)
    return not all(codes) or bool(codes[0] & codes[1]) or bool(theirs.name_keys & ours.name_keys)


def _are_vital_signs(theirs: Item, ours: Item) -> bool:
    """Whether both were measured on one round, which each system notes minute by minute."""
    panels = theirs.parent, ours.parent
    return all(isinstance(panel, LabPanel) and panel.context == PANEL_NAME for panel in panels)


def _time(item: Item) -> str | None:
    return item.parent.time if isinstance(item.parent, LabPanel) else None


_OTHER_VALUE = Verdict("conflict", "Another value.")
_NEAR_RANGE = Verdict("near", "The same value with another usual range.")
NEAR_CORRECTED = Verdict("near", "The same value; the file says that it was corrected.")
NEAR_FINAL = Verdict("near", "The same value; ours is marked preliminary, the file's is not.")
OF_ONE_RESULT = (NEAR_CORRECTED, NEAR_FINAL)
"""Also of two entries of one file: it tells of one result twice, not of two results."""
_NEAR_FLAG = Verdict("near", "The same value with another mark for high, low or normal.")
_NEAR_UNDATED = Verdict("near", "The same value; the day is not known.")
_OTHER_CLOCK = Verdict("same", "Already here; the whole report agrees, only its clock differs.")
_NEAR_SIGNS = Verdict("near", "The same but for a sign such as < or a hyphen.")


def same_amount(one: LabResult, other: LabResult) -> Verdict | None:
    """Return whether two values are one; None where their units cannot be compared."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        return _same_text(_as_text(one), _as_text(other))
    if one.value is None or other.value is None:
        return None
    units = [normal_unit(printed_unit(unit) or "") for unit in (one.unit, other.unit)]
    if units[0] == units[1]:
        equal = one.value == other.value and one.comparator == other.comparator
        return SAME if equal else _OTHER_VALUE
    lab = one.code or other.code
    in_ours = convert(lab, one.value, units[0], units[1]) if lab and all(units) else None
    if in_ours is None:
        return None
    if one.comparator == other.comparator and same_number(in_ours, other.value):
        return SAME
    return _NEAR_ROUNDED if same_number(in_ours, other.value, _ROUNDED) else _OTHER_VALUE


def _of_one_value(theirs: Item, ours: Item) -> Verdict:
    """Return what two results of one value are; without a whole day the value alone is no proof."""
    one, other = cast(LabResult, theirs.entity), cast(LabResult, ours.entity)
    moved_on = _newer_status(one, other)
    if moved_on is not None:
        return moved_on
    if _other_range(one, other):
        return _NEAR_RANGE
    if one.flag and other.flag and one.flag != other.flag:
        return _NEAR_FLAG
    is_dated = _has_whole_day(theirs) and _has_whole_day(ours)
    return SAME if is_dated or _is_from_one_file(one, other) else _NEAR_UNDATED


def _newer_status(one: LabResult, other: LabResult) -> Verdict | None:
    """Return what to say where the laboratory has since finished or corrected our result."""
    if is_corrected(one.note) and not is_corrected(other.note):
        return NEAR_CORRECTED
    if is_preliminary(other.note) and not is_preliminary(one.note):
        return NEAR_FINAL
    return None


def _has_whole_day(item: Item) -> bool:
    date = item.parent.date if isinstance(item.parent, LabPanel) else None
    return date is not None and date.exact is not None


def _is_from_one_file(one: LabResult, other: LabResult) -> bool:
    """Whether both name a file they come from, so that reading it again brings nothing new."""
    files = [set((row.source_note or "").split("; ")) - {""} for row in (one, other)]
    return bool(files[0] & files[1])


def _other_range(one: LabResult, other: LabResult) -> bool:
    """Whether both state an end of the usual range, in one unit, and it differs."""
    if normal_unit(printed_unit(one.unit) or "") != normal_unit(printed_unit(other.unit) or ""):
        return False
    ends = ((one.ref_low, other.ref_low), (one.ref_high, other.ref_high))
    return any(None not in pair and pair[0] != pair[1] for pair in ends)


def _as_text(result: LabResult) -> str:
    """Return a value in the form for comparing texts: every sign of it counts."""
    return " ".join(f"{result.comparator or ''}{result.value}".casefold().split())


def _same_text(one: str, other: str) -> Verdict:
    """Compare texts: `<1:10` and `1:10`, `1-2` and `1/2` may say two things."""
    if one == other:
        return SAME
    plain = name_key(one)
    return _NEAR_SIGNS if plain and plain == name_key(other) else _OTHER_VALUE


class PanelAgreement:
    """Tells whether two reports of one day hold the same results throughout."""

    _LEAST = 2

    def __init__(self) -> None:
        self._results: dict[str, list[Item]] = {}

    def add(self, item: Item) -> None:
        """Enter a result under its report."""
        if item.parent is not None:
            self._results.setdefault(item.parent.id, []).append(item)

    def agree(self, theirs: Item, ours: Item) -> bool:
        """Whether at least two tests stand in both reports, and all such have one value."""
        if theirs.parent is None or ours.parent is None:
            return False
        known: dict[str, LabResult] = {}
        for item in self._results.get(ours.parent.id, ()):
            for key in analyte_keys(item):
                known.setdefault(key, cast(LabResult, item.entity))
        shared = 0
        for item in self._results.get(theirs.parent.id, ()):
            other = next((known[k] for k in analyte_keys(item) if k in known), None)
            if other is None:
                continue
            if same_amount(cast(LabResult, item.entity), other) is not SAME:
                return False
            shared += 1
        return shared >= self._LEAST


class FieldsRule:
    """Rows that hold several measures of a day, of which an entry may fill one."""

    def __init__(self, rounded: Decimal, contradicts: bool) -> None:
        self._rounded = rounded
        self._contradicts = contradicts

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return each filled field with the day."""
        entity = cast("VitalSigns | VirusTest", item.entity)
        day = entity.date.iso if entity.date else None
        return [(name, day) for name in measures(entity)]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare the fields that both fill."""
        one, other = measures(theirs.entity), measures(ours.entity)
        shared = [name for name in one if name in other]
        if not all(self._equal(one[name], other[name]) for name in shared):
            if self._contradicts:
                return Verdict("conflict", "Another result for the same test on the same day.")
            return None
        exact = all(one[name] == other[name] for name in shared)
        if len(shared) == len(one):
            return SAME if exact else Verdict("same", "Already here, but for rounding.")
        return Verdict("near", "A part of it is already here.")

    def _equal(self, one: object, other: object) -> bool:
        if isinstance(one, Decimal) and isinstance(other, Decimal):
            return same_number(one, other, self._rounded)
        return one == other


def measures(entity: object) -> dict[str, object]:
    """Return the fields of a row of measures that hold a measure."""
    told = filled(cast(VitalSigns, entity))
    return {name: value for name, value in told.items() if name not in ("date", "note")}


class ScoreRule:
    """Performance scores: one for each scale and day."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return scale and day."""
        score = cast(PerformanceScore, item.entity)
        return [(score.scale, score.date.iso if score.date else None)]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two scores of one scale and day."""
        one, other = cast(PerformanceScore, theirs.entity), cast(PerformanceScore, ours.entity)
        if one.score == other.score:
            return SAME
        return Verdict("conflict", "Another score on the same scale and day.")


class OrganTestRule:
    """Organ tests: one for each test, day and value."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return test and day."""
        test = cast(OrganTest, item.entity)
        return [(test.test, test.date.iso if test.date else None)]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two values of one test and day."""
        one, other = cast(OrganTest, theirs.entity), cast(OrganTest, ours.entity)
        if one.value == other.value and one.comparator == other.comparator:
            return SAME
        return Verdict("near", "Another value for this test on this day.")
